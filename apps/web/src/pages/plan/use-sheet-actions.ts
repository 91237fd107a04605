import type { Step } from '../../data/edits/steps.ts';
import type { Editing } from '../../data/edits/use-edits.ts';
import { useText } from '../../text/use-text.ts';
import type { GridAction } from './grid-keys.ts';
import { isFlat, isTask, type View } from './rows.ts';
import { asTabs, fromTabs, type Range, rangeOf, type Selection } from './selection.ts';
import { copiedTextOf, mayWrite, readTyped, type Sheet } from './sheet.ts';
import {
  clear,
  fillDown,
  lastAtTop,
  paste,
  type Rejected,
  rangeOfEdits,
  removeRows,
  shiftRows,
} from './sheet-commands.ts';
import { type Doing, insertTasks, setCells } from './sheet-edits.ts';
import type { Select } from './use-selection.ts';

export interface SheetActions {
  readonly act: (action: Exclude<GridAction, { does: 'edit' }>) => void;
  /** What is wrong with a text in the cell where the selection is, in words; null: it was taken. */
  readonly type: (text: string) => string | null;
  readonly copied: () => string;
  readonly pasted: (text: string) => void;
  /** Is there anything to type into where the selection is? */
  readonly isOpen: boolean;
}

export interface SheetActionsInput {
  readonly sheet: Sheet;
  readonly editing: Editing;
  readonly selection: Selection;
  readonly select: Select;
  readonly view: View;
  readonly onView: (view: View) => void;
  readonly onRejected: (rejected: readonly Rejected[]) => void;
}

/** What keys, buttons and the clipboard do at the selection. */
export function useSheetActions(input: SheetActionsInput): SheetActions {
  const { t } = useText();
  const { sheet, editing, selection, select, view, onView, onRejected } = input;
  const range = rangeOf(selection);
  const line = sheet.lines[selection.at.row];
  const field = sheet.fields[selection.at.column];
  const task = isTask(line) ? line : null;
  const isNew = line === undefined && sheet.appends;
  const does = ({ edits, inverse }: Doing) => editing.edit(edits, inverse);
  const structural = sheet.writing.structure && !isFlat(view);

  const fold = (closed: boolean) => {
    if (!line) return;
    const next = new Set(view.closed);
    if (closed) next.add(line.id);
    else next.delete(line.id);
    onView({ ...view, closed: next });
  };
  const insert = () => {
    const after = task ?? lastAtTop(sheet.plan);
    const made = insertTasks(after, [{}]);
    does(made);
    if (task) select(oneCell(belowBranch(sheet, selection.at.row), nameColumn(sheet)), made.tasks[0]);
  };
  const goWhere = (step: Step | undefined) => {
    const touched = step && rangeOfEdits(sheet, [...step.back.edits, ...step.did.edits], selection.at.column);
    if (touched) select(selectionOf(touched));
  };
  const act: SheetActions['act'] = (action) => {
    switch (action.does) {
      case 'undo':
      case 'redo':
        goWhere(editing.box[`${action.does}s`].at(-1));
        return editing[action.does]();
      case 'clear':
        return does(clear(sheet, range));
      case 'fill':
        return does(fillDown(sheet, range));
      case 'insert':
        return structural ? insert() : undefined;
      case 'remove':
        return sheet.writing.structure ? does(removeRows(sheet, range)) : undefined;
      case 'shift':
        return structural ? does(shiftRows(sheet, range, action.shift)) : undefined;
      default:
        return fold(action.does === 'close');
    }
  };
  const type = (text: string) => {
    if (!field) return null;
    const typed = readTyped(sheet, field, text);
    if (!typed.fits) return t.plan.expected(field.type, sheet.typing.day(today()));
    if (task) does(setCells([{ task, field: field.key, value: typed.value }]));
    else if (isNew && typed.value !== null) does(insertTasks(lastAtTop(sheet.plan), [{ [field.key]: typed.value }]));
    return null;
  };
  const pasted = (text: string) => {
    const done = paste(sheet, range, fromTabs(text));
    does(done);
    onRejected(done.rejected);
    select(selectionOf(done.range));
  };
  return {
    act,
    type,
    pasted,
    copied: () => copyOf(sheet, range),
    isOpen: field !== undefined && (task ? mayWrite(sheet, task, field.key) : isNew && sheet.writing.field(field.key)),
  };
}

const today = (): string => new Date().toISOString().slice(0, 10);
const nameColumn = (sheet: Sheet): number =>
  Math.max(
    0,
    sheet.fields.findIndex(({ key }) => key === 'name'),
  );
const oneCell = (row: number, column: number): Selection => ({ at: { row, column }, from: { row, column } });
const selectionOf = ({ top, bottom, left, right }: Range): Selection => ({
  at: { row: top, column: left },
  from: { row: bottom, column: right },
});

/** The line after a task and what is shown below it. */
function belowBranch(sheet: Sheet, row: number): number {
  const line = sheet.lines[row];
  let next = row + 1;
  if (!isTask(line)) return next;
  for (let below = sheet.lines[next]; isTask(below) && below.level > line.level; below = sheet.lines[next]) next += 1;
  return next;
}

function copyOf(sheet: Sheet, { top, bottom, left, right }: Range): string {
  const fields = sheet.fields.slice(left, right + 1);
  const tasks = sheet.lines.slice(top, bottom + 1).filter(isTask);
  return asTabs(tasks.map((task) => fields.map((field) => copiedTextOf(sheet, task, field))));
}
