/**
 * Inserting and deleting rows of a sheet: everything in the package that refers to them moves as Excel moves it.
 * One pass per part whatever the number of inserts; parts without such references stay byte for byte.
 */
import type { RowDelete, RowInsert } from '../api.ts';
import type { Package } from '../package/package.ts';
import { dropCalculationChain } from '../structure/calculation.ts';
import { child, parseTree } from '../structure/element-tree.ts';
import { type SheetEntry, sheetList } from '../structure/sheet-list.ts';
import { moveComments } from './move-comments.ts';
import { moveDrawings } from './move-drawings.ts';
import { moveNames } from './move-names.ts';
import { moveReferences } from './move-references.ts';
import { moveTables } from './move-tables.ts';
import { moveVml } from './move-vml.ts';
import { PartEdit } from './part-edit.ts';
import { planDeletes, planInserts, type RowPlan } from './row-plan.ts';
import { moveOtherSheetData, moveSheetData } from './sheet-data.ts';
import { moveOtherShell, moveShell } from './sheet-shell.ts';

/** Puts in rows; all numbers are those before the call. Throws BAD_ARGUMENT for rows that cannot be, LIMIT off the sheet. */
export function insertRows(pkg: Package, sheetPart: string, inserts: readonly RowInsert[]): void {
  if (inserts.length > 0) changeRows(planInserts(pkg, sheetPart, inserts), 'rows inserted');
}

/** Deletes rows; all numbers are those before the call. Throws BAD_ARGUMENT when a table would lose its header alone. */
export function deleteRows(pkg: Package, sheetPart: string, deletes: readonly RowDelete[]): void {
  if (deletes.length > 0) changeRows(planDeletes(pkg, sheetPart, deletes), 'rows deleted');
}

function changeRows(plan: RowPlan, why: string): void {
  moveSheet(plan, why);
  for (const other of sheetList(plan.pkg)) if (other.index !== plan.sheet.index) moveOtherSheet(plan, other);
  moveNames(plan);
  moveTables(plan);
  moveComments(plan);
  moveVml(plan);
  moveDrawings(plan);
  moveReferences(plan);
  dropCalculationChain(plan.pkg);
}

function moveSheet(plan: RowPlan, why: string): void {
  const { pkg, sheet } = plan;
  const edit = new PartEdit(parseTree(pkg.text(sheet.part), ['sheetData']));
  moveShell(edit, plan);
  const data = child(edit.tree.root, 'sheetData');
  if (data !== undefined && !data.empty) {
    edit.splices.replace(data.openEnd, data.closeStart, moveSheetData(edit.tree.text, data, plan));
  }
  pkg.put(sheet.part, edit.apply(), why);
}

function moveOtherSheet(plan: RowPlan, other: SheetEntry): void {
  const { pkg } = plan;
  if (other.part === '' || !pkg.has(other.part)) return;
  const edit = new PartEdit(parseTree(pkg.text(other.part), ['sheetData']));
  moveOtherShell(edit, other.name, plan);
  const data = child(edit.tree.root, 'sheetData');
  if (data !== undefined && !data.empty) {
    edit.splices.replace(data.openEnd, data.closeStart, moveOtherSheetData(edit.tree.text, data, other.name, plan));
  }
  if (edit.splices.size > 0) pkg.put(other.part, edit.apply(), 'formulas follow the rows they mean');
}
