import type { RateCounter } from '../ports/cache.ts';
import { Refusal } from './refusal.ts';

const minute = 60_000;

/** Uploads per user and minute, counted when an upload is really worked on: a replay of a committed one costs nothing. */
export class UploadLimiter {
  readonly #perMinute: number;
  readonly #counter: RateCounter;

  constructor(perMinute: number, counter: RateCounter) {
    this.#perMinute = perMinute;
    this.#counter = counter;
  }

  /** Throws `RATE_LIMITED` with `retry_after` in seconds. */
  async take(user: string): Promise<void> {
    const { count, endsInMs } = await this.#counter.hit(`upload:${user}`, minute);
    if (count <= this.#perMinute) return;
    const retryAfter = Math.max(1, Math.ceil(endsInMs / 1000));
    throw new Refusal('RATE_LIMITED', `at most ${this.#perMinute} uploads a minute`, { retry_after: retryAfter });
  }
}
