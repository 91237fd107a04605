import type { LensRequest } from '@sprintforge/core';
import { readMetadata } from '@sprintforge/mapping';
import { openWorkbook, type Workbook } from '@sprintforge/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  edited,
  freshCopy,
  openHouse,
  problemOf,
  type TestHouse,
  withChoice,
  withoutMetadata,
  withoutRows,
} from './support.ts';

let house: TestHouse;
let project: string;
/** Somebody who has tasks. */
let name: string;

beforeAll(async () => {
  house = await openHouse();
  project = house.demo.project_id;
  const all = await tasks();
  name = String(all.find(({ assignee }) => typeof assignee === 'string' && !assignee.includes(','))!.assignee);
});
afterAll(() => house.stop());

const tasks = async () => (await house.owner.tasks(project, { limit: 1000 })).tasks;
const ofPerson = async () =>
  (await tasks()).filter(({ assignee }) => typeof assignee === 'string' && assignee.split(', ').includes(name));
const lensCopy = async (lens: LensRequest): Promise<Uint8Array> =>
  (await house.anna.download(project, { lens }))!.bytes;
const upload = (file: Uint8Array, more = {}) => house.anna.upload({ project_id: project, file, ...more });
const handedBack = async (copy: string) => (await house.anna.download(project, { copy }))!.bytes;

/** IDs of the rows that the Tasks sheet shows. */
const idsIn = (bytes: Uint8Array): readonly string[] => {
  const sheet = openWorkbook(bytes).sheet('Tasks')!;
  return [...sheet.rows()].map((row) => String(sheet.cell(row, 1)?.value ?? '')).filter((id) => id.startsWith('SF-'));
};
const everything = (workbook: Workbook): string =>
  workbook.parts.map((part) => Buffer.from(workbook.part(part)!).toString('utf8')).join('\n');
const statusOf = (bytes: Uint8Array, id: string): unknown => {
  const sheet = openWorkbook(bytes).sheet('Tasks')!;
  const row = [...sheet.rows()].find((at) => sheet.cell(at, 1)?.value === id)!;
  return sheet.cell(row, 27)?.value;
};

/** The copy with another lens than the one that was signed. */
async function widened(bytes: Uint8Array): Promise<Uint8Array> {
  const workbook = openWorkbook(bytes);
  const state = readMetadata(workbook);
  if (state.state !== 'signed') throw new Error('not a copy of ours');
  const payload = state.payload.replace('"fields":["name"', '"fields":["cost","name"');
  const sheet = workbook.sheet('_SYNC_META')!;
  const row = [...sheet.rows()].find((at) => sheet.cell(at, 1)?.value === 'payload_1')!;
  workbook.setCells('_SYNC_META', [{ row, column: 2, value: `p:${Buffer.from(payload).toString('base64')}` }]);
  for (const key of workbook.customProperties.keys()) workbook.setCustomProperty(key, null);
  return workbook.toBytes();
}

