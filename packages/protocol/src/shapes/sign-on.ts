/** Signing in at an identity provider, and setting one up. */
import { type Static, Type } from 'typebox';
import { Id, Instant, Role } from './common.ts';

const closed = { additionalProperties: false };
const Address = Type.String({ minLength: 8, maxLength: 2000, pattern: '^https?://' });
const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(of: T) => Type.Union([of, Type.Null()]);

export const SignOnQuestion = Type.Object(
  { email: Type.String({ minLength: 3, maxLength: 254, pattern: '^[^\\s@]+@[^\\s@]+$' }) },
  closed,
);
/** Where somebody with this address can sign in. Says nothing about whether there is such a person. */
export const SignOnOffer = Type.Object({
  providers: Type.Array(
    Type.Object({
      id: Id,
      name: Type.String(),
      kind: Type.Enum(['oidc', 'saml']),
      organisation: Type.String(),
    }),
  ),
});
export type SignOnOffer = Static<typeof SignOnOffer>;

export const BeginSignOn = Type.Object(
  {
    provider_id: Id,
    /** Path of the web application to come back to. */
    to: Type.Optional(Type.String({ maxLength: 500, pattern: '^/(?![/\\\\])' })),
  },
  closed,
);
export type BeginSignOn = Static<typeof BeginSignOn>;
/** Where the browser goes. */
export const BegunSignOn = Type.Object({ url: Type.String() });
export type BegunSignOn = Static<typeof BegunSignOn>;

/** `url`: where the browser goes to be signed out at the identity provider too; null: nowhere. */
export const SignedOut = Type.Object({ url: nullable(Type.String()) });
export type SignedOut = Static<typeof SignedOut>;

// ---- setting up

/** A domain of e-mail addresses. */
const Domain = Type.String({ maxLength: 150, pattern: '^[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+$' });

const rules = {
  /** Domains whose addresses are the organisation's: only these are let in, and joined to who is here already. */
  domains: Type.Optional(Type.Array(Domain, { maxItems: 50 })),
  /** The claim (OpenID) or attribute (SAML) that names groups or roles. */
  role_claim: Type.Optional(nullable(Type.String({ minLength: 1, maxLength: 300 }))),
  /** What its values are here; of several the highest counts. */
  roles: Type.Optional(Type.Record(Type.String({ minLength: 1, maxLength: 300 }), Role, { maxProperties: 200 })),
  /** What everybody else becomes who comes from there; null: they are not let in. */
  default_role: Type.Optional(nullable(Role)),
};
const oidc = Type.Object(
  {
    /** The issuer, or its /.well-known/openid-configuration. */
    discovery_url: Address,
    client_id: Type.String({ minLength: 1, maxLength: 300 }),
    /** Never given back; without it the one that is kept stays. */
    client_secret: Type.Optional(Type.String({ minLength: 1, maxLength: 1000 })),
    scopes: Type.Optional(Type.Array(Type.String({ maxLength: 100, pattern: '^[!-~]+$' }), { maxItems: 20 })),
    /** The provider gives verified addresses although it does not say so (`email_verified`). */
    emails_verified: Type.Optional(Type.Boolean()),
  },
  closed,
);
const saml = Type.Object(
  {
    /** Read anew every hour. */
    metadata_url: Type.Optional(Address),
    /** Instead of the address: the XML itself. */
    metadata: Type.Optional(Type.String({ minLength: 1, maxLength: 200_000 })),
    /** Attribute with the e-mail address, where it has an unusual name. */
    email_attribute: Type.Optional(nullable(Type.String({ minLength: 1, maxLength: 300 }))),
  },
  closed,
);

const name = Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' });
export const NewIdentityProvider = Type.Object(
  {
    kind: Type.Enum(['oidc', 'saml']),
    name,
    enabled: Type.Optional(Type.Boolean()),
    ...rules,
    oidc: Type.Optional(oidc),
    saml: Type.Optional(saml),
  },
  closed,
);
export type NewIdentityProvider = Static<typeof NewIdentityProvider>;
export const IdentityProviderPatch = Type.Object(
  {
    name: Type.Optional(name),
    enabled: Type.Optional(Type.Boolean()),
    ...rules,
    oidc: Type.Optional(oidc),
    saml: Type.Optional(saml),
  },
  closed,
);
export type IdentityProviderPatch = Static<typeof IdentityProviderPatch>;

export const IdentityProvider = Type.Object(
  {
    id: Id,
    kind: Type.Enum(['oidc', 'saml']),
    name: Type.String(),
    enabled: Type.Boolean(),
    domains: Type.Array(Type.String()),
    role_claim: nullable(Type.String()),
    roles: Type.Record(Type.String(), Role),
    default_role: nullable(Role),
    /** By the server's configuration: not changed here. */
    configured: Type.Boolean(),
    created_at: Instant,
    oidc: nullable(
      Type.Object({
        discovery_url: Type.String(),
        client_id: Type.String(),
        scopes: Type.Array(Type.String()),
        emails_verified: Type.Boolean(),
        has_secret: Type.Boolean(),
      }),
    ),
    saml: nullable(Type.Object({ metadata_url: nullable(Type.String()), email_attribute: nullable(Type.String()) })),
    /** What the provider is told about us: where answers go, our SAML metadata, where people land when they are signed out. */
    addresses: Type.Object({
      answer: Type.String(),
      metadata: nullable(Type.String()),
      signed_out: Type.String(),
    }),
  },
  { title: 'IdentityProvider' },
);
export type IdentityProvider = Static<typeof IdentityProvider>;
export const IdentityProviderList = Type.Object({ identity_providers: Type.Array(IdentityProvider) });
export type IdentityProviderList = Static<typeof IdentityProviderList>;

// ---- whose domains are

export const ProveDomain = Type.Object({ domain: Domain }, closed);
export const DomainList = Type.Object({
  /** Providers speak for these alone; false: for whichever they name. */
  needed: Type.Boolean(),

  domains: Type.Array(Type.Object({ domain: Type.String(), proved_at: Instant })),
});
export type DomainList = Static<typeof DomainList>;
export const DomainProof = Type.Object(
  {
    domain: Type.String(),
    /** null: not yet. */
    proved_at: nullable(Instant),
    /** What has to be in the DNS. */
    record: Type.Object({ name: Type.String(), type: Type.Literal('TXT'), value: Type.String() }),
    /** What is there under that name; null: no name server answers. */
    found: nullable(Type.Array(Type.String())),
  },
  { title: 'DomainProof' },
);
export type DomainProof = Static<typeof DomainProof>;
