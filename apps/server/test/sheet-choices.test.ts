/** Choices of the `Sync` sheet for uploads that wait, through HTTP and WebDAV (rules R4, A9). */
import type { SyncResult } from '@sprintforge/protocol';
import { openWorkbook } from '@sprintforge/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type CellChange,
  edited,
  freshCopy,
  openHouse,
  problemOf,
  type TestHouse,
  withChoice,
  withoutRows,
} from './support.ts';

let house: TestHouse;
let project: string;

beforeAll(async () => {
  house = await openHouse();
  project = house.demo.project_id;
});
afterAll(() => house.stop());

const taskAt = async (row: number) => (await house.owner.tasks(project, { limit: 1000 })).tasks[row - 1]!;
const version = async () => (await house.owner.project(project)).version;
const mine = async () => (await house.ben.parked(project)).parked;
const sheetText = (bytes: Uint8Array): string => {
  const sheet = openWorkbook(bytes).sheet('Sync');
  const cells = [...(sheet?.rows() ?? [])].flatMap((row) => sheet?.row(row) ?? []);
  return cells.map(({ value }) => String(value ?? '')).join('\n');
};

/** Ben's upload under `manual`, against Anna's in the notes of each row; it sets the cost of the first as well. */
async function parkConflicts(...rows: readonly number[]) {
  const copy = await freshCopy(house.ben, project);
  const hers = rows.map((row): CellChange => [row, 'notes', `hers ${row}`]);
  await house.anna.upload({ project_id: project, file: await edited(await freshCopy(house.anna, project), hers) });
  const his = rows.map((row): CellChange => [row, 'notes', `his ${row}`]);
  const file = await edited(copy, [...his, [rows[0]!, 'cost', 7000 + rows[0]!]]);
  const asked = await problemOf(house.ben.upload({ project_id: project, file, strategy: 'manual' }));
  const report = asked.problem['result'] as SyncResult;
  return { report, id: report.parked!, before: await version() };
}

