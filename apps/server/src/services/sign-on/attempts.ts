/** A sign-in at an identity provider: begun by a browser, answered once by the provider, finished by the browser that began it. */
import type { BeginSignOn, SignOnOffer } from '@sprintforge/protocol';
import type { Unit } from '../../ports/database.ts';
import type { AttemptRecord, ProviderRecord } from '../../ports/identity-providers.ts';
import { type From, type House, isUuid } from '../house.ts';
import { Refusal } from '../refusal.ts';
import { sealSecret } from '../sealed-secrets.ts';
import { drawSecret, sameSecret, secretHash } from '../secrets.ts';
import { openSession, type SignedIn } from '../sign-in.ts';
import { admit, domainOf } from './admission.ts';
import { protocolOf, refused, refusing } from './connection.ts';

/** So long a person may take at the provider. */
export const attemptMinutes = 15;
/** So long an attempt is remembered after that, to know an answer that comes again. */
const rememberedMs = 86_400_000;

/** Where an address can sign in. */
export async function offerSignOn(house: House, email: string): Promise<SignOnOffer> {
  return { providers: await house.database.lookups.providersFor(domainOf(email), house.provesDomains) };
}

/** `browser`: what the browser keeps to show that it was the one. Throws NOT_FOUND, SSO_UNREACHABLE. */
export async function beginSignOn(
  house: House,
  { provider_id, to }: BeginSignOn,
): Promise<{ readonly url: string; readonly browser: string }> {
  const { tenant, provider } = await providerInUse(house, provider_id);
  const [protocol, connection] = await protocolOf(house, tenant, provider);
  const id = house.system.uuid();
  const { url, expected } = await refusing(tenant, () => protocol.begin(connection, id));
  const [browser, now] = [drawSecret(house), house.system.now()];
  const attempt: AttemptRecord = {
    id,
    providerId: provider.id,
    browser: secretHash(browser),
    expected: { ...expected, to: to ?? '' },
    createdAt: now,
    expiresAt: new Date(Date.parse(now) + attemptMinutes * 60_000).toISOString(),
    answeredAt: null,
    userId: null,
    signOut: null,
    finishedAt: null,
  };
  const forgetBefore = new Date(Date.parse(now) - rememberedMs).toISOString();
  await house.database.unit(tenant, (unit) => unit.identityProviders.addAttempt(attempt, forgetBefore));
  return { url, browser };
}

/** What a provider's answer proves. The id of the attempt that it finishes; throws with an SSO_ code. */
export async function answerSignOn(
  house: House,
  providerId: string,
  answer: Readonly<Record<string, string>>,
  from: From,
): Promise<string> {
  const { tenant, provider } = await providerInUse(house, providerId);
  const id = (provider.kind === 'oidc' ? answer['state'] : answer['RelayState']) ?? '';
  const attempt = await house.database.unit(tenant, (unit) => useUp(house, unit, tenant, provider, id));
  const [protocol, connection] = await protocolOf(house, tenant, provider);
  const { expected } = attempt;
  const identity = await refusing(tenant, () =>
    protocol.prove(connection, { id: attempt.id, expected, now: house.system.now() }, answer),
  );
  const signOut = await sealSecret(house, tenant, 'sign-out', provider.id, identity.signOut);
  await house.database.unit(tenant, async (unit) => {
    try {
      const userId = await admit(house, unit, provider, identity, from);
      await unit.identityProviders.changeAttempt(attempt.id, { userId, signOut });
    } catch (error) {
      throw error instanceof Refusal ? error.concerning({ holder: { tenant, userId: null } }) : error;
    }
  });
  return attempt.id;
}

/** An attempt is answered once, whatever the answer is worth. */
async function useUp(
  house: House,
  unit: Unit,
  tenant: string,
  provider: ProviderRecord,
  id: string,
): Promise<AttemptRecord> {
  const attempt = isUuid(id) ? await unit.identityProviders.takeAttempt(id) : null;
  if (attempt?.providerId !== provider.id) throw refused(tenant, 'SSO_UNSOLICITED', 'nobody asked for this answer');
  if (attempt.answeredAt !== null) throw refused(tenant, 'SSO_REPLAYED', 'this sign-in has been answered already');
  const now = house.system.now();
  if (attempt.expiresAt <= now) throw refused(tenant, 'SSO_EXPIRED', 'the answer comes too late');
  await unit.identityProviders.changeAttempt(attempt.id, { answeredAt: now });
  return attempt;
}

export interface FinishedSignOn extends SignedIn {
  /** Path below our address where the person wanted to go; '' to the start. */
  readonly to: string;
}

/** The session, for the browser that began; throws SSO_UNSOLICITED for any other. */
export async function finishSignOn(
  house: House,
  providerId: string,
  id: string,
  browser: string | undefined,
  from: From,
): Promise<FinishedSignOn> {
  const { tenant, provider } = await providerInUse(house, providerId);
  const { userId, signOut, expected } = await house.database.unit(tenant, async (unit) => {
    const attempt = isUuid(id) ? await unit.identityProviders.takeAttempt(id) : null;
    const now = house.system.now();
    if (attempt?.providerId !== provider.id || !began(attempt, browser))
      throw refused(tenant, 'SSO_UNSOLICITED', 'this sign-in was not begun in this browser');
    if (attempt.finishedAt !== null) throw refused(tenant, 'SSO_REPLAYED', 'this sign-in is finished');
    if (attempt.expiresAt <= now) throw refused(tenant, 'SSO_EXPIRED', 'the answer comes too late');
    await unit.identityProviders.changeAttempt(attempt.id, { finishedAt: now });
    return attempt;
  });
  if (userId === null) throw refused(tenant, 'SSO_INVALID', 'the provider has not answered');
  const signedIn = await openSession(house, tenant, userId, provider.kind, from, { providerId: provider.id, signOut });
  return { ...signedIn, to: expected['to'] ?? '' };
}

/** Was it this browser that began? Looked at before the provider's answer is, where the browser itself brings that. */
export async function checkBrowser(
  house: House,
  providerId: string,
  id: string,
  browser: string | undefined,
): Promise<void> {
  const { tenant } = await providerInUse(house, providerId);
  const attempt = isUuid(id)
    ? await house.database.unit(tenant, (unit) => unit.identityProviders.takeAttempt(id))
    : null;
  if (!attempt || !began(attempt, browser))
    throw refused(tenant, 'SSO_UNSOLICITED', 'this sign-in was not begun in this browser');
}

const began = ({ browser }: AttemptRecord, secret: string | undefined): boolean =>
  secret !== undefined && sameSecret(secretHash(secret), browser);

export async function providerInUse(
  house: House,
  id: string,
): Promise<{ readonly tenant: string; readonly provider: ProviderRecord }> {
  const found = isUuid(id) ? await house.database.lookups.provider(id) : null;
  const provider = found && (await house.database.unit(found.tenant, (unit) => unit.identityProviders.find(id)));
  if (!provider) throw new Refusal('NOT_FOUND', 'no such identity provider');
  return { tenant: found.tenant, provider };
}
