import type { Snapshot, TaskId } from '@sprintforge/core';
import type { CellEdit, Workbook, Worksheet } from '@sprintforge/xlsx';
import type { Detection, HandOut, PlanRead, RowStatus, TableMapping, WriteResult } from './api.ts';
import { MappingError } from './api.ts';
import { digestOf, hashesOf, writeHashSheet } from './hashes/hash-sheet.ts';
import { catalogueOf } from './layout/catalogue.ts';
import { writeColumnNames } from './layout/defined-names.ts';
import { writeHiddenSheets } from './layout/hidden-sheets.ts';
import { addIdColumn, adoptableColumn, chooseIdColumn } from './layout/id-column.ts';
import { planRows, type RowPlan } from './layout/row-plan.ts';
import { nameSystemColumns, systemColumns, writeHighlight } from './layout/system-columns.ts';
import { clearDeleteMarks } from './lens/delete-marks.ts';
import { writeMetadata } from './metadata.ts';
import { readPlan } from './read.ts';
import { scriptLines } from './script/store.ts';
import { writeSyncSheet } from './sync-sheet.ts';
import { emptyRow, writeFields, writeIds, writeLevels } from './write/cells.ts';
import { writeFormulas } from './write/formulas.ts';
import { writeNames } from './write/names.ts';
import { writePredecessors } from './write/predecessors.ts';
import { writeResources } from './write/resources.ts';
import { shadowOf } from './write/shadow.ts';

/**
 * Makes the person's own workbook say `target` (rules R1-R9). Managed cells that differ are patched in the column's style,
 * rows of new tasks inserted, rows of deleted ones removed; formulas and unreadable cells stay as they are and go into the
 * shadow. With `handOut` it becomes a signed copy (IDs, names, hidden sheets, system columns, highlight, `Sync` sheet);
 * without one (offline merge) nothing but the plan's own cells is touched. `handOut.metadata` may leave `bindings` and
 * `resources` as they were read: what is signed is where the columns stand afterwards.
 * @throws MappingError `BAD_MAPPING` when the sheet of the mapping is not in the workbook
 */
export async function writePlan(
  workbook: Workbook,
  plan: PlanRead,
  rowIds: readonly TaskId[],
  target: Snapshot,
  handOut: HandOut | null,
): Promise<WriteResult> {
  const sheet = requireSheet(workbook, plan.mapping);
  const rows = planRows(plan, rowIds, target, isBlank(sheet, plan.mapping, plan.mapping.firstRow));
  moveRows(workbook, plan, rows);
  const mapping = { ...withIdColumn(workbook, sheet, plan.mapping, handOut), lastRow: rows.lastRow };
  const system =
    handOut === null
      ? null
      : systemColumns(workbook, mapping, rows, statusOf(rows, handOut), catalogueOf(handOut.locale));
  const cells = patchCells(workbook, sheet, mapping, plan, rows, target, handOut?.formulas, system?.edits ?? []);
  const resources =
    handOut === null ? { resources: null, changed: false } : writeResources(workbook, plan, target, handOut);
  const moved = rows.inserts.length + rows.deletes.length > 0;
  if (cells.changed || resources.changed || moved) workbook.requestFullCalculation();
  const status = handOut === null ? null : statusOf(rows, handOut);
  if (status !== null) writeHighlight(workbook, mapping, status.size);
  const content = workbook.part(sheet.part);
  workbook.compressAhead(sheet.name);
  const read = readPlan(workbook, mapping, resources.resources);
  if (system !== null) nameSystemColumns(workbook, mapping, system);
  if (handOut !== null && status !== null)
    sign(workbook, read, resources.resources, rows, target, { ...handOut, status }, mapping);
  const writing = workbook.toBytes();
  const shadow = shadowOf(read, rows, target);
  return {
    bytes: await writing,
    receipt: workbook.receipt,
    mapping,
    shadow,
    read: workbook.part(sheet.part) === content ? read : null,
    cells: cells.cells,
  };
}

function requireSheet(workbook: Workbook, mapping: TableMapping): Worksheet {
  const sheet = workbook.sheet(mapping.sheet);
  if (sheet === undefined)
    throw new MappingError('BAD_MAPPING', `There is no sheet "${mapping.sheet}"`, { sheet: mapping.sheet });
  return sheet;
}

