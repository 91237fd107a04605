/** Our own engine, by its public entry points. */
import fs from 'node:fs';
import type { Snapshot, Task, Theirs } from '@sprintforge/core';
import { apply, canonicalJson, diff, merge } from '@sprintforge/core';
import { findTable, importPlan, readPlan } from '@sprintforge/mapping';
import type { CellEdit, Workbook } from '@sprintforge/xlsx';
import { openWorkbook } from '@sprintforge/xlsx';
import type { Subject } from './subjects.ts';

const ONE_PERCENT = 100;
/** Whoever calls gives the ids: making them is not what is measured, and they are there before the first plan is read. */
const FOUR_DIGITS = Array.from({ length: 0x10000 }, (_, at) => at.toString(16).toUpperCase().padStart(4, '0'));
const IDS = Array.from({ length: 200_100 }, (_, at) => `SF-${FOUR_DIGITS[at >>> 16]}-${FOUR_DIGITS[at & 0xffff]}`);

export const sprintforge: Subject = {
  async read(file) {
    const sheet = openWorkbook(fs.readFileSync(file)).sheets[0]!;
    const columns = Array.from({ length: sheet.lastColumn }, (_, index) => index + 1);
    let cells = 0;
    for (const { values } of sheet.block([...sheet.rows()], columns).columns)
      for (const value of values) cells += value === null ? 0 : 1;
    return cells;
  },
  async cells(file) {
    const sheet = openWorkbook(fs.readFileSync(file)).sheets[0]!;
    let cells = 0;
    for (const row of sheet.rows()) for (const cell of sheet.row(row)) cells += cell.value === null ? 0 : 1;
    return cells;
  },
  async write(file) {
    return (await writeOnePercent(openWorkbook(fs.readFileSync(file)))).length;
  },
};

export function writeOnePercent(workbook: Workbook): Promise<Uint8Array> {
  const sheet = workbook.sheets[0]!;
  const edits: CellEdit[] = [];
  for (let row = 2; row <= sheet.lastRow; row += ONE_PERCENT)
    for (let column = 1; column <= 14; column++) edits.push({ row, column, value: row });
  workbook.setCells(sheet.name, edits);
  return workbook.toBytes();
}

/** File to columnar cells and the places of the shared strings (the header is one): no JS value per cell. */
export function scanOnly(file: string): number {
  const sheet = openWorkbook(fs.readFileSync(file)).sheets[0]!;
  if (typeof sheet.cell(1, 1)?.value !== 'string') throw new Error('the header is no text');
  return sheet.cellCount;
}

/** File to the typed snapshot of a plan: table found, columns bound, values typed, dependencies resolved. */
export function snapshotOf(file: string): Snapshot {
  const workbook = openWorkbook(fs.readFileSync(file));
  const found = findTable(workbook);
  if (!found.table) throw new Error(`no task table in ${file}`);
  let next = 0;
  const mint = () => IDS[next++]!;
  return importPlan(readPlan(workbook, found.table, found.resources), { task: mint, resource: mint }).snapshot;
}

/** Two sides of `base`, each with another 1 % of the tasks edited; every fifth pair collides. */
export function editedSides(base: Snapshot): { ours: Snapshot; theirs: Theirs } {
  const edit = (offset: number, note: string): Snapshot => {
    const tasks = new Map<string, Task>();
    let i = 0;
    for (const [id, task] of base.tasks) {
      const hit = i % ONE_PERCENT === offset || i % (5 * ONE_PERCENT) === 7;
      tasks.set(
        id,
        hit ? { ...task, fields: { ...task.fields, notes: `${note} ${i}` } } : { ...task, fields: { ...task.fields } },
      );
      i++;
    }
    return { ...base, tasks };
  };
  const theirs = edit(11, 'theirs');
  return {
    ours: edit(3, 'ours'),
    theirs: { tasks: theirs.tasks, resources: theirs.resources, dependencies: theirs.dependencies },
  };
}

/** Diff, merge and the check that its change set leads from ours to the merged plan. */
export function mergeRun(base: Snapshot, ours: Snapshot, theirs: Theirs): number {
  diff(base, ours);
  return merge(base, ours, theirs, { strategy: 'server' }).counts.edits;
}

/** Outside the measured time: that the merge measured is right. */
export function checkMerge(base: Snapshot, ours: Snapshot, theirs: Theirs): void {
  const result = merge(base, ours, theirs, { strategy: 'server' });
  if (canonicalJson(apply(ours, result.changes)) !== canonicalJson(result.merged))
    throw new Error('the merge that was measured is wrong');
  if (result.counts.conflicts === 0 || result.counts.applied === 0)
    throw new Error('the merge that was measured had nothing to do');
}
