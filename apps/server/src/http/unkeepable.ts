/** What passes every schema and still cannot be kept: characters that no database has a place for, numbers that are none. */
import { Refusal } from '../services/refusal.ts';

/** Throws BAD_REQUEST when there is such a text (NUL, half a character) or number (a text like `1e400`, read as infinity) anywhere in the values. */
export function refuseUnkeepable(...values: readonly unknown[]): void {
  const left: unknown[] = [...values];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed()))
      throw new Refusal('BAD_REQUEST', 'a text holds a character that cannot be kept (NUL, or half of one)');
    if (typeof value === 'number' && !Number.isFinite(value)) throw new Refusal('BAD_REQUEST', 'a number is too large');
    if (typeof value === 'object' && value !== null)
      for (const [name, member] of Object.entries(value)) left.push(name, member);
  }
}