function isBlank(sheet: Worksheet, mapping: TableMapping, row: number): boolean {
  return mapping.columns.every(({ column }) => {
    const cell = sheet.cell(row, column);
    return cell === undefined || ((cell.value === null || cell.value === '') && cell.formula === undefined);
  });
}

function moveRows(workbook: Workbook, plan: PlanRead, rows: RowPlan): void {
  if (rows.inserts.length + rows.deletes.length > 0)
    workbook.changeRows(plan.mapping.sheet, rows.inserts, rows.deletes);
}

function withIdColumn(
  workbook: Workbook,
  sheet: Worksheet,
  mapping: TableMapping,
  handOut: HandOut | null,
): TableMapping {
  if (mapping.idColumn !== null || handOut === null) return mapping;
  const adopted = adoptableColumn(sheet, mapping);
  if (adopted !== undefined)
    return { ...mapping, idColumn: adopted, columns: mapping.columns.filter(({ column }) => column !== adopted) };
  const column = chooseIdColumn(sheet, mapping);
  addIdColumn(workbook, sheet, mapping, column);
  return { ...mapping, idColumn: column };
}

interface Patched {
  readonly changed: boolean;
  readonly cells: ReadonlyMap<string, string>;
}

/** All edits of the sheet at once, so that it is spliced once; `system` are those that change nothing of the plan. */
function patchCells(
  workbook: Workbook,
  sheet: Worksheet,
  mapping: TableMapping,
  plan: PlanRead,
  rows: RowPlan,
  target: Snapshot,
  formulas: HandOut['formulas'],
  system: readonly CellEdit[],
): Patched {
  const at = { workbook, sheet, mapping };
  const { edits, cells } = writeFields(at, plan, rows, target);
  for (const edit of writeLevels(at, plan, rows, target)) edits.push(edit);
  const names = writeNames(at, plan, rows, target);
  for (const edit of names.edits) edits.push(edit);
  for (const [key, cell] of names.cells) cells.set(key, cell);
  for (const { edit, key, cell } of writePredecessors(at, plan, rows, target)) {
    edits.push(edit);
    cells.set(key, cell);
  }
  for (const edit of writeFormulas(at, plan, rows, formulas)) edits.push(edit);
  for (const edit of clearDeleteMarks(plan, rows)) edits.push(edit);
  if (rows.emptied !== null) edits.push(...emptyRow(mapping, rows.emptied));
  const ids: readonly CellEdit[] = mapping.idColumn === null ? [] : writeIds(mapping.idColumn, plan, rows);
  if (edits.length + ids.length + system.length > 0) workbook.setCells(sheet.name, [...edits, ...ids, ...system]);
  return { changed: edits.length > 0, cells };
}

/** Everything by which the copy is known again and speaks to people. */
function sign(
  workbook: Workbook,
  read: PlanRead,
  resources: Detection['resources'],
  rows: RowPlan,
  target: Snapshot,
  handOut: HandOut,
  mapping: TableMapping,
): void {
  writeColumnNames(workbook, mapping, target.fields);
  const hashes = hashesOf(read, rows, target);
  const metadata = { ...handOut.metadata, bindings: mapping, resources, rowHashes: digestOf(hashes) };
  writeMetadata(workbook, { ...handOut, metadata });
  const { script } = handOut;
  const idOfRow = () => new Map([...rows.rowOf].map(([id, row]) => [row, id]));
  const lines = script && scriptLines(workbook, read, idOfRow(), hashes.kept, target.fields, script);
  writeHashSheet(workbook, hashes, lines);
  writeHiddenSheets(workbook, target, { ...handOut, metadata });
  writeSyncSheet(workbook, handOut, target);
}

/** Rows that stay although their task is deleted are marked so, whether the caller says it or not (rule R2). */
function statusOf(rows: RowPlan, handOut: HandOut): ReadonlyMap<TaskId, RowStatus> {
  const status = new Map(handOut.status);
  for (const id of rows.kept.keys())
    if (!status.has(id))
      status.set(id, { status: 'deleted', changedBy: '', changedAt: handOut.metadata.issuedAt, fields: [] });
  return status;
}
