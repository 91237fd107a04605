/** The cloud's side: changes of a plan by the house that is its home, on the revision that it knows, once (rules A1, A2). */
import { createHash } from 'node:crypto';
import type { HybridAnswer, HybridChanges, SyncResult } from '@sprintforge/protocol';
import type { Unit } from '../../ports/database.ts';
import type { ChangeOutcome } from '../../ports/engine.ts';
import type { ProjectRecord } from '../../ports/records.ts';
import { changePlan } from '../change-plan.ts';
import { type Caller, type House, projectOf } from '../house.ts';
import { Refusal } from '../refusal.ts';
import { demand } from '../roles.ts';
import { changeResult } from '../sync-result.ts';

/** Throws STALE_REVISION when the plan has moved since, INVALID_VALUE when they are no changes of it, KEY_REUSED. */
export async function takeChanges(
  house: House,
  caller: Caller,
  projectId: string,
  data: HybridChanges,
  key: string,
): Promise<HybridAnswer> {
  if (demand(caller, 'plan.change', projectId) !== 'all')
    throw new Refusal('FORBIDDEN', 'a plan is taken from its home by an editor');
  const changes = Buffer.from(data.changes, 'base64');
  const sha256 = createHash('sha256').update(changes).update(data.hash).digest('hex');
  const before = await answered(house, caller, projectId, key, sha256);
  if (before) return taken(before);
  try {
    const result = await changePlan(house, caller, projectId, async (_unit, project) => {
      if (project.head !== data.version) throw new Refusal('STALE_REVISION', `the plan is at revision ${project.head}`);
      return {
        source: 'hybrid',
        message: 'From its home',
        about: project.head,
        change: { kind: 'take', changes, hash: data.hash },
        check: (outcome) => check(caller, project, outcome),
        also: (unit, outcome, version) => keepAnswer(house, unit, caller, { project, key, sha256, outcome, version }),
      };
    });
    return taken(result);
  } catch (error) {
    // of two that came at once the other was first
    const other = error instanceof Refusal && error.code === 'STALE_REVISION';
    const done = other ? await answered(house, caller, projectId, key, sha256) : null;
    if (done) return taken(done);
    throw error;
  }
}

const taken = ({ project_id, version, counts }: SyncResult): HybridAnswer => ({
  status: 'taken',
  project_id,
  version,
  changes: counts.applied,
});

async function answered(house: House, caller: Caller, projectId: string, key: string, sha256: string) {
  return house.database.unit(caller.tenant, async (unit) => {
    const project = await projectOf(unit, projectId);
    const known = await unit.uploads.byKey(caller.user.id, key);
    if (known && (known.sha256 !== sha256 || known.projectId !== project.id))
      throw new Refusal('KEY_REUSED', 'this Idempotency-Key was used with other changes');
    return known?.upload.result ?? null;
  });
}

function check(caller: Caller, { id, settings }: ProjectRecord, { invalid, state }: ChangeOutcome): void {
  if (invalid.length > 0)
    throw new Refusal('INVALID_VALUE', 'these are no changes of this plan, or they were altered on the way');
  const isOther = (key: 'calendar' | 'scheduling'): boolean =>
    state !== null && JSON.stringify(state.settings[key]) !== JSON.stringify(settings[key]);
  if (isOther('calendar') || isOther('scheduling')) demand(caller, 'project.manage', id);
}

interface Done {
  readonly project: ProjectRecord;
  readonly key: string;
  readonly sha256: string;
  readonly outcome: ChangeOutcome;
  readonly version: number;
}

async function keepAnswer(house: House, unit: Unit, caller: Caller, done: Done): Promise<void> {
  const { project, key, sha256, outcome, version } = done;
  const [id, at] = [house.system.uuid(), house.system.now()];
  const frame = { projectId: project.id, version, baseVersion: project.head, before: project.head, dryRun: false };
  await unit.uploads.add(project.id, {
    id,
    userId: caller.user.id,
    copyId: '',
    sha256,
    strategy: 'server',
    choicesHash: `hybrid ${project.head}`,
    result: changeResult(frame, outcome),
    appliedKeys: '[]',
    revision: version,
    createdAt: at,
  });
  await unit.uploads.addKey(project.id, caller.user.id, key, sha256, id, at);
}
