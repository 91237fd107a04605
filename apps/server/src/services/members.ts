/** Who belongs to the organisation, as what; invitations into it. */
import type {
  AcceptInvitation,
  CreatedInvitation,
  InvitationList,
  MemberList,
  MemberPatch,
  NewInvitation,
  RoleName,
} from '@sprintforge/protocol';
import type { Unit } from '../ports/database.ts';
import type { LinkRecord } from '../ports/sign-ins.ts';
import { closeLink, findLink, makeLink } from './account-links.ts';
import { type Caller, type From, type House, isUuid } from './house.ts';
import { invitationMail } from './link-mails.ts';
import { localeOf } from './notices/choices.ts';
import { checkPassword } from './password-rules.ts';
import { Refusal } from './refusal.ts';
import { demand } from './roles.ts';
import { recordSecurity, whoActs } from './security-audit.ts';
import { openSession, type SignedIn } from './sign-in.ts';

export async function listMembers(house: House, caller: Caller): Promise<MemberList> {
  demand(caller, 'organisation.see', null);
  const people = await house.database.unit(caller.tenant, (unit) => unit.accounts.users());
  return { members: people.map(({ id: user_id, name, email, role }) => ({ user_id, name, email, role })) };
}

export async function renameOrganisation(house: House, caller: Caller, name: string): Promise<void> {
  demand(caller, 'organisation.manage', null);
  await house.database.unit(caller.tenant, async (unit) => {
    await unit.accounts.renameTenant(name.trim());
    const details = { name: 'changed' };
    await recordSecurity(house, unit, whoActs(caller), { event: 'organisation.settings', details });
  });
}

export async function changeMember(house: House, caller: Caller, userId: string, change: MemberPatch): Promise<void> {
  demand(caller, 'organisation.manage', null);
  await house.database.unit(caller.tenant, async (unit) => {
    const before = await memberKeepingOwner(unit, userId, change.role ?? 'owner');
    if (change.role !== undefined) await unit.accounts.setRole(before.id, change.role);
    if (change.name !== undefined) await unit.accounts.rename(before.id, change.name.trim());
    const { role = before.role } = change;
    const details = { user_id: before.id, before: before.role, role, renamed: change.name !== undefined };
    await recordSecurity(house, unit, whoActs(caller), { event: 'member.changed', details });
  });
}

/** Sessions and tokens end with it; what they wrote stays theirs. */
export async function removeMember(house: House, caller: Caller, userId: string): Promise<void> {
  demand(caller, 'organisation.manage', null);
  await house.database.unit(caller.tenant, async (unit) => {
    const before = await memberKeepingOwner(unit, userId, null);
    await dismiss(house, unit, before.id);
    const details = { user_id: before.id, before: before.role };
    await recordSecurity(house, unit, whoActs(caller), { event: 'member.removed', details });
  });
}

/** Whoever may be none any more. Throws LAST_OWNER. */
export async function dismissMember(house: House, unit: Unit, userId: string): Promise<void> {
  await demandAnotherOwner(unit, userId);
  await dismiss(house, unit, userId);
}

/** Throws LAST_OWNER. */
export async function demandAnotherOwner(unit: Unit, userId: string): Promise<void> {
  if (await unit.accounts.user(userId)) await memberKeepingOwner(unit, userId, null);
}

/** Sessions and tokens end; what they wrote stays theirs. */
export async function dismiss(house: House, unit: Unit, userId: string): Promise<void> {
  const now = house.system.now();
  await unit.signIns.endSessions(userId, { except: null }, now);
  for (const token of await unit.accounts.tokens(userId))
    if (token.revokedAt === null) await unit.accounts.revokeToken(userId, token.id, now);
  await unit.accounts.removeMember(userId);
}

/** The member whose role is to become `role`; throws LAST_OWNER when nobody would be left to manage the organisation. */
async function memberKeepingOwner(unit: Unit, userId: string, role: RoleName | null) {
  const owners = await unit.accounts.lockOwners();
  const member = isUuid(userId) ? await unit.accounts.user(userId.toLowerCase()) : null;
  if (!member) throw new Refusal('NOT_FOUND', 'no such member');
  if (member.role === 'owner' && role !== 'owner' && owners <= 1) throw new Refusal('LAST_OWNER');
  return member;
}

