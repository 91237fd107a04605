/** Coming in by a passkey: alone, where the organisation allows it, or as the second factor after a password. */
import type { Me, PasskeyOptions } from '@sprintforge/protocol';
import type { CeremonyJson } from '../../ports/passkeys.ts';
import { type Caller, type From, type House, isUuid } from '../house.ts';
import { Refusal } from '../refusal.ts';
import { checkSession, wholeNow } from '../second-factor.ts';
import { openSession, type SignedIn } from '../sign-in.ts';
import { takeAttempt } from '../sign-in-limits.ts';
import { newChallenge, relyingParty, usePasskey } from './ceremony.ts';

const signingIn = 'sign in';

/** For whichever passkey the device has for us. Throws PASSKEYS_UNAVAILABLE. */
export const beginPasskeySignIn = async (house: House): Promise<PasskeyOptions> =>
  (await house.passkeys.request(relyingParty(house), null, newChallenge(house, signingIn))) as PasskeyOptions;

/** A whole session: the device has asked who it is. Throws PASSKEY_REFUSED, FORBIDDEN where the organisation wants a password. */
export async function passkeySignIn(house: House, answer: CeremonyJson, from: From): Promise<SignedIn> {
  const { credential, userId } = house.passkeys.claim(answer);
  const unknown = new Refusal('PASSKEY_REFUSED', 'nobody here has this passkey');
  if (userId === null || !isUuid(userId)) throw unknown;
  const found = await house.database.lookups.passkey(credential, userId);
  if (!found) throw unknown;
  const { tenant } = found;
  try {
    await house.database.unit(tenant, async (unit) => {
      const passkey = await unit.passkeys.take(userId, credential);
      if (!passkey) throw unknown;
      const used = await usePasskey(house, signingIn, answer, passkey, true);
      if (!(await unit.secondFactors.rules()).passwordless)
        throw new Refusal('FORBIDDEN', 'your organisation wants a password too: sign in with it');
      await unit.passkeys.used(passkey.id, used);
    });
    return await openSession(house, tenant, userId, 'passkey', from);
  } catch (error) {
    throw error instanceof Refusal ? error.concerning({ holder: { tenant, userId } }) : error;
  }
}

/** For one of the caller's own. Throws PASSKEYS_UNAVAILABLE, SECOND_FACTOR_FAILED where there is none. */
export async function beginPasskeyProof(house: House, caller: Caller): Promise<PasskeyOptions> {
  checkSession(caller);
  const at = relyingParty(house);
  const held = await house.database.unit(caller.tenant, (unit) => unit.passkeys.of(caller.user.id));
  if (held.length === 0) throw new Refusal('SECOND_FACTOR_FAILED', 'you have no passkey');
  return (await house.passkeys.request(at, held, newChallenge(house, proofOf(caller)))) as PasskeyOptions;
}

/** In place of a code; the session is whole then. Throws PASSKEY_REFUSED, RATE_LIMITED. */
export async function givePasskey(house: House, caller: Caller, answer: CeremonyJson): Promise<Me> {
  await takeAttempt(house, `second factor ${caller.user.id}`, caller);
  checkSession(caller);
  const { credential } = house.passkeys.claim(answer);
  return house.database.unit(caller.tenant, async (unit) => {
    const passkey = await unit.passkeys.take(caller.user.id, credential);
    if (!passkey) throw new Refusal('PASSKEY_REFUSED', 'this passkey is none of yours');
    await unit.passkeys.used(passkey.id, await usePasskey(house, proofOf(caller), answer, passkey, false));
    return wholeNow(house, unit, caller, 'passkey');
  });
}

/** Good for the session that lacks it. */
const proofOf = ({ tokenId }: Caller): string => `prove ${tokenId}`;
