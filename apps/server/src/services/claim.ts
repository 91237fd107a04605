/** What an upload says about itself against what we know (rule B3): the ground to merge on, or why not. */
import { signedPayload } from '@sprintforge/mapping';
import type { ProblemCode } from '@sprintforge/protocol';
import type { Unit } from '../ports/database.ts';
import type { Claim } from '../ports/engine.ts';
import type { CopyRecord, ProjectRecord } from '../ports/records.ts';
import type { Caller, House } from './house.ts';

export type Verdict =
  | { readonly kind: 'base'; readonly revision: number; readonly copyId: string; readonly copy: CopyRecord | null }
  /** Nothing that can be believed: a proposal that needs confirmation. */
  | {
      readonly kind: 'proposal';
      readonly code: 'META_MISSING' | 'META_INVALID';
      readonly revision: number;
      readonly copy: CopyRecord | null;
      readonly effect: string;
    }
  | { readonly kind: 'refuse'; readonly code: ProblemCode; readonly detail: string };

const refuse = (code: ProblemCode, detail: string): Verdict => ({ kind: 'refuse', code, detail });

export async function judgeClaim(
  house: House,
  unit: Unit,
  caller: Caller,
  project: ProjectRecord,
  claim: Claim,
): Promise<Verdict> {
  if (claim.state !== 'signed')
    return propose(unit, caller, project, claim.state === 'none' ? 'META_MISSING' : 'META_INVALID');
  const { metadata, payload, signature } = claim;
  const genuine = signedPayload(metadata) === payload && house.signer.verifyCopy(metadata, payload, signature);
  if (!genuine) return propose(unit, caller, project, 'META_INVALID');
  if (metadata.tenant !== caller.tenant || metadata.project !== project.id)
    return refuse('WRONG_PROJECT', 'this workbook was handed out for another project');
  if (metadata.epoch !== project.epoch) return propose(unit, caller, project, 'META_INVALID');
  return judgeRevision(unit, project, metadata.revision, metadata.copy);
}

async function judgeRevision(unit: Unit, project: ProjectRecord, revision: number, copyId: string): Promise<Verdict> {
  if (revision > project.head)
    return refuse('BASE_AHEAD', `the workbook is of revision ${revision}, the project is at ${project.head}`);
  if (!(await unit.revisions.find(project.id, revision)))
    return refuse('BASE_EXPIRED', `revision ${revision} is no longer kept`);
  const copy = await unit.copies.find(project.id, copyId);
  if (copy?.revokedAt) return refuse('COPY_REVOKED', `copy ${copyId} was revoked at ${copy.revokedAt}`);
  return { kind: 'base', revision, copyId, copy };
}

/** The likeliest base: the copy that this person had last; failing that, the head. */
async function propose(
  unit: Unit,
  caller: Caller,
  project: ProjectRecord,
  code: 'META_MISSING' | 'META_INVALID',
): Promise<Verdict> {
  const held = (await unit.copies.list(project.id)).find((copy) => copy.userId === caller.user.id && !copy.revokedAt);
  const revision = held?.revision ?? project.head;
  const effect = `the workbook is compared with revision ${revision}`;
  return { kind: 'proposal', code, revision, copy: held ?? null, effect };
}
