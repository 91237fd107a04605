/** Sync tokens: for one project and one hour; keys are rotated with two in force, single tokens revoked. */
import type { CreatedSyncToken, NewSyncToken } from '@sprintforge/protocol';
import type { Unit } from '../ports/database.ts';
import type { SyncClaims, SyncTokenFault } from '../ports/sync-tokens.ts';
import { type Caller, type From, type House, isUuid, projectOf } from './house.ts';
import { Refusal } from './refusal.ts';
import { demand } from './roles.ts';
import { recordSecurity, whoActs } from './security-audit.ts';

const lifetimeMs = 3_600_000;
/** With the skew that is allowed: then a revocation need not be remembered. */
const rememberedMs = 120_000;
/** Tokens by the newest of these keep working while the next key is in use already. */
const keysInForce = 2;

export async function createSyncToken(
  house: House,
  caller: Caller,
  projectId: string,
  { scope = 'sync' }: NewSyncToken,
): Promise<CreatedSyncToken> {
  demand(caller, scope === 'sync' ? 'plan.change' : 'project.see', projectId);
  const now = house.system.now();
  const expiresAt = new Date(Date.parse(now) + lifetimeMs).toISOString();
  return house.database.unit(caller.tenant, async (unit) => {
    const project = await projectOf(unit, projectId);
    const kid = (await unit.syncKeys.active(1))[0] ?? (await addKey(house, unit));
    const jti = house.system.uuid();
    const about = { tenant: caller.tenant, userId: caller.user.id, project: project.id, scope, jti };
    const token = await house.syncTokens.sign({ ...about, issuedAt: now, expiresAt }, kid);
    const details = { kind: 'sync', scope, jti };
    await recordSecurity(house, unit, whoActs(caller), { event: 'token.created', projectId: project.id, details });
    return { token, jti, scope, project_id: project.id, expires_at: expiresAt };
  });
}

async function addKey(house: House, unit: Unit): Promise<string> {
  const kid = house.system.uuid();
  await unit.syncKeys.add(kid, house.system.now());
  return kid;
}

/** The next key: tokens by the one before it go on until they expire, those by older ones are refused. */
export async function rotateSyncKey(house: House, caller: Caller): Promise<{ kid: string }> {
  demand(caller, 'organisation.manage', null);
  return house.database.unit(caller.tenant, async (unit) => {
    const kid = await addKey(house, unit);
    const details = { sync_key: 'rotated' };
    await recordSecurity(house, unit, whoActs(caller), { event: 'organisation.settings', details });
    return { kid };
  });
}

export async function revokeSyncToken(house: House, caller: Caller, projectId: string, jti: string): Promise<void> {
  demand(caller, 'plan.change', projectId);
  if (!isUuid(jti)) throw new Refusal('NOT_FOUND', 'no such token');
  const now = house.system.now();
  const until = new Date(Date.parse(now) + lifetimeMs + rememberedMs).toISOString();
  await house.database.unit(caller.tenant, async (unit) => {
    const project = await projectOf(unit, projectId);
    await unit.syncKeys.revoke(jti.toLowerCase(), now, until);
    const details = { kind: 'sync', jti };
    await recordSecurity(house, unit, whoActs(caller), { event: 'token.revoked', projectId: project.id, details });
  });
}

/** Whose token it is; throws the code of its fault. Membership is read anew. */
export async function authenticateSyncToken(house: House, token: string, from: From): Promise<Caller> {
  const claimed = house.syncTokens.peek(token);
  if (!claimed || !isUuid(claimed.tenant) || !isUuid(claimed.kid)) throw new Refusal('TOKEN_INVALID');
  const { tenant, kid } = { tenant: claimed.tenant.toLowerCase(), kid: claimed.kid.toLowerCase() };
  const verified = await house.syncTokens.verify(token, tenant, kid, house.system.now());
  return house.database.unit(tenant, async (unit) => {
    if (!(await unit.syncKeys.exists(kid))) throw new Refusal('TOKEN_FOREIGN');
    if (typeof verified === 'string') throw new Refusal(verified);
    const fault = await withdrawn(unit, verified, kid);
    const holder = { tenant, userId: verified.userId, tokenId: verified.jti };
    if (fault) throw new Refusal(fault).concerning({ holder });
    const [user, organisation] = [await unit.accounts.user(verified.userId), await unit.accounts.tenant()];
    if (!user || !organisation)
      throw new Refusal('UNAUTHENTICATED', 'the holder of the token is no member any more').concerning({ holder });
    const scope = verified.scope === 'sync' ? 'full' : 'read';
    const about = { tenant, tenantName: organisation.name, user, tokenId: verified.jti, session: false };
    return { ...about, scope, only: { project: verified.project, kind: 'sync' }, ...from };
  });
}

async function withdrawn(unit: Unit, { jti }: SyncClaims, kid: string): Promise<SyncTokenFault | null> {
  if (!(await unit.syncKeys.active(keysInForce)).includes(kid)) return 'TOKEN_KEY_ROTATED';
  return (await unit.syncKeys.isRevoked(jti)) ? 'TOKEN_REVOKED' : null;
}