describe('an upload that waits is decided on the Sync sheet', () => {
  test.each([
    ['Mine', 'his 3', 'theirs'],
    ['Server', 'hers 4', 'ours'],
    ['Base', null, 'base'],
  ] as const)('A9 R4 %s', async (word, wanted, choice) => {
    const row = { Mine: 3, Server: 4, Base: 5 }[word];
    const was = (await taskAt(row))['notes'] ?? null;
    const { id, report, before } = await parkConflicts(row);
    const copy = await freshCopy(house.ben, project);
    expect(sheetText(copy)).toContain('UPLOAD_WAITS');
    const file = await withChoice(copy, word);
    const done = await house.ben.upload({ project_id: project, file });
    expect(done.resolved).toEqual([{ id: report.conflicts[0]!.id, choice }]);
    expect(done.counts.edits).toBe(0);
    expect(await taskAt(row)).toMatchObject({ notes: wanted ?? was, cost: 7000 + row });
    expect([await version(), await mine()]).toEqual([before + 1, []]);
    expect((await house.ben.parkedUpload(project, id)).status).toBe('committed');
    const { conflicts } = await house.owner.conflicts(project, 'resolved');
    expect(conflicts.find((one) => one.id === report.conflicts[0]!.id)).toMatchObject({ ours: `hers ${row}` });
    const back = await house.ben.download(project, { copy: done.workbook!.copy_id });
    expect(sheetText(back!.bytes)).not.toContain('UPLOAD_WAITS');
    // again (A2), and the workbook that came back
    expect(await house.ben.upload({ project_id: project, file })).toEqual(done);
    expect((await house.ben.upload({ project_id: project, file: back!.bytes })).counts.edits).toBe(0);
    expect(await version()).toBe(before + 1);
  });

  test('A9 R4 a value of one’s own; the edits that come along are merged after it', async () => {
    const { report } = await parkConflicts(6);
    const file = await edited(await withChoice(await freshCopy(house.ben, project), 'Custom', 'both of us'), [
      [7, 'notes', 'beside it'],
    ]);
    const done = await house.ben.upload({ project_id: project, file });
    expect(done).toMatchObject({
      resolved: [{ id: report.conflicts[0]!.id, choice: 'value' }],
      counts: { edits: 1, applied: 1 },
    });
    expect([(await taskAt(6))['notes'], (await taskAt(7))['notes']]).toEqual(['both of us', 'beside it']);
    const { conflicts } = await house.owner.conflicts(project, 'resolved');
    expect(conflicts.find((one) => one.id === report.conflicts[0]!.id)).toMatchObject({
      ...{ theirs: 'his 6', value: 'both of us', resolution: 'value' },
    });
  });

  test('A9 over HTTP a value of one’s own decides as well, and fits or is asked about again', async () => {
    const { report, id } = await parkConflicts(8);
    const conflict = report.conflicts[0]!.id!;
    const decide = (choice: 'theirs' | 'value', value?: string) =>
      house.ben.decideParked(project, id, {
        choices: [{ id: conflict, choice, ...(value === undefined ? {} : { value }) }],
      });
    expect((await problemOf(decide('value'))).code).toBe('BAD_REQUEST');
    expect((await problemOf(decide('theirs', 'x'))).code).toBe('BAD_REQUEST');
    await decide('value', 'typed');
    expect((await taskAt(8))['notes']).toBe('typed');
  });

  test('A9 what is decided of two is kept; the other is asked about again', async () => {
    const { id, before } = await parkConflicts(9, 10);
    const file = await withChoice(await freshCopy(house.ben, project), 'Mine');
    const done = await house.ben.upload({ project_id: project, file });
    expect([done.resolved, await version()]).toEqual([[], before]);
    const waits = await house.ben.parkedUpload(project, id);
    expect([waits.status, waits.choices.length, waits.result.conflicts.length]).toEqual(['parked', 1, 1]);
    const back = await house.ben.download(project, { copy: done.workbook!.copy_id });
    await house.ben.upload({ project_id: project, file: await withChoice(back!.bytes, 'Server') });
    expect([(await house.ben.parkedUpload(project, id)).status, await version()]).toEqual(['committed', before + 1]);
  });

  test('R4 a choice made on another head value decides nothing; an edit of the cell wins over it', async () => {
    const { id } = await parkConflicts(11);
    const chosen = await withChoice(await freshCopy(house.ben, project), 'Mine');
    const moved = await edited(await freshCopy(house.anna, project), [[11, 'notes', 'moved on']]);
    await house.anna.upload({ project_id: project, file: moved });
    await house.ben.upload({ project_id: project, file: chosen });
    expect([(await house.ben.parkedUpload(project, id)).status, (await taskAt(11))['notes']]).toEqual([
      'parked',
      'moved on',
    ]);
    const both = await edited(await withChoice(await freshCopy(house.ben, project), 'Server'), [
      [11, 'notes', 'edited all the same'],
    ]);
    expect((await house.ben.upload({ project_id: project, file: both })).counts.applied).toBe(1);
    expect([(await house.ben.parkedUpload(project, id)).status, (await taskAt(11))['notes']]).toEqual([
      'parked',
      'edited all the same',
    ]);
    await house.ben.discardParked(project, id);
  });

  test('A9 is told to its sender alone, and a dry run decides nothing (A5)', async () => {
    const { id } = await parkConflicts(12);
    expect(sheetText(await freshCopy(house.anna, project))).not.toContain('his 12');
    const file = await withChoice(await freshCopy(house.ben, project), 'Mine');
    await house.ben.upload({ project_id: project, file, dry_run: true });
    expect((await house.ben.parkedUpload(project, id)).status).toBe('parked');
    await house.ben.discardParked(project, id);
  });

  test('A9 B1 through a WebDAV link: what a save left waiting is decided at the next opening, in the program', async () => {
    await house.owner.update(project, { strategy: 'manual' });
    const put = async (url: string, bytes: Uint8Array) =>
      (await fetch(url, { method: 'PUT', body: Buffer.from(bytes) })).status;
    const got = async (url: string) => new Uint8Array(await (await fetch(url)).arrayBuffer());
    const first = await house.ben.open(project);
    const bytes = await got(first.url);
    const hers = await edited(await freshCopy(house.anna, project), [[13, 'notes', 'hers']]);
    await house.anna.upload({ project_id: project, file: hers });
    expect(await put(first.url, await edited(bytes, [[13, 'notes', 'his']]))).toBe(204);
    expect((await mine()).map(({ reason }) => reason)).toEqual(['NEEDS_DECISION']);
    const second = await house.ben.open(project);
    expect(await put(second.url, await withChoice(await got(second.url), 'Mine'))).toBe(204);
    expect([await mine(), (await taskAt(13))['notes']]).toEqual([[], 'his']);
    await house.owner.update(project, { strategy: 'server' });
  });

  test('A3 what waits for another reason is told, and its conflicts are no reason to apply it', async () => {
    const file = await withoutRows(await freshCopy(house.ben, project), 30);
    const { parked: id } = await house.ben.upload({ project_id: project, file, park: true });
    const copy = await freshCopy(house.ben, project);
    expect(sheetText(copy)).toContain('UPLOAD_WAITS');
    await house.ben.upload({ project_id: project, file: await edited(copy, [[14, 'notes', 'goes on']]) });
    expect([(await taskAt(14))['notes'], (await mine()).map((one) => one.id)]).toEqual(['goes on', [id]]);
    await house.ben.discardParked(project, id!);
  });
});
