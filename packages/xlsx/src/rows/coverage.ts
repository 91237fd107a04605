/**
 * Conditional formats and validations (ECMA-376 Part 1 §18.3.1.18, §18.3.1.32, and Excel's x14 copies): where they
 * apply moves and takes in new rows made like rows they cover; their formulas are relative to their top row.
 */
import { writeArea } from '../formula/area.ts';
import { compileFormula, renderFormula } from '../formula/compiled.ts';
import { rebaseArea } from '../formula/rebase.ts';
import { pointsTo } from '../formula/sheet-prefix.ts';
import { shiftReference } from '../formula/shift-formula.ts';
import { parseSqref } from '../structure/ranges.ts';
import { child, descendants, textOf, type XmlElement } from '../xml/element-tree.ts';
import { escapeText } from '../xml/xml-text.ts';
import type { PartEdit } from './part-edit.ts';
import type { RowPlan } from './row-plan.ts';
import { coverSqref } from './shift-ranges.ts';

const covering = new Set(['conditionalFormatting', 'dataValidation']);
const formulaElements = new Set(['formula', 'formula1', 'formula2', 'f']);

/** Moves all of them; returns the elements that are done with. */
export function moveCoverage(edit: PartEdit, plan: RowPlan): ReadonlySet<XmlElement> {
  const handled = new Set<XmlElement>();
  for (const element of descendants(edit.tree.root)) {
    if (!covering.has(element.local)) continue;
    handled.add(element);
    moveOne(edit, element, plan);
  }
  return handled;
}

function moveOne(edit: PartEdit, element: XmlElement, plan: RowPlan): void {
  const inner = child(element, 'sqref');
  const before = inner === undefined ? edit.attribute(element, 'sqref') : textOf(edit.tree, inner);
  if (before === undefined) return;
  const after = coverSqref(before, plan.shift, plan.inserts);
  if (after === undefined) {
    edit.remove(element);
    return;
  }
  if (after !== before) {
    if (inner === undefined) edit.set(element, 'sqref', after);
    else edit.splices.replace(inner.openEnd, inner.closeStart, escapeText(after));
  }
  moveFormulas(edit, element, topRow(before), topRow(after), plan);
}

function topRow(sqref: string): number {
  return Math.min(...parseSqref(sqref).map((range) => range.firstRow));
}

function moveFormulas(edit: PartEdit, element: XmlElement, from: number, to: number, plan: RowPlan): void {
  for (const inner of descendants(element)) {
    if (!formulaElements.has(inner.local) || inner.empty || inner.children.length > 0) continue;
    const before = textOf(edit.tree, inner);
    const after = moveRelative(before, to - from, plan);
    if (after !== before) edit.splices.replace(inner.openEnd, inner.closeStart, escapeText(after));
  }
}

/** Relative references keep their distance from the top row, absolute ones move with the cells they mean. */
function moveRelative(text: string, rows: number, { shift, sheet }: RowPlan): string {
  const context = { formulaSheet: sheet.name };
  return renderFormula(compileFormula(text), (piece) => {
    const { area, prefix } = piece;
    const corners = area.last === undefined ? [area.first] : [area.first, area.last];
    const relative = corners.every((corner) => !corner.absoluteRow);
    if (!relative || !pointsTo(prefix, shift.sheet, sheet.name)) return shiftReference(piece, area, context, shift);
    return prefix.text + writeArea(rebaseArea(piece, rows, 0));
  });
}
