/** What people read names the task and shows values as they write them; JSON stays raw. Changes of every kind tell their effect (A8). */
import fs from 'node:fs';
import path from 'node:path';
import { openWorkbook } from '@sprintforge/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sprintforge } from '../../../test/support/command-line.ts';
import { edited, freshCopy, openHouse, problemOf, type TestHouse } from './support.ts';

let house: TestHouse;
let project: string;
let env: Record<string, string>;
beforeAll(async () => {
  house = await openHouse();
  project = house.demo.project_id;
  env = { SPRINTFORGE_URL: house.server.url, SPRINTFORGE_TOKEN: house.demo.users[1]!.token };
});
afterAll(() => house.stop());

const said = async (...args: string[]): Promise<string> => (await sprintforge(args, { env })).stdout;

describe('a conflict about a percentage', () => {
  test('by name and ID, as 80%, in every place', async () => {
    const file = path.join(house.data, 'mine.xlsx');
    fs.writeFileSync(file, await edited(await freshCopy(house.anna, project), [[3, 'percent', 0.8]]));
    const other = await edited(await freshCopy(house.ben, project), [[3, 'percent', 0.7]]);
    const first = await house.ben.upload({ project_id: project, file: other });
    const task = (await house.owner.tasks(project, { limit: 3 })).tasks[2]!;
    const known = `${String(task.name)} (${task.task_id})`;
    expect(first.changes).toMatchObject([{ task_name: task.name, type: 'percent', after: 0.7 }]);

    const pushed = await said('push', file);
    expect(pushed).toMatch(new RegExp(`  ${known.replace(/[()]/g, '\\$&')} +percent +server: 70% +your workbook: 80%`));
    const listed = await said('conflicts', project);
    for (const text of [known, 'ours: 70%', 'theirs: 80%']) expect(listed).toContain(text);
    const shown = await said('show', project, String(first.version));
    expect(shown).toContain(`~  ${known}  percent  `);
    expect(shown).toContain('→ 70%');
    const { conflicts } = await house.anna.conflicts(project);
    expect(conflicts).toMatchObject([{ task_name: task.name, type: 'percent', ours: 0.7, theirs: 0.8 }]);

    const sheet = openWorkbook(await freshCopy(house.anna, project)).sheet('Sync')!;
    const texts = [...sheet.rows()].flatMap((row) => sheet.row(row).map(({ value }) => value));
    for (const text of [task.task_id, task.name, '80%', '70%']) expect(texts).toContain(text);
  });
});

describe('A8 the effect on the plan', () => {
  test('is told of an upload, an undo, a rollback and a resolution', async () => {
    const before = (await house.owner.project(project)).version;
    const { tasks } = await house.owner.tasks(project, { limit: 1000 });
    const row = tasks.findIndex(({ cost }) => typeof cost === 'number') + 1;
    const cost = Number(tasks[row - 1]!.cost);
    const file = await edited(await freshCopy(house.anna, project), [[row, 'cost', cost + 100]]);
    const uploaded = await house.anna.upload({ project_id: project, file });
    const total = uploaded.impact!.cost.before;
    expect(uploaded.impact!.cost).toEqual({ before: total, after: total + 100 });
    const undone = await house.anna.undo(project, uploaded.version);
    expect(undone.impact!.cost).toEqual({ before: total + 100, after: total });
    await house.anna.rollback(project, uploaded.version);
    const back = await house.anna.rollback(project, before);
    expect(back.impact).toMatchObject({ cost: { before: total + 100, after: total }, overload: [] });
    expect(back.impact!.critical_path.after.length).toBeGreaterThan(0);
    const [open] = (await house.anna.conflicts(project)).conflicts;
    const resolved = await house.anna.resolve(project, open!.id, { choice: 'theirs' });
    expect(resolved.impact!.finish.before).toBe(resolved.impact!.finish.after);
  });
});

