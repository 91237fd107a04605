/**
 * The Office Script as people use it: downloaded from a real server, run by Excel's rules in a real workbook, over real HTTP.
 * Sorted, run twice, refused, and the workbook uploaded afterwards: nothing is lost, nothing comes twice.
 */
import { SprintforgeClient } from '@sprintforge/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ScriptWorkbook } from '../support/office-model/excel-script/script-workbook.ts';
import { runScript } from '../support/office-model/run-office-script.ts';
import { Desk, openRoom, type Room } from './desk.ts';
import { nameColumnStories } from './name-column-stories.ts';

let room: Room;
beforeAll(async () => {
  room = await openRoom();
});
afterAll(() => room.server.stop());

test('edits go both ways, by Task ID, whatever is sorted; formulas stay; text stays text', async () => {
  const desk = await Desk.open(room);
  desk.type('Dig', 'status', 'Blocked');
  desk.type('Pour', 'percent', 0.75);
  desk.type('Frame', 'start', 46_100);
  await desk.bobSets('Roof', 'notes', '=1+1');
  await desk.bobSets('Roof', 'duration', 9);
  await desk.bobSets('Frame', 'finish', '2026-04-30');
  // sorted by name, downwards, with their IDs
  const used = desk.sheet.getUsedRange()!;
  const rows = desk.sheet.getRangeByIndexes(1, 0, 4, used.getColumnCount());
  const lines = rows.getFormulasR1C1().sort((a, b) => String(b[0]).localeCompare(String(a[0])));
  rows.setFormulasR1C1(lines.map((line) => line.map((value) => (value === '007' ? "'007" : value))));
  expect(await desk.run()).toMatch(/^Revision \d+, [34] sent, 3 applied/);
  expect(desk.names()).toEqual(['Roof', 'Pour', 'Frame', 'Dig']);
  expect([desk.cell('Roof', 'notes').getValue(), desk.cell('Roof', 'notes').getFormulas()[0]![0]]).toEqual([
    '=1+1',
    '=1+1',
  ]);
  expect(desk.cell('Roof', 'duration').getValue()).toBe(9);
  expect(desk.cell('Frame', 'finish').getFormulas()[0]![0]).toMatch(/^=B\d\+C\d-1$/);
  expect(await desk.server('status', 'percent', 'start', 'notes')).toMatchObject({
    'Dig status': 'Blocked',
    'Pour percent': 0.75,
    'Frame start': '2026-03-19',
    'Pour notes': '007',
  });
  const before = await desk.excel.save();
  expect(await desk.run(), 'a second time').toMatch(/, 0 sent, 0 applied$/);
  expect(Buffer.from(await desk.excel.save()).equals(before)).toBe(true);
});

test('rows come and go on both sides; formulas are filled down and names grow', async () => {
  const desk = await Desk.open(room);
  const { version } = await room.bob.project(desk.project);
  const changes = [
    { op: 'insert' as const, client_row_id: 'b', values: { name: 'Paint', duration: 2, notes: '1-2' } },
    { op: 'delete' as const, task_id: await desk.idOf('Roof') },
  ];
  await room.bob.sync({ project_id: desk.project, version, changes });
  desk.sheet.getRange('3:3').insert('down');
  desk.sheet.getCell(2, desk.column('name')).setValue('Drain');
  desk.sheet.getCell(2, desk.column('duration')).setValue(1);
  desk.sheet.getRange(`${desk.row('Frame') + 1}:${desk.row('Frame') + 1}`).delete('up');
  await desk.run();
  expect(desk.names()).toEqual(['Dig', 'Drain', 'Pour', 'Paint']);
  expect(desk.cell('Paint', 'notes').getValue()).toBe('1-2');
  const last = desk.row('Paint') + 1;
  expect(desk.sheet.getRange(`D${last}`).getFormulas()[0]![0]).toBe(`=B${last}+C${last}-1`);
  expect(new ScriptWorkbook(desk.excel).getNamedItem('Duration_Range')!.getRange()!.getAddress()).toBe('Plan!C2:C5');
  expect(desk.cell('Drain', 'id').getValue()).toMatch(/^SF-/);
  expect(
    Object.keys(await desk.server('id'))
      .map((key) => key.split(' ')[0])
      .sort(),
  ).toEqual(['Dig', 'Drain', 'Paint', 'Pour']);
  expect(await desk.run()).toMatch(/, 0 sent, 0 applied$/);
});

