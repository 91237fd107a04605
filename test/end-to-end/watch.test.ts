/**
 * `sprintforge watch` as a process over a folder with two plans: programs that save by renaming, LibreOffice that holds a file,
 * a network that goes away, an answer that is lost, a watcher that is killed. Each save arrives once (A2).
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SprintforgeClient } from '@sprintforge/protocol';
import { openWorkbook } from '@sprintforge/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repositoryRoot } from '../support/corpora.ts';
import { hasLibreOffice, LibreOffice } from '../support/libreoffice.ts';
import { type RunningServer, startServer } from '../support/server.ts';
import { TcpTap } from '../support/tcp-tap.ts';
import { command, type Person } from './story.ts';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-watch-'));
const folder = path.join(root, 'plans');
const [first, second] = [path.join(folder, 'First.xlsx'), path.join(folder, 'Second.xlsx')];
const beside = path.join(folder, 'First.merged.xlsx');
let server: RunningServer;
let tap: TcpTap;
let anna: SprintforgeClient;
let ben: Person;
let projects: readonly [string, string];
let watcher: ChildProcess | undefined;
let said = '';

beforeAll(async () => {
  server = await startServer();
  tap = await TcpTap.to(Number(new URL(server.url).port));
  fs.mkdirSync(folder);
  const [, annas, bens] = server.demo.users;
  anna = new SprintforgeClient({ url: server.url, token: annas!.token });
  const env = { SPRINTFORGE_URL: `http://localhost:${tap.port}`, SPRINTFORGE_TOKEN: bens!.token };
  ben = { file: first, env: { ...env, XDG_STATE_HOME: path.join(root, 'state') } };
  const other = await anna.create({ name: 'Another', template: 'tasks' });
  await anna.sync({
    project_id: other.project_id,
    version: 1,
    changes: [{ op: 'insert', client_row_id: 'a', values: { name: 'of the other' } }],
  });
  projects = [server.demo.project_id, other.project_id];
  await command(ben, ['clone', projects[0], first]);
  await command(ben, ['clone', projects[1], second]);
  watch();
});
afterAll(async () => {
  watcher?.kill('SIGKILL');
  await tap?.stop();
  await server?.stop();
  fs.rmSync(root, { recursive: true });
});

function watch(): void {
  const main = path.join(repositoryRoot, 'apps/cli/src/main.ts');
  const env = { ...process.env, ...ben.env };
  watcher = spawn(process.execPath, [main, 'watch', folder, '--every', '2s'], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  watcher.stderr!.on('data', (chunk: Buffer) => {
    said += chunk;
  });
}

async function ended(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
  const exit = once(watcher!, 'exit');
  watcher!.kill(signal);
  const [code] = (await exit) as [number | null];
  return code;
}

/** Waits until it is so; what the watcher said when it never is. */
async function until(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
  for (const deadline = Date.now() + 90_000; Date.now() < deadline; await sleep(100)) if (await holds()) return;
  throw new Error(`${what}; the watcher said:\n${said.slice(-2000)}`);
}

const notesOf = async (row: number) => {
  const { tasks } = await anna.tasks(projects[0], { limit: 1000 });
  return tasks[row - 1]?.['notes'];
};
const version = async (project = projects[0]) => (await anna.project(project)).version;
const others = async (row: number, notes: string) => {
  const { tasks, version: at } = await anna.tasks(projects[0], { limit: 1000 });
  const change = { op: 'set', task_id: tasks[row - 1]!.id, field: 'notes', value: notes } as const;
  return anna.sync({ project_id: projects[0], version: at, changes: [change] });
};

/** Row of the plan's first task, and the column of its notes. */
const [top, notesColumn] = [5, 13];
const cellOf = (file: string, row: number) =>
  openWorkbook(fs.readFileSync(file))
    .sheet('Plan')
    ?.cell(top + row - 1, notesColumn)?.value ?? null;

/** As many programs save: a temporary file, then renamed over. */
async function save(
  file: string,
  row: number,
  value: string,
  sheet = 'Plan',
  at = top + row - 1,
  column = notesColumn,
) {
  const workbook = openWorkbook(fs.readFileSync(file));
  workbook.setCells(sheet, [{ row: at, column, value }]);
  const temporary = path.join(folder, 'lu4711.tmp');
  fs.writeFileSync(temporary, await workbook.toBytes());
  fs.renameSync(temporary, file);
}

