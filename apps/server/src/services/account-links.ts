/** Links of one use: to a new password, into an organisation, and codes that pair (see pairing.ts). The secret is in the link alone, stored hashed. */
import type { LinkAnswer } from '@sprintforge/protocol';
import type { Unit } from '../ports/database.ts';
import type { LinkRecord } from '../ports/sign-ins.ts';
import type { House } from './house.ts';
import { Refusal } from './refusal.ts';
import { drawSecret, secretHash } from './secrets.ts';

const hour = 3_600_000;
const lifetimes = { reset: hour, invitation: 7 * 24 * hour } as const;
/** Pages of the web application that take them; what is behind `#` reaches no server and no log. */
const pages = { reset: 'reset-password', invitation: 'join' } as const;
type Mailed = keyof typeof pages;

/** Ends earlier ones of the same purpose and address. */
export async function makeLink(
  house: House,
  tenant: string,
  what: Pick<LinkRecord, 'email' | 'name' | 'userId' | 'role' | 'createdBy'> & { readonly purpose: Mailed },
  also?: (unit: Unit, link: LinkRecord) => Promise<void>,
): Promise<{ readonly link: LinkRecord; readonly url: string }> {
  const secret = `sfl_${drawSecret(house)}`;
  const now = house.system.now();
  const expiresAt = new Date(Date.parse(now) + lifetimes[what.purpose]).toISOString();
  const link: LinkRecord = {
    id: house.system.uuid(),
    projectId: null,
    ...what,
    createdAt: now,
    expiresAt,
    endedAt: null,
  };
  await house.database.unit(tenant, async (unit) => {
    await unit.signIns.endLinksFor(what.purpose, what.email, now);
    await unit.signIns.addLink(link, secretHash(secret));
    await also?.(unit, link);
  });
  return { link, url: `${house.publicUrl}/${pages[what.purpose]}#token=${secret}` };
}

/** Throws LINK_INVALID. */
export async function findLink(house: House, token: string): Promise<{ readonly tenant: string; readonly id: string }> {
  const found = await house.database.lookups.link(secretHash(token));
  if (!found) throw new Refusal('LINK_INVALID');
  return found;
}

/** Locked, and still open; throws LINK_INVALID. */
async function takeOpen(house: House, unit: Unit, id: string): Promise<LinkRecord> {
  const link = await unit.signIns.takeLink(id);
  if (!link || link.endedAt !== null || link.expiresAt <= house.system.now()) throw new Refusal('LINK_INVALID');
  return link;
}

/** Uses it up, in the transaction of what it was for. */
export async function closeLink(
  house: House,
  unit: Unit,
  id: string,
  purpose: LinkRecord['purpose'],
): Promise<LinkRecord> {
  const link = await takeOpen(house, unit, id);
  if (link.purpose !== purpose) throw new Refusal('LINK_INVALID');
  await unit.signIns.endLink(id, house.system.now());
  return link;
}

/** What a link is for, for the page that asks. */
export async function describeLink(house: House, token: string): Promise<LinkAnswer> {
  const found = await findLink(house, token);
  return house.database.unit(found.tenant, async (unit) => {
    const link = await takeOpen(house, unit, found.id);
    if (link.purpose === 'pairing') throw new Refusal('LINK_INVALID');
    const [organisation, person] = [await unit.accounts.tenant(), await unit.accounts.userByEmail(link.email)];
    return {
      purpose: link.purpose,
      email: link.email,
      name: link.name,
      organisation: organisation?.name ?? '',
      role: link.role,
      known: person !== null && (await unit.signIns.password(person.id)) !== null,
      expires_at: link.expiresAt,
    };
  });
}
