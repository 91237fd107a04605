import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { startPostgres } from '../src/adapters/embedded-postgres/launcher.ts';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-postgres-'));
afterAll(() => fs.rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));

const launcher = path.resolve(import.meta.dirname, '../src/adapters/embedded-postgres/launcher.ts');

/** Another process that starts PostgreSQL on the folder and says its address. */
async function other(dir: string) {
  const script = `import { startPostgres } from ${JSON.stringify(launcher)};
    const server = await startPostgres({ dir: ${JSON.stringify(dir)}, durable: false });
    console.log(server.url);
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, url: line.toString().trim() };
}

function postmaster(dir: string): number {
  return Number(fs.readFileSync(path.join(dir, 'data/postmaster.pid'), 'utf8').split('\n')[0]);
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('a second process attaches; the server dies with the process that started it, also on kill -9', async () => {
  const dir = path.join(root, 'shared');
  const first = await other(dir);
  const second = await startPostgres({ dir, durable: false });
  expect(second.url).toBe(first.url);
  await second.stop(); // it was not ours: it goes on
  const pid = postmaster(dir);
  expect(alive(pid)).toBe(true);
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  for (let wait = 0; wait < 100 && alive(pid); wait += 1) await sleep(50);
  expect(alive(pid)).toBe(false);
  const again = await startPostgres({ dir, durable: false });
  expect(again.url).toMatch(/^postgres:\/\//);
  await again.stop();
});
