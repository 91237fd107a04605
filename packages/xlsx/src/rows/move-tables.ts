/** Tables, their filters and column formulas (ECMA-376 Part 1 §18.5). */
import type { Table } from '../api.ts';
import { lostNames } from '../formula/lost-references.ts';
import { isRelation, relationPrefix } from '../structure/dialect.ts';
import { rewriteFormulas } from '../structure/formula-places.ts';
import { removeOrphans } from '../structure/orphans.ts';
import { parseRange, writeRange } from '../structure/ranges.ts';
import { attribute, child, descendants, parseTree, textOf, type XmlElement } from '../xml/element-tree.ts';
import { escapeText } from '../xml/xml-text.ts';
import { dataRows, tableRows } from './data-blocks.ts';
import { PartEdit } from './part-edit.ts';
import { moveRelative, skippedRows } from './relative-formula.ts';
import type { RowPlan } from './row-plan.ts';
import { moveFormulaText } from './sheet-shell.ts';
import { shiftRange } from './shift-ranges.ts';

const ranged = new Set(['sortState', 'sortCondition']);

export function moveTables(plan: RowPlan): void {
  const { pkg, shift } = plan;
  const lost: string[] = [];
  for (const table of plan.tables) {
    const edit = new PartEdit(parseTree(pkg.text(table.part)));
    const rows = tableRows(table, shift);
    if (rows === undefined) {
      dropTable(plan, table.part);
      lost.push(table.name);
    } else moveTable(edit, table, rows, plan);
  }
  if (lost.length === 0) return;
  const names = new Set(lost.map((name) => name.toLowerCase()));
  rewriteFormulas(pkg, lost, (text) => lostNames(text, names), 'a table was deleted with its rows');
}

function moveTable(edit: PartEdit, table: Table, rows: readonly [number, number], plan: RowPlan): void {
  const { root } = edit.tree;
  edit.set(root, 'ref', writeRange({ ...table.range, firstRow: rows[0], lastRow: rows[1] }));
  for (const element of descendants(root)) {
    if (element.local === 'autoFilter') moveFilter(edit, element, table, plan);
    else if (ranged.has(element.local)) moveRef(edit, element, plan);
    else if (element.local === 'calculatedColumnFormula') moveColumnFormula(edit, element, table, plan);
    else if (element.local === 'totalsRowFormula')
      moveFormulaText(edit, element, { formulaSheet: plan.sheet.name }, plan);
  }
  // Without its row of totals, the last row of data is the last row.
  if (table.totalsRows > 0 && plan.shift.row(table.range.lastRow) === 0) {
    edit.splices.setAttribute(edit.tree, root, 'totalsRowCount', undefined);
  }
  edit.put(plan.pkg, table.part, 'table moves with its rows');
}

/** Written for the first data row, as formats are for the first of theirs. */
function moveColumnFormula(edit: PartEdit, element: XmlElement, table: Table, plan: RowPlan): void {
  if (element.empty || element.children.length > 0) return;
  const first = dataRows(table).firstRow;
  const row = (tableRows(table, plan.inserting)?.[0] ?? table.range.firstRow) + table.headerRows;
  const text = textOf(edit.tree, element);
  const inserted = moveRelative(text, row - first, plan.inserting);
  const after = plan.deleting.rowOrNext(row);
  const deleted = moveRelative(inserted, after - row, plan.deleting, skippedRows(row, after, plan.deleting));
  if (deleted !== text) edit.splices.replace(element.openEnd, element.closeStart, escapeText(deleted));
}

function moveRef(edit: PartEdit, element: XmlElement, { shift }: RowPlan): void {
  const before = edit.attribute(element, 'ref');
  if (before === undefined) return;
  const after = shiftRange(before, shift);
  if (after === undefined) edit.remove(element);
  else if (after !== before) edit.set(element, 'ref', after);
}

/** A filter of all data rows also filters rows that are put in between them and the totals. */
function moveFilter(edit: PartEdit, element: XmlElement, { range, totalsRows }: Table, plan: RowPlan): void {
  const before = parseRange(edit.attribute(element, 'ref') ?? '');
  const wholly = totalsRows > 0 && before?.lastRow === range.lastRow - totalsRows;
  const top = before === undefined ? undefined : plan.inserting.range(before.firstRow, before.lastRow)?.[0];
  const bottom = plan.inserting.row(range.lastRow - totalsRows + 1) - 1;
  const rows = top === undefined ? undefined : plan.deleting.range(top, bottom);
  if (before === undefined || rows === undefined || !wholly) moveRef(edit, element, plan);
  else edit.set(element, 'ref', writeRange({ ...before, firstRow: rows[0], lastRow: rows[1] }));
}

/** All rows of a table are deleted: so is the table. */
function dropTable({ pkg, sheet }: RowPlan, part: string): void {
  const relation = pkg.relationships(sheet.part).find((r) => r.target === part && isRelation(r.type, 'table'));
  if (relation === undefined) return;
  const edit = new PartEdit(parseTree(pkg.text(sheet.part), ['sheetData']));
  const list = child(edit.tree.root, 'tableParts');
  for (const item of list?.children ?? []) {
    const id = attribute(edit.tree, item, `${relationPrefix(item) ?? 'r'}:id`);
    if (id !== relation.id) continue;
    edit.remove(item);
  }
  edit.put(pkg, sheet.part, 'a table was deleted with its rows');
  pkg.unrelate(sheet.part, relation.id);
  removeOrphans(pkg, [part], 'deleted with its rows');
}
