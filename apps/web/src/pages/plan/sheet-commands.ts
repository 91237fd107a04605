/** What a person does to a selected range, as edits. Pure. */
import type { TaskRow } from '@sprintforge/protocol';
import type { Edit } from '../../data/edits/edit.ts';
import { withEdits } from '../../data/edits/local-plan.ts';
import { isTask } from './rows.ts';
import type { Range } from './selection.ts';
import { mayWrite, type PlanField, readTyped, type Sheet } from './sheet.ts';
import {
  both,
  type CellValue,
  type Doing,
  deleteTasks,
  insertTasks,
  type Shift,
  setCells,
  shiftTask,
} from './sheet-edits.ts';

/** A text that its cell could not take. */
export interface Rejected {
  readonly text: string;
  readonly field: PlanField;
}

export interface Pasted extends Doing {
  readonly rejected: readonly Rejected[];
  /** What the selection becomes. */
  readonly range: Range;
}

/** More rows than the grid has lines become new tasks where it takes them. A lone value fills the whole range. */
export function paste(sheet: Sheet, range: Range, cells: readonly (readonly string[])[]): Pasted {
  const lone = cells.length === 1 && cells[0]!.length === 1;
  const height = lone ? range.bottom - range.top + 1 : cells.length;
  const width = lone ? range.right - range.left + 1 : Math.max(...cells.map((row) => row.length));
  const sets: CellValue[] = [];
  const fresh: Record<string, CellValue['value']>[] = [];
  const rejected: Rejected[] = [];
  for (let down = 0; down < height; down += 1) {
    const line = sheet.lines[range.top + down];
    const isNew = line === undefined && sheet.appends;
    const values: Record<string, CellValue['value']> = {};
    for (let right = 0; right < width; right += 1) {
      const field = sheet.fields[range.left + right];
      const text = lone ? cells[0]![0]! : (cells[down]?.[right] ?? '');
      if (!field || (!isTask(line) && !isNew)) continue;
      const typed = readTyped(sheet, field, text);
      const open = isTask(line) ? mayWrite(sheet, line, field.key) : sheet.writing.field(field.key);
      if (!typed.fits || !open) rejected.push({ text, field });
      else if (isTask(line)) sets.push({ task: line, field: field.key, value: typed.value });
      else if (typed.value !== null) values[field.key] = typed.value;
    }
    if (isNew) fresh.push(values);
  }
  const doing = both(setCells(sets), insertTasks(lastAtTop(sheet.plan), fresh));
  const bottom = Math.min(range.top + height, sheet.lines.length + fresh.length) - 1;
  const right = Math.min(range.left + width, sheet.fields.length) - 1;
  return {
    ...doing,
    rejected,
    range: { top: range.top, left: range.left, bottom: Math.max(bottom, range.top), right },
  };
}

/** New tasks at the end of the plan come after its last top task. */
export const lastAtTop = (plan: readonly TaskRow[]): TaskRow | null =>
  plan.findLast(({ parent }) => parent === null) ?? null;

const tasksIn = (sheet: Sheet, { top, bottom }: Range): readonly TaskRow[] =>
  sheet.lines.slice(top, bottom + 1).filter(isTask);
const fieldsIn = (sheet: Sheet, { left, right }: Range): readonly PlanField[] => sheet.fields.slice(left, right + 1);

export function clear(sheet: Sheet, range: Range): Doing {
  const cells = tasksIn(sheet, range).flatMap((task) =>
    fieldsIn(sheet, range)
      .filter(({ key }) => mayWrite(sheet, task, key))
      .map(({ key }) => ({ task, field: key, value: null })),
  );
  return setCells(cells);
}

/** The first row's values in all rows below it. */
export function fillDown(sheet: Sheet, range: Range): Doing {
  const [first, ...others] = tasksIn(sheet, range);
  if (!first) return { edits: [], inverse: [] };
  const cells = others.flatMap((task) =>
    fieldsIn(sheet, range)
      .filter(({ key }) => mayWrite(sheet, task, key))
      .map(({ key }) => ({ task, field: key, value: (first[key] ?? null) as CellValue['value'] })),
  );
  return setCells(cells);
}

/** The range around the cells that edits are about, of those that are shown; of a row that is moved or deleted its cell in `column`. */
export function rangeOfEdits({ lines, fields }: Sheet, edits: readonly Edit[], column: number): Range | null {
  const columnsOf = new Map<string, number[]>();
  for (const edit of edits) {
    const at = edit.op === 'set' ? fields.findIndex(({ key }) => key === edit.field) : column;
    if (at >= 0) columnsOf.set(edit.task, [...(columnsOf.get(edit.task) ?? []), at]);
  }
  const rows = lines.flatMap(({ id }, row) => (columnsOf.has(id) ? [row] : []));
  const columns = rows.flatMap((row) => columnsOf.get(lines[row]!.id)!);
  if (rows.length === 0) return null;
  const [left, right] = columns.reduce(
    ([from, to], one) => [Math.min(from, one), Math.max(to, one)],
    [fields.length, 0],
  );
  return { top: rows[0]!, bottom: rows.at(-1)!, left, right };
}

export const removeRows = (sheet: Sheet, range: Range): Doing => deleteTasks(tasksIn(sheet, range));

/** Each task of the range that does not stand below another of them; in an order in which they keep theirs. */
export function shiftRows(sheet: Sheet, range: Range, shift: Shift): Doing {
  const chosen = tasksIn(sheet, range);
  const ids = new Set(chosen.map(({ id }) => id));
  const tops = chosen.filter(({ parent }) => parent === null || !ids.has(parent)).slice(0, mostShifted);
  const order = shift === 'outdent' || shift === 'down' ? tops.reverse() : tops;
  let done: Doing = { edits: [], inverse: [] };
  for (const { id } of order) {
    const plan = withEdits(sheet.plan, done.edits);
    const one = shiftTask(
      plan,
      plan.findIndex((task) => task.id === id),
      shift,
    );
    if (one) done = both(done, one);
    else if (shift === 'up' || shift === 'down') return { edits: [], inverse: [] };
  }
  return done;
}
const mostShifted = 200;
