/** Pivot tables (ECMA-376 Part 1 §18.10): where they stand, and which cells they are made of. */
import { sameSheet } from '../formula/sheet-prefix.ts';
import { isRelation } from '../structure/dialect.ts';
import { removeOrphans } from '../structure/orphans.ts';
import { parseRange } from '../structure/ranges.ts';
import { child, descendants, parseTree } from '../xml/element-tree.ts';
import { PartEdit } from './part-edit.ts';
import type { RowPlan } from './row-plan.ts';
import { shiftRange } from './shift-ranges.ts';

export function movePivots(plan: RowPlan): void {
  const { pkg } = plan;
  for (const part of pkg.names) {
    const type = pkg.contentType(part) ?? '';
    if (type.endsWith('pivotCacheDefinition+xml')) moveCacheSource(part, plan);
  }
  for (const { type, target, external, id } of pkg.relationships(plan.sheet.part)) {
    if (external || !isRelation(type, 'pivotTable') || !pkg.has(target)) continue;
    movePivotTable(target, id, plan);
  }
}

/** `<worksheetSource ref="A1:D20" sheet="Plan"/>` (§18.10.1.95) and `<rangeSet>` (§18.10.1.79). */
function moveCacheSource(part: string, { pkg, shift }: RowPlan): void {
  const edit = new PartEdit(parseTree(pkg.text(part)));
  for (const element of descendants(edit.tree.root)) {
    if (element.local !== 'worksheetSource' && element.local !== 'rangeSet') continue;
    const sheet = edit.attribute(element, 'sheet');
    const before = edit.attribute(element, 'ref');
    // A source with a relationship lies in another workbook.
    if (sheet === undefined || before === undefined || edit.attribute(element, 'id') !== undefined) continue;
    if (!sameSheet(sheet, shift.sheet)) continue;
    const after = shiftRange(before, shift);
    if (after !== undefined && after !== before) edit.set(element, 'ref', after);
  }
  edit.put(pkg, part, 'references move with the rows they mean');
}

/**
 * `<location ref="A3:C9"/>` (§18.10.1.49). Excel refuses to insert or delete rows among those of a pivot table; here it
 * is stretched over its cells and laid out anew when the workbook is opened. A pivot table whose rows all go, goes.
 */
function movePivotTable(part: string, relation: string, plan: RowPlan): void {
  const { pkg, sheet, shift } = plan;
  const edit = new PartEdit(parseTree(pkg.text(part)));
  const location = child(edit.tree.root, 'location');
  const before = location === undefined ? undefined : edit.attribute(location, 'ref');
  if (location === undefined || before === undefined) return;
  const after = shiftRange(before, shift);
  const caches = pkg.relationships(part).filter((r) => isRelation(r.type, 'pivotCacheDefinition') && !r.external);
  if (after === undefined) {
    pkg.unrelate(sheet.part, relation);
    removeOrphans(pkg, [part], 'deleted with its rows');
    return;
  }
  if (after !== before) edit.set(location, 'ref', after);
  edit.put(pkg, part, 'pivot table moves with its rows');
  if (isCut(before, plan)) for (const { target } of caches) refreshOnLoad(pkg, target);
}

/** Do rows come or go among these? */
function isCut(ref: string, { inserting, deleting }: RowPlan): boolean {
  const range = parseRange(ref);
  const between = range === undefined ? undefined : inserting.range(range.firstRow, range.lastRow);
  const after = between === undefined ? undefined : deleting.range(between[0], between[1]);
  if (range === undefined || between === undefined || after === undefined) return false;
  const height = between[1] - between[0];
  return height !== range.lastRow - range.firstRow || height !== after[1] - after[0];
}

/** Only of caches made of cells: others would ask for their connection. */
function refreshOnLoad(pkg: RowPlan['pkg'], part: string): void {
  if (!pkg.has(part)) return;
  const edit = new PartEdit(parseTree(pkg.text(part)));
  const source = child(edit.tree.root, 'cacheSource');
  if (source === undefined || edit.attribute(source, 'type') !== 'worksheet') return;
  edit.set(edit.tree.root, 'refreshOnLoad', '1');
  edit.put(pkg, part, 'a pivot table is laid out anew');
}
