/** An identity provider as its protocol needs it. */
import type { ProviderRecord } from '../../ports/identity-providers.ts';
import {
  type Connection,
  type OidcSettings,
  type SamlSettings,
  type SignOnAddresses,
  SignOnError,
  type SignOnProtocol,
} from '../../ports/sign-on.ts';
import type { House } from '../house.ts';
import { Refusal } from '../refusal.ts';
import { openSecret } from '../sealed-secrets.ts';

type OfEither = SignOnProtocol<OidcSettings | SamlSettings>;

export const addressesOf = ({ publicUrl }: Pick<House, 'publicUrl'>, id: string): SignOnAddresses => {
  const base = `${publicUrl}/api/auth/sign-on/${id}`;
  return { answer: `${base}/answer`, metadata: `${base}/metadata`, signedOut: `${base}/signed-out` };
};

/** Its protocol, and what that is told; settings and protocol are of one kind, which the types do not see. */
export async function protocolOf(
  house: House,
  tenant: string,
  provider: Pick<ProviderRecord, 'id' | 'kind' | 'settings' | 'sealed'>,
): Promise<[OfEither, Connection<OidcSettings | SamlSettings>]> {
  const { id, kind, settings, sealed } = provider;
  const secret = sealed && (await openSecret(house, tenant, { kind: 'provider', id, sealed }));
  return [house.signOn[kind] as unknown as OfEither, { settings, secret, addresses: addressesOf(house, id) }];
}

/** What a protocol does not believe, as a refusal in the log of the organisation that it was about. */
export async function refusing<T>(tenant: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SignOnError)) throw error;
    throw refused(tenant, error.code, error.message, error);
  }
}

export const refused = (tenant: string, code: Refusal['code'], detail?: string, cause?: unknown): Refusal =>
  new Refusal(code, detail, {}, cause).concerning({ holder: { tenant, userId: null } });
