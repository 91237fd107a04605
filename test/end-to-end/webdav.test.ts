/** Ctrl+S is the sync: real programs on the real server over WebDAV. */
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { SprintforgeClient } from '@sprintforge/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasLibreOffice, LibreOffice } from '../support/libreoffice.ts';
import { type RunningServer, startServer } from '../support/server.ts';
import { davPrograms } from '../support/services.ts';

let server: RunningServer;
let project = '';
let anna: SprintforgeClient;
let ben: SprintforgeClient;
const root = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-dav-'));

beforeAll(async () => {
  server = await startServer();
  project = server.demo.project_id;
  [anna, ben] = server.demo.users.slice(1).map(({ token }) => new SprintforgeClient({ url: server.url, token })) as [
    SprintforgeClient,
    SprintforgeClient,
  ];
});
afterAll(async () => {
  await server?.stop();
  fs.rmSync(root, { recursive: true });
});

const names = async (): Promise<readonly unknown[]> =>
  (await anna.tasks(project, { limit: 1000 })).tasks.map((task) => task['name']);

describe.skipIf(!davPrograms.present())('programs', () => {
  it('litmus passes all of its tests', async () => {
    const { url } = await anna.open(project);
    const run = spawnSync('litmus', [url.slice(0, url.lastIndexOf('/') + 1)], { cwd: root, encoding: 'utf8' });
    const summaries = [...run.stdout.matchAll(/of (\d+) tests run: (\d+) passed, (\d+) failed/g)];
    expect(summaries.map(([, , , failed]) => failed)).toEqual(['0', '0', '0', '0', '0']);
    expect(summaries.reduce((sum, [, , passed]) => sum + Number(passed), 0)).toBe(104);
    expect(run.status).toBe(0);
  });

  it('rclone lists the folder, gets a plan and puts it back', async () => {
    const { url } = await ben.openFolder();
    const remote = `:webdav,url="${url}":`;
    const rclone = (...args: string[]) =>
      execFileSync('rclone', ['--config', '', ...args], { encoding: 'utf8', cwd: root });
    const [file = ''] = rclone('lsf', remote).trim().split('\n');
    expect(file).toMatch(/\.xlsx$/);
    rclone('copyto', `${remote}${file}`, 'got.xlsx');
    sprintforge('edit', 'got.xlsx', '-o', 'got.xlsx', '--set-text', 'Plan!C8=from rclone');
    rclone('copyto', '--ignore-times', 'got.xlsx', `${remote}${file}`);
    expect(await names()).toContain('from rclone');
  });

  it('cadaver gets and puts', async () => {
    const { url } = await ben.openFolder();
    const cadaver = (...lines: string[]) =>
      execFileSync('cadaver', [url], { input: `${lines.join('\n')}\n`, encoding: 'utf8', cwd: root });
    const file = /(\S[^\n]*\.xlsx)\s/.exec(cadaver('ls'))?.[1]?.trim() ?? '';
    cadaver(`get "${file}" cad.xlsx`);
    sprintforge('edit', 'cad.xlsx', '-o', 'cad.xlsx', '--set-text', 'Plan!C9=from cadaver');
    cadaver(`put cad.xlsx "${file}"`);
    expect(await names()).toContain('from cadaver');
  });

  function sprintforge(...args: string[]): void {
    const bin = path.resolve(import.meta.dirname, '../../apps/cli/bin/sprintforge.js');
    execFileSync(process.execPath, [bin, ...args], { cwd: root });
  }
});

describe.skipIf(!hasLibreOffice())('LibreOffice', () => {
  const set = (cell: string, value: string) => ({ op: 'set', sheet: 'Plan', cell, value }) as const;
  const place = (cell: string) => ({ sheet: 'Plan', cell });
  let one: LibreOffice;
  let two: LibreOffice;
  beforeAll(async () => {
    [one, two] = await Promise.all([LibreOffice.start(), LibreOffice.start()]);
  });
  afterAll(async () => {
    await Promise.all([one?.stop(), two?.stop()]);
  });

  it('two people have the plan open at once: what overlaps is merged, what collides is on record, nothing is lost', async () => {
    const hers = await one.load((await anna.open(project)).url);
    const his = await two.load((await ben.open(project)).url);
    expect([hers.readonly, his.readonly]).toEqual([false, false]);
    const first = await hers.text(place('C11'));
    await hers.act([set('C11', 'Anna was here'), set('C13', 'hers')]);
    await hers.store();
    await his.act([set('C12', 'Ben was here'), set('C13', 'his')]);
    await his.store();
    // back to the first value: in the same opening that is an edit like any other
    await hers.act([set('C11', first), set('C14', 'Anna again')]);
    await hers.store();
    await hers.close();
    await his.close();

    const after = await names();
    for (const name of [first, 'Ben was here', 'hers', 'Anna again']) expect(after).toContain(name);
    expect(after).not.toContain('Anna was here');
    const { conflicts } = await anna.conflicts(project);
    expect(conflicts.map(({ ours, theirs }) => [ours, theirs])).toEqual([['hers', 'his']]);

    const third = await one.load((await ben.open(project)).url);
    expect(await third.text(place('C14'))).toBe('Anna again');
    await third.close();
  });

  it('the file is somebody else’s to edit while they have this very opening locked', async () => {
    const { url } = await anna.open(project);
    const hers = await one.load(url);
    const again = await two.load(url).catch(() => null);
    expect(again === null || again.readonly).toBe(true);
    await again?.close();
    await hers.act([set('C15', 'still hers')]);
    await hers.store();
    await hers.close();
    expect(await names()).toContain('still hers');
  });

  it('a program that is killed leaves what it saved, and a plan that opens', async () => {
    const { url } = await ben.open(project);
    const his = await two.load(url);
    await his.act([set('C16', 'saved before the crash')]);
    await his.store();
    await his.act([set('C17', 'never saved')]);
    await two.stop();
    expect(await names()).toContain('saved before the crash');
    const again = await one.load((await ben.open(project)).url);
    expect([again.readonly, await again.text(place('C16'))]).toEqual([false, 'saved before the crash']);
    await again.close();
  });
});
