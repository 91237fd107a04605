/** A link to a new password for somebody who forgot theirs, handed over by a person: an owner, or whoever runs the server. */
import type { CreatedPasswordLink } from '@sprintforge/protocol';
import type { Unit } from '../ports/database.ts';
import type { MemberRecord } from '../ports/records.ts';
import { makeLink } from './account-links.ts';
import { type Caller, type House, isUuid } from './house.ts';
import { handedPasswordMail } from './link-mails.ts';
import { localeOf } from './notices/choices.ts';
import { Refusal } from './refusal.ts';
import { demand } from './roles.ts';
import { recordSecurity, type Who, whoActs } from './security-audit.ts';

/** Throws FORBIDDEN for one's own account, as the password of today is asked for there; NO_PASSWORD. */
export async function makePasswordLink(house: House, caller: Caller, id: string): Promise<CreatedPasswordLink> {
  demand(caller, 'organisation.manage', null);
  const userId = id.toLowerCase();
  if (userId === caller.user.id)
    throw new Refusal('FORBIDDEN', 'to your own password another owner makes a link, or whoever runs the server');
  const maker = { who: whoActs(caller), by: { id: caller.user.id, name: caller.user.name } };
  return linkFor(house, { id: caller.tenant, name: caller.tenantName }, userId, maker);
}

/** By whoever runs the server. Throws NOT_FOUND, NO_PASSWORD; ORGANISATION_NEEDED where the address has several accounts. */
export async function passwordLinkByOperator(
  house: House,
  email: string,
  organisation?: string,
): Promise<CreatedPasswordLink> {
  const accounts = (await house.database.lookups.accounts(email)).filter(
    ({ tenant }) => organisation === undefined || tenant === organisation.toLowerCase(),
  );
  const [account, another] = accounts;
  if (!account) throw new Refusal('NOT_FOUND', 'nobody here has this address');
  if (another) {
    const organisations = accounts.map(({ tenant: id, tenantName: name }) => ({ id, name }));
    const named = organisations.map(({ id, name }) => `${id} (${name})`).join(', ');
    throw new Refusal('ORGANISATION_NEEDED', `say which organisation: ${named}`, { organisations });
  }
  const maker = { who: { userId: null, ip: null, userAgent: null }, by: null };
  return linkFor(house, { id: account.tenant, name: account.tenantName }, account.userId, maker);
}

/**
 * Does an identity provider open the account, and no password? Then the provider's rules hold for it, and no link gives it a first password.
 * Where the organisation has no provider any more, one does.
 */
export async function opensElsewhere(unit: Unit, password: string | null): Promise<boolean> {
  return password === null && (await unit.identityProviders.list()).some(({ enabled }) => enabled);
}

interface Maker {
  readonly who: Who;
  readonly by: { readonly id: string; readonly name: string } | null;
}

/** Mailed too where a mail server is configured. The person is told in any case, and the log says who made it for whom. */
async function linkFor(
  house: House,
  organisation: { readonly id: string; readonly name: string },
  userId: string,
  { who, by }: Maker,
): Promise<CreatedPasswordLink> {
  const { member, locale } = await whoForgot(house, organisation.id, userId);
  const { id, email } = member;
  const what = { purpose: 'reset', email, name: null, userId: id, role: null, createdBy: by?.id ?? null } as const;
  const { link, url } = await makeLink(house, organisation.id, what, async (unit, made) => {
    const details = { password: 'link made', user_id: id, link: made.id };
    const seq = await recordSecurity(house, unit, who, { event: 'account.changed', details });
    const notice = { userId: id, seq, kind: 'password_link', details: { by }, createdAt: made.createdAt } as const;
    await unit.notices.addOfAccount(notice);
  });
  const mailed = house.mailer.configured;
  if (mailed)
    await house.mailer.send({ to: email, ...handedPasswordMail(locale, by?.name ?? null, organisation.name, url) });
  return { email, expires_at: link.expiresAt, link: url, mailed };
}

/** Throws NOT_FOUND, NO_PASSWORD. */
const whoForgot = (
  house: House,
  tenant: string,
  userId: string,
): Promise<{ member: MemberRecord; locale: 'en' | 'de' }> =>
  house.database.unit(tenant, async (unit) => {
    const member = isUuid(userId) ? await unit.accounts.user(userId) : null;
    if (!member) throw new Refusal('NOT_FOUND', 'no such member');
    if (await opensElsewhere(unit, await unit.signIns.password(member.id)))
      throw new Refusal(
        'NO_PASSWORD',
        'they sign in at the identity provider; whoever is to have a password instead is removed and invited again',
      );
    return { member, locale: localeOf(await unit.notices.choices(null, [member.id])) };
  });
