/** `npm start` as it is started and stopped by whoever does not sit at a terminal. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { repositoryRoot } from '../support/corpora.ts';
import { freePort } from '../support/own-process.ts';

async function until(answer: boolean, url: string): Promise<boolean> {
  for (let tries = 0; tries < 120; tries++) {
    const ready = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (ready === answer) return true;
    await pause(250);
  }
  return false;
}

test('answers on /ready, writes demo.json, and is gone when npm is told to stop', async () => {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'npm-start-'));
  const port = await freePort();
  const npm = spawn('npm', ['start'], {
    cwd: repositoryRoot,
    env: { ...process.env, PORT: String(port), SPRINTFORGE_DATA: data },
    stdio: 'ignore',
  });
  const ready = `http://localhost:${port}/ready`;
  try {
    expect(await until(true, ready)).toBe(true);
    const demo = path.join(data, 'demo.json');
    for (let tries = 0; tries < 80 && !fs.existsSync(demo); tries++) await pause(250);
    const { users } = JSON.parse(fs.readFileSync(demo, 'utf8')) as { users: { role: string }[] };
    expect(users.map(({ role }) => role)).toEqual(['owner', 'editor', 'editor']);
  } finally {
    npm.kill('SIGTERM');
  }
  expect(await until(false, ready)).toBe(true);
  await pause(1000);
  fs.rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});
