/** How a client bears with a server that has too much to do: it comes back when it was told to, and not at the same instant as all others. */
import type { Problem } from './shapes/problem.ts';

export interface Patience {
  /** Seconds that one call may wait in all; an answer that asks for more than is left is thrown at once. */
  readonly seconds: number;
  /** From 0 to below 1: spreads those who were sent away together. */
  readonly random: () => number;
  /** Told before each wait. */
  readonly waiting?: (seconds: number, problem: Problem) => void;
}

/** Refused before anything was done: whatever the call is, it may be sent again. */
const untouched: readonly string[] = ['BUSY', 'RATE_LIMITED'];
/** What did not come to be because a service was away: only calls that change nothing are sent again. */
const away: readonly string[] = ['NOT_READY'];

/** Of one call. */
export class Waits {
  readonly #patience: Patience;
  #left: number;
  #spread = 1;

  constructor(patience: Patience) {
    this.#patience = patience;
    this.#left = patience.seconds;
  }

  /**
   * Seconds until the call may be sent again, no fewer than `Retry-After` says and each time spread wider; null: it is not
   * to be sent again.
   */
  next(method: string, problem: Problem, retryAfter: string | null): number | null {
    const again = untouched.includes(problem.code) || (method === 'GET' && away.includes(problem.code));
    const told = /^\d+$/.test(retryAfter ?? '') ? Number(retryAfter) : null;
    if (!again || told === null) return null;
    const seconds = Math.max(told, 1) * (1 + this.#spread * this.#patience.random());
    if (seconds > this.#left) return null;
    this.#left -= seconds;
    this.#spread = Math.min(2 * this.#spread, 4);
    this.#patience.waiting?.(seconds, problem);
    return seconds;
  }
}

/** Settles early, without an error, when `signal` ends what is waited for. */
export function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done);
  });
}
