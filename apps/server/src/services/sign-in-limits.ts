/** Guessing passwords: attempts are slowed down, then refused, per person and address, over all processes. */
import type { From, House } from './house.ts';
import { Refusal } from './refusal.ts';

const window = 15 * 60_000;
/** Attempts within the window that are answered at once, and at all. */
const limits = [
  /** One person from one place. */
  { of: (email: string, ip: string) => `person:${email}:${ip}`, free: 5, most: 15 },
  /** One person from anywhere: many places guess together. */
  { of: (email: string) => `everywhere:${email}`, free: 20, most: 60 },
  /** One place, whoever it tries to be: an office behind one address goes on working. */
  { of: (_email: string, ip: string) => `place:${ip}`, free: 40, most: 200 },
] as const;
/** Doubles with each attempt beyond the free ones. */
const firstDelayMs = 250;
const longestDelayMs = 4000;

/** Counts an attempt, waits where it is due; throws RATE_LIMITED when there were too many. */
export async function takeAttempt(house: House, email: string, from: From): Promise<void> {
  const counts = await Promise.all(
    limits.map(async ({ of, free, most }) => {
      const key = `sign-in:${of(email.toLowerCase(), from.ip ?? '')}`;
      return { ...(await house.rates.hit(key, window)), free, most };
    }),
  );
  const full = counts.filter(({ count, most }) => count > most);
  if (full.length > 0) {
    const seconds = Math.ceil(Math.max(...full.map(({ endsInMs }) => endsInMs)) / 1000);
    throw new Refusal('RATE_LIMITED', 'too many attempts to sign in', { retry_after: seconds });
  }
  const beyond = Math.max(...counts.map(({ count, free }) => count - free));
  if (beyond > 0) await house.system.pause(Math.min(longestDelayMs, firstDelayMs * 2 ** (beyond - 1)));
}
