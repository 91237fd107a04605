import { Refusal } from './refusal.ts';

const minute = 60_000;

/** Uploads per user and minute, counted when an upload is really worked on: a replay of a committed one costs nothing. */
export class UploadLimiter {
  readonly #perMinute: number;
  readonly #now: () => number;
  readonly #recent = new Map<string, number[]>();

  /** `now`: milliseconds. */
  constructor(perMinute: number, now: () => number) {
    this.#perMinute = perMinute;
    this.#now = now;
  }

  take(user: string): void {
    const now = this.#now();
    const recent = (this.#recent.get(user) ?? []).filter((at) => now - at < minute);
    if (recent.length >= this.#perMinute) {
      const retryAfter = Math.max(1, Math.ceil(((recent[0] ?? now) + minute - now) / 1000));
      throw new Refusal('RATE_LIMITED', `at most ${this.#perMinute} uploads a minute`, { retry_after: retryAfter });
    }
    recent.push(now);
    this.#recent.set(user, recent);
    if (this.#recent.size > 10_000) this.#forget(now);
  }

  #forget(now: number): void {
    for (const [user, times] of this.#recent) if (times.every((at) => now - at >= minute)) this.#recent.delete(user);
  }
}
