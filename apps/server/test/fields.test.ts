/** Fields besides those that a plan came with, and a private column that is shared as one (rule C2). */
import { readMetadata, rebind } from '@sprintforge/mapping';
import { openWorkbook } from '@sprintforge/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { edited, freshCopy, openHouse, problemOf, type TestHouse } from './support.ts';

let house: TestHouse;
let project: string;

beforeAll(async () => {
  house = await openHouse();
  project = house.demo.project_id;
});
afterAll(() => house.stop());

type Cells = readonly (readonly [row: number, value: string | number | null])[];

function opened(bytes: Uint8Array) {
  const workbook = openWorkbook(bytes);
  const found = readMetadata(workbook);
  if (found.state !== 'signed') throw new Error('not a copy of ours');
  const { mapping } = rebind(workbook, found.metadata);
  const sheet = workbook.sheet(mapping.sheet)!;
  const columnOf = (header: string): number | undefined =>
    sheet.row(mapping.headerRow).find(({ value }) => value === header)?.column;
  return { workbook, mapping, sheet, columnOf };
}

/** Cells below a header of the person's own, which is made where there is none; rows are counted from the first data row, from 1. */
async function withOwn(bytes: Uint8Array, header: string, cells: Cells): Promise<Uint8Array> {
  const { workbook, mapping, sheet, columnOf } = opened(bytes);
  const column = columnOf(header) ?? Math.max(sheet.lastColumn, 40) + 1;
  const edits = cells.map(([row, value]) => ({ row: mapping.firstRow + row - 1, column, value }));
  workbook.setCells(mapping.sheet, [{ row: mapping.headerRow, column, value: header }, ...edits]);
  return workbook.toBytes();
}

const valuesOf = async (field: string) => {
  const { tasks } = await house.owner.tasks(project, { limit: 1000 });
  return Object.fromEntries(tasks.flatMap((task, at) => (task[field] == null ? [] : [[at + 1, task[field]]])));
};

/** Of the columns that only their workbook has; the demo's layout has one of its own. */
const ownOf = async (who: 'anna' | 'ben') =>
  (await house[who].customFields.privateColumns(project)).columns.filter(({ header }) => header === 'Buffer');

const handedBack = async (who: 'anna' | 'ben', copyId: string) =>
  (await house[who].download(project, { copy: copyId }))!.bytes;

describe('a field that is added', () => {
  test('holds values, in the plan and in the column that downloads get for it', async () => {
    const before = await house.owner.project(project);
    const added = await house.owner.customFields.add(project, { label: ' Risk level ', type: 'choice' });
    expect(added).toEqual({ key: 'c_risk_level', label: 'Risk level', type: 'choice', version: before.version + 1 });
    expect((await house.owner.fields(project)).fields.at(-1)).toEqual({
      key: 'c_risk_level',
      label: 'Risk level',
      type: 'choice',
    });
    const copy = await freshCopy(house.anna, project);
    expect(opened(copy).columnOf('Risk level')).toBeDefined();
    const { counts } = await house.anna.upload({
      project_id: project,
      file: await edited(copy, [[2, 'c_risk_level', 'High']]),
    });
    expect(counts).toMatchObject({ edits: 1, applied: 1 });
    expect(await valuesOf('c_risk_level')).toEqual({ 2: 'High' });
    const again = await freshCopy(house.ben, project);
    const { sheet, mapping, columnOf } = opened(again);
    expect(sheet.cell(mapping.firstRow + 1, columnOf('Risk level')!)?.value).toBe('High');
  });

  test('is renamed, its key stays', async () => {
    const renamed = await house.owner.customFields.rename(project, 'c_risk_level', 'Danger');
    expect(renamed).toMatchObject({ key: 'c_risk_level', label: 'Danger', type: 'choice' });
    expect(await valuesOf('c_risk_level')).toEqual({ 2: 'High' });
  });

  test.each([
    [
      'a name that is there',
      () => house.owner.customFields.add(project, { label: 'danger', type: 'text' }),
      'INVALID_VALUE',
    ],
    ['no name', () => house.owner.customFields.add(project, { label: ' ', type: 'text' }), 'BAD_REQUEST'],
    ['renamed to one that is there', () => house.owner.customFields.rename(project, 'name', 'Danger'), 'INVALID_VALUE'],
    ['no such field', () => house.owner.customFields.rename(project, 'c_nothing', 'Nothing'), 'NOT_FOUND'],
    ['an editor', () => house.anna.customFields.add(project, { label: 'Mine', type: 'text' }), 'FORBIDDEN'],
  ])('not: %s', async (_, work, code) => {
    const { code: said, problem } = await problemOf(work());
    expect(said).toBe(code);
    if (code === 'INVALID_VALUE') expect(problem['field']).toBe('label');
  });
});

