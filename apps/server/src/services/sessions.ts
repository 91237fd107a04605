/** Sessions of people: a random secret in a cookie, stored hashed; membership is read again on every call. */
import type { EndedSessions, SessionList } from '@sprintforge/protocol';
import type { Unit } from '../ports/database.ts';
import type { Lacking } from '../ports/second-factors.ts';
import type { SessionRecord } from '../ports/sign-ins.ts';
import { type Caller, type From, type House, isUuid } from './house.ts';
import { Refusal } from './refusal.ts';
import { demand } from './roles.ts';
import { drawSecret, secretHash } from './secrets.ts';
import { recordSecurity, whoActs } from './security-audit.ts';

const day = 86_400_000;
/** However much it is used. */
const longest = 30 * day;
/** Unused. */
const idle = 7 * day;
/** Its use is written down at most this often. */
const touchEvery = 300_000;

export interface StartedSession {
  /** For the cookie; shown this once. */
  readonly secret: string;
  readonly id: string;
  readonly maxAgeSeconds: number;
  /** What it lacks until it is a session. */
  readonly lacks: Lacking | null;
}

/** The identity provider that a session began at, and what that one wants to hear when it ends (sealed). */
export type BegunAt = Pick<SessionRecord, 'providerId' | 'signOut'>;
const here: BegunAt = { providerId: null, signOut: null };

/** What a session lacks that begins with a password; one that begins at an identity provider, or with a passkey that asks who it is, lacks nothing. */
async function lackingOf(unit: Unit, userId: string, method: string, { providerId }: BegunAt): Promise<Lacking | null> {
  const { policy } = await unit.secondFactors.rules();
  if (providerId !== null || method === 'passkey') return null;
  if (policy === 'off') return null;
  if (await unit.secondFactors.has(userId)) return 'code';
  return policy === 'required' ? 'enrolment' : null;
}

/** In the transaction of the sign-in. */
export async function startSession(
  house: House,
  unit: Unit,
  userId: string,
  method: string,
  from: From,
  begun: BegunAt = here,
): Promise<StartedSession> {
  const now = house.system.now();
  const secret = `sfs_${drawSecret(house)}`;
  const session = {
    id: house.system.uuid(),
    userId,
    method,
    createdAt: now,
    lastUsedAt: now,
    expiresAt: new Date(Date.parse(now) + longest).toISOString(),
    revokedAt: null,
    ipAddress: from.ip,
    userAgent: from.userAgent,
    ...begun,
    lacks: await lackingOf(unit, userId, method, begun),
  };
  await unit.signIns.addSession(session, secretHash(secret));
  await recordSecurity(
    house,
    unit,
    { userId, ...from },
    {
      event: 'sign_in.done',
      details: { method, ...(session.lacks ? { lacks: session.lacks } : {}) },
    },
  );
  return { secret, id: session.id, lacks: session.lacks, maxAgeSeconds: longest / 1000 };
}

/** Whose session this is; throws UNAUTHENTICATED. */
export async function authenticateSession(house: House, secret: string, from: From): Promise<Caller> {
  const found = /^sfs_[\w-]{43}$/.test(secret) ? await house.database.lookups.session(secretHash(secret)) : null;
  const now = house.system.now();
  const ended =
    !found ||
    found.revokedAt !== null ||
    found.expiresAt <= now ||
    Date.parse(now) - Date.parse(found.lastUsedAt) > idle;
  if (ended) throw new Refusal('UNAUTHENTICATED', 'the session has ended; sign in again');
  return house.database.unit(found.tenant, async (unit) => {
    const [user, tenant] = [await unit.accounts.user(found.userId), await unit.accounts.tenant()];
    if (!user || !tenant) throw new Refusal('UNAUTHENTICATED', 'you are no member any more');
    if (Date.parse(now) - Date.parse(found.lastUsedAt) > touchEvery) await unit.signIns.touchSession(found.id, now);
    const organisation = { tenant: tenant.id, tenantName: tenant.name };
    return { ...organisation, user, scope: 'full', tokenId: found.id, session: true, lacks: found.lacks, ...from };
  });
}

export async function listSessions(house: House, caller: Caller): Promise<SessionList> {
  const now = house.system.now();
  const found = await house.database.unit(caller.tenant, (unit) => unit.signIns.sessions(caller.user.id, now));
  return {
    sessions: found.map((session) => ({
      id: session.id,
      current: caller.session && session.id === caller.tokenId,
      method: session.method,
      created_at: session.createdAt,
      last_used_at: session.lastUsedAt,
      expires_at: session.expiresAt,
      ip_address: session.ipAddress,
      user_agent: session.userAgent,
    })),
  };
}

export async function endSession(house: House, caller: Caller, id: string): Promise<void> {
  if (!isUuid(id) || (await end(house, caller, { id })) === 0) throw new Refusal('NOT_FOUND', 'no such session');
}

/** All of one's own but the one that asks. */
export async function endOtherSessions(house: House, caller: Caller): Promise<EndedSessions> {
  return { ended: await end(house, caller, { except: caller.session ? caller.tokenId : null }) };
}

async function end(
  house: House,
  caller: Caller,
  which: { readonly id: string } | { readonly except: string | null },
): Promise<number> {
  demand(caller, 'account.manage', null);
  return house.database.unit(caller.tenant, async (unit) => {
    const ended = await unit.signIns.endSessions(caller.user.id, which, house.system.now());
    if (ended > 0) await recordSecurity(house, unit, whoActs(caller), { event: 'sign_in.ended', details: { ended } });
    return ended;
  });
}
