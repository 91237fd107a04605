/** Signing in and sealing, as the configuration file says them. */
import { Type } from 'typebox';
import { KEY_HOLDERS } from '../ports/keys.ts';
import { choice, flag, like, named, safeAddress, some, text } from './shape-words.ts';

/** Of the same service. */
const formerKeys = (variable: string) =>
  Type.Array(text(undefined, 'a key that still opens', 'sprintforge-2025'), {
    ...named(variable, {
      description: 'keys of before, until nothing is wrapped by them',
      examples: [['sprintforge-2025']],
    }),
  });

export const encryption = some('What is sealed, and under whose key', {
  at_rest: choice(undefined, ['AES-256'], 'how files are sealed; there is no other way'),
  in_transit: choice(undefined, ['TLS-1.3', 'TLS-1.2'], 'oldest version that is spoken'),
  key_management: choice(undefined, ['installation', 'customer-managed'], 'who holds the master key'),
  key: text('SPRINTFORGE_SEALING_KEY', 'the master key: base64 of 32 bytes', '${SEALING_KEY}'),
  former_keys: Type.Array(text(undefined, 'a former master key', '${FORMER_SEALING_KEY}'), {
    ...named('SPRINTFORGE_SEALING_KEY_FORMER', {
      description: 'master keys that still open',
      examples: [['${FORMER_KEY}']],
    }),
  }),
  holder: choice(
    'SPRINTFORGE_KEY_HOLDER',
    KEY_HOLDERS,
    'who holds the master key from now on, where several are named: the others still open',
  ),
  vault: some(
    "A key service that speaks Vault's transit protocol (HashiCorp Vault, OpenBao)",
    {
      address: like('VAULT_ADDR', safeAddress, 'its address, https', 'https://vault.example.com:8200'),
      token: text('VAULT_TOKEN', 'a token that may encrypt and decrypt with the key', '${VAULT_TOKEN}'),
      key: text('SPRINTFORGE_VAULT_KEY', 'name of the key', 'sprintforge'),
      mount: text('SPRINTFORGE_VAULT_MOUNT', 'where the transit engine is mounted', 'transit'),
      former_keys: formerKeys('SPRINTFORGE_VAULT_KEY_FORMER'),
    },
    ['address', 'token', 'key'],
  ),
  kms: some(
    'A key of AWS KMS',
    {
      key: text('SPRINTFORGE_KMS_KEY', 'ARN, id or alias of a symmetric key', 'alias/sprintforge'),
      region: like('SPRINTFORGE_KMS_REGION', '^[a-z0-9-]+$', 'its region', 'eu-central-1'),
      endpoint: like(
        'SPRINTFORGE_KMS_ENDPOINT',
        safeAddress,
        'of another service that speaks the protocol',
        'https://kms.example.com',
      ),
      access_key: text(
        'SPRINTFORGE_KMS_ACCESS_KEY',
        "access key; else AWS's own ways are tried (role, profile)",
        '${KMS_ACCESS_KEY}',
      ),
      secret_key: text('SPRINTFORGE_KMS_SECRET_KEY', 'and its secret', '${KMS_SECRET_KEY}'),
      former_keys: formerKeys('SPRINTFORGE_KMS_KEY_FORMER'),
    },
    ['key', 'region'],
  ),
});

const roleNames = ['viewer', 'contributor', 'editor', 'owner'];

export const sso = some(
  'Signing in at an identity provider',
  {
    provider: text('SPRINTFORGE_SSO_NAME', 'name that people see', 'okta'),
    metadata_url: like(
      'SPRINTFORGE_SSO_METADATA',
      '^https://[^\\s/]+',
      "SAML 2.0: the provider's metadata",
      'https://acme.okta.com/app/metadata',
    ),
    email_attribute: text('SPRINTFORGE_SSO_EMAIL_ATTRIBUTE', 'SAML 2.0: attribute with the e-mail address', 'mail'),
    discovery_url: like(
      'SPRINTFORGE_SSO_DISCOVERY',
      '^https://[^\\s/]+',
      'OpenID Connect: the issuer',
      'https://login.microsoftonline.com/TENANT/v2.0',
    ),
    client_id: text('SPRINTFORGE_SSO_CLIENT_ID', 'OpenID Connect: who we are there', 'sprintforge'),
    client_secret: text('SPRINTFORGE_SSO_CLIENT_SECRET', 'OpenID Connect: and how we show it', '${SSO_CLIENT_SECRET}'),
    scopes: Type.Array(like(undefined, '^[!-+\\--~]{1,100}$', 'a scope', 'groups'), {
      maxItems: 20,
      ...named('SPRINTFORGE_SSO_SCOPES', {
        description: 'OpenID Connect: what is asked for besides `openid`',
        examples: [['profile', 'email', 'groups']],
      }),
    }),
    emails_verified: flag(
      'SPRINTFORGE_SSO_EMAILS_VERIFIED',
      'OpenID Connect: it gives verified addresses although it does not say so',
    ),
    role_claim: text('SPRINTFORGE_SSO_ROLE_CLAIM', 'claim or attribute that names groups', 'groups'),
    roles: Type.Record(Type.String({ minLength: 1, maxLength: 300 }), choice(undefined, roleNames, 'what it is here'), {
      maxProperties: 200,
      ...named('SPRINTFORGE_SSO_ROLES', {
        description: 'what the values of role_claim are here (as a variable: JSON); of several the highest counts',
        examples: [{ planners: 'editor' }],
      }),
    }),
    domains: Type.Array(text(undefined, 'a domain of e-mail addresses', 'acme.com'), {
      ...named('SPRINTFORGE_SSO_DOMAINS', {
        description: 'addresses of these domains sign in there',
        examples: [['acme.com']],
      }),
    }),
    default_role: choice('SPRINTFORGE_SSO_ROLE', roleNames, 'what a new person is who is named by no group'),
  },
  ['provider'],
);