test('a conflict: the server’s value stands, mine is on the sheet Sync and can be chosen there', async () => {
  const desk = await Desk.open(room);
  await desk.bobSets('Pour', 'status', 'Blocked');
  desk.type('Pour', 'status', 'Done');
  expect(await desk.run()).toContain('1 in conflict: see the sheet Sync');
  expect(desk.cell('Pour', 'status').getValue()).toBe('Blocked');
  const lines = desk.syncSheet();
  expect(lines.find((line) => line.includes('Pour'))).toContain('|Done|Blocked|In Progress|');
  expect(await desk.run()).toMatch(/, 0 sent, 0 applied$/);
  expect(
    desk.syncSheet().filter((line) => line.includes('Done|Blocked')),
    'it stays until it is decided',
  ).toHaveLength(1);
  const sheet = new ScriptWorkbook(desk.excel).getWorksheet('Sync')!;
  const at = sheet
    .getUsedRange()!
    .getValues()
    .findIndex((line) => line[3] === 'Done');
  sheet.getCell(at, 6).setValue('Mine');
  const result = await room.ann.upload({ project_id: desk.project, file: await desk.excel.save() });
  expect(result.resolved.map(({ choice }) => choice)).toEqual(['theirs']);
  expect(await desk.server('status')).toMatchObject({ 'Pour status': 'Done' });
});

test('uploaded after the script has synced, it is compared with what the script brought it to', async () => {
  const desk = await Desk.open(room);
  desk.type('Dig', 'notes', 'mine');
  await desk.bobSets('Roof', 'status', 'Blocked');
  await desk.run();
  await desk.bobSets('Roof', 'status', 'Not Started');
  await desk.bobSets('Dig', 'notes', 'ours');
  desk.type('Frame', 'notes', 'by upload');
  const result = await room.ann.upload({ project_id: desk.project, file: await desk.excel.save() });
  expect([result.counts.applied, result.conflicts]).toEqual([1, []]);
  expect(await desk.server('status', 'notes')).toMatchObject({
    'Roof status': 'Not Started',
    'Dig notes': 'ours',
    'Frame notes': 'by upload',
  });
});

test('V9 M4: predecessors go both ways, as the person writes them, wherever the rows stand', async () => {
  const desk = await Desk.open(room);
  await desk.bobSets('Pour', 'predecessors', null);
  await desk.bobSets('Frame', 'predecessors', `${await desk.idOf('Dig')}SS`);
  desk.sheet.getRange('4:4').insert('down');
  desk.sheet.getCell(3, desk.column('name')).setValue('Drain');
  desk.sheet.getCell(3, desk.column('predecessors')).setValue('3; 5FF');
  desk.type('Roof', 'predecessors', '2, 4FS+3d');
  expect(await desk.run()).toMatch(/3 sent, /);
  const waits = { Dig: '', Pour: '', Drain: 'FrameFF, Pour', Frame: 'DigSS', Roof: 'Dig, DrainFS+3d' };
  expect(Object.fromEntries(Object.entries(await desk.waitsFor()).map(([name, text]) => [name, sorted(text)]))).toEqual(
    waits,
  );
  expect(desk.cell('Frame', 'predecessors').getValue()).toBe('2SS');
  expect(desk.cell('Pour', 'predecessors').getValue()).toBe('');
  expect(await desk.run()).toMatch(/, 0 sent, 0 applied$/);
  expect((await desk.upload()).counts.edits).toBe(0);
});

test('V9: what names no row is refused, and said until it is put right; what others do to the same cell is kept', async () => {
  const desk = await Desk.open(room);
  desk.type('Roof', 'predecessors', '77');
  expect(await desk.run()).toContain('1 refused');
  expect(await desk.run()).toContain('1 refused');
  desk.type('Roof', 'predecessors', '4FS+2d, 2');
  await desk.bobSets('Roof', 'predecessors', `${await desk.idOf('Frame')}+2d, ${await desk.idOf('Pour')}`);
  await desk.run();
  expect(sorted((await desk.waitsFor())['Roof']!)).toBe('Dig, FrameFS+2d, Pour');
  expect(String(desk.cell('Roof', 'predecessors').getValue()).split(', ').sort()).toEqual(['2', '3', '4FS+2d']);
});

const outlined = [
  'Outline Level\tTask Name\tNotes\tPredecessors',
  '1\tGround\t\t',
  '2\tDig\t\t',
  '2\tPour\t\t3',
  '1\tHouse\t\t',
  '2\tFrame\t\t4',
  '2\tRoof\t\t6',
].join('\n');

