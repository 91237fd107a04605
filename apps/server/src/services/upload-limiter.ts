import type { RateCounter } from '../ports/cache.ts';
import { actor, type Caller } from './house.ts';
import { boundOf, type OrganisationLimits } from './organisation-limits.ts';
import { Refusal } from './refusal.ts';

const minute = 60_000;

/** Uploads per person and minute, and of an organisation where that is bounded; counted when an upload is really worked on: a replay of a committed one costs nothing. */
export class UploadLimiter {
  readonly #perMinute: number;
  readonly #organisations: OrganisationLimits;
  readonly #counter: RateCounter;

  constructor(perMinute: number, organisations: OrganisationLimits, counter: RateCounter) {
    this.#perMinute = perMinute;
    this.#organisations = organisations;
    this.#counter = counter;
  }

  /** What bounds the caller's uploads, and how many the organisation made in the minute that runs. */
  async standing({
    tenant,
    tenantName,
  }: Caller): Promise<{ person: number; organisation: number | null; used: number | null }> {
    const organisation = boundOf(this.#organisations, tenantName, 'uploadsPerMinute') ?? null;
    const used = organisation === null ? null : await this.#counter.count(`uploads-of:${tenant}`);
    return { person: this.#perMinute, organisation, used };
  }

  /** Throws `RATE_LIMITED` with `retry_after` in seconds. */
  async take(caller: Caller): Promise<void> {
    await this.#count(`upload:${actor(caller).id}`, this.#perMinute, '');
    const together = boundOf(this.#organisations, caller.tenantName, 'uploadsPerMinute');
    if (together !== undefined) await this.#count(`uploads-of:${caller.tenant}`, together, ' of one organisation');
  }

  async #count(what: string, most: number, whose: string): Promise<void> {
    const { count, endsInMs } = await this.#counter.hit(what, minute);
    if (count <= most) return;
    const retryAfter = Math.max(1, Math.ceil(endsInMs / 1000));
    throw new Refusal('RATE_LIMITED', `at most ${most} uploads a minute${whose}`, { retry_after: retryAfter });
  }
}
