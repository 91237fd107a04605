/** Signing in at somebody else's: what OpenID Connect and SAML have in common. */

/** Of an OpenID provider. */
export interface OidcSettings {
  /** The issuer, or the address of its discovery document. */
  readonly discovery: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** It gives addresses that it has verified, although it does not say so in `email_verified`. */
  readonly emailsVerified: boolean;
}

/** Of a SAML 2.0 identity provider: its metadata, as last read. */
export interface SamlSettings {
  /** Where the metadata is read anew; null: it was pasted. */
  readonly metadataUrl: string | null;
  readonly metadata: string;
  /** Attribute with the e-mail address; null: by its usual names, then the subject. */
  readonly emailAttribute: string | null;
}

export type ProtocolName = 'oidc' | 'saml';

/** Our own addresses at a provider. */
export interface SignOnAddresses {
  /** Where answers come. */
  readonly answer: string;
  /** Our SAML metadata, and our name in SAML. */
  readonly metadata: string;
  /** Where a provider sends people after it signed them out. */
  readonly signedOut: string;
}

export interface Connection<Settings> {
  readonly settings: Settings;
  /** What only we and the provider know: a client secret, or our private key. */
  readonly secret: string | null;
  readonly addresses: SignOnAddresses;
}

/** Who somebody is, as a provider proved it. */
export interface ProvenIdentity {
  /** Never changes at this provider. */
  readonly subject: string;
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly name: string | null;
  /** What else it says, each as a list of texts. */
  readonly claims: Readonly<Record<string, readonly string[]>>;
  /** What it wants to hear when the session ends. */
  readonly signOut: string;
}

export interface SignOnProtocol<Settings> {
  /** As they are kept, once the provider has been asked; throws `SignOnError` SSO_UNREACHABLE or SSO_INVALID. */
  check(connection: Connection<Settings>): Promise<Settings>;
  /** Where the browser goes, and what the answer must fit to. `attempt` comes back with the answer. */
  begin(
    connection: Connection<Settings>,
    attempt: string,
  ): Promise<{ readonly url: string; readonly expected: Readonly<Record<string, string>> }>;
  /** Throws `SignOnError`. `answer`: what the browser brought, by name. */
  prove(
    connection: Connection<Settings>,
    attempt: { readonly id: string; readonly expected: Readonly<Record<string, string>>; readonly now: string },
    answer: Readonly<Record<string, string>>,
  ): Promise<ProvenIdentity>;
  /** Where the browser goes to be signed out there; null: the provider offers no such thing. */
  signOut(connection: Connection<Settings>, said: string): Promise<string | null>;
}

export interface SignOnProtocols {
  readonly oidc: SignOnProtocol<OidcSettings>;
  readonly saml: SignOnProtocol<SamlSettings> & {
    /** A key of our own for a new provider, as it is kept. */
    newKey(): Promise<string>;
    /** What the provider is told about us. */
    ourMetadata(connection: Connection<SamlSettings>): Promise<string>;
  };
}

/** Why an answer is not believed. */
export type SignOnFault =
  | 'SSO_UNREACHABLE'
  | 'SSO_DENIED'
  | 'SSO_INVALID'
  | 'SSO_SIGNATURE'
  | 'SSO_EXPIRED'
  | 'SSO_AUDIENCE'
  | 'SSO_REPLAYED'
  | 'SSO_UNSOLICITED';

export class SignOnError extends Error {
  readonly code: SignOnFault;
  readonly where: { readonly protocol: ProtocolName };
  /** `message` is for the person's administrator: it holds nothing of the answer but names. */
  constructor(code: SignOnFault, protocol: ProtocolName, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'SignOnError';
    this.code = code;
    this.where = { protocol };
  }
}
