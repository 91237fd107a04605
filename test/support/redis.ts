/** A real Redis: the one that the environment names, else one of our own without persistence. */
import os from 'node:os';
import { freePort, serve } from './own-process.ts';
import { onPath } from './services.ts';

export interface TestRedis {
  readonly url: string;
  /** Ends it; as a crash does when it is our own. */
  stop(): Promise<void>;
}

/** On `port`, so that one which was stopped can come back where it was. */
export async function startRedis(port?: number): Promise<TestRedis> {
  if (process.env.TEST_REDIS_URL && port === undefined)
    return { url: process.env.TEST_REDIS_URL, stop: async () => {} };
  const command = onPath('redis-server', 'valkey-server');
  if (!command) throw new Error('no redis-server on the PATH');
  const at = port ?? (await freePort());
  const args = ['--port', String(at), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', os.tmpdir()];
  const running = await serve(command, args, at);
  return { url: `redis://127.0.0.1:${at}`, stop: () => running.stop('SIGKILL') };
}
