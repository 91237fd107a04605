/** The first organisation of a fresh server, made by whoever holds the link that the server printed. */
import type { Setup } from '@sprintforge/protocol';
import type { From, House } from './house.ts';
import { checkPassword } from './password-rules.ts';
import { Refusal } from './refusal.ts';
import { sameSecret } from './secrets.ts';
import { recordSecurity } from './security-audit.ts';
import { openSession, type SignedIn } from './sign-in.ts';

/** The same for all processes of a house, and void once there is an organisation. */
const setupToken = (house: Pick<House, 'signer'>): string => house.signer.token('setup', []);

/** null: there is an organisation already. */
export async function setupLink(house: House): Promise<string | null> {
  if (await house.database.lookups.anyTenant()) return null;
  return `${house.publicUrl}/setup#token=${setupToken(house)}`;
}

/** Throws LINK_INVALID, WEAK_PASSWORD. */
export async function setUp(house: House, request: Setup, from: From): Promise<SignedIn> {
  const fits = sameSecret(request.token, setupToken(house));
  if (!fits || (await house.database.lookups.anyTenant())) throw new Refusal('LINK_INVALID');
  const person = { id: house.system.uuid(), name: request.name.trim(), email: request.email };
  checkPassword(request.password, person);
  const password = await house.passwords.hash(request.password);
  const tenant = house.system.uuid();
  await house.database.unit(tenant, async (unit) => {
    const now = house.system.now();
    if (!(await unit.accounts.createFirstTenant(request.organisation.trim(), now))) throw new Refusal('LINK_INVALID');
    await unit.accounts.createUser({ ...person, role: 'owner' }, now);
    await unit.signIns.setPassword(person.id, password, now);
    const details = { user_id: person.id, role: 'owner', setup: true };
    await recordSecurity(house, unit, { userId: person.id, ...from }, { event: 'member.added', details });
  });
  return openSession(house, tenant, person.id, 'setup', from);
}