describe('R8 a lens workbook', () => {
  test('holds the rows and columns that were asked for, and in no part anything of the others', async () => {
    const [mine, all] = [await ofPerson(), await tasks()];
    const bytes = await lensCopy({ assignee: [name], fields: ['status', 'percent'] });
    expect(idsIn(bytes)).toEqual(mine.map(({ id }) => id));
    expect(mine.length).toBeLessThan(all.length);
    const workbook = openWorkbook(bytes);
    const text = everything(workbook);
    const shown = new Set(mine.map((task) => task.name));
    for (const task of all.filter((other) => !shown.has(other.name))) {
      expect(text).not.toContain(task.id);
      expect(text, String(task.name)).not.toContain(`>${String(task.name).replaceAll('&', '&amp;')}<`);
    }
    const state = readMetadata(workbook);
    expect(state.state === 'signed' && state.metadata.lens).toEqual({
      assignee: [name],
      fields: ['name', 'status', 'percent'],
    });
  });

  test('uploaded as it is, it is no edit; its absent rows are no deletions; the caller’s own layout stays whole', async () => {
    const before = await house.owner.project(project);
    const bytes = await lensCopy({ assignee: [name] });
    for (const file of [bytes, await withoutRows(bytes, 1)]) {
      const result = await upload(file);
      expect([result.counts.edits, result.version]).toEqual([0, before.version]);
      expect(idsIn(await handedBack(result.workbook!.copy_id))).toEqual(idsIn(bytes));
    }
    const whole = readMetadata(openWorkbook(await freshCopy(house.anna, project)));
    expect(whole.state === 'signed' && whole.metadata.lens).toBeUndefined();
  });

  test('edits, new rows and marked rows arrive in the plan; what is outside stays', async () => {
    const before = await tasks();
    const mine = await ofPerson();
    const bytes = await lensCopy({ assignee: [name], fields: ['notes', 'assignee'] });
    const file = await edited(bytes, [
      [1, 'notes', 'through the lens'],
      [2, 'delete', 'yes'],
      [mine.length + 1, 'name', 'A task of my own'],
      [mine.length + 1, 'assignee', name],
    ]);
    const result = await upload(file);
    expect(result.counts).toMatchObject({ applied: result.counts.edits, conflicts: 0, refused: 0 });
    const after = new Map((await tasks()).map((task) => [task.id, task]));
    expect(after.get(mine[0]!.id)!.notes).toBe('through the lens');
    expect(after.has(mine[1]!.id)).toBe(false);
    const outside = before.filter(({ id }) => !mine.some((task) => task.id === id));
    for (const task of outside) expect(after.get(task.id)).toMatchObject({ name: task.name, rank: task.rank });
    const back = await handedBack(result.workbook!.copy_id);
    expect(idsIn(back)).toHaveLength(mine.length);
    expect((await upload(back)).counts.edits).toBe(0);
  });

  test('a task that leaves the lens stays, marked; one that enters is added', async () => {
    const mine = await ofPerson();
    const other = (await tasks()).find(
      ({ assignee }) => assignee !== null && !mine.some((t) => t.assignee === assignee),
    )!;
    const bytes = await lensCopy({ assignee: [name], fields: ['status'] });
    const all = await tasks();
    const at = (id: string) => all.findIndex((task) => task.id === id) + 1;
    const whole = await edited(await freshCopy(house.ben, project), [
      [at(mine[0]!.id), 'assignee', String(other.assignee)],
      [at(other.id), 'assignee', name],
    ]);
    expect((await house.ben.upload({ project_id: project, file: whole })).counts.applied).toBe(2);
    const result = await upload(bytes);
    const back = await handedBack(result.workbook!.copy_id);
    expect([...idsIn(back)].sort()).toEqual([...mine.map(({ id }) => id), other.id].sort());
    expect([statusOf(back, mine[0]!.id), statusOf(back, other.id)]).toEqual(['Outside the filter', 'New']);
    const last = await upload(await edited(back, [[1, 'status', 'Blocked']]));
    expect(last.counts).toMatchObject({ edits: 1, applied: 1 });
  });

  test('a column of the person’s own that is headed like a field outside is refused cell by cell', async () => {
    const workbook = openWorkbook(await lensCopy({ assignee: [name], fields: ['status'] }));
    workbook.setCells('Tasks', [
      { row: 1, column: 6, value: 'Cost' },
      { row: 2, column: 6, value: 4711 },
    ]);
    const result = await upload(await workbook.toBytes());
    expect(result.counts).toMatchObject({ edits: 1, refused: 1 });
    expect(result.refused[0]).toMatchObject({ code: 'OUTSIDE_LENS', cell: 'F2', field: 'cost', found: '4711' });
    expect(result.workbook).not.toBeNull();
  });

  test('a widened lens is a forgery; a workbook that lost what it says of itself deletes nothing (B3)', async () => {
    const bytes = await lensCopy({ assignee: [name], fields: ['status'] });
    const forged = await widened(bytes);
    for (const [file, code] of [
      [forged, 'META_INVALID'],
      [await withoutMetadata(bytes), 'META_MISSING'],
    ] as const) {
      const asked = await problemOf(upload(file));
      expect(asked.code).toBe(code);
      const { confirm } = asked.problem as unknown as { confirm: readonly { token: string }[] };
      const result = await upload(file, { confirm: confirm.map(({ token }) => token) });
      expect(result.counts.edits).toBe(0);
      expect(idsIn(await handedBack(result.workbook!.copy_id))).toEqual(idsIn(bytes));
    }
  });

  test('the Sync sheet tells the conflicts of what is shown and no others; a choice on it is taken (R4)', async () => {
    const [first, second] = (await ofPerson()).map(({ id }) => id);
    const all = await tasks();
    const row = (id: string | undefined) => all.findIndex((task) => task.id === id) + 1;
    const outside = all.find(({ id, assignee }) => assignee !== null && id !== first && id !== second)!.id;
    const bytes = await lensCopy({ assignee: [name], fields: ['notes'] });
    const old = await freshCopy(house.ben, project);
    const theirs = await edited(await freshCopy(house.owner, project), [
      [row(first), 'notes', 'of the owner'],
      [row(second), 'cost', 1],
      [row(outside), 'notes', 'secret of the owner'],
    ]);
    await house.owner.upload({ project_id: project, file: theirs });
    const bens = await edited(old, [
      [row(second), 'cost', 2],
      [row(outside), 'notes', 'secret of Ben'],
    ]);
    expect((await house.ben.upload({ project_id: project, file: bens })).counts.conflicts).toBe(2);
    const result = await upload(await edited(bytes, [[1, 'notes', 'mine']]));
    expect(result.counts).toMatchObject({ edits: 1, conflicts: 1 });
    const back = await handedBack(result.workbook!.copy_id);
    expect(everything(openWorkbook(back))).not.toContain('secret');
    const conflicts = (await house.owner.conflicts(project)).conflicts.map(({ id }) => id);
    const told = conflicts.filter((id) => everything(openWorkbook(back)).includes(id));
    expect([conflicts.length, told.length]).toEqual([3, 1]);
    const decided = await upload(await withChoice(back, 'Mine'));
    expect(decided.resolved).toEqual([{ id: told[0], choice: 'theirs' }]);
    expect((await tasks()).find(({ id }) => id === first)!.notes).toBe('mine');
  });

  test.each<[string, LensRequest, RegExp]>([
    ['a field', { fields: ['colour'] }, /no field "colour"; it has .*name, assignee/],
    ['a person', { assignee: ['Nobody At All'] }, /no assignee "Nobody At All"/],
    ['a branch', { branch: 'SF-0000-0000' }, /no task "SF-0000-0000"/],
    ['a day', { from: 'tomorrow' }, /"tomorrow" is no day/],
  ])('what the plan does not know is said: %s', async (_, lens, expected) => {
    const problem = await problemOf(house.anna.download(project, { lens }));
    expect([problem.status, problem.code]).toEqual([400, 'BAD_LENS']);
    expect(problem.message).toMatch(expected);
  });

  test('a filter that is misspelt hands out nothing; the entity tag is the lens’s own', async () => {
    const url = `${house.server.url}/api/sync/download/${project}`;
    const headers = { authorization: `Bearer ${house.demo.users[1]!.token}` };
    expect((await fetch(`${url}?asignee=Ann`, { headers })).status).toBe(400);
    const lens = { assignee: [name] };
    const [whole, first] = [await house.anna.download(project), await house.anna.download(project, { lens })];
    expect(whole!.etag).not.toBe(first!.etag);
    expect(await house.anna.download(project, { lens, etag: first!.etag })).toBeNull();
  });
});
