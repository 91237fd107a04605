/**
 * Inserting and deleting rows of a sheet: everything in the package that refers to them moves as Excel moves it.
 * One pass per part whatever the number of inserts; parts without such references stay byte for byte.
 */
import type { RowDelete, RowInsert } from '../api.ts';
import type { Package } from '../package/package.ts';
import type { SheetCells } from '../sheet/sheet-cells.ts';
import { requestFullCalculation } from '../structure/calculation.ts';
import { type SheetEntry, sheetList } from '../structure/sheet-list.ts';
import { checkXml } from '../xml/check-xml.ts';
import { child, parseTree } from '../xml/element-tree.ts';
import { decodeText } from '../xml/encoding.ts';
import { moveComments } from './move-comments.ts';
import { moveDrawings } from './move-drawings.ts';
import { moveMappedCells } from './move-mapped-cells.ts';
import { moveNames } from './move-names.ts';
import { movePivots } from './move-pivots.ts';
import { moveReferences } from './move-references.ts';
import { moveTables } from './move-tables.ts';
import { moveVml } from './move-vml.ts';
import { PartEdit } from './part-edit.ts';
import { movePlainSheetData } from './plain-sheet-data.ts';
import { planRowChange, type RowPlan } from './row-plan.ts';
import { moveOtherSheetData, moveSheetData } from './sheet-data.ts';
import { moveOtherShell, moveShell } from './sheet-shell.ts';

/** Puts in rows (`cells`: the sheet as it stands, where it is scanned already). Numbers and errors: as `changeRows`. */
export function insertRows(pkg: Package, sheetPart: string, inserts: readonly RowInsert[], cells?: SheetCells): void {
  changeRows(pkg, sheetPart, inserts, [], cells);
}

/** Deletes rows. Numbers and errors: as `changeRows`. */
export function deleteRows(pkg: Package, sheetPart: string, deletes: readonly RowDelete[], cells?: SheetCells): void {
  changeRows(pkg, sheetPart, [], deletes, cells);
}

/**
 * Puts in rows and deletes others in one pass, with the outcome of the inserts followed by the deletes; all numbers are
 * those before the call. Throws BAD_ARGUMENT for rows that cannot be and when a table would lose its header alone,
 * LIMIT when rows in use would be pushed off the sheet.
 */
export function changeRows(
  pkg: Package,
  sheetPart: string,
  inserts: readonly RowInsert[],
  deletes: readonly RowDelete[],
  cells?: SheetCells,
): void {
  if (inserts.length + deletes.length === 0) return;
  const what = [inserts.length > 0 ? 'inserted' : '', deletes.length > 0 ? 'deleted' : ''].filter((w) => w !== '');
  moveAll(planRowChange(pkg, sheetPart, inserts, deletes, cells), `rows ${what.join(' and ')}`, cells);
}

function moveAll(plan: RowPlan, why: string, cells: SheetCells | undefined): void {
  if (cells === undefined || !movePlainSheet(plan, cells, why)) moveSheet(plan, why);
  for (const other of sheetList(plan.pkg)) if (other.index !== plan.sheet.index) moveOtherSheet(plan, other);
  moveNames(plan);
  moveTables(plan);
  moveMappedCells(plan);
  moveComments(plan);
  moveVml(plan);
  moveDrawings(plan);
  moveReferences(plan);
  movePivots(plan);
  requestFullCalculation(plan.pkg);
}

/** Stands for the inside of sheetData while the rest of the sheet is moved; no XML text can hold it. */
const HOLE = '\u0000';

/** The cells on their bytes, what stands around them as text. False when the cells are not written plainly. */
function movePlainSheet(plan: RowPlan, cells: SheetCells, why: string): boolean {
  const { pkg, sheet } = plan;
  const inside = movePlainSheetData(cells, plan);
  if (inside === undefined) return false;
  const { bytes, layout } = cells;
  const { open, close } = layout.data!;
  const shell = Buffer.concat([bytes.subarray(0, open.end), bytes.subarray(close)]);
  const edit = new PartEdit(parseTree(decodeText(checkXml(shell, pkg.limits, sheet.part), sheet.part)));
  moveShell(edit, plan);
  const data = child(edit.tree.root, 'sheetData')!;
  edit.splices.replace(data.openEnd, data.closeStart, HOLE);
  const [before = '', after = ''] = edit.apply().split(HOLE);
  pkg.put(sheet.part, Buffer.concat([Buffer.from(before), inside, Buffer.from(after)]), why);
  return true;
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
  if (other.part === '' || !pkg.has(other.part) || !namesSheets(pkg.bytes(other.part))) return;
  const edit = new PartEdit(parseTree(pkg.text(other.part), ['sheetData']));
  moveOtherShell(edit, other.name, plan);
  const data = child(edit.tree.root, 'sheetData');
  if (data !== undefined && !data.empty) {
    edit.splices.replace(data.openEnd, data.closeStart, moveOtherSheetData(edit.tree.text, data, other.name, plan));
  }
  if (edit.splices.size > 0) pkg.put(other.part, edit.apply(), 'formulas follow the rows they mean');
}

/** Can there be a reference to another sheet in it? All but consolidated ranges have a `!`, be it escaped; UTF-16 is not looked into. */
function namesSheets(bytes: Buffer): boolean {
  return (
    bytes.includes(0x21) ||
    bytes.includes('&#') ||
    bytes.includes('dataRef ') ||
    bytes[1] === 0 ||
    bytes[0] === 0 ||
    bytes[0]! >= 0xfe
  );
}
