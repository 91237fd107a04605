/** Whom a request about personal data means. */
import { ERASED, KnownNames } from '@sprintforge/core';
import type { Unit } from '../../ports/database.ts';
import type { IsAbout } from '../../ports/personal.ts';
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

type Named = Pick<PersonRecord, 'name' | 'email'>;

/** As the engine finds them in a plan: one of a list of people is them or is not, in a text they may stand among other words. */
export function isAbout({ name, email }: Named): IsAbout {
  const names = [name, email].map((text) => text.trim().normalize('NFC').toLowerCase());
  const erased = withoutPerson({ name, email });
  return (value, form) => names.includes(value) || (form === 'text' && erased(value) !== value);
}

/** A text with their name and address taken out of it, whole ones, however they are written in capitals. */
export function withoutPerson({ name, email }: Named): (text: string) => string {
  const known = new KnownNames();
  for (const text of [name, email]) known.add(text);
  return (text) => known.replaceIn(text, () => ERASED);
}
