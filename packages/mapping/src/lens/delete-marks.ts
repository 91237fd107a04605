import type { TaskId } from '@sprintforge/core';
import type { CellEdit } from '@sprintforge/xlsx';
import type { PlanRead, PlanRow, ReadNotice } from '../api.ts';
import { a1 } from '../layout/address.ts';
import type { RowPlan } from '../layout/row-plan.ts';
import { DELETE_MARK } from '../layout/structural.ts';

/** The header says what a mark does (rule R8), the list of the column offers it. */
export const DELETE_HEADER = 'Delete (yes = delete task)';
export const DELETE_CHOICES = 'yes,no';

const MARKS: ReadonlySet<string> = new Set(['yes', 'y', 'x', 'true', '1', 'delete', 'ja', 'oui', 'si', 'sí', 'sim']);

export interface DeleteMarks {
  readonly marked: ReadonlySet<TaskId>;
  /** Words in the column that are no mark: nothing is deleted for them. */
  readonly notices: readonly ReadNotice[];
}

/** The rows that the person marked for deletion. */
export function readDeleteMarks(plan: PlanRead, rowIds: readonly TaskId[]): DeleteMarks {
  const marked = new Set<TaskId>();
  const notices: ReadNotice[] = [];
  const binding = plan.mapping.columns.find(({ field }) => field === DELETE_MARK);
  for (const [index, row] of plan.rows.entries()) {
    const word = wordIn(row);
    if (MARKS.has(word.toLowerCase())) marked.add(rowIds[index]!);
    else if (!/^(no)?$/i.test(word) && binding !== undefined)
      notices.push({
        code: 'DELETE_MARK_UNKNOWN',
        sheet: plan.mapping.sheet,
        cell: a1(row.row, binding.column),
        task_id: rowIds[index]!,
        message: `"${word}" is no mark for deletion; "yes" is. The task stays.`,
        facts: { word },
      });
  }
  return { marked, notices };
}

/** A task that stayed although its row was marked (a conflict, rule M5) is not asked about again: its mark goes. */
export function clearDeleteMarks(plan: PlanRead, rows: RowPlan): readonly CellEdit[] {
  const column = plan.mapping.columns.find(({ field }) => field === DELETE_MARK)?.column;
  if (column === undefined) return [];
  return [...rows.rowOf].flatMap(([id, row]) => {
    const index = rows.indexOf.get(id);
    const isMarked = index !== undefined && MARKS.has(wordIn(plan.rows[index]!).toLowerCase());
    return isMarked ? [{ row, column, value: null }] : [];
  });
}

function wordIn(row: PlanRow): string {
  const reading = row.cells[DELETE_MARK];
  return reading?.kind === 'value' ? String(reading.value ?? '').trim() : '';
}
