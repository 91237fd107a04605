/** One child process of the engine and the conversation with it. A child works on one job at a time. */
import { AsyncResource } from 'node:async_hooks';
import { type ChildProcess, fork } from 'node:child_process';
import { getCompileCacheDir } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { inPieces, type Piece, type Rest, Whole } from '../ports/engine/parts.ts';
import { EngineError } from '../ports/engine.ts';
import type { Tracing } from '../ports/tracing.ts';
import { engineFlags } from './collections.ts';
import { JobLimit } from './job-limit.ts';

const entry = path.resolve(import.meta.dirname, '../engine/child.ts');

/** Where this process keeps compiled sources, if it does: a child starts in a third of the time. */
const kept = getCompileCacheDir();
const compiled: NodeJS.ProcessEnv = kept === undefined ? {} : { NODE_COMPILE_CACHE: path.dirname(kept) };

/** Answers the question that a job may ask before it goes on. */
export type Answering = (question: unknown) => Promise<unknown>;

type FromChild =
  | { readonly type: 'taken' }
  | { readonly type: 'ask'; readonly question: unknown }
  | { readonly type: 'done'; readonly result: unknown; readonly spent?: Spent }
  | { readonly type: 'failed'; readonly message: string; readonly stack: string; readonly spent?: Spent };

/** Instants in milliseconds since 1970. */
export interface Spent {
  readonly from: number;
  readonly until: number;
  readonly cpuMs: number;
  /** Of them it waited for our answer. */
  readonly asked: readonly { readonly from: number; readonly until: number }[];
}

interface Running {
  readonly job: string;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly answer: Answering | undefined;
  readonly told: ((spent: Spent) => void) | undefined;
}

export class EngineChild {
  readonly #process: ChildProcess;
  readonly #heard = new Whole();
  readonly #timeoutMs: number;
  readonly #tracing: Tracing | undefined;
  #running: Running | undefined;
  #limit: JobLimit | undefined;
  #alive = true;
  #jobs = 0;
  #taken = false;

  constructor(bounds: { readonly timeoutMs: number; readonly heapMiB: number }, tracing?: Tracing) {
    this.#timeoutMs = bounds.timeoutMs;
    this.#tracing = tracing;
    this.#process = fork(entry, [], {
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${bounds.heapMiB}`, ...engineFlags, '--disable-warning=ExperimentalWarning'],
      env: compiled, // no secret of ours is anywhere near a hostile file
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.#process.on('message', (part) => void this.#hearPart(part as Piece | Rest));
    this.#process.on('error', (error) => this.#died(error.message));
    this.#process.on('exit', (code, signal) => this.#died(signal ?? `exit ${code}`));
    this.#lowerPriority();
  }

  get alive(): boolean {
    return this.#alive;
  }
  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** Had it served before, and ended before it took its last job? Then that job was not to blame, and may go to another. */
  get endedIdle(): boolean {
    return !this.#alive && !this.#taken && this.#jobs > 1;
  }

  run(job: string, input: unknown, answer?: Answering): Promise<unknown> {
    this.#jobs += 1;
    this.#taken = false;
    return new Promise((resolve, reject) => {
      // what the child says is heard outside of the request: its answers are given, and its time is told, within it again
      const bound = answer && AsyncResource.bind(answer);
      const told = this.#tracing && AsyncResource.bind((spent: Spent) => this.#tell(job, spent));
      this.#running = { job, resolve, reject, answer: bound, told };
      this.#limit = new JobLimit(this.pid, this.#timeoutMs, (ms) => this.#timedOut(ms));
      void this.#say({ type: 'job', job, input, ...(told ? { measured: true } : {}) });
    });
  }

  async stop(): Promise<void> {
    if (!this.#alive) return;
    const gone = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.kill('SIGKILL');
    await gone;
  }

  /** A piece is sent when the one before it has been taken; a child that has died hears nothing. */
  async #say(message: object): Promise<void> {
    for (const part of inPieces(message)) {
      if (!this.#alive) return;
      const fault = await new Promise<Error | null>((sent) => this.#process.send(part, sent));
      if (fault) return this.#died(fault.message);
    }
  }

  #hearPart(part: Piece | Rest): Promise<void> | undefined {
    if (part.type === 'rest') return this.#hear(this.#heard.end(part) as FromChild);
    this.#heard.add(part);
    return undefined;
  }

  async #hear(message: FromChild): Promise<void> {
    const running = this.#running;
    if (message.type === 'taken') this.#taken = true;
    if (!running || message.type === 'taken') return;
    if (message.type === 'ask') return this.#answer(running, message.question);
    this.#end();
    if (message.spent) running.told?.(message.spent);
    if (message.type === 'done') running.resolve(message.result);
    else {
      const cause = Object.assign(new Error(message.message), { stack: message.stack });
      running.reject(new EngineError('ENGINE_FAULT', message.message, { job: running.job }, cause));
    }
  }

  /** The child has no network: what it measured is sent by us. */
  #tell(job: string, { from, until, cpuMs, asked }: Spent): void {
    const facts = { 'process.pid': this.pid ?? 0, 'cpu.ms': cpuMs, 'asked.times': asked.length };
    this.#tracing?.past(`child ${job}`, from, until, facts);
    for (const wait of asked) this.#tracing?.past('child waits for an answer', wait.from, wait.until, {});
  }

  /** An answer that fails ends the job with that error; the child is not used again. */
  async #answer(running: Running, question: unknown): Promise<void> {
    try {
      if (!running.answer) throw new Error(`the job ${running.job} may not ask`);
      const answer = await running.answer(question);
      await this.#say({ type: 'answer', answer });
    } catch (error) {
      this.#end();
      this.#kill();
      running.reject(error);
    }
  }

  #timedOut(ms: number): void {
    const running = this.#running;
    this.#end();
    this.#kill();
    const message = `stopped after ${Math.round(ms / 1000)} s`;
    running?.reject(new EngineError('ENGINE_TIMEOUT', message, { job: running.job }));
  }

  #died(how: string): void {
    this.#alive = false;
    const running = this.#running;
    this.#end();
    running?.reject(new EngineError('ENGINE_CRASHED', `the reader ended early (${how})`, { job: running.job }));
  }

  #kill(): void {
    this.#alive = false;
    this.#process.kill('SIGKILL');
  }

  #end(): void {
    this.#limit?.end();
    this.#running = undefined;
  }

  #lowerPriority(): void {
    if (this.#process.pid === undefined) return;
    try {
      os.setPriority(this.#process.pid, os.constants.priority.PRIORITY_BELOW_NORMAL);
    } catch {
      // it has ended already, which `exit` tells, or the system does not let us: only politeness is lost
    }
  }
}
