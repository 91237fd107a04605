/** Everything of a sheet outside its cells that says where something is, in one table. */
import { writeArea } from '../formula/area.ts';
import { compileFormula, renderFormula } from '../formula/compiled.ts';
import { sameSheet } from '../formula/sheet-prefix.ts';
import type { FormulaContext } from '../formula/shift-formula.ts';
import { shiftFormula, shiftReference } from '../formula/shift-formula.ts';
import { parseRange, parseSqref, writeRange } from '../structure/ranges.ts';
import { descendants, textOf, type XmlElement } from '../xml/element-tree.ts';
import { escapeText } from '../xml/xml-text.ts';
import { moveBreaks } from './breaks.ts';
import { moveCoverage } from './coverage.ts';
import { moveAnchor } from './move-drawings.ts';
import { movePanes } from './panes.ts';
import type { PartEdit } from './part-edit.ts';
import type { RowPlan } from './row-plan.ts';
import { shiftPlace, shiftRange, shiftSqref } from './shift-ranges.ts';

type Move = 'range' | 'place' | 'top' | 'sqref' | 'formula' | 'link';

/**
 * Element → attribute → what it holds. `range`, `sqref`: the element goes when all of it is deleted; `place`: it stays
 * somewhere; `top`: so too, but row 1 stays row 1; `formula`: as in a cell; `link`: a place in this workbook.
 */
const attributes: Readonly<Record<string, Readonly<Record<string, Move>>>> = {
  sheetPr: { syncRef: 'place' },
  mergeCell: { ref: 'range' },
  autoFilter: { ref: 'range' },
  sortState: { ref: 'range' },
  sortCondition: { ref: 'range' },
  hyperlink: { ref: 'range', location: 'link' },
  cellWatch: { r: 'range' },
  cellSmartTags: { r: 'range' },
  webPublishItem: { sourceRef: 'range' },
  protectedRange: { sqref: 'sqref' },
  ignoredError: { sqref: 'sqref' },
  sheetView: { topLeftCell: 'top' },
  customSheetView: { topLeftCell: 'top' },
  selection: { activeCell: 'place' },
  cfvo: { val: 'formula' },
  controlPr: { linkedCell: 'formula', listFillRange: 'formula' },
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
    moveAttributes(edit, element, plan.sheet.name, plan);
    if (isInside(element, handled)) continue;
    if (element.local === 'dimension') moveDimension(edit, element, plan);
    if (element.local === 'anchor') moveAnchor(edit, element, plan);
    if (element.local === 'selection') moveSelection(edit, element, plan);
    if (element.local === 'inputCells') moveInputCell(edit, element, plan);
    if (element.local === 'dataRef') moveDataRef(edit, element, plan);
    if (element.local === 'scenarios') moveScenarios(edit, element, plan);
    moveText(edit, element, context, plan);
  }
}

/** On another sheet only formulas and links can refer to what moves. */
export function moveOtherShell(edit: PartEdit, sheet: string, plan: RowPlan): void {
  const context: FormulaContext = { formulaSheet: sheet };
  for (const element of descendants(edit.tree.root)) {
    moveAttributes(edit, element, sheet, plan);
    if (element.local === 'dataRef') moveDataRef(edit, element, plan);
    if (formulaElements.has(element.local)) moveFormulaText(edit, element, context, plan);
  }
}

function isInside(element: XmlElement, handled: ReadonlySet<XmlElement>): boolean {
  for (let at: XmlElement | undefined = element; at !== undefined; at = at.parent) if (handled.has(at)) return true;
  return false;
}

function moveAttributes(edit: PartEdit, element: XmlElement, sheet: string, plan: RowPlan): void {
  for (const [name, move] of Object.entries(attributes[element.local] ?? {})) {
    const own = move !== 'formula' && move !== 'link';
    if (own && sheet !== plan.sheet.name) continue;
    const before = edit.attribute(element, name);
    if (before === undefined || before === '') continue;
    const after = own ? moved(before, move, plan) : movedText(edit, element, before, move, plan, sheet);
    if (after === undefined || isPointlessMerge(element, after)) edit.remove(element);
    else if (after !== before) edit.set(element, name, after);
  }
}

function moved(before: string, move: Move, { shift }: RowPlan): string | undefined {
  if (move === 'range') return shiftRange(before, shift);
  if (move === 'top' && parseRange(before)?.firstRow === 1) return before;
  return move === 'sqref' ? shiftSqref(before, shift) : shiftPlace(before, shift);
}

function movedText(edit: PartEdit, element: XmlElement, before: string, move: Move, plan: RowPlan, sheet: string) {
  if (move === 'formula') return shiftFormula(before, { formulaSheet: sheet }, plan.shift);
  // With a relationship it is a place in another file.
  return edit.attribute(element, 'id') === undefined ? movedLink(before, sheet, plan) : before;
}

/** Excel leaves the target of a link where it was typed; here it keeps what it means, or the row that took its place. */
function movedLink(target: string, sheet: string, { shift }: RowPlan): string {
  return renderFormula(compileFormula(target), (piece) => {
    const after = shiftReference(piece, piece.area, { formulaSheet: sheet }, shift);
    if (!after.endsWith('#REF!')) return after;
    const { first } = piece.area;
    const row = shift.rowOrNext(first.row);
    return piece.prefix.text + writeArea({ first: { ...first, row }, last: undefined, operator: '' });
  });
}

/** A changing cell of a scenario that is gone is marked so (ECMA-376 Part 1 §18.3.1.49). */
function moveInputCell(edit: PartEdit, element: XmlElement, { shift }: RowPlan): void {
  const before = edit.attribute(element, 'r') ?? '';
  if (shiftRange(before, shift) === undefined) edit.set(element, 'deleted', '1');
  const after = shiftPlace(before, shift);
  if (after !== before) edit.set(element, 'r', after);
}

/** The result cells of all scenarios; when all are gone, none are named. */
function moveScenarios(edit: PartEdit, element: XmlElement, { shift }: RowPlan): void {
  const before = edit.attribute(element, 'sqref');
  if (before === undefined) return;
  edit.splices.setAttribute(edit.tree, element, 'sqref', shiftSqref(before, shift));
}

/** A range that is consolidated names its sheet, or another workbook (§18.3.1.29). */
function moveDataRef(edit: PartEdit, element: XmlElement, { shift }: RowPlan): void {
  const sheet = edit.attribute(element, 'sheet');
  const before = edit.attribute(element, 'ref');
  if (sheet === undefined || before === undefined || !sameSheet(sheet, shift.sheet)) return;
  if (edit.attribute(element, 'id') !== undefined) return;
  const after = shiftRange(before, shift);
  if (after === undefined) edit.remove(element);
  else if (after !== before) edit.set(element, 'ref', after);
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

/** A selection must be somewhere: where its active cell is, if nothing of it is left that can be read. */
function moveSelection(edit: PartEdit, element: XmlElement, { shift }: RowPlan): void {
  const before = edit.attribute(element, 'sqref');
  if (before === undefined) return;
  const active = edit.attribute(element, 'activeCell') ?? '';
  const moved = shiftSqref(before, shift) ?? '';
  const kept = moved === before || parseSqref(moved).length > 0;
  const after = kept ? moved : shiftPlace(parseRange(active) === undefined ? 'A1' : active, shift);
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
