/** Fields besides those that a plan came with, and a private column that is shared as one (rule C2). */
import { readMetadata, rebind } from '@sprintforge/mapping';
import { openWorkbook } from '@sprintforge/xlsx';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forgetHistory } from '../src/services/retention.ts';
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

describe('C5 a field that is archived', () => {
  const key = 'c_weight';
  const labels = async () => (await house.owner.fields(project)).fields.map(({ label }) => label);
  const archived = async () => (await house.anna.customFields.archived(project)).fields.map(({ label }) => label);
  const asked = async (field = key) => (await problemOf(house.owner.customFields.archive(project, field))).problem;
  async function archive(): Promise<number> {
    const [{ token }] = (await asked()).confirm as [{ token: string }];
    return (await house.owner.customFields.archive(project, key, token)).version;
  }
  /** Handed out while the field was there: Anna's, edited after it was archived; Ben's, untouched. */
  const before: { annas?: Uint8Array; bens?: Uint8Array; lens?: Uint8Array } = {};

  test('is asked about first, with what has a value and what is open about it', async () => {
    await house.owner.customFields.add(project, { label: 'Weight', type: 'number' });
    const [copy, other] = [await freshCopy(house.anna, project), await freshCopy(house.ben, project)];
    await house.anna.upload({
      project_id: project,
      file: await edited(copy, [
        [1, key, 7],
        [2, key, 8],
      ]),
    });
    const clash = await house.ben.upload({ project_id: project, file: await edited(other, [[1, key, 9]]) });
    expect(clash.counts.conflicts).toBe(1);
    await house.owner.setFieldRights(project, { [key]: 'editors', cost: 'owners' });
    [before.annas, before.bens] = [await freshCopy(house.anna, project), await freshCopy(house.ben, project)];
    before.lens = (await house.anna.download(project, { lens: { fields: ['notes', key] } }))!.bytes;
    expect(await asked()).toMatchObject({ code: 'NEEDS_CONFIRMATION', values: 2, conflicts: 1 });
    expect(await labels()).toContain('Weight');
    expect((await problemOf(house.owner.customFields.archive(project, key, 'another'))).code).toBe(
      'NEEDS_CONFIRMATION',
    );
    expect((await asked('name')).code).toBe('BAD_REQUEST');
    expect((await asked('c_nothing')).code).toBe('NOT_FOUND');
    expect((await problemOf(house.anna.customFields.archive(project, key))).code).toBe('FORBIDDEN');
  });

  test('leaves plan and new workbooks in one revision, and conflicts about it end', async () => {
    const { version } = await house.owner.project(project);
    expect(await archive()).toBe(version + 1);
    expect(await labels()).not.toContain('Weight');
    expect(await archived()).toEqual(['Weight']);
    expect(await valuesOf(key)).toEqual({});
    const about = (await house.owner.conflicts(project, 'open')).conflicts.filter(({ field }) => field === key);
    expect(about).toEqual([]);
    const { changes } = await house.owner.revision(project, version + 1);
    const told = changes.flatMap((one) => (one.field === key ? [[one.before, one.after]] : []));
    expect(told.sort()).toEqual([
      [7, null],
      [8, null],
    ]);
    for (const who of ['anna', 'ben'] as const) {
      const { sheet, mapping, columnOf } = opened(await freshCopy(house[who], project));
      const column = columnOf('Weight')!;
      expect(sheet.columnHidden(column)).toBe(true);
      expect([1, 2].map((row) => sheet.cell(mapping.firstRow + row - 1, column)?.value ?? null)).toEqual([null, null]);
    }
  });

  test('in a copy that still has it: what is written there is refused, told, and stays', async () => {
    const file = await edited(before.annas!, [
      [3, key, 10],
      [1, key, null],
      [3, 'notes', 'beside it'],
    ]);
    const result = await house.anna.upload({ project_id: project, file });
    expect(result.counts).toMatchObject({ edits: 3, applied: 1, refused: 2, conflicts: 0 });
    const { columnOf, mapping } = opened(file);
    const letter = String.fromCharCode(64 + columnOf('Weight')!);
    const cells = [1, 3].map((row) => `${letter}${mapping.firstRow + row - 1}`);
    expect(result.refused.map(({ code, cell, field, found }) => [code, cell, field, found])).toEqual([
      ['FIELD_ARCHIVED', cells[0], key, ''],
      ['FIELD_ARCHIVED', cells[1], key, '10'],
    ]);
    expect(result.warnings.filter(({ code }) => code === 'FIELD_ARCHIVED')).toHaveLength(1);
    expect(await labels()).not.toContain('Weight');
    const back = await handedBack('anna', result.workbook!.copy_id);
    const { sheet } = opened(back);
    expect([1, 2, 3].map((row) => sheet.cell(mapping.firstRow + row - 1, columnOf('Weight')!)?.value ?? null)).toEqual([
      null,
      8,
      10,
    ]);
    const again = await house.anna.upload({
      project_id: project,
      file: await edited(back, [[4, 'notes', 'once more']]),
    });
    expect(again.counts).toMatchObject({ edits: 1, applied: 1, refused: 0 });
    expect(again.warnings.filter(({ code }) => code === 'FIELD_ARCHIVED')).toEqual([]);
    const { tasks, version } = await house.anna.tasks(project, { limit: 1 });
    const set = { op: 'set', task_id: tasks[0]!.id, field: key, value: 3 } as const;
    const api = await house.anna.sync({ project_id: project, version: version - 4, changes: [set] });
    expect(api.refused.map(({ code }) => code)).toEqual(['UNKNOWN_FIELD']);
  });

  test('R8 in a lens copy that shows it, too', async () => {
    const file = await edited(before.lens!, [
      [5, key, 12],
      [5, 'notes', 'through a lens'],
    ]);
    const result = await house.anna.upload({ project_id: project, file });
    expect(result.counts).toMatchObject({ edits: 2, applied: 1, refused: 1, conflicts: 0 });
    expect(result.refused).toMatchObject([{ code: 'FIELD_ARCHIVED', field: key, found: '12' }]);
    const again = await handedBack('anna', result.workbook!.copy_id);
    const more = await house.anna.upload({ project_id: project, file: await edited(again, [[6, 'notes', 'again']]) });
    expect(more.counts).toMatchObject({ edits: 1, applied: 1, refused: 0 });
  });

  test('its key stays its own; it comes back with its values, its rights, and in copies from before', async () => {
    const { key: other } = await house.owner.customFields.add(project, { label: 'Weight', type: 'text' });
    expect(other).not.toBe(key);
    const blocked = await problemOf(house.owner.customFields.restore(project, key));
    expect([blocked.code, blocked.problem['field']]).toEqual(['INVALID_VALUE', 'label']);
    await house.owner.customFields.rename(project, other, 'Weight in words');
    await house.owner.setFieldRights(project, { cost: 'owners' });
    expect((await problemOf(house.anna.customFields.restore(project, key))).code).toBe('FORBIDDEN');
    expect(await house.owner.customFields.restore(project, key)).toMatchObject({
      key,
      label: 'Weight',
      type: 'number',
    });
    expect(await archived()).toEqual([]);
    expect(await valuesOf(key)).toEqual({ 1: 7, 2: 8 });
    expect((await house.owner.fieldRights(project)).rights).toMatchObject({ [key]: 'editors' });
    const result = await house.ben.upload({ project_id: project, file: await edited(before.bens!, [[4, key, 11]]) });
    expect(result.counts).toMatchObject({ edits: 1, applied: 1, refused: 0, conflicts: 0 });
    expect(await valuesOf(key)).toEqual({ 1: 7, 2: 8, 4: 11 });
    expect((await problemOf(house.owner.customFields.restore(project, key))).code).toBe('NOT_FOUND');
  });

  /** States of which nothing else is left are given up, but for the one that the field comes back from. */
  async function forgetAll(): Promise<void> {
    const admin = new pg.Client(house.databaseUrl);
    await admin.connect();
    const found = await admin.query('select tenant_id from projects where id = $1', [project]);
    await admin.query("update revisions set created_at = created_at - interval '400 days'");
    await admin.query("update copies set workbook_blob = null, shadow_blob = null where origin <> 'layout'");
    await admin.end();
    const { house: inner } = house.server;
    await forgetHistory({ ...inner, keep: { ...inner.keep, historyDays: 100 } }, found.rows[0].tenant_id);
  }

  test('A6 taken back, it is there again', async () => {
    const version = await archive();
    expect(await archived()).toEqual(['Weight']);
    await house.owner.undo(project, version);
    expect(await archived()).toEqual([]);
    expect(await valuesOf(key)).toEqual({ 1: 7, 2: 8, 4: 11 });
    await house.owner.rollback(project, (await archive()) - 1);
    expect(await valuesOf(key)).toEqual({ 1: 7, 2: 8, 4: 11 });
  });

  test('A6 an edit of before that is undone does not bring its values', async () => {
    const file = await edited(await freshCopy(house.anna, project), [
      [1, key, null],
      [1, 'notes', 'emptied'],
    ]);
    const { version } = await house.anna.upload({ project_id: project, file });
    await archive();
    await house.anna.undo(project, version);
    expect(await valuesOf('notes')).not.toMatchObject({ 1: 'emptied' });
    await house.owner.customFields.restore(project, key);
    expect(await valuesOf(key)).toEqual({ 2: 8, 4: 11 });
  });

  test('R2 a workbook that was made without it gets its column back when it comes back', async () => {
    await archive();
    const file = await edited(await freshCopy(house.ben, project), [[7, 'notes', 'meanwhile']]);
    await house.ben.upload({ project_id: project, file });
    await house.owner.customFields.restore(project, key);
    const { sheet, mapping, columnOf } = opened(await freshCopy(house.ben, project));
    expect(columnOf('Weight 2')).toBeUndefined();
    const column = columnOf('Weight')!;
    expect(sheet.columnHidden(column)).toBe(false);
    expect([1, 2, 4].map((row) => sheet.cell(mapping.firstRow + row - 1, column)?.value ?? null)).toEqual([
      null,
      8,
      11,
    ]);
  });

  test('A7 its values outlive the states that are given up', async () => {
    const version = await archive();
    await forgetAll();
    expect((await problemOf(house.owner.rollback(project, version - 2))).code).toBe('NOT_FOUND');
    await house.owner.customFields.restore(project, key);
    expect(await valuesOf(key)).toEqual({ 2: 8, 4: 11 });
  });
});
