import { hash } from 'node:crypto';
import type { ResourceId, Snapshot, TaskId } from '@sprintforge/core';
import type { SheetCell, Workbook } from '@sprintforge/xlsx';
import type { PlanRead } from '../api.ts';
import { resourceOfRows } from '../identify/resources.ts';
import { findOwn, HASH_SHEET, ownName } from '../layout/sheet-names.ts';
import { tasksOfRows } from '../layout/tasks-of-rows.ts';
import { rowNumbersOf } from '../values/plan-columns.ts';
import { resourceHash, rowHashes } from './row-hash.ts';

/** What a copy held in its rows when it was handed out, in the order of its rows (rule A7). */
export interface RowHashes {
  readonly tasks: ReadonlyMap<TaskId, string>;
  readonly resources: ReadonlyMap<ResourceId, string>;
  /** Rows kept though their task is deleted (R2). */
  readonly kept: readonly TaskId[];
}

/** From a finished copy, read back; `rowOf` and `kept` say which row of the sheet is which task. */
export function hashesOf(
  read: PlanRead,
  rows: { readonly rowOf: ReadonlyMap<TaskId, number>; readonly kept: ReadonlyMap<TaskId, number> },
  target: Snapshot,
): RowHashes {
  const tasks = new Map<TaskId, string>();
  const ids = tasksOfRows(rowNumbersOf(read), rows.rowOf);
  const hashOf = rowHashes(read, ids, target);
  for (const [index, id] of ids.entries()) if (id !== undefined) tasks.set(id, hashOf(index));
  const resources = new Map<ResourceId, string>();
  const people = read.resources ?? [];
  for (const [at, id] of resourceOfRows(people, target, { resource: () => '' }).entries())
    if (id !== '') resources.set(id, resourceHash(people[at]!));
  return { tasks, resources, kept: [...rows.kept.keys()] };
}

type Line = readonly (SheetCell | null)[];

function linesOf({ tasks, resources, kept }: RowHashes): readonly Line[] {
  const lines: Line[] = [];
  for (const [id, hashed] of tasks) lines.push([{ value: id }, { value: hashed }]);
  for (const [id, hashed] of resources) lines.push([{ value: id }, { value: hashed }, { value: 'resource' }]);
  for (const id of kept) lines.push([{ value: id }, null, { value: 'kept' }]);
  return lines;
}

/** SHA-256 (hex) of all lines: what the signed payload says of the sheet (rule B3). */
export function digestOf({ tasks, resources, kept }: RowHashes): string {
  let text = '';
  for (const [id, hashed] of tasks) text += `${id}\t${hashed}\t\n`;
  for (const [id, hashed] of resources) text += `${id}\t${hashed}\tresource\n`;
  for (const id of kept) text += `${id}\t\tkept\n`;
  return hash('sha256', text, 'hex');
}

/** `script`: what stands in the columns from F on, line by line. */
export function writeHashSheet(
  workbook: Workbook,
  hashes: RowHashes,
  script: readonly (readonly SheetCell[])[] = [],
): void {
  const head: Line = [{ value: HASH_SHEET.mark }, { value: 'Row Hash' }, { value: 'Kind' }];
  const lines = linesOf(hashes);
  const rows = Array.from({ length: Math.max(1 + lines.length, script.length) }, (_, at) => {
    const line = (at === 0 ? head : lines[at - 1]) ?? [];
    const more = script[at];
    return more === undefined ? line : [0, 1, 2, 3, 4].map((column) => line[column] ?? null).concat(more);
  });
  const content = { rows, columns: [{ width: 18 }, { width: 40 }] };
  const name = ownName(workbook, HASH_SHEET);
  workbook.putSheet(name, content, 'hidden');
  workbook.compressAhead(name);
}

/** The hashes that the copy carries; null when the sheet is gone or is not the one whose digest was signed. */
export function readHashSheet(workbook: Workbook, digest: string): RowHashes | null {
  const sheet = findOwn(workbook, HASH_SHEET);
  if (sheet === undefined) return null;
  const [tasks, resources, kept]: [Map<TaskId, string>, Map<ResourceId, string>, TaskId[]] = [new Map(), new Map(), []];
  for (const row of sheet.rows()) {
    const text = (column: number) => String(sheet.cell(row, column)?.value ?? '');
    if (row === 1 || text(1) === '') continue;
    if (text(3) === 'kept') kept.push(text(1));
    else (text(3) === 'resource' ? resources : tasks).set(text(1), text(2));
  }
  const found: RowHashes = { tasks, resources, kept };
  return digestOf(found) === digest ? found : null;
}
