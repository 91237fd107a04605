/** What one follower heard since it last asked. */
import type { JobStep, Signal } from '../ports/signals.ts';

/** Jobs whose last step waits to be told. */
const MOST_JOBS = 50;

export interface Wake {
  readonly kind: 'news' | 'silence' | 'end';
  readonly log: boolean;
  readonly presence: boolean;
  readonly notice: boolean;
  readonly jobs: readonly JobStep[];
}

/** Keeps of each kind that there was something, and of each job the last step, until it is asked for: nothing ever queues up. */
export class LiveWatch {
  readonly #user: string;
  #log = false;
  #presence = false;
  #notice = false;
  #jobs = new Map<string, JobStep>();
  #ended = false;
  #wake: (() => void) | null = null;

  constructor(user: string) {
    this.#user = user;
  }

  /** null: words were missed, so that there may be anything. */
  hear(signal: Signal | null): void {
    this.#log ||= signal === null || signal.kind === 'log';
    this.#presence ||= signal === null || signal.kind === 'presence';
    this.#notice ||= signal === null || (signal.kind === 'notice' && signal.users.includes(this.#user));
    if (signal?.kind === 'job' && signal.job.user === this.#user && this.#jobs.size < MOST_JOBS)
      this.#jobs.set(signal.job.id, signal.job);
    if (this.#hasNews()) this.#wake?.();
  }

  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  /** At once when there is news, else when it comes; `silence` after `ms`, `end` when there will be nothing more. */
  async next(ms: number): Promise<Wake> {
    if (!this.#ended && !this.#hasNews()) await this.#sleep(ms);
    const kind = this.#ended ? 'end' : this.#hasNews() ? 'news' : 'silence';
    const [log, presence, notice] = [this.#log, this.#presence, this.#notice];
    const wake: Wake = { kind, log, presence, notice, jobs: [...this.#jobs.values()] };
    this.#log = false;
    this.#presence = false;
    this.#notice = false;
    this.#jobs = new Map();
    return wake;
  }

  #hasNews(): boolean {
    return this.#log || this.#presence || this.#notice || this.#jobs.size > 0;
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#wake = null;
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#wake = done;
    });
  }
}
