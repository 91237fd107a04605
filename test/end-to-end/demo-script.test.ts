/** The commands that `npm start` prints, pasted into a shell one after the other. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { repositoryRoot } from '../support/corpora.ts';
import { type RunningServer, startServer } from '../support/server.ts';
import { onPath } from '../support/services.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server?.stop());

it.skipIf(!onPath('bash'))('does a whole two-way sync', { timeout: 240_000 }, () => {
  const commands = server
    .printed()
    .split('\n')
    .filter((line) => /^\s+\d\. /.test(line))
    .map((line) => line.replace(/^\s+\d\. /, ''));
  expect(commands).toHaveLength(5);
  // In an own folder inside the checkout's tree, so that npx finds `sprintforge` as it does for a newcomer.
  const dir = fs.mkdtempSync(path.join(repositoryRoot, '.cache/demo-'));
  const script = commands.map((line) => `${line}\necho "exit $?"`).join('\n');
  const ran = spawnSync('bash', ['-c', script], { cwd: dir, encoding: 'utf8' });
  fs.rmSync(dir, { recursive: true });
  const exits = [...ran.stdout.matchAll(/^exit (\d)$/gm)].map((match) => Number(match[1]));
  expect(exits, ran.stdout + ran.stderr).toEqual([0, 0, 0, expect.any(Number), 0]);
  expect(exits[3]).toBeLessThanOrEqual(1);
  expect(ran.stdout).toContain('1 conflict');
  expect(ran.stdout).toContain('Resolved.');
});