describe('C2 a private column that is shared', () => {
  /** Before she shared, and as it was handed back. */
  let sent: Uint8Array;
  let back: Uint8Array;

  test('is nobody else’s before', async () => {
    sent = await withOwn(await freshCopy(house.anna, project), 'Buffer', [
      [1, 3],
      [2, 5],
      [4, 8],
      [5, 'many'],
    ]);
    const result = await house.anna.upload({ project_id: project, file: sent });
    expect(result.counts.edits).toBe(0);
    const changed = await house.anna.upload({ project_id: project, file: await edited(sent, [[3, 'notes', 'hers']]) });
    back = await handedBack('anna', changed.workbook!.copy_id);
    expect(await ownOf('anna')).toEqual([
      { column: expect.any(String), header: 'Buffer', type: 'text', filled: 4, sample: ['3', '5', '8'] },
    ]);
    expect(await ownOf('ben')).toEqual([]);
  });

  test('its values are taken over in one revision; what does not fit stays hers', async () => {
    const before = await house.owner.project(project);
    const shared = await house.anna.customFields.share(project, { header: 'Buffer', type: 'number' });
    expect(shared).toEqual({
      key: 'c_buffer',
      label: 'Buffer',
      type: 'number',
      version: before.version + 1,
      values: 3,
      unread: 1,
    });
    expect(await valuesOf('c_buffer')).toEqual({ 1: 3, 2: 5, 4: 8 });
    const [entry] = (await house.owner.audit(project, { limit: 1 })).entries;
    expect(entry).toMatchObject({ sync_type: 'fields', server_version: shared.version });
    expect(await ownOf('anna')).toEqual([]);
    expect((await problemOf(house.anna.customFields.share(project, { header: 'Buffer', type: 'number' }))).code).toBe(
      'NOT_FOUND',
    );
  });

  test('the workbook that had it merges it from then on: nothing edited is no edit, what others did is not undone', async () => {
    const others = await freshCopy(house.ben, project);
    expect(opened(others).columnOf('Buffer')).toBeDefined();
    const { counts } = await house.ben.upload({
      project_id: project,
      file: await edited(others, [[1, 'c_buffer', 30]]),
    });
    expect(counts).toMatchObject({ edits: 1, applied: 1 });
    const mine = await withOwn(back, 'Buffer', [[2, 6]]);
    const result = await house.anna.upload({ project_id: project, file: mine });
    expect(result.counts).toMatchObject({ edits: 1, applied: 1, conflicts: 0 });
    expect(await valuesOf('c_buffer')).toEqual({ 1: 30, 2: 6, 4: 8 });
    const { sheet, mapping, columnOf } = opened(await handedBack('anna', result.workbook!.copy_id));
    const cell = (row: number) => sheet.cell(mapping.firstRow + row - 1, columnOf('Buffer')!)?.value;
    expect([1, 2, 4, 5].map(cell)).toEqual([30, 6, 8, 'many']);
  });

  test('M1 the older file that she had sent before conflicts where both changed the same', async () => {
    const result = await house.anna.upload({ project_id: project, file: await withOwn(sent, 'Buffer', [[1, 31]]) });
    const about = result.conflicts.filter(({ field }) => field === 'c_buffer');
    expect(about).toMatchObject([{ field: 'c_buffer', base: 3, ours: 30, theirs: 31 }]);
  });

  test('in other hands a column of that name is a column of that name', async () => {
    const bens = await withOwn(await edited(sent, []), 'Buffer', [[1, 99]]);
    const result = await house.ben.upload({ project_id: project, file: bens });
    expect(result.counts.edits).toBe(0);
    expect((await valuesOf('c_buffer'))[1]).toBe(30);
  });

  test('A6 gone back past it, the column is hers alone again', async () => {
    const { revisions } = await house.owner.revisions(project, { limit: 50 });
    const sharing = revisions.find(({ message }) => message === 'Column shared as a field: Buffer')!;
    await house.owner.rollback(project, sharing.revision - 1);
    expect((await house.owner.fields(project)).fields.map(({ key }) => key)).not.toContain('c_buffer');
    const result = await house.anna.upload({ project_id: project, file: await withOwn(back, 'Buffer', [[2, 7]]) });
    expect(result.counts.edits).toBe(0);
  });
});