describe('the audit log', () => {
  test('is asked by person, kind, time and revision, page by page', async () => {
    const all = (await house.owner.audit(project, { limit: 1000 })).entries;
    const seqs = async (filter: Parameters<typeof house.owner.audit>[1]) =>
      (await house.owner.audit(project, { limit: 1000, ...filter })).entries.map(({ seq }) => seq);
    const where = (keep: (entry: (typeof all)[number]) => boolean) => all.filter(keep).map(({ seq }) => seq);
    const ben = house.demo.users[2]!;
    const uploads = where((one) => one.sync_type === 'upload' && one.user_name === ben.name);
    expect(uploads.length).toBeGreaterThan(0);
    expect(await seqs({ user: ben.email, type: 'upload' })).toEqual(uploads);
    expect(await seqs({ user: ben.name.toUpperCase(), type: 'upload' })).toEqual(uploads);
    const { server_version: revision, timestamp } = all[1]!;
    expect(await seqs({ revision })).toEqual(where((one) => one.server_version === revision));
    expect(await seqs({ from: timestamp })).toEqual(where((one) => one.timestamp >= timestamp));
    expect(await seqs({ to: timestamp })).toEqual(where((one) => one.timestamp < timestamp));
    const day = all.at(-1)!.timestamp.slice(0, 10);
    expect(await seqs({ to: day })).toEqual(where((one) => one.timestamp.slice(0, 10) <= day));
    expect(await seqs({ to: '2000-01-01' })).toEqual([]);

    const first = await house.owner.audit(project, { limit: 2, type: 'download' });
    const second = await house.owner.audit(project, { limit: 2, type: 'download', cursor: first.next! });
    const downloads = where((one) => one.sync_type === 'download');
    expect([...first.entries, ...second.entries].map(({ seq }) => seq)).toEqual(downloads.slice(0, 4));
    const problem = await problemOf(house.owner.audit(project, { user: 'nobody' }));
    expect([problem.status, problem.code]).toEqual([400, 'BAD_REQUEST']);
  });

  test('by the command line, people by name', async () => {
    const listed = await said('audit', project, '--type', 'rollback', '--limit', '1');
    expect(listed).toContain(`${house.demo.users[1]!.name}  rollback  revision `);
    expect(listed).toContain('More: --cursor ');
    expect(await said('audit', project, '--to', '2000-01-01')).toBe('No such entries.\n');
    expect((await sprintforge(['audit', project, '--from', 'noon'], { env })).exit).toBe(2);
  });
});

describe('R4 the language of a copy', () => {
  const headers = (bytes: Uint8Array) => {
    const sheet = openWorkbook(bytes).sheets[0]!;
    return [...sheet.rows()].flatMap((row) => sheet.row(row).map(({ value }) => value));
  };
  test('is the one asked for, else that of Accept-Language, and stays', async () => {
    const german = (await house.anna.download(project, { locale: 'de' }))!.bytes;
    expect(headers(german)).toContain('Sync-Status');
    const headersOf = { authorization: `Bearer ${env.SPRINTFORGE_TOKEN}`, 'accept-language': 'fr, de;q=0.7, en;q=0.3' };
    const url = `${house.server.url}/api/sync/download/${project}`;
    const accepted = await fetch(url, { headers: headersOf });
    expect(headers(new Uint8Array(await accepted.arrayBuffer()))).toContain('Geändert von');
    expect(headers(await freshCopy(house.ben, project))).toContain('Sync Status');
    const file = await edited(german, [[6, 'notes', 'auf Deutsch']]);
    const { workbook } = await house.anna.upload({ project_id: project, file });
    const merged = await house.anna.download(project, { copy: workbook!.copy_id });
    expect(headers(merged!.bytes)).toContain('Sync-Status');
    const problem = await problemOf(house.anna.download(project, { locale: 'fr' }));
    expect([problem.status, problem.code]).toEqual([400, 'BAD_REQUEST']);
  });
});
