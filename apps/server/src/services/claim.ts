/** What an upload says about itself against what we know (rule B3): the ground to merge on, or why not. */
import { type CopyMetadata, type HeldCell, signedPayload } from '@sprintforge/mapping';
import type { ProblemCode } from '@sprintforge/protocol';
import type { Unit } from '../ports/database.ts';
import type { BaseSearch, Claim, Likeliest } from '../ports/engine.ts';
import type { CopyRecord, ProjectRecord, RevisionRecord } from '../ports/records.ts';
import { copyReceipt } from './copy-receipt.ts';
import { daysAgo } from './days.ts';
import type { Caller, House } from './house.ts';
import { periodsOf } from './retention-periods.ts';

export type Verdict =
  | {
      readonly kind: 'base';
      readonly revision: number;
      readonly copyId: string;
      readonly copy: CopyRecord | null;
      /** The base is no longer kept: the row hashes that were signed stand in for it (rule A7). */
      readonly expired: boolean;
      /** When the copy was revoked: an owner has to say that its upload may be taken (rule R9). */
      readonly revokedAt: string | null;
      /** A program that works in the copy has brought it to this revision, from the one that it was handed out at. */
      readonly brought?: { readonly from: number; readonly held: readonly HeldCell[] };
    }
  /** Nothing that can be believed: the likeliest base has to be found first. */
  | { readonly kind: 'search'; readonly code: 'META_MISSING' | 'META_INVALID' }
  /** What was found: a proposal that needs confirmation. */
  | {
      readonly kind: 'proposal';
      readonly code: 'META_MISSING' | 'META_INVALID';
      readonly revision: number;
      readonly copy: CopyRecord | null;
      readonly effect: string;
      /** What the effect says. */
      readonly facts: Readonly<Record<string, string | number>>;
    }
  | { readonly kind: 'refuse'; readonly code: ProblemCode; readonly detail: string };

const refuse = (code: ProblemCode, detail: string): Verdict => ({ kind: 'refuse', code, detail });

export async function judgeClaim(
  house: House,
  unit: Unit,
  caller: Caller,
  project: ProjectRecord,
  claim: Exclude<Claim, Likeliest>,
): Promise<Verdict> {
  if (claim.state !== 'signed')
    return { kind: 'search', code: claim.state === 'none' ? 'META_MISSING' : 'META_INVALID' };
  const { metadata, payload, signature } = claim;
  const genuine = signedPayload(metadata) === payload && house.signer.verifyCopy(metadata, payload, signature);
  if (!genuine) return { kind: 'search', code: 'META_INVALID' };
  if (metadata.tenant !== caller.tenant || metadata.project !== project.id)
    return refuse('WRONG_PROJECT', 'this workbook was handed out for another project');
  if (metadata.epoch !== project.epoch) return { kind: 'search', code: 'META_INVALID' };
  const { copy, revision: from } = metadata;
  const later = claim.later.find(
    ({ copy: of, version, receipt }) =>
      of === copy && version > from && receipt === copyReceipt(house, project, copy, version),
  );
  if (!later) return judgeRevision(house, unit, project, metadata);
  // what was signed of its rows is of before
  const { rowHashes: _before, ...rest } = metadata;
  const verdict = await judgeRevision(house, unit, project, { ...rest, revision: later.version });
  if (verdict.kind === 'base') return { ...verdict, brought: { from, held: later.held } };
  return judgeRevision(house, unit, project, metadata);
}

async function judgeRevision(
  house: House,
  unit: Unit,
  project: ProjectRecord,
  { revision, copy: copyId, issuedAt, rowHashes }: CopyMetadata,
): Promise<Verdict> {
  if (revision > project.head)
    return refuse('BASE_AHEAD', `the workbook is of revision ${revision}, the project is at ${project.head}`);
  const copy = await unit.copies.find(project.id, copyId);
  const kept = await unit.revisions.find(project.id, revision);
  const gone = kept?.snapshotBlob === null || copy?.shadowBlob === null;
  // copies live on from each sync (rule A7)
  const livesSince = daysAgo(house, (await periodsOf(house, unit, project.id)).copies);
  const expired = kept === null || gone || (copy?.lastSyncedAt ?? copy?.issuedAt ?? issuedAt) < livesSince;
  if (expired && rowHashes === undefined)
    return refuse('BASE_EXPIRED', `revision ${revision} is no longer kept, and the copy does not say what it held`);
  return { kind: 'base', revision, copyId, copy, expired, revokedAt: copy?.revokedAt ?? null };
}

/** How far back a base is looked for. */
const searched = 50;

/** What the engine looks through for the likeliest base. */
export async function searchGround(
  house: House,
  unit: Unit,
  caller: Caller,
  project: ProjectRecord,
): Promise<BaseSearch> {
  const chain: { revision: number; changes: string[] }[] = [];
  for (let revision = project.head; revision > Math.max(1, project.head - searched); revision -= 1) {
    const found = await unit.revisions.find(project.id, revision);
    if (!found || found.parent === null) break;
    chain.push({ revision, changes: await changesOf(unit, project.id, found) });
  }
  const held = (await heldCopies(unit, caller, project))[0];
  return {
    kind: 'search',
    head: await house.blobs.get(caller.tenant, project.snapshotBlob),
    headRevision: project.head,
    chain,
    preferred: held?.revision ?? null,
  };
}

async function changesOf(unit: Unit, projectId: string, { number, pieces }: RevisionRecord): Promise<string[]> {
  const texts: string[] = [];
  for (let piece = 0; piece <= pieces; piece += 1)
    texts.push((await unit.revisions.changes(projectId, number, piece)) ?? missing(number));
  return texts;
}

function missing(revision: number): never {
  throw new Error(`of revision ${revision} not all changes are there`);
}

/** The proposal, in words that a person can decide on; a copy that the person holds of that revision brings its shadow. */
export async function propose(
  unit: Unit,
  caller: Caller,
  project: ProjectRecord,
  code: 'META_MISSING' | 'META_INVALID',
  { revision, alike, rows }: Likeliest,
): Promise<Verdict> {
  const copy = (await heldCopies(unit, caller, project)).find((held) => held.revision === revision) ?? null;
  const found = await unit.revisions.find(project.id, revision);
  const made = found ? ` of ${found.createdAt.slice(0, 16).replace('T', ' ')} UTC by ${found.authorName}` : '';
  const effect = `the workbook does not say which copy it is; it is most like revision ${revision}${made} (${alike} of ${rows} rows are as there) and would be compared with that`;
  const of = found ? { at: found.createdAt, by: found.authorName } : {};
  return { kind: 'proposal', code, revision, copy, effect, facts: { revision, ...of, alike, rows } };
}

const heldCopies = async (unit: Unit, caller: Caller, project: ProjectRecord): Promise<CopyRecord[]> =>
  (await unit.copies.list(project.id)).filter((copy) => copy.userId === caller.user.id && !copy.revokedAt);
