/** OpenID Connect: authorization code with PKCE, state and nonce; what the provider is asked goes through `Outgoing`. */
import { LRUCache } from 'lru-cache';
import type * as openid from 'openid-client';
import { type Outgoing, OutgoingError } from '../../ports/outgoing.ts';
import {
  type Connection,
  type OidcSettings,
  type ProvenIdentity,
  SignOnError,
  type SignOnFault,
  type SignOnProtocol,
} from '../../ports/sign-on.ts';

type Library = typeof openid;
type OidcConnection = Connection<OidcSettings>;

/** So long a provider's own description and keys are taken as read. */
const rememberedMs = 3_600_000;

export function oidcSignOn(outgoing: Outgoing): SignOnProtocol<OidcSettings> {
  const known = new LRUCache<string, openid.Configuration>({ max: 200, ttl: rememberedMs });
  const calling = callsThrough(outgoing);

  /** The library with what the provider says of itself; loaded when somebody first needs it. */
  async function open(connection: OidcConnection): Promise<[Library, openid.Configuration]> {
    const library = await import('openid-client');
    const key = JSON.stringify([connection.settings.discovery, connection.settings.clientId, connection.secret]);
    const found = known.get(key) ?? (await translated(() => discovered(library, connection, calling)));
    known.set(key, found, { noUpdateTTL: true });
    return [library, found];
  }

  return {
    async check(connection) {
      const { settings } = connection;
      const [, configuration] = await open(connection);
      const { authorization_endpoint: authorize, token_endpoint: token } = configuration.serverMetadata();
      if (!authorize || !token)
        throw new SignOnError('SSO_INVALID', 'oidc', 'the provider has no authorization code flow');
      return settings;
    },
    async begin(connection, attempt) {
      const [library, configuration] = await open(connection);
      const expected = { nonce: library.randomNonce(), verifier: library.randomPKCECodeVerifier() };
      const url = library.buildAuthorizationUrl(configuration, {
        redirect_uri: connection.addresses.answer,
        scope: connection.settings.scopes.join(' '),
        state: attempt,
        nonce: expected.nonce,
        code_challenge: await library.calculatePKCECodeChallenge(expected.verifier),
        code_challenge_method: 'S256',
      });
      return { url: url.href, expected };
    },
    async prove(connection, { id, expected }, answer) {
      const [library, configuration] = await open(connection);
      return translated(async () => {
        const url = new URL(connection.addresses.answer);
        for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
        const tokens = await library.authorizationCodeGrant(configuration, url, {
          expectedState: id,
          expectedNonce: expected['nonce'] ?? '',
          pkceCodeVerifier: expected['verifier'] ?? '',
          idTokenExpected: true,
        });
        const claims = tokens.claims()!;
        const more = configuration.serverMetadata().userinfo_endpoint
          ? await library.fetchUserInfo(configuration, tokens.access_token, claims.sub)
          : {};
        return identityOf({ ...more, ...claims }, tokens.id_token ?? '', connection.settings);
      });
    },
    async signOut(connection, said) {
      const [library, configuration] = await open(connection);
      if (!configuration.serverMetadata().end_session_endpoint) return null;
      const where = { post_logout_redirect_uri: connection.addresses.signedOut, id_token_hint: said };
      return library.buildEndSessionUrl(configuration, where).href;
    },
  };
}

async function discovered(
  library: Library,
  { settings, secret }: OidcConnection,
  calling: openid.CustomFetch,
): Promise<openid.Configuration> {
  const plain = settings.discovery.startsWith('http:'); // `Outgoing` allows that to named networks only
  const configuration = await library.discovery(
    new URL(settings.discovery),
    settings.clientId,
    {},
    secret === null ? library.None() : library.ClientSecretBasic(secret),
    { [library.customFetch]: calling, ...(plain ? { execute: [library.allowInsecureRequests] } : {}) },
  );
  configuration[library.customFetch] = calling;
  // the ID token's signature is looked at although it comes over TLS from the provider itself
  library.enableNonRepudiationChecks(configuration);
  return configuration;
}

/** The library's fetch; answers are read whole and bounded. */
const callsThrough =
  (outgoing: Outgoing): openid.CustomFetch =>
  async (url, { method, headers, body }) => {
    const text = body === undefined || body === null ? {} : { body: String(body) };
    const answer = await outgoing.call(url, { method: method === 'POST' ? 'POST' : 'GET', headers, ...text });
    const empty = answer.status === 204 || answer.status === 304;
    return new Response(empty ? null : Buffer.from(answer.body), { status: answer.status, headers: answer.headers });
  };

function identityOf(
  claims: Readonly<Record<string, unknown>>,
  idToken: string,
  settings: OidcSettings,
): ProvenIdentity {
  const text = (name: string): string | null => (typeof claims[name] === 'string' ? (claims[name] as string) : null);
  return {
    subject: String(claims['sub']),
    email: text('email'),
    emailVerified: claims['email_verified'] === true || settings.emailsVerified,
    name: text('name') ?? text('preferred_username'),
    claims: Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, textsOf(value)])),
    signOut: idToken,
  };
}

const textsOf = (value: unknown): readonly string[] =>
  [value].flat().flatMap((one) => (typeof one === 'string' || typeof one === 'number' ? [String(one)] : []));

/** What the library throws, by its own codes, as a fault of ours. */
async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SignOnError) throw error;
    const unreachable = causeOf(error, (one) => one instanceof OutgoingError);
    if (unreachable) throw new SignOnError('SSO_UNREACHABLE', 'oidc', (unreachable as Error).message, error);
    const { code, error: said } = error as { code?: string; error?: string };
    if (code === undefined && said === undefined) throw error;
    if (causeOf(error, (one) => /signature verification failed/.test((one as Error).message)))
      throw new SignOnError('SSO_SIGNATURE', 'oidc', 'the signature of the ID token does not hold', error);
    const [fault, message] = faultOf(code ?? '', said, claimOf(error));
    throw new SignOnError(fault, 'oidc', message, error);
  }
}

function faultOf(code: string, said: string | undefined, claim: string | undefined): [SignOnFault, string] {
  if (code === 'OAUTH_AUTHORIZATION_RESPONSE_ERROR') return ['SSO_DENIED', `the provider answered ${word(said)}`];
  if (said !== undefined) return ['SSO_INVALID', `the provider does not take the code (${word(said)})`];
  if (code === 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED') return ['SSO_EXPIRED', 'the ID token has expired'];
  if (code === 'OAUTH_KEY_SELECTION_FAILED') return ['SSO_SIGNATURE', 'the provider has no such key'];
  if (claim === 'aud') return ['SSO_AUDIENCE', 'the ID token is for another client'];
  if (claim !== undefined) return ['SSO_INVALID', `the ID token does not fit in ${word(claim)}`];
  return ['SSO_INVALID', `the answer does not hold (${code})`];
}

/** Names of errors and claims only. */
const word = (text = ''): string => (/^[\w.-]{1,60}$/.test(text) ? text : 'something else');

/** The claim that did not fit, which the library tells in the innermost cause. */
function claimOf(error: unknown): string | undefined {
  let inner = error;
  while (inner instanceof Error) inner = inner.cause;
  const { claim } = (inner ?? {}) as { readonly claim?: unknown };
  return typeof claim === 'string' ? claim : undefined;
}

function causeOf(error: unknown, fits: (one: unknown) => boolean): unknown {
  for (let one = error; one instanceof Error; one = one.cause) if (fits(one)) return one;
  return undefined;
}
