/** Tokens of programs, personal and for one project: random, shown once, stored as SHA-256. */
import type { CreatedToken, NewToken, TokenList, TokenRecord } from '@sprintforge/protocol';
import type { FoundToken, TokenEntry } from '../ports/records.ts';
import { type Caller, type From, type House, isUuid, projectOf } from './house.ts';
import { type Concerned, Refusal } from './refusal.ts';
import { demand } from './roles.ts';
import { drawSecret, secretHash } from './secrets.ts';
import { recordSecurity, type Who, whoActs } from './security-audit.ts';
import { authenticateSyncToken } from './sync-tokens.ts';

const day = 86_400_000;

/** Who the bearer of this token is; throws UNAUTHENTICATED. Membership is read anew each time. */
export async function authenticate(house: House, token: string, from: From): Promise<Caller> {
  if (/^[\w-]+\.[\w-]+\.[\w-]*$/.test(token)) return authenticateSyncToken(house, token, from);
  if (!/^sf[pjfw]_[\w-]{20,200}$/.test(token)) throw new Refusal('UNAUTHENTICATED', 'this is not a token of ours');
  const found = await house.database.findToken(secretHash(token));
  const now = house.system.now();
  if (!found) throw new Refusal('UNAUTHENTICATED', 'the token is unknown');
  if (found.revokedAt !== null) throw new Refusal('TOKEN_REVOKED').concerning(heldBy(found));
  if (found.expiresAt !== null && found.expiresAt <= now) throw new Refusal('TOKEN_EXPIRED').concerning(heldBy(found));
  return house.database.unit(found.tenant, async (unit) => {
    const [user, tenant] = [await unit.accounts.user(found.userId), await unit.accounts.tenant()];
    if (!user || !tenant)
      throw new Refusal('UNAUTHENTICATED', 'the holder of the token is no member any more').concerning(heldBy(found));
    return {
      tenant: tenant.id,
      tenantName: tenant.name,
      user,
      scope: found.scope,
      tokenId: found.id,
      session: false,
      ...(found.kind !== 'personal' && found.projectId ? { only: { project: found.projectId, kind: found.kind } } : {}),
      ...from,
    };
  });
}

const heldBy = (found: FoundToken): Concerned => ({
  holder: { tenant: found.tenant, userId: found.userId, tokenId: found.id },
});

export async function createToken(
  house: House,
  caller: Caller,
  request: Omit<NewToken, 'kind'> & { readonly kind?: TokenEntry['kind'] },
): Promise<CreatedToken> {
  demand(caller, 'account.manage', null);
  const now = house.system.now();
  const expires = new Date(Date.parse(now) + (request.expires_in_days ?? 90) * day).toISOString();
  const kind = request.kind ?? (request.project_id === undefined ? 'personal' : 'project');
  const projectId = await projectFor(house, caller, kind, request.project_id);
  const scope = kind === 'feed' ? 'read' : (request.scope ?? 'full');
  const what = { name: request.name, scope, expiresAt: expires, kind, projectId } as const;
  return issueToken(house, caller.tenant, caller.user.id, what, whoActs(caller));
}

/** The one project that a token is for; null: a personal one. */
async function projectFor(
  house: House,
  caller: Caller,
  kind: TokenEntry['kind'],
  projectId: string | undefined,
): Promise<string | null> {
  if ((kind === 'personal') !== (projectId === undefined))
    throw new Refusal('BAD_REQUEST', 'a project or feed token names its project_id, a personal one does not');
  if (projectId === undefined) return null;
  demand(caller, 'project.see', projectId);
  return (await house.database.unit(caller.tenant, (unit) => projectOf(unit, projectId))).id;
}

const prefixes = { personal: 'sfp_', project: 'sfj_', feed: 'sff_', workbook: 'sfw_' } as const;

export async function issueToken(
  house: Pick<House, 'database' | 'system'>,
  tenant: string,
  userId: string,
  what: Pick<TokenEntry, 'name' | 'scope' | 'expiresAt'> & Partial<Pick<TokenEntry, 'kind' | 'projectId'>>,
  by: Who = { userId, ip: null, userAgent: null },
): Promise<CreatedToken> {
  const token = `${prefixes[what.kind ?? 'personal']}${drawSecret(house)}`;
  const entry: TokenEntry = {
    id: house.system.uuid(),
    userId,
    kind: 'personal',
    projectId: null,
    ...what,
    createdAt: house.system.now(),
    revokedAt: null,
  };
  const { id: token_id, scope, expiresAt: expires_at } = entry;
  await house.database.unit(tenant, async (unit) => {
    await unit.accounts.createToken(entry, secretHash(token));
    await recordSecurity(house, unit, by, {
      event: 'token.created',
      details: { token_id, holder: userId, scope, expires_at },
    });
  });
  return { ...shown(entry), token };
}

export async function listTokens(house: House, caller: Caller): Promise<TokenList> {
  const entries = await house.database.unit(caller.tenant, (unit) => unit.accounts.tokens(caller.user.id));
  return { tokens: entries.map(shown) };
}

export async function revokeToken(house: House, caller: Caller, id: string): Promise<void> {
  demand(caller, 'account.manage', null);
  const now = house.system.now();
  await house.database.unit(caller.tenant, async (unit) => {
    const done = isUuid(id) && (await unit.accounts.revokeToken(caller.user.id, id, now));
    if (!done) throw new Refusal('NOT_FOUND', 'no such token');
    const details = { token_id: id.toLowerCase() };
    await recordSecurity(house, unit, whoActs(caller), { event: 'token.revoked', details });
  });
}

const shown = (entry: TokenEntry): TokenRecord => ({
  id: entry.id,
  name: entry.name,
  scope: entry.scope,
  kind: entry.kind,
  project_id: entry.projectId,
  created_at: entry.createdAt,
  expires_at: entry.expiresAt,
  revoked_at: entry.revokedAt,
});
