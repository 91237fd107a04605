/** Signing in with a password, and renewing it. */
import type { ChangePassword, Me, SignIn } from '@sprintforge/protocol';
import type { FoundAccount } from '../ports/sign-ins.ts';
import { closeLink, findLink, makeLink } from './account-links.ts';
import type { Caller, From, House } from './house.ts';
import { forgottenPasswordMail, noPasswordMail } from './link-mails.ts';
import { localeOf } from './notices/choices.ts';
import { opensElsewhere } from './password-links.ts';
import { checkPassword } from './password-rules.ts';
import { Refusal } from './refusal.ts';
import { demand, isContributor } from './roles.ts';
import { recordSecurity, whoActs } from './security-audit.ts';
import { type BegunAt, type StartedSession, startSession } from './sessions.ts';
import { takeAttempt } from './sign-in-limits.ts';

export interface SignedIn {
  readonly session: StartedSession;
  readonly me: Me;
}

/** Throws SIGN_IN_FAILED whatever of it was wrong, ORGANISATION_NEEDED, RATE_LIMITED. */
export async function signIn(house: House, request: SignIn, from: From): Promise<SignedIn> {
  await takeAttempt(house, request.email, from);
  const accounts = await fitting(house, request);
  if (accounts.length > 1)
    throw new Refusal('ORGANISATION_NEEDED', undefined, {
      organisations: accounts.map(({ tenant: id, tenantName: name }) => ({ id, name })),
    });
  const account = accounts[0];
  if (!account) throw new Refusal('SIGN_IN_FAILED').concerning(await concerned(house, request.email));
  return openSession(house, account.tenant, account.userId, 'password', from);
}

/** Accounts whose password it is. Each check takes its time; without an account there is one as well. */
async function fitting(house: House, { email, password, organisation }: SignIn): Promise<FoundAccount[]> {
  const known = (await house.database.lookups.accounts(email)).filter(
    ({ tenant }) => organisation === undefined || tenant === organisation.toLowerCase(),
  );
  if (known.length === 0) await house.passwords.verify(password, null);
  const fit: FoundAccount[] = [];
  for (const account of known) if (await house.passwords.verify(password, account.password)) fit.push(account);
  return fit;
}

/** In whose log a refused attempt is written: the one organisation that knows the address. */
async function concerned(house: House, email: string) {
  const [account, another] = await house.database.lookups.accounts(email);
  return account && !another ? { holder: { tenant: account.tenant, userId: account.userId } } : {};
}

/** Somebody has shown who they are, by `method`. */
export function openSession(
  house: House,
  tenant: string,
  userId: string,
  method: string,
  from: From,
  begun?: BegunAt,
): Promise<SignedIn> {
  return house.database.unit(tenant, async (unit) => {
    const [user, organisation] = [await unit.accounts.user(userId), await unit.accounts.tenant()];
    if (!user || !organisation) throw new Refusal('SIGN_IN_FAILED');
    const session = await startSession(house, unit, userId, method, from, begun);
    const about = { tenant, tenantName: organisation.name, scope: 'full', tokenId: session.id, session: true } as const;
    return { session, me: meOf({ ...about, user, lacks: session.lacks, ...from }) };
  });
}

export const meOf = ({ user, tenant, tenantName, scope, session, tokenId, lacks }: Caller): Me => ({
  user_id: user.id,
  name: user.name,
  email: user.email,
  role: user.role,
  organisation: { id: tenant, name: tenantName },
  scope,
  session_id: session ? tokenId : null,
  lacks: lacks ?? null,
});

/** A mail with a link to each account of this address, or with where else it is opened; nobody learns whether there is one. */
export async function forgotPassword(house: House, email: string): Promise<void> {
  if (!house.mailer.configured) return;
  for (const { tenant, tenantName, userId, password } of await house.database.lookups.accounts(email)) {
    const { locale, elsewhere } = await house.database.unit(tenant, async (unit) => ({
      locale: localeOf(await unit.notices.choices(null, [userId])),
      elsewhere: await opensElsewhere(unit, password),
    }));
    const what = { purpose: 'reset', email, name: null, userId, role: null, createdBy: null } as const;
    const mail = elsewhere
      ? noPasswordMail(locale, tenantName, house.publicUrl)
      : forgottenPasswordMail(locale, tenantName, (await makeLink(house, tenant, what)).url);
    await house.mailer.send({ to: email, ...mail });
  }
}

/** Ends all sessions of the account. Throws LINK_INVALID, WEAK_PASSWORD. */
export async function resetPassword(house: House, token: string, password: string, from: From): Promise<void> {
  const found = await findLink(house, token);
  const hash = await house.passwords.hash(password);
  await house.database.unit(found.tenant, async (unit) => {
    const link = await closeLink(house, unit, found.id, 'reset');
    const user = link.userId === null ? null : await unit.accounts.user(link.userId);
    if (!user) throw new Refusal('LINK_INVALID', 'you are no member any more');
    checkPassword(password, user);
    const now = house.system.now();
    await unit.signIns.setPassword(user.id, hash, now);
    await unit.signIns.endSessions(user.id, { except: null }, now);
    const details = { password: 'reset by link', link: link.id, made_by: link.createdBy };
    await recordSecurity(house, unit, { userId: user.id, ...from }, { event: 'account.changed', details });
  });
}

/** Of whoever has one. Throws SIGN_IN_FAILED, RATE_LIMITED. */
export async function checkOwnPassword(house: House, caller: Caller, password: string): Promise<void> {
  await takeAttempt(house, caller.user.email, caller);
  const kept = await house.database.unit(caller.tenant, (unit) => unit.signIns.password(caller.user.id));
  if (kept !== null && !(await house.passwords.verify(password, kept))) throw new Refusal('SIGN_IN_FAILED');
}

/** Ends all other sessions. */
export async function changePassword(house: House, caller: Caller, request: ChangePassword): Promise<void> {
  demand(caller, 'account.manage', null);
  if (!caller.session) throw new Refusal('FORBIDDEN', 'a password is changed by whoever is signed in, not by a token');
  const { user, tenant } = caller;
  await checkOwnPassword(house, caller, request.current);
  checkPassword(request.password, user);
  const hash = await house.passwords.hash(request.password);
  await house.database.unit(tenant, async (unit) => {
    const now = house.system.now();
    await unit.signIns.setPassword(user.id, hash, now);
    await unit.signIns.endSessions(user.id, { except: caller.tokenId }, now);
    const details = { password: 'changed' };
    await recordSecurity(house, unit, whoActs(caller), { event: 'account.changed', details });
  });
}

/** Not a contributor's: what is theirs to write goes by their name, so an owner says it. */
export async function renameMe(house: House, caller: Caller, name: string): Promise<Me> {
  demand(caller, 'account.manage', null);
  if (isContributor(caller.user))
    throw new Refusal('FORBIDDEN', 'which tasks are yours goes by your name: an owner changes it');
  await house.database.unit(caller.tenant, async (unit) => {
    await unit.accounts.rename(caller.user.id, name.trim());
    await recordSecurity(house, unit, whoActs(caller), { event: 'account.changed', details: { name: 'changed' } });
  });
  return { ...meOf(caller), name: name.trim() };
}