test('B1: uploaded after the script has synced, nothing is taken for an edit: places and what others did to them', async () => {
  const desk = await Desk.open(room, outlined);
  const [dig, roof, frame] = [await desk.idOf('Dig'), await desk.idOf('Roof'), await desk.idOf('Frame')];
  await desk.bob(
    { op: 'insert', client_row_id: 'x', after: null, values: { name: 'Survey' } },
    { op: 'delete', task_id: dig },
    { op: 'move', task_id: roof, parent: await desk.idOf('Pour') },
    { op: 'set', task_id: frame, field: 'predecessors', value: roof },
    { op: 'set', task_id: frame, field: 'name', value: 'Timber' },
  );
  desk.sheet.getRange('4:4').insert('down');
  desk.sheet.getCell(3, desk.column('name')).setValue('Drain');
  await desk.run();
  await desk.bobSets('Timber', 'notes', 'later');
  const before = (await room.bob.tasks(desk.project)).tasks;
  const { counts, changes, warnings } = await desk.upload();
  expect([counts.edits, changes, warnings]).toEqual([0, [], []]);
  expect((await room.bob.tasks(desk.project)).tasks).toEqual(before);
});

nameColumnStories(() => room);

test('rows sorted without their IDs are not sent', async () => {
  const desk = await Desk.open(room);
  const names = desk.sheet.getRange('A2:A5');
  names.setValues([['Roof'], ['Pour'], ['Dig'], ['Frame']]);
  await expect(desk.run()).rejects.toThrow('sorted or moved without their Task IDs');
  expect(Object.keys(await desk.server('status'))[0]).toBe('Dig status');
});

test('what is refused is told in words, and nothing is under way any more', async () => {
  const desk = await Desk.open(room);
  for (const name of ['Dig', 'Pour', 'Frame'])
    desk.sheet.getRange(`${desk.row(name) + 1}:${desk.row(name) + 1}`).delete('up');
  await expect(desk.run()).rejects.toThrow();
  expect(desk.syncSheet().join()).toContain('Nothing was synced.');
  expect((await room.bob.tasks(desk.project)).tasks).toHaveLength(4);
});

test('Power Automate: one script tells the call, the flow makes it, another carries out the answer', async () => {
  const desk = await Desk.open(room);
  await desk.bobSets('Roof', 'status', 'Blocked');
  desk.type('Dig', 'status', 'Done!');
  const [tell, carryOut] = [
    await room.ann.officeScript(desk.project, 'changes'),
    await room.ann.officeScript(desk.project, 'apply'),
  ];
  const call = (await runScript(desk.excel, tell)) as { url: string; key: string; authorization: string; body: string };
  const headers = {
    'content-type': 'application/json',
    authorization: call.authorization,
    'idempotency-key': call.key,
  };
  const answer = await fetch(call.url, { method: 'POST', headers, body: call.body });
  const told = await runScript(desk.excel, carryOut, { parameters: [answer.status, await answer.text()] });
  expect(told).toMatch(/1 sent, 1 applied/);
  expect(desk.cell('Roof', 'status').getValue()).toBe('Blocked');
  expect(await desk.server('status')).toMatchObject({ 'Dig status': 'Done!' });
  expect(await runScript(desk.excel, carryOut, { parameters: [200, '{}'] })).toBe('Nothing is under way.');
});

test('the token in the workbook syncs this project, and does nothing else; other origins may send it', async () => {
  const desk = await Desk.open(room);
  const token = String(new ScriptWorkbook(desk.excel).getWorksheet('_CONFIG')!.getRange('B2').getValue());
  expect(token).toMatch(/^sfw_/);
  const client = new SprintforgeClient({ url: room.server.url, token });
  const others = [
    () => client.download(desk.project),
    () => client.tasks(desk.project),
    () => client.rollback(desk.project, 1),
    () => client.sync({ project_id: room.server.demo.project_id, version: 1, changes: [] }),
  ];
  for (const call of others) await expect(call()).rejects.toMatchObject({ status: 403 });
  const asked = await fetch(`${room.server.url}/api/sync`, {
    method: 'OPTIONS',
    headers: {
      origin: 'null',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization',
    },
  });
  expect(asked.headers.get('access-control-allow-origin')).toBe('*');
  expect(asked.headers.get('access-control-allow-headers')?.toLowerCase()).toContain('authorization');
  expect(asked.headers.get('access-control-allow-credentials')).toBeNull();
});

test('the file is as the Automate tab of Excel writes it', () => {
  const file = JSON.parse(room.script) as Record<string, string>;
  expect(Object.keys(file).sort()).toEqual([
    'apiInfo',
    'body',
    'description',
    'noCodeMetadata',
    'parameterInfo',
    'version',
  ]);
  expect(file['body']!.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  expect(JSON.parse(file['parameterInfo']!)).toMatchObject({ version: 1, originalParameterOrder: [] });
});

const sorted = (text: string): string => text.split(', ').sort().join(', ');
