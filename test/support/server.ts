/** A server of its own for a test file: `sprintforge serve --demo` as a process, on a free port and a data folder of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { repositoryRoot } from './corpora.ts';
import { freePort } from './own-process.ts';

export interface DemoUser {
  readonly name: string;
  readonly email: string;
  readonly role: 'owner' | 'editor' | 'viewer';
  readonly token: string;
  readonly password: string;
}

export interface RunningServer {
  readonly url: string;
  readonly data: string;
  readonly demo: { readonly project_id: string; readonly users: readonly DemoUser[] };
  /** What it printed so far. */
  readonly printed: () => string;
  stop(): Promise<void>;
}

/**
 * `services`: what it is given instead of its own, as environment variables. In a test run a server with services of its own starts on a
 * folder in which another one has made the demo before.
 */
export async function startServer(services: Readonly<Record<string, string>> = {}): Promise<RunningServer> {
  const port = await freePort();
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-server-'));
  const url = `http://localhost:${port}`;
  if (process.env.VITEST && !services.DATABASE_URL) {
    const { prepareData } = await import('../../apps/server/test/prepared-data.ts'); // only there in a test run
    await prepareData(data);
  }
  const begun = Date.now();
  const child = spawn(process.execPath, [path.join(repositoryRoot, 'apps/cli/src/main.ts'), 'serve', '--demo'], {
    cwd: repositoryRoot,
    env: { ...process.env, PORT: String(port), SPRINTFORGE_DATA: data, SPRINTFORGE_RATE_LIMIT: '100000', ...services },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const keep = (chunk: Buffer) => {
    printed += chunk.toString();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const file = path.join(data, 'demo.json');
  for (const deadline = Date.now() + 90_000; ; await sleep(100)) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${printed}`);
    if (Date.now() > deadline) throw new Error(`the server did not become ready:\n${printed}`);
    if (isWrittenSince(begun, file) && (await isReady(url))) break;
  }
  return {
    url,
    data,
    demo: JSON.parse(fs.readFileSync(file, 'utf8')) as RunningServer['demo'],
    printed: () => printed,
    stop: async () => {
      process.off('exit', kill);
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const timer = setTimeout(kill, 15_000);
      if (child.exitCode === null) await ended;
      clearTimeout(timer);
      fs.rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

function isWrittenSince(time: number, file: string): boolean {
  return (fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) >= time;
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/ready`)).ok;
  } catch {
    return false;
  }
}
