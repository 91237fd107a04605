import { type Lens, tasksInLens, withTasks } from '@sprintforge/core';
import { openWorkbook } from '@sprintforge/xlsx';
import { describe, expect, test } from 'vitest';
import { parsePayload } from '../src/metadata/payload.ts';
import { readMetadata } from '../src/metadata.ts';
import {
  everything,
  handBack,
  type LensCopy,
  lensCopy,
  opened,
  uploadLens,
  withCells,
  withoutRow,
} from './lens-fixture.ts';
import { editsOf, id, PLAN } from './lens-plan.ts';

const ANN: Lens = { fields: ['name', 'status', 'predecessors', 'cost'], assignee: ['Ann'] };

/** Uploads the copy with these cells changed. */
async function after(copy: LensCopy, ...changes: Parameters<typeof withCells>[1]) {
  return uploadLens(await withCells(copy.bytes, changes), PLAN, copy.shadow);
}

describe('R8 a lens workbook', () => {
  test('holds its rows and columns and nothing of the others, in no part of the package', async () => {
    const { bytes } = await lensCopy(PLAN, ANN);
    const { workbook, mapping, rows } = opened(bytes);
    expect(rows.map((row) => row.id)).toEqual(['B', 'E', 'F'].map(id));
    expect(mapping.columns.map(({ field }) => field)).toEqual(['name', 'status', 'predecessors', 'cost', 'delete']);
    const text = everything(bytes);
    for (const hidden of ['name-of-A', 'name-of-C', 'name-of-D', 'notes-of', 'own-of', '1002', 'Bob', 'Done'])
      expect(text, hidden).not.toContain(hidden);
    expect(text).toContain('name-of-B');
    expect(workbook.sheets.filter(({ state }) => state === 'visible').map(({ name }) => name)).toEqual(['Tasks']);
    expect(workbook.parts.filter((part) => /chart|drawing/.test(part))).toEqual([]);
  });

  test('says in its header how a row is deleted, with a list', async () => {
    const { workbook, mapping } = opened((await lensCopy(PLAN, ANN)).bytes);
    const mark = mapping.columns.find(({ field }) => field === 'delete')!;
    expect(mark.header).toBe('Delete (yes = delete task)');
    const part = Buffer.from(workbook.part('xl/worksheets/sheet1.xml')!).toString('utf8');
    expect(part).toMatch(/<dataValidation [^>]*sqref="F2:F\d+"><formula1>"yes,no"<\/formula1>/);
  });

  test('names predecessors outside by Task ID and its own by row', async () => {
    const { rows } = opened((await lensCopy(PLAN, ANN)).bytes);
    const texts = rows.map(({ cells }) => (cells['predecessors'] as { value: unknown }).value);
    expect(texts).toEqual([`${id('C')} FS+1d`, null, `2FS+1d, ${id('D')} FS+1d`]);
  });

  const cases: readonly [string, Parameters<typeof withCells>[1], readonly string[]][] = [
    ['as it is: no edit', [], []],
    ['an edited cell', [[id('B'), 'status', 'Done']], ['set B.status=Done applied']],
    ['an emptied cell clears the field (V5)', [[id('E'), 'cost', null]], ['set E.cost=null applied']],
    ['a marked row is deleted', [[id('E'), 'delete', 'yes']], ['delete E applied']],
    ['a new row is a task', [[5, 'name', 'New']], ['add 1 applied']],
    [
      'a predecessor outside stays beside an edited one (V9)',
      [[id('F'), 'predecessors', `${id('D')}FS+1d, 3`]],
      ['add E>F:FS applied', 'delete B>F:FS applied'],
    ],
    ['a predecessor outside is taken away', [[id('B'), 'predecessors', null]], ['delete C>B:FS applied']],
  ];
  test.each(cases)('%s', async (_, changes, expected) => {
    const uploaded = await after(await lensCopy(PLAN, ANN), ...changes);
    expect(editsOf(uploaded)).toEqual(expected);
    expect(uploaded.identified.refused).toEqual([]);
    for (const kept of ['A', 'C', 'D'])
      expect(uploaded.result.merged.tasks.get(id(kept))).toBe(PLAN.tasks.get(id(kept)));
    const above = uploaded.result.merged.tasks.has(id('E')) ? 'E' : 'D';
    expect(uploaded.result.merged.tasks.get(id('F'))!.parent).toBe(id(above));
  });

  test('a row that is gone from the file is no deletion, and comes back', async () => {
    const copy = await lensCopy(PLAN, ANN);
    const uploaded = uploadLens(await withoutRow(copy.bytes, id('E')), PLAN, copy.shadow);
    expect([editsOf(uploaded), uploaded.result.merged]).toEqual([[], PLAN]);
    const back = await handBack(uploaded, ANN);
    expect(opened(back.bytes).rows.map((row) => row.id)).toEqual(['B', 'E', 'F'].map(id));
  });

  test('rows in another order are no edit: a lens shows no outline (ID8)', async () => {
    const copy = await lensCopy(PLAN, ANN);
    const workbook = openWorkbook(copy.bytes);
    const sheet = workbook.sheet('Tasks')!;
    const cells = [1, 2, 3, 5].flatMap((column) =>
      [2, 3, 4].map((row) => ({
        row: row === 4 ? 2 : row + 1,
        column,
        value: sheet.cell(row, column)!.value as string,
      })),
    );
    workbook.setCells('Tasks', [...cells, ...[2, 3, 4].map((row) => ({ row, column: 4, value: null }))]);
    workbook.setCells('Tasks', [
      { row: 2, column: 4, value: `3, ${id('D')}+1d` },
      { row: 3, column: 4, value: `${id('C')} FS+1d` },
    ]);
    const uploaded = uploadLens(await workbook.toBytes(), PLAN, copy.shadow);
    expect(uploaded.plan.rows.map((row) => row.id)).toEqual(['F', 'B', 'E'].map(id));
    expect(editsOf(uploaded)).toEqual(['set B>F:FS applied']);
  });

  test('a column that is gone is no edit (C3)', async () => {
    const copy = await lensCopy(PLAN, ANN);
    const workbook = openWorkbook(copy.bytes);
    workbook.setCells('Tasks', [{ row: 1, column: 3, value: 'Mine' }]);
    workbook.setDefinedName('_sf_status', '#REF!');
    const uploaded = uploadLens(await workbook.toBytes(), PLAN, copy.shadow);
    expect([editsOf(uploaded), uploaded.identified.notices.map(({ code }) => code)]).toEqual([[], ['COLUMN_MISSING']]);
  });

  test('a word that is no mark deletes nothing, and is told', async () => {
    const uploaded = await after(await lensCopy(PLAN, ANN), [id('E'), 'delete', 'maybe']);
    expect([editsOf(uploaded), uploaded.identified.notices.map(({ code }) => code)]).toEqual([
      [],
      ['DELETE_MARK_UNKNOWN'],
    ]);
  });

  test('a column headed like a field outside is refused cell by cell, a formula and the person’s own columns are not', async () => {
    const copy = await lensCopy(PLAN, ANN);
    const workbook = openWorkbook(copy.bytes);
    workbook.setCells('Tasks', [
      { row: 1, column: 8, value: 'Notes' },
      { row: 2, column: 8, value: 'let me in' },
      { row: 3, column: 8, formula: '1+1', value: 2 },
      { row: 1, column: 9, value: 'My remarks' },
      { row: 2, column: 9, value: 'mine' },
    ]);
    const uploaded = uploadLens(await workbook.toBytes(), PLAN, copy.shadow);
    const refused = uploaded.identified.refused.map(({ code, cell, field, found }) => [code, cell, field, found]);
    expect([editsOf(uploaded), refused]).toEqual([[], [['OUTSIDE_LENS', 'H2', 'notes', 'let me in']]]);
  });

  test('a row with the ID of a task outside is refused, shows nothing of it and stays', async () => {
    const copy = await lensCopy(PLAN, ANN);
    const uploaded = await after(copy, [5, 'id', id('C')], [5, 'name', 'peek'], [5, 'cost', 1]);
    expect([editsOf(uploaded), uploaded.identified.refused.map(({ code, cell }) => [code, cell])]).toEqual([
      [],
      [['OUTSIDE_LENS', 'A5']],
    ]);
    const back = await handBack(uploaded, ANN);
    expect(everything(back.bytes)).not.toContain('name-of-C');
    const again = uploadLens(back.bytes, PLAN, back.shadow);
    expect([editsOf(again), again.identified.refused]).toEqual([[], []]);
    expect(opened(back.bytes).rows.map((row) => row.id)).toEqual(['B', 'E', 'F', 'C'].map(id));
  });

  test('a task that leaves the lens stays, marked, and is still synced; one that enters is added', async () => {
    const copy = await lensCopy(PLAN, ANN);
    const ours = withTasks(PLAN, [
      { ...PLAN.tasks.get(id('B'))!, fields: { ...PLAN.tasks.get(id('B'))!.fields, assignee: 'Bob' } },
      { ...PLAN.tasks.get(id('C'))!, fields: { ...PLAN.tasks.get(id('C'))!.fields, assignee: 'Ann' } },
    ]);
    const back = await handBack(uploadLens(copy.bytes, PLAN, copy.shadow, ours), ANN);
    const { workbook, rows, rowOf } = opened(back.bytes);
    expect(rows.map((row) => row.id)).toEqual(['B', 'C', 'E', 'F'].map(id));
    const status = ['B', 'C'].map((letter) => workbook.sheet('Tasks')!.cell(rowOf(id(letter)), 27)?.value);
    expect(status).toEqual(['Outside the filter', null]);
    expect(editsOf(uploadLens(back.bytes, ours, back.shadow))).toEqual([]);
    const edited = await withCells(back.bytes, [[id('B'), 'cost', 7]]);
    expect(editsOf(uploadLens(edited, ours, back.shadow))).toEqual(['set B.cost=7 applied']);
  });

  test('new rows of a branch become tasks of the branch, in their place (ID8)', async () => {
    const branch: Lens = { fields: ['name'], branch: id('D') };
    const copy = await lensCopy(PLAN, branch);
    const workbook = openWorkbook(copy.bytes);
    workbook.insertRows('Tasks', [
      { at: 2, count: 1, like: 2 },
      { at: 3, count: 1, like: 2 },
      { at: 4, count: 1, like: 2 },
    ]);
    const names = ['on top', 'below D', 'below E'];
    workbook.setCells(
      'Tasks',
      names.map((value, at) => ({ row: 2 + 2 * at, column: 2, value })),
    );
    const { result } = uploadLens(await workbook.toBytes(), PLAN, copy.shadow);
    const added = [...result.merged.tasks.values()].filter(({ id: task }) => !PLAN.tasks.has(task));
    expect(added.map(({ parent }) => parent)).toEqual([id('D'), id('D'), id('D')]);
    const under = tasksInLens(result.merged, branch).map(({ fields }) => fields.name);
    expect(under).toEqual(['name-of-D', 'below D', 'name-of-E', 'name-of-F', 'on top', 'below E']);
  });

  test('a marked row that somebody else edited is a conflict, and its mark goes (M5)', async () => {
    const copy = await lensCopy(PLAN, ANN);
    const old = PLAN.tasks.get(id('E'))!;
    const ours = withTasks(PLAN, [{ ...old, fields: { ...old.fields, notes: 'mind this' } }]);
    const uploaded = uploadLens(await withCells(copy.bytes, [[id('E'), 'delete', 'x']]), PLAN, copy.shadow, ours);
    expect(editsOf(uploaded)).toEqual(['delete E conflict']);
    const back = await handBack(uploaded, ANN);
    expect(editsOf(uploadLens(back.bytes, ours, back.shadow))).toEqual([]);
  });

  test('the lens is signed with the rest; a payload of a damaged one is none (B3)', async () => {
    const { bytes } = await lensCopy(PLAN, ANN);
    const state = readMetadata(openWorkbook(bytes));
    expect(state.state === 'signed' && state.metadata.lens).toEqual(ANN);
    const payload = state.state === 'signed' ? state.payload : '';
    expect(payload).toContain('"lens":{"assignee":["Ann"],"fields":["name","status","predecessors","cost"]}');
    expect(parsePayload(payload)?.lens).toEqual(ANN);
    expect(
      parsePayload(payload.replace('"fields":["name","status","predecessors","cost"]', '"fields":7')),
    ).toBeUndefined();
  });
});
