/** Recovery points: one for every upload, the state before it and its bytes (rule A7). A view of the revision chain, no store of its own. */
import type { RecoveryPoint, RecoveryPointList, SyncResult } from '@sprintforge/protocol';
import type { RevisionRecord } from '../ports/records.ts';
import { daysAgo, laterBy } from './days.ts';
import { rollback } from './history.ts';
import { type Caller, type House, projectOf } from './house.ts';
import { type PageRequest, pageOf } from './page.ts';
import { Refusal } from './refusal.ts';
import { periodsOf } from './retention-periods.ts';
import { demand } from './roles.ts';
import { recoveryId } from './sync-result.ts';

/** Newest first. */
export async function listRecoveryPoints(
  house: House,
  caller: Caller,
  id: string,
  request: PageRequest,
): Promise<RecoveryPointList> {
  return house.database.unit(caller.tenant, async (unit) => {
    const project = await projectOf(unit, id);
    const { recovery: days } = await periodsOf(house, unit, project.id);
    const since = daysAgo(house, days);
    const load = (limit: number, before?: number) => unit.revisions.uploaded(project.id, since, limit, before);
    const { items, next } = await pageOf(request, load, ({ number }) => number);
    return {
      recovery_points: items.map((made) => shown(caller, project.id, made, days)),
      next,
      version: project.head,
    };
  });
}

/** The state before, as a new revision; what was done since stays in the history (rule A6). Throws NOT_FOUND for one that has expired. */
export async function restorePoint(house: House, caller: Caller, id: string, point: string): Promise<SyncResult> {
  demand(caller, 'plan.revert', id);
  const to = Number(/^rev-(\d{1,9})$/.exec(point)?.[1] ?? 0);
  await house.database.unit(caller.tenant, async (unit) => {
    const project = await projectOf(unit, id);
    const since = daysAgo(house, (await periodsOf(house, unit, project.id)).recovery);
    const made = to === project.head ? null : await unit.revisions.find(project.id, to + 1);
    if (to < 1 || (to !== project.head && (!made || made.createdAt < since)))
      throw new Refusal(
        'NOT_FOUND',
        'no such recovery point, or not any more; the history may still have its revision',
      );
  });
  return rollback(house, caller, id, to, 'recovery.restored');
}

const shown = (caller: Caller, projectId: string, made: RevisionRecord, days: number): RecoveryPoint => ({
  id: recoveryId(made.number - 1),
  revision: made.number,
  restores: made.number - 1,
  uploaded_by: { id: made.authorId, name: made.authorName },
  uploaded_at: made.createdAt,
  message: made.message,
  changes_count: made.changesCount,
  expires_at: laterBy(made.createdAt, days),
  workbook:
    made.authorId === caller.user.id && made.workbookBlob !== null
      ? { url: `/api/projects/${projectId}/revisions/${made.number}/workbook`, sha256: made.workbookBlob }
      : null,
});
