/** Keys of an organisation that another master key than the current one wraps: of processes that were started before it was exchanged, and of an operator who forgot. */
import { jobKind } from '../ports/jobs.ts';
import type { House } from './house.ts';

export const keysToMove = jobKind<Record<string, never>>('move-keys', { alone: true, retries: 3 });

/** Throws `KeyError` when the former one is gone. Broken off it goes on where it was. */
export async function moveKeys({ keys }: Pick<House, 'keys'>, tenant: string): Promise<void> {
  await keys.adopt(tenant);
}
