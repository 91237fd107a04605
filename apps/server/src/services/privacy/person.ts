/** Whom a request about personal data means. */
import { ERASED } from '@sprintforge/core';
import type { Unit } from '../../ports/database.ts';
import type { PersonRecord } from '../../ports/records.ts';
import { Refusal } from '../refusal.ts';

/** Addresses of accounts that were erased; no mail goes to such a one. */
const NOBODY = 'erased.invalid';

export const erasedAs = (id: string) => ({ name: ERASED, email: `${id}@${NOBODY}` });

/** A member, or somebody who was one, by id or e-mail address. Throws NOT_FOUND, also for one who was erased. */
export async function personOf(unit: Unit, who: string): Promise<PersonRecord> {
  const wanted = who.trim().toLowerCase();
  const found = (await unit.accounts.everybody()).find(({ id, email }) => [id, email.toLowerCase()].includes(wanted));
  if (!found || found.email.endsWith(`@${NOBODY}`)) throw new Refusal('NOT_FOUND', 'no such person');
  return found;
}
