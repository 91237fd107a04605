/**
 * Conditional formats and validations (ECMA-376 Part 1 §18.3.1.18, §18.3.1.32, and Excel's x14 copies): where they
 * apply moves and takes in new rows made like rows they cover; their formulas are relative to their top row.
 */
import { parseSqref } from '../structure/ranges.ts';
import { child, descendants, textOf, type XmlElement } from '../xml/element-tree.ts';
import { escapeText } from '../xml/xml-text.ts';
import type { PartEdit } from './part-edit.ts';
import { moveRelative } from './relative-formula.ts';
import type { RowPlan } from './row-plan.ts';
import { coverSqref, shiftSqref } from './shift-ranges.ts';

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
  const between = coverSqref(before, plan.inserting, plan.inserts);
  const after = between === undefined ? undefined : shiftSqref(between, plan.deleting);
  if (between === undefined || after === undefined) {
    edit.remove(element);
    return;
  }
  if (after !== before) {
    if (inner === undefined) edit.set(element, 'sqref', after);
    else edit.splices.replace(inner.openEnd, inner.closeStart, escapeText(after));
  }
  moveFormulas(edit, element, [before, between, after].map(topRow), plan);
}

function topRow(sqref: string): number {
  return parseSqref(sqref).reduce((top, range) => Math.min(top, range.firstRow), Number.POSITIVE_INFINITY);
}

/** `tops`: the first row before the change, behind the inserts, behind the deletes. */
function moveFormulas(edit: PartEdit, element: XmlElement, tops: readonly number[], plan: RowPlan): void {
  const [top = 0, between = 0, after = 0] = tops;
  for (const inner of descendants(element)) {
    if (!formulaElements.has(inner.local) || inner.empty || inner.children.length > 0) continue;
    const text = textOf(edit.tree, inner);
    const moved = moveRelative(moveRelative(text, between - top, plan.inserting), after - between, plan.deleting);
    if (moved !== text) edit.splices.replace(inner.openEnd, inner.closeStart, escapeText(moved));
  }
}
