/** The `Engine` port by a pool of child processes: bounded in number, memory, time and queue. */
import { type Claim, type Engine, EngineError, type MergeGround } from '../ports/engine.ts';
import type { Tracing } from '../ports/tracing.ts';
import { type Answering, EngineChild } from './engine-child.ts';

export interface PoolOptions {
  readonly size: number;
  /** Jobs that may wait; one more is BUSY. */
  readonly queue?: number;
  /** Processor time that a job may take; where the machine is busy, up to five times that on the clock. */
  readonly timeoutMs?: number;
  readonly heapMiB?: number;
  readonly tracing?: Tracing | undefined;
}

interface Waiting {
  readonly job: string;
  readonly start: (child: EngineChild) => void;
  readonly refuse: (error: EngineError) => void;
}

export interface EnginePool extends Engine {
  /** Process ids of the living children; for the operator and the tests. */
  readonly pids: readonly number[];
}

export function enginePool(options: PoolOptions): EnginePool {
  const bounds = { timeoutMs: options.timeoutMs ?? 90_000, heapMiB: options.heapMiB ?? 1024 };
  const idle: EngineChild[] = [];
  const busy = new Set<EngineChild>();
  const waiting: Waiting[] = [];
  let closed = false;

  const next = (): void => {
    if (waiting.length === 0 || busy.size >= options.size) return;
    const child = takeIdle(idle) ?? new EngineChild(bounds, options.tracing);
    busy.add(child);
    waiting.shift()?.start(child);
  };
  const release = (child: EngineChild): void => {
    busy.delete(child);
    if (child.alive && !closed) idle.push(child);
    next();
  };
  const acquire = (job: string): Promise<EngineChild> => {
    if (closed || waiting.length >= (options.queue ?? 20) + options.size - busy.size)
      return Promise.reject(new EngineError('BUSY', 'the engine has too much to do', { job }));
    return new Promise((start, refuse) => {
      waiting.push({ job, start, refuse });
      next();
    });
  };
  const { tracing } = options;
  const run = <T>(job: string, input: unknown, answer?: Answering): Promise<T> =>
    tracing
      ? tracing.span(`engine ${job}`, { waiting: waiting.length }, () => work<T>(job, input, answer))
      : work<T>(job, input, answer);
  const work = async <T>(job: string, input: unknown, answer?: Answering): Promise<T> => {
    for (;;) {
      const child = await acquire(job);
      try {
        return (await child.run(job, input, answer)) as T;
      } catch (error) {
        if (!child.endedIdle) throw error;
      } finally {
        release(child);
      }
    }
  };
  return {
    get pids() {
      return [...idle, ...busy].flatMap((child) => (child.pid === undefined ? [] : [child.pid]));
    },
    atOnce: options.size,
    load: () => ({ running: busy.size, waiting: waiting.length }),
    importPlan: (job) => run('import', job),
    template: (job) => run('template', job),
    sync: (job, ground) => run('sync', job, (claim) => ground(claim as Claim) satisfies Promise<MergeGround>),
    render: (job) => run('render', job),
    lens: (job) => run('lens', job),
    change: (job) => run('change', job),
    compare: (job) => run('compare', job),
    privateColumns: (job) => run('privateColumns', job),
    eraseCells: (job) => run('eraseCells', job),
    delta: (job) => run('delta', job),
    cloud: (report) => run('cloud', report),
    homecoming: (job) => run('homecoming', job),
    departure: (job) => run('departure', job),
    async close() {
      closed = true;
      for (const { refuse, job } of waiting.splice(0)) refuse(new EngineError('BUSY', 'the engine stops', { job }));
      await Promise.all([...idle, ...busy].map((child) => child.stop()));
    },
  };
}

/** A child that died while idle is forgotten. */
function takeIdle(idle: EngineChild[]): EngineChild | undefined {
  for (let child = idle.pop(); child; child = idle.pop()) if (child.alive) return child;
  return undefined;
}
