/** A job of the engine is stopped for the work that it makes, not for what else the machine does meanwhile. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { enginePool } from '../src/adapters/engine-pool.ts';
import { JobLimit } from '../src/adapters/job-limit.ts';
import { processorTime } from '../src/adapters/processor-time.ts';

/** What a limit of 100 ms has counted when it is over: milliseconds by the clock, and of processor time. */
async function overOf(child: ChildProcess): Promise<{ readonly clock: number; readonly used: number | null }> {
  const before = processorTime(child.pid!) ?? 0;
  const clock = await new Promise<number>((over) => void new JobLimit(child.pid, 100, over));
  const after = processorTime(child.pid!);
  child.kill('SIGKILL');
  await once(child, 'exit');
  return { clock, used: after === null ? null : after - before };
}

/** Has begun to do it. */
async function program(text: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['-e', `console.log(1); ${text}`], { stdio: ['ignore', 'pipe', 'ignore'] });
  await once(child.stdout, 'data');
  return child;
}

test.skipIf(process.platform !== 'linux')('one that works is over when it has had its time', async () => {
  const { used } = await overOf(await program('for (;;);'));
  expect(used).toBeGreaterThanOrEqual(90); // the system counts in steps of 10
});

test.skipIf(process.platform !== 'linux')(
  'one that gets nothing of the processor waits, but not for ever',
  async () => {
    const child = await program('setInterval(() => {}, 1e6)');
    child.kill('SIGSTOP');
    const { clock, used } = await overOf(child);
    expect(used).toBeLessThan(90);
    expect(clock).toBeGreaterThanOrEqual(490);
  },
);

test('what cannot be looked at goes by the clock', async () => {
  const clock = await new Promise<number>((over) => void new JobLimit(undefined, 50, over));
  expect(clock).toBeGreaterThanOrEqual(49);
});

test('a job over its limit is ENGINE_TIMEOUT, and the next one is done by another process', async () => {
  const ticket = {
    ...{
      tenant: 't',
      project: 'p',
      copy: 'c',
      epoch: 1,
      issuedAt: '2026-01-01T00:00:00.000Z',
      issuedTo: 'x',
      serverUrl: '',
      keyId: 'k',
    },
    ...{ key: new Uint8Array(32), history: [] },
  };
  const job = { name: 'Plan', template: 'tasks', ticket } as const;
  const hasty = enginePool({ size: 1, timeoutMs: 1 });
  await expect(hasty.template(job)).rejects.toMatchObject({ code: 'ENGINE_TIMEOUT', where: { job: 'template' } });
  await expect(hasty.template(job)).rejects.toMatchObject({ code: 'ENGINE_TIMEOUT' });
  await hasty.close();
  const pool = enginePool({ size: 1 });
  expect(await pool.template(job)).toMatchObject({ kind: 'imported' });
  await pool.close();
});
