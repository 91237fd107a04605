/** Ending a session, also where it began. */
import type { SignedOut } from '@sprintforge/protocol';
import { SignOnError } from '../../ports/sign-on.ts';
import type { Caller, House } from '../house.ts';
import { openSecret } from '../sealed-secrets.ts';
import { endSession } from '../sessions.ts';
import { protocolOf } from './connection.ts';

/** Here at once; `url`: where the browser goes to be signed out at the identity provider, if there is such a place. */
export async function signOut(house: House, caller: Caller): Promise<SignedOut> {
  if (!caller.session) return { url: null };
  const begun = await house.database.unit(caller.tenant, async (unit) => {
    const session = await unit.signIns.session(caller.tokenId);
    const provider = session?.providerId ? await unit.identityProviders.find(session.providerId) : null;
    return session?.signOut && provider ? { provider, said: session.signOut } : null;
  });
  await endSession(house, caller, caller.tokenId);
  if (begun === null) return { url: null };
  const { provider, said } = begun;
  const [protocol, connection] = await protocolOf(house, caller.tenant, provider);
  const wanted = await openSecret(house, caller.tenant, { kind: 'sign-out', id: provider.id, sealed: said });
  try {
    return { url: await protocol.signOut(connection, wanted) };
  } catch (error) {
    // the session here has ended; a provider that cannot be asked does not change that
    if (error instanceof SignOnError) return { url: null };
    throw error;
  }
}
