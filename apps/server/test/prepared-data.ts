/** A data folder with the demo in it, made once in a run and copied for each house: the making takes longer than most tests. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { inject } from 'vitest';
import { ensureDemo, startServer } from '../src/index.ts';

/** Fills the empty folder `data` with a copy, as a server leaves it that has made the demo and has stopped. */
export async function prepareData(data: string): Promise<void> {
  const run = inject('runFolder');
  const made = path.join(run, 'data');
  while (!fs.existsSync(made)) {
    if (isFirst(run)) await make(run, made);
    else await new Promise((resolve) => setTimeout(resolve, 100));
  }
  // PostgreSQL's files belong to whoever runs it
  const copied = spawnSync('cp', ['-a', `${made}/.`, data], { encoding: 'utf8' });
  if (copied.status !== 0) throw new Error(`the prepared data folder cannot be copied: ${copied.stderr}`);
}

/** Of the processes that run tests side by side one makes it. */
function isFirst(run: string): boolean {
  try {
    fs.mkdirSync(path.join(run, 'making'));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function make(run: string, made: string): Promise<void> {
  const data = path.join(run, 'unfinished');
  try {
    const server = await startServer({
      port: 0,
      data,
      durable: false,
      logLevel: 'silent',
      engineProcesses: 1,
      web: null,
    });
    await ensureDemo(server, { data }).finally(() => server.close());
    fs.renameSync(data, made);
  } catch (error) {
    fs.rmSync(data, { recursive: true, force: true });
    fs.rmdirSync(path.join(run, 'making')); // the next one may try
    throw error;
  }
}
