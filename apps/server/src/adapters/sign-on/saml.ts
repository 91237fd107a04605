/** SAML 2.0 as a service provider: requests by redirect, answers by POST. node-saml verifies signatures; what must be signed says what holds. */
import type * as nodeSaml from '@node-saml/node-saml';
import { LRUCache } from 'lru-cache';
import { type Outgoing, OutgoingError } from '../../ports/outgoing.ts';
import { type Connection, type SamlSettings, SignOnError, type SignOnProtocols } from '../../ports/sign-on.ts';
import { identityIn, type Node } from './saml-assertion.ts';
import { newSamlKey, type SamlKey } from './saml-key.ts';
import { type ProviderMetadata, readMetadata } from './saml-metadata.ts';
import { named, parseSaml, weaklySigned } from './saml-xml.ts';

type SamlConnection = Connection<SamlSettings>;

/** So long metadata behind an address is taken as read. */
const rememberedMs = 3_600_000;

export function samlSignOn(outgoing: Outgoing): SignOnProtocols['saml'] {
  const read = new LRUCache<string, string>({ max: 200, ttl: rememberedMs });

  /** As the provider says now; as it once said while it does not answer. */
  async function current({ metadataUrl, metadata }: SamlSettings): Promise<ProviderMetadata> {
    if (metadataUrl === null) return readMetadata(metadata);
    const known = read.get(metadataUrl);
    if (known !== undefined) return readMetadata(known);
    try {
      const now = await fetched(outgoing, metadataUrl);
      const found = readMetadata(now);
      read.set(metadataUrl, now);
      return found;
    } catch (error) {
      if (!(error instanceof SignOnError)) throw error;
      return readMetadata(metadata);
    }
  }

  async function open(connection: SamlConnection, request?: string): Promise<[nodeSaml.SAML, ProviderMetadata]> {
    const [{ SAML }, provider] = [await import('@node-saml/node-saml'), await current(connection.settings)];
    return [new SAML(optionsOf(connection, provider, request)), provider];
  }

  return {
    newKey: newSamlKey,
    async check({ settings }) {
      const metadata =
        settings.metadataUrl === null ? settings.metadata : await fetched(outgoing, settings.metadataUrl);
      readMetadata(metadata);
      return { ...settings, metadata };
    },
    async ourMetadata(connection) {
      const { generateServiceProviderMetadata } = await import('@node-saml/node-saml');
      const { certificate } = keyOf(connection);
      return generateServiceProviderMetadata({
        issuer: connection.addresses.metadata,
        callbackUrl: connection.addresses.answer,
        logoutCallbackUrl: connection.addresses.signedOut,
        identifierFormat: null,
        wantAssertionsSigned: true,
        publicCerts: certificate,
        privateKey: keyOf(connection).privateKey,
      });
    },
    async begin(connection, attempt) {
      const [saml] = await open(connection, requestOf(attempt));
      return { url: await saml.getAuthorizeUrlAsync(attempt, undefined, {}), expected: {} };
    },
    async prove(connection, { id, now }, answer) {
      const response = answer['SAMLResponse'];
      if (!response) throw new SignOnError('SSO_INVALID', 'saml', 'there is no SAMLResponse');
      const [saml, provider] = await open(connection);
      const assertion = await verified(saml, response);
      return identityIn(assertion, {
        issuer: provider.entityId,
        audience: connection.addresses.metadata,
        recipient: connection.addresses.answer,
        request: requestOf(id),
        now,
        emailAttribute: connection.settings.emailAttribute,
      });
    },
    async signOut(connection, said) {
      const [saml, { signOut }] = await open(connection);
      if (signOut === null) return null;
      const { nameId, format, session } = JSON.parse(said) as Readonly<Record<string, string | null>>;
      const person = { nameID: nameId, nameIDFormat: format, ...(session ? { sessionIndex: session } : {}) };
      return saml.getLogoutUrlAsync(person as nodeSaml.Profile, '', {});
    },
  };
}

/** An id in XML begins with no digit. */
const requestOf = (attempt: string): string => `_${attempt}`;

const keyOf = ({ secret }: SamlConnection): SamlKey => JSON.parse(secret ?? '') as SamlKey;

const optionsOf = (
  connection: SamlConnection,
  { entityId, signOn, signOut, certificates }: ProviderMetadata,
  request: string | undefined,
): nodeSaml.SamlConfig => ({
  issuer: connection.addresses.metadata,
  callbackUrl: connection.addresses.answer,
  entryPoint: signOn,
  logoutUrl: signOut ?? signOn,
  idpIssuer: entityId,
  idpCert: [...certificates],
  privateKey: keyOf(connection).privateKey,
  signatureAlgorithm: 'sha256',
  digestAlgorithm: 'sha256',
  identifierFormat: null,
  disableRequestedAuthnContext: true, // how somebody signs in is the provider's business
  wantAssertionsSigned: true,
  wantAuthnResponseSigned: false,
  // what the assertion says is looked at in `identityIn`, and more closely
  audience: false,
  acceptedClockSkewMs: -1,
  ...(request === undefined ? {} : { generateUniqueId: () => request }),
});

/** The assertion once its signature holds. */
async function verified(saml: nodeSaml.SAML, response: string): Promise<Node> {
  const root = parseSaml(Buffer.from(response, 'base64').toString('utf8'));
  const denied = statusOf(root);
  if (denied !== null) throw new SignOnError('SSO_DENIED', 'saml', `the provider answered ${denied}`);
  if (weaklySigned(root)) throw new SignOnError('SSO_SIGNATURE', 'saml', 'signatures need SHA-256 or better');
  try {
    const { profile } = await saml.validatePostResponseAsync({ SAMLResponse: response });
    const assertion = profile?.getAssertion?.()['Assertion'];
    if (!assertion) throw new SignOnError('SSO_INVALID', 'saml', 'there is no assertion');
    return assertion as Node;
  } catch (error) {
    if (error instanceof SignOnError) throw error;
    const code = /signature|decrypt/i.test((error as Error).message) ? 'SSO_SIGNATURE' : 'SSO_INVALID';
    throw new SignOnError(code, 'saml', 'the signature of the answer does not hold', error);
  }
}

/** Last word of a status that is no success; null: success. */
function statusOf(root: ReturnType<typeof parseSaml>): string | null {
  const codes = named(root, 'StatusCode').map((one) => /[\w-]+$/.exec(one.getAttribute('Value') ?? '')?.[0] ?? '');
  return codes[0] === 'Success' ? null : (codes.at(-1) ?? 'without a status');
}

async function fetched(outgoing: Outgoing, url: string): Promise<string> {
  try {
    const { status, body } = await outgoing.call(url, { method: 'GET', headers: { accept: 'application/xml' } });
    if (status !== 200) throw new SignOnError('SSO_UNREACHABLE', 'saml', `the metadata's address answers ${status}`);
    return Buffer.from(body).toString('utf8');
  } catch (error) {
    if (!(error instanceof OutgoingError)) throw error;
    throw new SignOnError('SSO_UNREACHABLE', 'saml', error.message, error);
  }
}
