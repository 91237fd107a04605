/** From the engine's report to the `SyncResult` of the interface: long lists are cut there, the counts are complete. */
import type { Subject } from '@sprintforge/core';
import type { Notice, SyncConflict, SyncResult } from '@sprintforge/protocol';
import type { ChangeOutcome, EditReport, Merged, OpenConflict, RenderedCopy, ToldImpact } from '../ports/engine.ts';

export interface ResultFrame {
  readonly projectId: string;
  readonly version: number;
  readonly baseVersion: number;
  /** The revision that the project was at before; null: nothing was written. */
  readonly before: number | null;
  readonly dryRun: boolean;
}

export function syncResult(frame: ResultFrame, merged: Merged, copyId: string | null): SyncResult {
  const { counts } = merged;
  const status = statusOf(counts);
  return {
    ...framed(frame),
    success: status !== 'failed',
    status,
    hash: merged.hash,
    counts,
    changes: [...(merged.client?.changes ?? merged.applied.shown)],
    ...(merged.client ? { rows: [...merged.client.rows], predecessors: [...merged.client.predecessors] } : {}),
    conflicts: merged.conflicts.shown.map((conflict) => ({
      ...subjectOf(conflict.subject),
      ...words(conflict),
      ...sides(conflict),
      ...conflict.place,
      ...(conflict.oursBy ? { ours_by: conflict.oursBy.by, ours_at: conflict.oursBy.at } : {}),
    })),
    refused: merged.refused.map((one) => ({ ...one, ...named(one.task_id, merged.names) })),
    warnings: warningsOf(merged),
    resolved: [...merged.resolved, ...merged.decided].map(({ id, choice }) => ({ id, choice })),
    workbook: merged.copy && copyId ? workbookLink(frame.projectId, copyId, merged.copy) : null,
    impact: merged.impact && impactOf(merged.impact),
    repairs: merged.repairs.map(({ columns, ...repair }) => ({ ...repair, columns: [...columns] })),
  };
}

export function changeResult(frame: ResultFrame, outcome: ChangeOutcome): SyncResult {
  const { changes, keptCount: kept } = outcome;
  return {
    ...framed(frame),
    success: true,
    status: kept > 0 ? 'partial' : 'success',
    hash: outcome.hash,
    counts: { edits: changes.count + kept, applied: changes.count, same: 0, conflicts: 0, refused: kept },
    changes: [...changes.shown],
    impact: impactOf(outcome.impact),
    warnings: [
      ...outcome.warnings.map(({ code, message, taskId, facts }) => ({
        code,
        message,
        task_id: taskId,
        ...named(taskId, outcome.names),
        ...(facts ? { facts } : {}),
      })),
      ...outcome.kept.map(({ id, field, taskName }) => ({
        code: 'EDITED_SINCE',
        message: `${taskName ?? id}${field ? `, ${field},` : ''} was edited since and stays as it is`,
        task_id: id,
        ...(taskName === null ? {} : { task_name: taskName }),
        ...(field ? { field } : {}),
      })),
    ],
  };
}

/** What people call things: JSON stays raw, these members stand beside the values. */
const words = ({ taskName, type }: Pick<EditReport, 'taskName' | 'type'>) => ({
  ...(taskName === null ? {} : { task_name: taskName }),
  ...(type === null ? {} : { type }),
});
const named = (id: string | null | undefined, names: Readonly<Record<string, string>>) =>
  id && names[id] !== undefined ? { task_name: names[id] } : {};

/** Names the state that was before (see recovery.ts). */
export const recoveryId = (revision: number): string => `rev-${revision}`;

const framed = (frame: ResultFrame) => ({
  project_id: frame.projectId,
  version: frame.version,
  base_version: frame.baseVersion,
  dry_run: frame.dryRun,
  conflicts: [] as SyncConflict[],
  refused: [] as SyncResult['refused'],
  resolved: [] as SyncResult['resolved'],
  recovery_id: frame.before === null ? null : recoveryId(frame.before),
  workbook: null as SyncResult['workbook'],
  impact: null as SyncResult['impact'],
  repairs: [] as SyncResult['repairs'],
  confirm: [] as SyncResult['confirm'],
});

function impactOf({ finish, critical_path: path, ...rest }: ToldImpact): SyncResult['impact'] {
  return {
    finish: { ...finish, because: [...finish.because] },
    critical_path: { ...path, before: [...path.before], after: [...path.after] },
    ...rest,
    overload: [...rest.overload],
  };
}

function statusOf(counts: Merged['counts']): SyncResult['status'] {
  if (counts.conflicts > 0) return 'conflict';
  if (counts.refused > 0) return counts.applied + counts.same > 0 ? 'partial' : 'failed';
  return 'success';
}

function sides(conflict: Merged['conflicts']['shown'][number]) {
  const { id, reason, base, ours, theirs, standing } = conflict;
  return { id, reason, base, ours, theirs, standing };
}

/** Kind, id and field of a subject as the interface names them. */
export function subjectOf(subject: Subject): Pick<SyncConflict, 'kind' | 'task_id' | 'field'> {
  if (subject.kind === 'field') return { kind: subject.entity, task_id: subject.id, field: subject.field };
  if (subject.kind === 'dependency') return { kind: 'dependency', task_id: subject.key, field: null };
  return { kind: subject.kind, task_id: subject.id, field: null };
}

/** Back from the interface: what a report said of a conflict. */
export function openConflictOf(conflict: SyncConflict): Omit<OpenConflict, 'id'> {
  const { kind, task_id: id, field, reason, base, ours, theirs, standing, task_name } = conflict;
  const subject: Subject =
    kind === 'dependency'
      ? { kind, key: id }
      : field === null
        ? { kind, id }
        : { kind: 'field', entity: kind, id, field };
  const states = { base, ours, theirs } as Pick<OpenConflict, 'base' | 'ours' | 'theirs'>;
  return { subject, reason: reason as OpenConflict['reason'], ...states, standing, taskName: task_name ?? null };
}

/** Of what the screen found: how it is treated. */
const factsOf = (warning: Merged['warnings'][number]): Pick<Notice, 'facts'> =>
  'severity' in warning
    ? { facts: { severity: warning.severity } }
    : warning.facts === undefined
      ? {}
      : { facts: warning.facts };

function warningsOf(merged: Merged): Notice[] {
  const notices: Notice[] = merged.warnings.map((warning) => ({
    code: warning.code,
    message: warning.message,
    ...('sheet' in warning && warning.sheet ? { sheet: warning.sheet } : {}),
    ...('cell' in warning && warning.cell ? { cell: warning.cell } : {}),
    ...('taskId' in warning ? { task_id: warning.taskId } : {}),
    ...('task_id' in warning && warning.task_id ? { task_id: warning.task_id } : {}),
    ...named('taskId' in warning ? warning.taskId : 'task_id' in warning ? warning.task_id : null, merged.names),
    ...('field' in warning && warning.field ? { field: warning.field } : {}),
    ...factsOf(warning),
  }));
  if (merged.handoutFailed !== null) notices.push({ code: 'HANDOUT_FAILED', message: merged.handoutFailed });
  return notices;
}

export function workbookLink(
  projectId: string,
  copyId: string,
  copy: Pick<RenderedCopy, 'sha256' | 'receipt'>,
): NonNullable<SyncResult['workbook']> {
  return {
    url: `/api/sync/download/${projectId}?copy=${copyId}`,
    copy_id: copyId,
    sha256: copy.sha256,
    receipt: {
      parts_total: copy.receipt.partsTotal,
      parts_changed: copy.receipt.partsChanged.map(({ part, why }) => ({ part, why })),
    },
  };
}