// ---- invitations

/** Mails the link where a mail server is configured; the owner gets it in any case. Throws ALREADY_MEMBER. */
export async function invite(
  house: House,
  caller: Caller,
  { email, role, name }: NewInvitation,
): Promise<CreatedInvitation> {
  demand(caller, 'organisation.manage', null);
  if (role === 'contributor' && name === undefined)
    throw new Refusal('BAD_REQUEST', 'say the name of a contributor: it decides which tasks are theirs');
  const what = {
    purpose: 'invitation',
    email,
    name: name?.trim() ?? null,
    role,
    userId: null,
    createdBy: caller.user.id,
  } as const;
  let locale: 'en' | 'de' = 'en';
  const { link, url } = await makeLink(house, caller.tenant, what, async (unit) => {
    locale = localeOf(await unit.notices.choices(null, [caller.user.id]));
    if ((await unit.accounts.userByEmail(email))?.role) throw new Refusal('ALREADY_MEMBER');
    const details = { invited: role };
    await recordSecurity(house, unit, whoActs(caller), { event: 'member.added', details });
  });
  const mailed = house.mailer.configured;
  if (mailed)
    await house.mailer.send({ to: email, ...invitationMail(locale, caller.user.name, caller.tenantName, url) });
  return { ...shownInvitation(link), link: url, mailed };
}

export async function listInvitations(house: House, caller: Caller): Promise<InvitationList> {
  demand(caller, 'organisation.manage', null);
  const now = house.system.now();
  const links = await house.database.unit(caller.tenant, (unit) => unit.signIns.openLinks('invitation', now));
  return { invitations: links.map(shownInvitation) };
}

export async function withdrawInvitation(house: House, caller: Caller, id: string): Promise<void> {
  demand(caller, 'organisation.manage', null);
  await house.database.unit(caller.tenant, async (unit) => {
    const link = isUuid(id) ? await unit.signIns.takeLink(id) : null;
    if (link?.purpose !== 'invitation' || link.endedAt !== null) throw new Refusal('NOT_FOUND', 'no such invitation');
    await unit.signIns.endLink(link.id, house.system.now());
    const details = { withdrawn: link.role };
    await recordSecurity(house, unit, whoActs(caller), { event: 'member.removed', details });
  });
}

/** Signs in. Whoever was here before and has a password shows that it is them. Throws LINK_INVALID, WEAK_PASSWORD, SIGN_IN_FAILED. */
export async function acceptInvitation(house: House, request: AcceptInvitation, from: From): Promise<SignedIn> {
  const found = await findLink(house, request.token);
  const hash = await house.passwords.hash(request.password);
  const userId = await house.database.unit(found.tenant, async (unit) => {
    const link = await closeLink(house, unit, found.id, 'invitation');
    const member = await join(house, unit, link, request, hash);
    const details = { user_id: member, role: link.role };
    await recordSecurity(house, unit, { userId: member, ...from }, { event: 'member.added', details });
    return member;
  });
  return openSession(house, found.tenant, userId, 'invitation', from);
}

async function join(
  house: House,
  unit: Unit,
  { email, role, name: given }: LinkRecord,
  { name, password }: AcceptInvitation,
  hash: string,
): Promise<string> {
  const now = house.system.now();
  const before = await unit.accounts.userByEmail(email);
  const known = before && (await unit.signIns.password(before.id));
  if (known && !(await house.passwords.verify(password, known))) throw new Refusal('SIGN_IN_FAILED');
  const id = before?.id ?? house.system.uuid();
  const person = { id, name: given ?? name.trim(), email };
  if (!known) checkPassword(password, person);
  if (before && given) await unit.accounts.rename(id, given);
  if (before) await unit.accounts.setRole(id, before.role ?? role ?? 'viewer');
  else await unit.accounts.createUser({ ...person, role: role ?? 'viewer' }, now);
  if (!known) await unit.signIns.setPassword(id, hash, now);
  return id;
}

const shownInvitation = (link: LinkRecord) => ({
  id: link.id,
  email: link.email,
  role: link.role ?? ('viewer' as const),
  created_at: link.createdAt,
  expires_at: link.expiresAt,
});
