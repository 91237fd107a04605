/** Plans with a column of names for each level of the outline, in the server and in Excel; told in a suite that has a room. */
import { expect, test } from 'vitest';
import { OfficeWorkbook } from '../support/office-model/office-workbook.ts';
import { tableOf } from '../support/table-workbook.ts';
import { Desk, type Room } from './desk.ts';

const stairs = [
  'Phase\tWork package\tTask\tStart Date\tStatus',
  'Ground\t\t\t2026-03-02\tOpen',
  '\tEarth\t\t2026-03-02\tOpen',
  '\t\tDig\t2026-03-03\tOpen',
  '\t\tPour\t2026-03-04\tOpen',
  'House\t\t\t2026-03-05\tOpen',
  '\tWalls\t\t2026-03-05\tOpen',
  '\tRoof\t\t2026-03-06\tOpen',
].join('\n');
/** The columns of names: `Ground`, `-Earth`, `--Dig`. */
const stairsOf = (bytes: Uint8Array) =>
  tableOf(bytes)
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t').slice(0, 3).join('-').replace(/-*$/, ''));

export function nameColumnStories(room: () => Room): void {
  test('ID8, M1: names in a column for each level go to the server and back, each in the column of its level', async () => {
    const desk = await Desk.open(room(), stairs);
    const [dig, earth, walls, roof] = await Promise.all(['Dig', 'Earth', 'Walls', 'Roof'].map((one) => desk.idOf(one)));
    await desk.bob(
      { op: 'set', task_id: walls!, field: 'name', value: 'Brick walls' },
      { op: 'move', task_id: roof!, parent: walls! },
      { op: 'insert', client_row_id: 'x', after: dig!, values: { name: 'Drain' } },
      { op: 'set', task_id: earth!, field: 'name', value: 'Earthwork' },
    );
    const put = (cell: string, text: string) => desk.sheet.getRange(cell).setValue(text);
    put('C5', '');
    put('B5', 'Pour');
    put('B7', 'Stone walls');
    put('A2', 'The ground');
    const { counts, conflicts, changes, workbook } = await desk.upload();
    expect(counts).toMatchObject({ applied: 2, conflicts: 1, refused: 0 });
    expect(conflicts.map(({ cell, field, theirs }) => [cell, field, theirs])).toEqual([['B7', 'name', 'Stone walls']]);
    expect(changes.map(({ cell }) => cell).sort()).toEqual(['A2', 'B5']);
    const back = (await room().ann.download(desk.project, { copy: workbook!.copy_id! }))!.bytes;
    const merged = ['The ground', '-Earthwork', '--Dig', '--Drain', '-Pour', 'House', '-Brick walls', '--Roof'];
    expect(stairsOf(back)).toEqual(merged);
    const again = await room().ann.upload({ project_id: desk.project, file: await new OfficeWorkbook(back).save() });
    expect(again.counts.edits).toBe(0);
  });

  test('B1: the script leaves names in a column for each level to an upload, which takes none of them for an edit', async () => {
    const desk = await Desk.open(room(), stairs);
    const [dig, roof] = [await desk.idOf('Dig'), await desk.idOf('Roof')];
    await desk.bob(
      { op: 'set', task_id: dig, field: 'name', value: 'Dig deep' },
      { op: 'set', task_id: dig, field: 'status', value: 'Done' },
      { op: 'insert', client_row_id: 'x', after: roof, values: { name: 'Drain', status: 'Open' } },
    );
    desk.sheet.getRange('E3').setValue('Blocked');
    desk.sheet.getRange('A6').setValue('The house');
    expect(await desk.run()).toMatch(/1 sent, 1 applied/);
    expect([desk.sheet.getRange('E4').getValue(), desk.sheet.getRange('C4').getValue()]).toEqual(['Done', 'Dig']);
    const { counts, changes, workbook } = await desk.upload();
    expect([counts.edits, changes.map(({ cell, after }) => [cell, after])]).toEqual([1, [['A6', 'The house']]]);
    const back = (await room().ann.download(desk.project, { copy: workbook!.copy_id! }))!.bytes;
    expect(stairsOf(back)).toEqual([
      'Ground',
      '-Earth',
      '--Dig deep',
      '--Pour',
      'The house',
      '-Walls',
      '-Roof',
      '-Drain',
    ]);
  });
}
