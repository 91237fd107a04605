/** Conflicts: shown, and resolved once, one or many at a time (rules M3, R4). */
import { fieldType, type SubjectState } from '@sprintforge/core';
import type { ConflictList, ConflictRecord, ResolveChoice, SyncResult } from '@sprintforge/protocol';
import type { Unit } from '../ports/database.ts';
import type { ChangeOutcome } from '../ports/engine.ts';
import type { ConflictEntry, NewConflict, ProjectRecord, ProjectSettings } from '../ports/records.ts';
import { appendAudit } from './audit-chain.ts';
import { changePlan, type PlannedChange } from './change-plan.ts';
import { asOpenConflict } from './copy-keeping.ts';
import { type Caller, type House, isUuid, projectOf } from './house.ts';
import { Refusal } from './refusal.ts';
import { demand } from './roles.ts';
import { subjectOf } from './sync-result.ts';

export type Resolution = ResolveChoice & { readonly id: string };

export async function listConflicts(
  house: House,
  caller: Caller,
  id: string,
  status: 'open' | 'resolved' | 'all',
): Promise<ConflictList> {
  return house.database.unit(caller.tenant, async (unit) => {
    const project = await projectOf(unit, id);
    const found = await unit.conflicts.list(project.id, status, 10_000);
    return { conflicts: found.map((entry) => shown(entry, project.settings)), version: project.head };
  });
}

/** All or none: a conflict that is unknown, resolved already or has moved stops the whole call. */
export async function resolveConflicts(
  house: House,
  caller: Caller,
  id: string,
  resolutions: readonly Resolution[],
): Promise<SyncResult> {
  demand(caller, 'conflict.decide', id);
  try {
    return await changePlan(house, caller, id, (unit, project) => planned(house, caller, unit, project, resolutions));
  } catch (error) {
    if (error instanceof Moved) await renewMoved(house, caller, id, error);
    throw error;
  }
}

/** The head value is no longer the one that the conflict showed. */
class Moved extends Refusal {
  readonly moved: ChangeOutcome['moved'];
  constructor(moved: ChangeOutcome['moved']) {
    super('CONFLICT_MOVED', 'the value was changed meanwhile; look at the conflict again', { conflicts: [...moved] });
    this.moved = moved;
  }
}

async function planned(
  house: House,
  caller: Caller,
  unit: Unit,
  project: ProjectRecord,
  resolutions: readonly Resolution[],
): Promise<PlannedChange> {
  const ids = resolutions.map((resolution) => resolution.id);
  const found = new Map((await unit.conflicts.take(project.id, ids.filter(isUuid))).map((entry) => [entry.id, entry]));
  const pairs = resolutions.map((resolution) => ({ resolution, conflict: openOf(found, resolution.id) }));
  return {
    source: 'resolve',
    message: `Resolved: ${pairs.length === 1 ? 'one conflict' : `${pairs.length} conflicts`}`,
    about: project.head,
    change: {
      kind: 'resolve',
      resolutions: pairs.map(({ resolution, conflict }) => ({
        conflict: asOpenConflict(conflict),
        choice: resolution.choice,
        value: (resolution.value ?? null) as SubjectState,
      })),
    },
    check: (outcome) => {
      if (outcome.moved.length > 0) throw new Moved(outcome.moved);
      const invalid = outcome.invalid[0];
      if (invalid) throw new Refusal('INVALID_VALUE', `expected ${invalid.expected}`, { conflict: invalid.id });
    },
    also: async (current, outcome) => {
      // the rows are locked again here: two that resolve the same conflict at once end as one
      const still = await current.conflicts.take(project.id, ids);
      for (const entry of still) if (entry.status !== 'open') throw new Refusal('CONFLICT_RESOLVED', entry.id);
      for (const { resolution } of pairs)
        await current.conflicts.resolve(project.id, resolution.id, {
          resolution: resolution.choice,
          value: outcome.values[resolution.id] ?? null,
          by: caller.user.id,
          at: house.system.now(),
        });
    },
  };
}

function openOf(found: ReadonlyMap<string, ConflictEntry>, id: string): ConflictEntry {
  const entry = found.get(id);
  if (!entry) throw new Refusal('NOT_FOUND', 'no such conflict');
  if (entry.status !== 'open')
    throw new Refusal('CONFLICT_RESOLVED', `resolved as ${entry.resolution} by ${entry.resolvedByName}`);
  return entry;
}

/** A conflict against a moved head becomes a new one, with what the head holds now. */
async function renewMoved(house: House, caller: Caller, id: string, { moved }: Moved): Promise<void> {
  await house.database.unit(caller.tenant, async (unit) => {
    const project = await projectOf(unit, id);
    const at = house.system.now();
    const renewed: NewConflict[] = [];
    for (const entry of await unit.conflicts.take(
      project.id,
      moved.map((conflict) => conflict.id),
    )) {
      if (entry.status !== 'open') continue;
      const now = moved.find((conflict) => conflict.id === entry.id);
      await unit.conflicts.resolve(project.id, entry.id, {
        resolution: 'superseded',
        value: null,
        by: caller.user.id,
        at,
      });
      const { subject, subjectKey, taskName, reason, base, theirs, uploadId, createdBy } = entry;
      const fresh = {
        id: house.system.uuid(),
        ...{ subject, subjectKey, taskName, reason, base, theirs },
        ours: now?.ours ?? null,
        standing: 'ours',
      } satisfies NewConflict;
      const stamp = { uploadId, createdBy, revision: project.head, createdAt: at };
      await unit.conflicts.add(project.id, JSON.stringify([fresh]), stamp);
      renewed.push(fresh);
    }
    if (renewed.length > 0) await appendAudit(unit, house.system.uuid(), renewal(caller, project, renewed, at));
  });
}

/** In the log it is a resolution that decided nothing: the old conflicts gave way to these. */
const renewal = (caller: Caller, { id, head }: ProjectRecord, renewed: readonly NewConflict[], timestamp: string) => ({
  projectId: id,
  excelVersion: head,
  serverVersion: head,
  syncType: 'renew',
  changes: null,
  conflicts: renewed.map(({ id: conflict, subject, reason, base, ours, theirs, standing }) => ({
    ...{ id: conflict, subject, reason, base, ours, theirs, standing },
  })),
  resolution: 'superseded',
  userId: caller.user.id,
  timestamp,
  ipAddress: caller.ip,
  userAgent: caller.userAgent,
});

const typed = ({ subject }: ConflictEntry, { fields }: ProjectSettings) =>
  subject.kind === 'field' && subject.entity === 'task' ? { type: fieldType(fields, subject.field) } : {};

const shown = (entry: ConflictEntry, settings: ProjectSettings): ConflictRecord => ({
  id: entry.id,
  ...subjectOf(entry.subject),
  task_name: entry.taskName,
  ...typed(entry, settings),
  reason: entry.reason,
  base: entry.base,
  ours: entry.ours,
  theirs: entry.theirs,
  standing: entry.standing,
  status: entry.status,
  resolution: entry.resolution,
  value: entry.value,
  revision: entry.revision,
  created_at: entry.createdAt,
  created_by: entry.createdByName,
  resolved_at: entry.resolvedAt,
  resolved_by: entry.resolvedByName,
});
