/** Codes that pair a program with a project: shown where somebody is signed in, typed where nobody is. */
import type { Pair, Paired, PairingCode } from '@sprintforge/protocol';
import { closeLink, findLink } from './account-links.ts';
import { type Caller, type From, type House, projectOf } from './house.ts';
import { Refusal } from './refusal.ts';
import { demand } from './roles.ts';
import { drawLetters, secretHash } from './secrets.ts';
import { issueToken } from './tokens.ts';

const lifetimeMs = 10 * 60_000;
/** Crockford base32: none of these is taken for another. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const codeLength = 8;
/** Wrong ones from one address, in a quarter of an hour. */
const mostAttempts = 30;
const attemptsWindowMs = 15 * 60_000;
const tokenDays = 90;

/** An earlier code of the same person holds no more. */
export async function createPairing(house: House, caller: Caller, id: string): Promise<PairingCode> {
  demand(caller, 'account.manage', id);
  if (caller.only) throw new Refusal('TOKEN_WRONG_SCOPE', 'a token for one project makes no other');
  const letters = drawLetters(house, alphabet, codeLength);
  const now = house.system.now();
  const expiresAt = new Date(Date.parse(now) + lifetimeMs).toISOString();
  const { email } = caller.user;
  await house.database.unit(caller.tenant, async (unit) => {
    const project = await projectOf(unit, id);
    await unit.signIns.endLinksFor('pairing', email, now);
    const who = { email, name: null, userId: caller.user.id, role: null, createdBy: caller.user.id };
    const link = { id: house.system.uuid(), purpose: 'pairing' as const, ...who, projectId: project.id };
    await unit.signIns.addLink({ ...link, createdAt: now, expiresAt, endedAt: null }, codeHash(letters));
  });
  return { code: `${letters.slice(0, 4)}-${letters.slice(4)}`, expires_at: expiresAt };
}

/** Uses the code up; throws LINK_INVALID, RATE_LIMITED. */
export async function pair(house: House, { code, name }: Pair, from: From): Promise<Paired> {
  const { count, endsInMs } = await house.rates.hit(`pairing:${from.ip ?? ''}`, attemptsWindowMs);
  if (count > mostAttempts)
    throw new Refusal('RATE_LIMITED', 'too many codes were tried', { retry_after: Math.ceil(endsInMs / 1000) });
  const { tenant, id } = await findLink(house, codeText(code));
  const { userId, project, user } = await house.database.unit(tenant, async (unit) => {
    const link = await closeLink(house, unit, id, 'pairing');
    const person = await unit.accounts.user(link.userId ?? '');
    if (!person) throw new Refusal('LINK_INVALID');
    return { userId: person.id, user: person, project: await projectOf(unit, link.projectId ?? '') };
  });
  const expiresAt = new Date(Date.parse(house.system.now()) + tokenDays * 86_400_000).toISOString();
  const what = { name: name ?? 'Excel add-in', scope: 'full', kind: 'project', projectId: project.id } as const;
  const by = { userId, ip: from.ip, userAgent: from.userAgent };
  const made = await issueToken(house, tenant, userId, { ...what, expiresAt }, by);
  return {
    token: made.token,
    token_id: made.id,
    expires_at: made.expires_at,
    project_id: project.id,
    project_name: project.name,
    user: { id: user.id, name: user.name },
  };
}

/** As it is hashed: what people take for a digit is one. */
const codeText = (written: string): string =>
  `pairing:${written
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')}`;

const codeHash = (letters: string): Uint8Array => secretHash(codeText(letters));
