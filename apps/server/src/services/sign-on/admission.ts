/** Who somebody is here whom a provider has proved, and whether and as what they come in. */
import type { RoleName } from '@sprintforge/protocol';
import type { Unit } from '../../ports/database.ts';
import type { ProviderRecord } from '../../ports/identity-providers.ts';
import type { MemberRecord } from '../../ports/records.ts';
import type { ProvenIdentity } from '../../ports/sign-on.ts';
import type { From, House } from '../house.ts';
import { Refusal } from '../refusal.ts';
import { recordSecurity } from '../security-audit.ts';
import { speaksFor } from './domains.ts';

/**
 * The id of the member; throws SSO_NOT_ADMITTED. Who came before is known by the provider's subject. Who comes first is the
 * member with that address when the provider has verified it and the domain is the organisation's; or becomes a member by the
 * provider's rules. Who was removed comes back by an invitation, not by signing in.
 */
export async function admit(
  house: House,
  unit: Unit,
  provider: ProviderRecord,
  identity: ProvenIdentity,
  from: From,
): Promise<string> {
  const owners = await unit.accounts.lockOwners(); // two first sign-ins of one person wait for each other
  const now = house.system.now();
  const known = await unit.identityProviders.personAt(provider.id, identity.subject);
  if (known !== null) {
    const member = await unit.accounts.user(known);
    if (!member) throw notAdmitted('you are no member any more');
    await unit.identityProviders.usedLink(provider.id, identity.subject, now);
    await followRole(house, unit, provider, identity, member, owners, from);
    return known;
  }
  const id = await firstTime(house, unit, provider, identity, owners, from);
  await unit.identityProviders.link(provider.id, identity.subject, id, now);
  return id;
}

async function firstTime(
  house: House,
  unit: Unit,
  provider: ProviderRecord,
  identity: ProvenIdentity,
  owners: number,
  from: From,
): Promise<string> {
  const email = identity.email?.trim() ?? '';
  if (!/^[^\s@]{1,100}@[^\s@]{1,150}$/.test(email)) throw notAdmitted('the provider does not say your e-mail address');
  const ours = await speaksFor(house, unit, provider, domainOf(email));
  if (provider.domains.length > 0 && !ours)
    throw notAdmitted(`${provider.name} does not let in addresses of your domain`);
  if (!identity.emailVerified) throw notAdmitted('the provider has not verified your e-mail address');
  const before = await unit.accounts.userByEmail(email);
  if (before && before.role === null) throw notAdmitted('you are no member any more');
  if (before && !ours) throw notAdmitted('an account with this address is here already, and its domain is not proved');
  if (before) {
    const member = (await unit.accounts.user(before.id))!;
    await followRole(house, unit, provider, identity, member, owners, from);
    await note(house, unit, before.id, from, { linked: provider.id });
    return before.id;
  }
  const role = roleFor(provider, identity);
  if (role === null) throw notAdmitted(`nothing that ${provider.name} says of you lets you in`);
  const id = house.system.uuid();
  const name = (identity.name?.trim() || email).slice(0, 200);
  await unit.accounts.createUser({ id, name, email, role }, house.system.now());
  const details = { user_id: id, role, provider: provider.id };
  await recordSecurity(house, unit, { userId: id, ...from }, { event: 'member.added', details });
  return id;
}

/** A member's role is what the provider's claim says today; the last owner stays one. */
async function followRole(
  house: House,
  unit: Unit,
  provider: ProviderRecord,
  identity: ProvenIdentity,
  member: MemberRecord,
  owners: number,
  from: From,
): Promise<void> {
  if (provider.roleClaim === null) return;
  const role = roleFor(provider, identity);
  if (role === null) throw notAdmitted(`nothing that ${provider.name} says of you lets you in`);
  if (role === member.role || (member.role === 'owner' && owners <= 1)) return;
  await unit.accounts.setRole(member.id, role);
  const details = { user_id: member.id, before: member.role, role, provider: provider.id };
  await recordSecurity(house, unit, { userId: member.id, ...from }, { event: 'member.changed', details });
}

const ranks: readonly RoleName[] = ['owner', 'editor', 'contributor', 'viewer'];

/** The highest that a value of the claim stands for, else the role of everybody; null: not let in. */
export function roleFor(
  { roleClaim, roles, defaultRole }: Pick<ProviderRecord, 'roleClaim' | 'roles' | 'defaultRole'>,
  { claims }: Pick<ProvenIdentity, 'claims'>,
): RoleName | null {
  const values = roleClaim !== null && Object.hasOwn(claims, roleClaim) ? (claims[roleClaim] ?? []) : [];
  return highestRole(roles, values) ?? defaultRole;
}

/** Of what these values stand for; null: for nothing. */
export function highestRole(roles: Readonly<Record<string, RoleName>>, values: readonly string[]): RoleName | null {
  const meant = values.flatMap((value) => (Object.hasOwn(roles, value) ? [roles[value]] : []));
  return ranks.find((rank) => meant.includes(rank)) ?? null;
}

export const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1).toLowerCase();

const note = (house: House, unit: Unit, userId: string, from: From, details: Readonly<Record<string, string>>) =>
  recordSecurity(house, unit, { userId, ...from }, { event: 'account.changed', details });

const notAdmitted = (detail: string): Refusal => new Refusal('SSO_NOT_ADMITTED', detail);