describe('a folder that is watched', () => {
  it('each save arrives in its project, and the file has what others did; so has a file that nobody saved', async () => {
    await others(2, 'of Anna');
    await save(first, 3, 'of Ben');
    await until('the save arrives', async () => (await notesOf(3)) === 'of Ben');
    await until('the file holds both', () => cellOf(first, 2) === 'of Anna' && cellOf(first, 3) === 'of Ben');
    const before = await version();
    await others(4, 'news');
    await until('news arrive without a save', () => cellOf(first, 4) === 'news');
    expect(await version(), 'what was only handed back is no edit').toBe(before + 1);
    await save(second, 0, 'renamed', 'Tasks', 2, 2);
    await until('the second plan arrives', async () => {
      const [task] = (await anna.tasks(projects[1])).tasks;
      return task?.['name'] === 'renamed';
    });
    expect(fs.readdirSync(folder).sort()).toEqual(['First.xlsx', 'Second.xlsx']);
  });

  it('offline: told once, sent when the server is back; an answer that was lost makes no second revision (A2)', async () => {
    const before = await version();
    tap.gone();
    await save(first, 5, 'one');
    await until('it is told', () => said.includes('It is tried again'));
    await save(first, 6, 'two');
    await sleep(3000);
    expect(await notesOf(5)).not.toBe('one');
    expect(said.split('It is tried again').length - 1).toBeLessThanOrEqual(2);
    tap.pass();
    await until('both arrive', async () => (await notesOf(5)) === 'one' && (await notesOf(6)) === 'two');
    expect(await version()).toBe(before + 1);

    tap.cut('after', 'POST /api/sync/upload');
    await save(first, 7, 'cut');
    await until('it was cut', () => tap.cutDone);
    tap.pass();
    await until('it arrives', async () => (await notesOf(7)) === 'cut');
    await others(7, 'after the cut');
    await until('the file goes on', () => cellOf(first, 7) === 'after the cut');
    expect(await version()).toBe(before + 3);
  });

  it.skipIf(!hasLibreOffice())(
    'a file that LibreOffice holds stays as it is; what is merged stands beside, over a crash of the watcher, until it is closed',
    { timeout: 240_000 },
    async () => {
      const office = await LibreOffice.start();
      try {
        const document = await office.load(first);
        expect(fs.existsSync(path.join(folder, '.~lock.First.xlsx#'))).toBe(true);
        await others(8, 'of Anna, meanwhile');
        await until('it stands beside', () => fs.existsSync(beside) && cellOf(beside, 8) === 'of Anna, meanwhile');
        await document.act([{ op: 'set', sheet: 'Plan', cell: `M${top + 8}`, value: 'of Ben, in LibreOffice' }]);
        await document.store();
        await until('the save arrives', async () => (await notesOf(9)) === 'of Ben, in LibreOffice');
        await until('both stand beside', () => cellOf(beside, 9) === 'of Ben, in LibreOffice');
        const held = fs.readFileSync(first);
        expect(cellOf(first, 8)).toBe(null);
        await ended('SIGKILL');
        watch();
        await others(10, 'after the crash');
        await until('news go on beside', () => cellOf(beside, 10) === 'after the crash');
        expect(fs.readFileSync(first).equals(held)).toBe(true);
        const before = await version();
        await document.close();
        await until('it takes its place', () => !fs.existsSync(beside));
        expect([8, 9, 10].map((row) => cellOf(first, row))).toEqual([
          'of Anna, meanwhile',
          'of Ben, in LibreOffice',
          'after the crash',
        ]);
        await sleep(3000);
        expect(await version()).toBe(before);
        expect((await anna.conflicts(projects[0])).conflicts).toEqual([]);
      } finally {
        await office.stop();
      }
    },
  );

  it('ends in order when it is told to, and a copy saved meanwhile is sent at the next start', async () => {
    expect(await ended('SIGTERM')).toBe(0);
    await save(first, 11, 'nobody watched');
    watch();
    await until('it arrives', async () => (await notesOf(11)) === 'nobody watched');
  });

  it('as a service: a unit that systemd reads', async () => {
    const home = path.join(root, 'config');
    fs.mkdirSync(path.join(home, 'sprintforge'), { recursive: true });
    fs.writeFileSync(path.join(home, 'sprintforge/credentials.json'), JSON.stringify({ url: server.url, token: 'x' }));
    const who = { file: first, env: { XDG_CONFIG_HOME: home } };
    const { file } = await command<{ file: string }>(who, ['watch', folder, '--every', '15m', '--install-service']);
    expect(fs.readFileSync(file, 'utf8')).toContain(`"watch" "${folder}" "--every" "15m"`);
    const env = { ...process.env, XDG_RUNTIME_DIR: root };
    if (hasSystemd()) execFileSync('systemd-analyze', ['--user', '--man=no', 'verify', file], { stdio: 'pipe', env });
  });
});

function hasSystemd(): boolean {
  try {
    execFileSync('systemd-analyze', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
