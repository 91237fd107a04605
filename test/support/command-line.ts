/** `sprintforge` as people run it: a process of its own. */
import { execFile } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { repositoryRoot } from './corpora.ts';

export interface Ran {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  /** stdout as JSON; throws when it is not exactly one document. */
  json<T = Record<string, unknown>>(): T;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** Nobody's kept login reaches a test. */
const noLogin = path.join(os.tmpdir(), 'sprintforge-no-login');

const entry = path.join(repositoryRoot, 'apps/cli/bin/sprintforge.js');

/** Never rejects: a failing command is an exit code. */
export function sprintforge(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const env = { ...process.env, SPRINTFORGE_URL: '', SPRINTFORGE_TOKEN: '', XDG_CONFIG_HOME: noLogin, ...options.env };
  const settings = { env, cwd: options.cwd ?? repositoryRoot, maxBuffer: 256 * 1024 * 1024, encoding: 'utf8' as const };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [entry, ...args], settings, (_, stdout, stderr) => {
      resolve({ exit: child.exitCode ?? -1, stdout, stderr, json: <T>() => JSON.parse(stdout) as T });
    });
    child.stdin?.end();
  });
}
