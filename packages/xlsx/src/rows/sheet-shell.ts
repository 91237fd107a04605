/** Everything of a sheet outside its cells that says where something is, in one table. */
import type { FormulaContext } from '../formula/shift-formula.ts';
import { shiftFormula } from '../formula/shift-formula.ts';
import { parseRange, writeRange } from '../structure/ranges.ts';
import { descendants, textOf, type XmlElement } from '../xml/element-tree.ts';
import { escapeText } from '../xml/xml-text.ts';
import { moveBreaks } from './breaks.ts';
import { moveCoverage } from './coverage.ts';
import { moveAnchor } from './move-drawings.ts';
import { movePanes } from './panes.ts';
import type { PartEdit } from './part-edit.ts';
import type { RowPlan } from './row-plan.ts';
import { shiftPlace, shiftRange, shiftSqref } from './shift-ranges.ts';

type Move = 'range' | 'place' | 'sqref';

/** Element → attribute → what it holds. `range`: the element goes when all of it is deleted; `place`: it stays somewhere. */
const attributes: Readonly<Record<string, Readonly<Record<string, Move>>>> = {
  mergeCell: { ref: 'range' },
  autoFilter: { ref: 'range' },
  sortState: { ref: 'range' },
  sortCondition: { ref: 'range' },
  hyperlink: { ref: 'range' },
  inputCells: { r: 'range' },
  cellWatch: { r: 'range' },
  protectedRange: { sqref: 'sqref' },
  ignoredError: { sqref: 'sqref' },
  sheetView: { topLeftCell: 'place' },
  customSheetView: { topLeftCell: 'place' },
  pane: { topLeftCell: 'place' },
  selection: { activeCell: 'place' },
};

/** Elements whose text is a formula; those of formats and validations are handled with their coverage. */
const formulaElements = new Set(['formula', 'formula1', 'formula2', 'f']);

/** Moves what stands around the cells of the sheet whose rows change. */
export function moveShell(edit: PartEdit, plan: RowPlan): void {
  const handled = moveCoverage(edit, plan);
  movePanes(edit, plan);
  moveBreaks(edit, plan);
  const context: FormulaContext = { formulaSheet: plan.sheet.name };
  for (const element of descendants(edit.tree.root)) {
    if (isInside(element, handled)) continue;
    for (const [name, move] of Object.entries(attributes[element.local] ?? {})) {
      moveAttribute(edit, element, name, move, plan);
    }
    if (element.local === 'dimension') moveDimension(edit, element, plan);
    if (element.local === 'anchor') moveAnchor(edit, element, plan);
    if (element.local === 'selection') moveSelection(edit, element, plan);
    moveText(edit, element, context, plan);
  }
}

/** On another sheet only formulas can refer to what moves. */
export function moveOtherShell(edit: PartEdit, sheet: string, plan: RowPlan): void {
  const context: FormulaContext = { formulaSheet: sheet };
  for (const element of descendants(edit.tree.root)) {
    if (formulaElements.has(element.local)) moveFormulaText(edit, element, context, plan);
  }
}

function isInside(element: XmlElement, handled: ReadonlySet<XmlElement>): boolean {
  for (let at: XmlElement | undefined = element; at !== undefined; at = at.parent) if (handled.has(at)) return true;
  return false;
}

function moveAttribute(edit: PartEdit, element: XmlElement, name: string, move: Move, { shift }: RowPlan): void {
  const before = edit.attribute(element, name);
  if (before === undefined) return;
  const after =
    move === 'range'
      ? shiftRange(before, shift)
      : move === 'place'
        ? shiftPlace(before, shift)
        : shiftSqref(before, shift);
  if (after === undefined || isPointlessMerge(element, after)) edit.remove(element);
  else if (after !== before) edit.set(element, name, after);
}

/** The used range takes in rows appended behind it. */
function moveDimension(edit: PartEdit, element: XmlElement, { inserting, deleting, inserts }: RowPlan): void {
  const text = edit.attribute(element, 'ref') ?? '';
  const before = parseRange(text);
  if (before === undefined) return;
  let [firstRow, lastRow] = inserting.range(before.firstRow, before.lastRow) ?? [1, 1];
  for (const { like, start, count } of inserts) {
    if (like < before.firstRow || like > before.lastRow) continue;
    firstRow = Math.min(firstRow, start);
    lastRow = Math.max(lastRow, start + count - 1);
  }
  const kept = deleting.range(firstRow, lastRow);
  const after = kept === undefined ? 'A1' : writeRange({ ...before, firstRow: kept[0], lastRow: kept[1] });
  if (after !== writeRange(before)) edit.set(element, 'ref', after);
}

function isPointlessMerge(element: XmlElement, ref: string): boolean {
  return element.local === 'mergeCell' && !ref.includes(':');
}

/** A selection must be somewhere: where its active cell is, if all of it is gone. */
function moveSelection(edit: PartEdit, element: XmlElement, { shift }: RowPlan): void {
  const before = edit.attribute(element, 'sqref');
  if (before === undefined) return;
  const after = shiftSqref(before, shift) ?? shiftPlace(edit.attribute(element, 'activeCell') ?? 'A1', shift);
  if (after !== before) edit.set(element, 'sqref', after);
}

function moveText(edit: PartEdit, element: XmlElement, context: FormulaContext, plan: RowPlan): void {
  if (element.local === 'sqref') {
    const before = textOf(edit.tree, element);
    const after = shiftSqref(before, plan.shift);
    if (after === undefined) edit.remove(element.parent ?? element);
    else if (after !== before) edit.splices.replace(element.openEnd, element.closeStart, escapeText(after));
  } else if (formulaElements.has(element.local)) moveFormulaText(edit, element, context, plan);
}

export function moveFormulaText(
  edit: PartEdit,
  element: XmlElement,
  context: FormulaContext,
  { shift }: RowPlan,
): void {
  if (element.children.length > 0 || element.empty) return;
  const before = textOf(edit.tree, element);
  const after = shiftFormula(before, context, shift);
  if (after !== before) edit.splices.replace(element.openEnd, element.closeStart, escapeText(after));
}
