import { readMetadata, rebind } from '@sprintforge/mapping';
import { openWorkbook } from '@sprintforge/xlsx';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { edited, freshCopy, openHouse, type TestHouse } from './support.ts';

let house: TestHouse;
let project: string;
beforeAll(async () => {
  house = await openHouse();
  project = house.demo.project_id;
});
afterAll(() => house.stop());

/** The copy with a row at the end that has this ID and says this. */
async function withRow(bytes: Uint8Array, id: string, values: Readonly<Record<string, string | number>>) {
  const workbook = openWorkbook(bytes);
  const found = readMetadata(workbook);
  if (found.state !== 'signed') throw new Error('not a copy of ours');
  const { mapping } = rebind(workbook, found.metadata);
  workbook.insertRows(mapping.sheet, [{ at: mapping.lastRow + 1, count: 1, like: mapping.lastRow }]);
  const cells = Object.entries(values).map(([field, value]) => {
    const column = mapping.columns.find((binding) => binding.field === field)!.column;
    return { row: mapping.lastRow + 1, column, value };
  });
  workbook.setCells(mapping.sheet, [...cells, { row: mapping.lastRow + 1, column: mapping.idColumn!, value: id }]);
  return workbook.toBytes();
}

test('ID4 the row of a task that is newer than the copy is that task: no new one, no move, its edits are edits', async () => {
  const copy = await freshCopy(house.anna, project);
  const { version } = await house.ben.project(project);
  const { tasks: before } = await house.ben.tasks(project, { limit: 1000 });
  const values = { name: 'Of Ben', notes: 'as it was' };
  const { rows } = await house.ben.sync({
    project_id: project,
    version,
    changes: [{ op: 'insert', client_row_id: 'x', after: before[6]!.task_id, values }],
  });
  const id = rows[0]!.task_id;
  const order = async () => (await house.ben.tasks(project, { limit: 1000 })).tasks.map(({ task_id }) => task_id);
  const stood = (await order()).indexOf(id);
  const asItIs = await withRow(copy, id, values);
  const same = await house.anna.upload({ project_id: project, file: asItIs });
  expect([same.counts.edits, same.warnings.map(({ code }) => code)]).toEqual([0, []]);
  const both = await edited(await withRow(copy, id, { ...values, notes: 'of Anna' }), [[3, 'notes', 'beside it']]);
  const done = await house.anna.upload({ project_id: project, file: both });
  expect(done.counts).toMatchObject({ edits: 2, applied: 2 });
  const { tasks } = await house.ben.tasks(project, { limit: 1000 });
  expect(tasks.find(({ task_id }) => task_id === id)).toMatchObject({ name: 'Of Ben', notes: 'of Anna' });
  expect((await order()).indexOf(id)).toBe(stood);
  expect(await order()).toHaveLength(before.length + 1);
});
