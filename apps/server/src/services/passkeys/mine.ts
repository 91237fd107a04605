/** One's own passkeys. */
import type { AddedPasskey, NewPasskey, Passkey, PasskeyList, PasskeyOptions } from '@sprintforge/protocol';
import type { Unit } from '../../ports/database.ts';
import type { PasskeyRecord } from '../../ports/passkeys.ts';
import type { Caller, House } from '../house.ts';
import { firstRecoveryCodes } from '../recovery-codes.ts';
import { Refusal } from '../refusal.ts';
import { checkSession, dropFactorsLeft, noteFactor } from '../second-factor.ts';
import { checkOwnPassword } from '../sign-in.ts';
import { answered, newChallenge, relyingParty } from './ceremony.ts';

const most = 20;

export async function listPasskeys(house: House, caller: Caller): Promise<PasskeyList> {
  const found = await house.database.unit(caller.tenant, (unit) => unit.passkeys.of(caller.user.id));
  return { passkeys: found.map(shown) };
}

/**
 * What the browser makes one by. The password once more, as whoever adds one comes in by it from then on; a session that has just
 * begun with it and lacks a second factor needs none. Throws SIGN_IN_FAILED, PASSKEYS_UNAVAILABLE, FORBIDDEN.
 */
export async function beginPasskey(
  house: House,
  caller: Caller,
  password: string | undefined,
): Promise<PasskeyOptions> {
  checkSession(caller);
  const at = relyingParty(house);
  if (caller.lacks !== 'enrolment') await checkOwnPassword(house, caller, password ?? '');
  const { user, tenant, tenantName: organisation } = caller;
  const held = await house.database.unit(tenant, (unit) => mayAdd(unit, caller));
  const who = { organisation, id: user.id, name: user.name, account: user.email };
  return house.passkeys.creation(at, who, held, newChallenge(house, purposeOf(caller))) as Promise<PasskeyOptions>;
}

/** With the first second factor come recovery codes, shown this once, and all other sessions end. Throws PASSKEY_REFUSED. */
export async function addPasskey(house: House, caller: Caller, request: NewPasskey): Promise<AddedPasskey> {
  checkSession(caller);
  const made = await answered(house, purposeOf(caller), request.answer, (given) => house.passkeys.created(given));
  const { challengedAt: lastChallenge, ...key } = made;
  const { user, tenant, tokenId } = caller;
  const now = house.system.now();
  const named = { id: house.system.uuid(), userId: user.id, name: request.name.trim() };
  const passkey = { ...named, ...key, createdAt: now, lastUsedAt: null, lastChallenge };
  const recovery_codes = await house.database.unit(tenant, async (unit) => {
    await mayAdd(unit, caller);
    const first = !(await unit.secondFactors.has(user.id));
    if (!(await unit.passkeys.add(passkey))) throw new Refusal('PASSKEY_REFUSED', 'this passkey is kept already');
    await unit.secondFactors.setLacking(tokenId, null);
    if (first) await unit.signIns.endSessions(user.id, { except: tokenId }, now);
    await noteFactor(house, unit, caller, { passkey: 'added', passkey_id: passkey.id });
    return firstRecoveryCodes(house, unit, user.id);
  });
  return { passkey: shown(passkey), recovery_codes: [...recovery_codes] };
}

/** What it is called here; devices do not hear of it. Throws NOT_FOUND. */
export async function renamePasskey(house: House, caller: Caller, id: string, name: string): Promise<Passkey> {
  const { user, tenant } = caller;
  return house.database.unit(tenant, async (unit) => {
    const held = await ownPasskey(unit, caller, id);
    checkSession(caller);
    const renamed = { ...held, name: name.trim() };
    await unit.passkeys.rename(user.id, held.id, renamed.name);
    await noteFactor(house, unit, caller, { passkey: 'renamed', passkey_id: held.id });
    return shown(renamed);
  });
}

/** With the password. Throws SIGN_IN_FAILED, NOT_FOUND. */
export async function removePasskey(house: House, caller: Caller, id: string, password: string): Promise<void> {
  const { user, tenant } = caller;
  const held = await house.database.unit(tenant, (unit) => ownPasskey(unit, caller, id));
  checkSession(caller);
  await checkOwnPassword(house, caller, password);
  await house.database.unit(tenant, async (unit) => {
    await unit.passkeys.remove(user.id, held.id);
    await dropFactorsLeft(unit, user.id);
    await noteFactor(house, unit, caller, { passkey: 'removed', passkey_id: held.id });
  });
}

async function ownPasskey(unit: Unit, { user }: Caller, id: string): Promise<PasskeyRecord> {
  const found = (await unit.passkeys.of(user.id)).find((one) => one.id === id.toLowerCase());
  if (!found) throw new Refusal('NOT_FOUND', 'no such passkey');
  return found;
}

/** Those that the person has. Whoever comes from an identity provider is that one's business, here too. */
async function mayAdd(unit: Unit, { user, tokenId }: Caller): Promise<readonly PasskeyRecord[]> {
  const { policy, passwordless } = await unit.secondFactors.rules();
  if (policy === 'off' && !passwordless) throw new Refusal('FORBIDDEN', 'your organisation does not use passkeys');
  if ((await unit.signIns.session(tokenId))?.providerId)
    throw new Refusal('FORBIDDEN', 'you signed in at an identity provider: it asks for what it wants');
  const held = await unit.passkeys.of(user.id);
  if (held.length >= most) throw new Refusal('BAD_REQUEST', `a person has at most ${most} passkeys`);
  return held;
}

/** Good for the session that it was made for. */
const purposeOf = ({ tokenId }: Caller): string => `add ${tokenId}`;

const shown = ({ id, name, backedUp, createdAt, lastUsedAt }: PasskeyRecord): Passkey => ({
  id,
  name,
  backed_up: backedUp,
  created_at: createdAt,
  last_used_at: lastUsedAt,
});
