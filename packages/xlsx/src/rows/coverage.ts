/**
 * Conditional formats and validations (ECMA-376 Part 1 §18.3.1.18, §18.3.1.32, and Excel's x14 copies): where they
 * apply moves and takes in new rows made like rows they cover; their formulas are relative to their top row.
 */
import { rebase } from '../formula/rebase.ts';
import { parseSqref } from '../structure/ranges.ts';
import { child, descendants, textOf, type XmlElement } from '../xml/element-tree.ts';
import { escapeText } from '../xml/xml-text.ts';
import type { PartEdit } from './part-edit.ts';
import { moveRelative, skippedRows } from './relative-formula.ts';
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
  if (before === undefined || parseSqref(before).length === 0) return;
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
  moveFormulas(edit, element, [before, between, after].map(firstCell), plan);
}

interface Corner {
  readonly row: number;
  readonly column: number;
}

/** The first cell of the box around all ranges: what relative references are relative to, as Excel writes them. */
function firstCell(sqref: string): Corner {
  const ranges = parseSqref(sqref);
  return {
    row: ranges.reduce((least, range) => Math.min(least, range.firstRow), Number.POSITIVE_INFINITY),
    column: ranges.reduce((least, range) => Math.min(least, range.firstColumn), Number.POSITIVE_INFINITY),
  };
}

/** `cells`: the first cell before the change, behind the inserts, behind the deletes. */
function moveFormulas(edit: PartEdit, element: XmlElement, cells: readonly Corner[], plan: RowPlan): void {
  const [first, between, after] = cells;
  if (first === undefined || between === undefined || after === undefined) return;
  const skipped = skippedRows(between.row, after.row, plan.deleting);
  for (const inner of descendants(element)) {
    if (!formulaElements.has(inner.local) || inner.empty || inner.children.length > 0) continue;
    const text = textOf(edit.tree, inner);
    const inserted = moveRelative(text, between.row - first.row, plan.inserting);
    const deleted = moveRelative(inserted, after.row - between.row, plan.deleting, skipped);
    const moved = rebase(deleted, 1, first.column, 1, after.column);
    if (moved !== text) edit.splices.replace(inner.openEnd, inner.closeStart, escapeText(moved));
  }
}
