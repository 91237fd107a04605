/** What a lens workbook shows of a plan and of the reports on it (rule R8). */
import {
  type Lens,
  type PlanWarning,
  PREDECESSORS,
  type Snapshot,
  type Subject,
  type TaskId,
  tasksInLens,
  throughLens,
} from '@sprintforge/core';
import type { ReadNotice, RowStatus } from '@sprintforge/mapping';
import type { Finding } from '@sprintforge/xlsx';
import type { LastChange } from '../ports/engine.ts';

export interface LensView {
  readonly lens: Lens;
  /** The plan through the lens, with the rows that stay although they left it. */
  readonly target: Snapshot;
  readonly left: readonly TaskId[];
  /** Tasks that the person has, or had in the file that came. */
  readonly known: ReadonlySet<TaskId>;
}

/** `rows`: tasks that have a row in the file. */
export function lensView(head: Snapshot, lens: Lens, rows: readonly TaskId[] = []): LensView {
  const target = throughLens(head, lens, rows);
  const inside = new Set(tasksInLens(head, lens).map(({ id }) => id));
  const left = [...target.tasks.keys()].filter((id) => !inside.has(id));
  return { lens, target, left, known: new Set([...rows, ...target.tasks.keys()]) };
}

export function visibleConflicts<C extends { readonly subject: Subject }>(
  { lens, known }: Pick<LensView, 'lens' | 'known'>,
  conflicts: readonly C[],
): readonly C[] {
  return conflicts.filter(({ subject }) => {
    if (subject.kind === 'dependency')
      return lens.fields.includes(PREDECESSORS) && known.has(subject.key.split('>')[1]?.split(':')[0] ?? '');
    if (subject.kind === 'task') return known.has(subject.id);
    return (
      subject.kind === 'field' &&
      subject.entity === 'task' &&
      known.has(subject.id) &&
      lens.fields.includes(subject.field)
    );
  });
}

/** The fields whose values the message of a warning tells. */
const TOLD: Readonly<Record<PlanWarning['code'], readonly string[]>> = {
  FINISH_BEFORE_START: ['start', 'finish'],
  DURATION_MISMATCH: ['start', 'duration', 'finish'],
  MISSING_PREDECESSOR: [PREDECESSORS],
  MISSING_ASSIGNEE: ['assignee'],
  PARENT_DELETED: [],
  CYCLE: [],
};

/** Warnings about tasks and fields that are shown; what is said of the file itself. */
export function visibleWarnings<W extends PlanWarning | ReadNotice | Finding>(
  { lens, target }: LensView,
  warnings: readonly W[],
): readonly W[] {
  return warnings.filter(
    (warning) =>
      !('taskId' in warning) ||
      (target.tasks.has(warning.taskId) && TOLD[warning.code].every((field) => lens.fields.includes(field))),
  );
}

/** The status of rows that left the lens: said where nothing graver is. */
export function withLeft(
  { left }: LensView,
  status: ReadonlyMap<string, RowStatus>,
  lastChanges: readonly LastChange[],
  author: { readonly name: string; readonly at: string },
): ReadonlyMap<string, RowStatus> {
  const changes = new Map(lastChanges.map((change) => [change.taskId, change]));
  const all = new Map(status);
  for (const id of left) {
    const known = status.get(id);
    if (known?.status === 'conflict' || known?.status === 'refused') continue;
    const { by, at } = changes.get(id) ?? { by: author.name, at: author.at };
    all.set(id, { status: 'left', changedBy: by, changedAt: at, fields: known?.fields ?? [] });
  }
  return all;
}
