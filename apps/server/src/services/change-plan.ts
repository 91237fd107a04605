/** A change of the plan that comes from no workbook: one writer at a time, one transaction, one revision (rules A1, A4). */
import type { SyncResult } from '@sprintforge/protocol';
import type { Unit } from '../ports/database.ts';
import type { ChangeOutcome, PlanChange } from '../ports/engine.ts';
import type { AuditRecord, ProjectRecord } from '../ports/records.ts';
import { appendAudit } from './audit-chain.ts';
import { commitRevision } from './commit.ts';
import { type Caller, type House, lockedProject, projectOf } from './house.ts';
import { Refusal } from './refusal.ts';
import { writeRights } from './roles.ts';
import { changeResult } from './sync-result.ts';

export interface PlannedChange {
  readonly source: 'resolve' | 'rollback' | 'undo' | 'calendar' | 'hybrid' | 'erasure' | 'fields';
  readonly message: string;
  readonly change: PlanChange;
  /** The revision that is spoken of: the one undone, the one gone back to, the head of a resolution. */
  readonly about: number;
  /** Where no right in the plan bounds it; the log then tells how much was changed, and not what. */
  readonly beyondRights?: true;
  /** Throws when the outcome may not be committed. */
  readonly check?: (outcome: ChangeOutcome) => void;
  /** In the same transaction, also when nothing changed. */
  readonly also?: (unit: Unit, outcome: ChangeOutcome, version: number) => Promise<unknown>;
}

const attempts = 8;

/** `prepare` is asked anew whenever the head moved under the work. */
export async function changePlan(
  house: House,
  caller: Caller,
  projectId: string,
  prepare: (unit: Unit, project: ProjectRecord) => Promise<PlannedChange>,
): Promise<SyncResult> {
  const known = await house.database.unit(caller.tenant, (unit) => projectOf(unit, projectId));
  return house.writers.run(known.id, async () => {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const result = await attemptChange(house, caller, known.id, prepare);
      if (result) return result;
    }
    throw new Refusal('BUSY', 'the project moves too fast at the moment', { retry_after: 2 });
  });
}

async function attemptChange(
  house: House,
  caller: Caller,
  projectId: string,
  prepare: (unit: Unit, project: ProjectRecord) => Promise<PlannedChange>,
): Promise<SyncResult | null> {
  const { project, plan, rights } = await house.database.unit(caller.tenant, async (unit) => {
    const found = await projectOf(unit, projectId);
    const { user } = caller;
    return { project: found, plan: await prepare(unit, found), rights: await writeRights(unit, user, found.id) };
  });
  const ours = await house.blobs.get(caller.tenant, project.snapshotBlob);
  const outcome = await house.engine.change({ ours, change: plan.change, rights: plan.beyondRights ? null : rights });
  plan.check?.(outcome);
  if (outcome.forbidden.length > 0) throw notAllowed(outcome.forbidden);
  return house.database.unit(caller.tenant, async (unit) => {
    const locked = await lockedProject(unit, projectId);
    if (locked.head !== project.head) return null;
    const { source, message } = plan;
    const version = outcome.state
      ? await commitRevision(house, unit, caller, locked, outcome.state, { source, message, workbookBlob: null })
      : locked.head;
    await plan.also?.(unit, outcome, version);
    const { changes } = outcome;
    const record = auditOf(house, caller, projectId, plan, version);
    if (plan.beyondRights)
      await appendAudit(unit, house.system.uuid(), { ...record, changes: { edits: changes.count } });
    else await appendAudit(unit, house.system.uuid(), record, { changes: changes.logged });
    return changeResult(
      { projectId, version, baseVersion: project.head, before: project.head, dryRun: false },
      outcome,
    );
  });
}

function notAllowed(forbidden: ChangeOutcome['forbidden']): Refusal {
  const named = forbidden.map(({ id: task_id, field, code }) => ({ task_id, field, code }));
  return new Refusal('FORBIDDEN', 'it changes what you may not write', { forbidden: named });
}

function auditOf(house: House, caller: Caller, projectId: string, plan: PlannedChange, version: number): AuditRecord {
  return {
    projectId,
    excelVersion: plan.about,
    serverVersion: version,
    syncType: plan.source,
    changes: null,
    conflicts: null,
    resolution: null,
    userId: caller.user.id,
    timestamp: house.system.now(),
    ipAddress: caller.ip,
    userAgent: caller.userAgent,
  };
}
