/** What every ceremony of passkeys stands on: where they hold, and challenges that we know again without keeping them. */
import type { CeremonyAnswer, CeremonyJson, NotProved, PasskeyRecord, RelyingParty } from '../../ports/passkeys.ts';
import type { House } from '../house.ts';
import { Refusal } from '../refusal.ts';
import { sameSecret } from '../secrets.ts';

/** The public address without its path. Throws PASSKEYS_UNAVAILABLE where no browser would make a passkey for it. */
export function relyingParty({ publicUrl }: Pick<House, 'publicUrl'>): RelyingParty {
  const url = URL.canParse(publicUrl) ? new URL(publicUrl) : null;
  const why = url ? whyNot(url) : 'the server has no public address (SPRINTFORGE_PUBLIC_URL)';
  if (!url || why !== null) throw new Refusal('PASSKEYS_UNAVAILABLE', why ?? undefined);
  return { id: url.hostname, origin: url.origin };
}

function whyNot({ protocol, hostname, origin }: URL): string | null {
  if (/^[\d.]+$|^\[/.test(hostname))
    return `people reach the server at ${origin}, a number: passkeys need a name (SPRINTFORGE_PUBLIC_URL)`;
  if (protocol !== 'https:' && hostname !== 'localhost')
    return `people reach the server at ${origin}, in plain text: passkeys need https (SPRINTFORGE_PUBLIC_URL)`;
  return null;
}

export const passkeysHold = (house: Pick<House, 'publicUrl'>): boolean => {
  const url = URL.canParse(house.publicUrl) ? new URL(house.publicUrl) : null;
  return url !== null && whyNot(url) === null;
};

/** So long a browser may take to answer. */
const patienceMs = 300_000;
/** When it was made, random, and our signature over both and what it is for. */
const [STAMP, DRAWN] = [8, 16];

/** `purpose`: what an answer is good for. */
export function newChallenge(house: House, purpose: string): Uint8Array {
  const stamp = Buffer.alloc(STAMP);
  stamp.writeBigUInt64BE(BigInt(Date.parse(house.system.now())));
  return signed(house, purpose, Buffer.concat([stamp, house.system.random(DRAWN)]));
}

const signed = ({ signer }: House, purpose: string, body: Buffer): Buffer =>
  Buffer.concat([body, Buffer.from(signer.token('passkey', [purpose, body.toString('hex')]), 'base64url')]);

/** When the challenge was made; null: it is none of ours, for something else, or too old. */
function madeAt(house: House, purpose: string, text: string): number | null {
  const given = Buffer.from(text, 'base64url');
  if (given.length < STAMP + DRAWN) return null;
  if (!sameSecret(given, signed(house, purpose, given.subarray(0, STAMP + DRAWN)))) return null;
  const at = Number(given.readBigUInt64BE());
  return Math.abs(Date.parse(house.system.now()) - at) < patienceMs ? at : null;
}

/** What the answer proves, and when its challenge was made; throws PASSKEY_REFUSED with what does not hold. */
export async function answered<T extends object>(
  house: House,
  purpose: string,
  answer: CeremonyJson,
  prove: (given: CeremonyAnswer) => Promise<T | NotProved>,
): Promise<T & { readonly challengedAt: number }> {
  let challengedAt: number | null = null;
  const challenge = (text: string): boolean => {
    challengedAt = madeAt(house, purpose, text);
    return challengedAt !== null;
  };
  const proved = await prove({ at: relyingParty(house), answer, challenge });
  if ('refused' in proved) throw new Refusal('PASSKEY_REFUSED', proved.refused);
  if (challengedAt === null) throw new Refusal('PASSKEY_REFUSED', 'the answer is to no challenge of ours');
  return { ...proved, challengedAt };
}

/** What is to be kept of a use. Throws PASSKEY_REFUSED where a challenge is answered a second time, or by a device that is not verified. */
export async function usePasskey(
  house: House,
  purpose: string,
  answer: CeremonyJson,
  passkey: PasskeyRecord,
  verified: boolean,
): Promise<Pick<PasskeyRecord, 'counter' | 'backedUp' | 'lastUsedAt' | 'lastChallenge'>> {
  const { counter, backedUp, challengedAt } = await answered(house, purpose, answer, (given) =>
    house.passkeys.proved(given, passkey, verified),
  );
  if (challengedAt <= passkey.lastChallenge) throw new Refusal('PASSKEY_REFUSED', 'this was answered already');
  return { counter, backedUp, lastUsedAt: house.system.now(), lastChallenge: challengedAt };
}
