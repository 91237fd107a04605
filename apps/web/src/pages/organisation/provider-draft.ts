/** What is typed about an identity provider, and the request that it becomes. */
import type { IdentityProvider, IdentityProviderPatch, NewIdentityProvider, RoleName } from '@sprintforge/protocol';
import type { Messages } from '../../text/messages.ts';
import { type RoleRow, rolesOf, rowsOf } from './role-rows.tsx';

export interface ProviderDraft {
  readonly kind: 'oidc' | 'saml';
  readonly name: string;
  readonly enabled: boolean;
  readonly discovery: string;
  readonly clientId: string;
  /** Empty: the one that is kept stays. */
  readonly clientSecret: string;
  readonly scopes: string;
  readonly verified: boolean;
  readonly metadataBy: 'url' | 'xml';
  readonly metadataUrl: string;
  /** Empty: what is kept stays. */
  readonly metadata: string;
  readonly emailAttribute: string;
  readonly domains: string;
  readonly roleClaim: string;
  readonly roles: readonly RoleRow[];
  readonly defaultRole: RoleName | null;
}

export const draftOf = (provider: IdentityProvider | null): ProviderDraft => ({
  kind: provider?.kind ?? 'oidc',
  name: provider?.name ?? '',
  enabled: provider?.enabled ?? true,
  discovery: provider?.oidc?.discovery_url ?? '',
  clientId: provider?.oidc?.client_id ?? '',
  clientSecret: '',
  scopes: (provider?.oidc?.scopes ?? ['profile', 'email']).filter((scope) => scope !== 'openid').join(' '),
  verified: provider?.oidc?.emails_verified ?? false,
  metadataBy: provider?.saml && provider.saml.metadata_url === null ? 'xml' : 'url',
  metadataUrl: provider?.saml?.metadata_url ?? '',
  metadata: '',
  emailAttribute: provider?.saml?.email_attribute ?? '',
  domains: provider?.domains.join(' ') ?? '',
  roleClaim: provider?.role_claim ?? '',
  roles: rowsOf(provider?.roles ?? {}),
  defaultRole: provider ? provider.default_role : 'viewer',
});

const wordsOf = (text: string): string[] => text.split(/[\s,;]+/).filter((word) => word !== '');

export function requestOf(draft: ProviderDraft): NewIdentityProvider {
  return {
    kind: draft.kind,
    name: draft.name.trim(),
    enabled: draft.enabled,
    domains: wordsOf(draft.domains),
    role_claim: draft.roleClaim.trim() || null,
    roles: rolesOf(draft.roles),
    default_role: draft.defaultRole,
    ...(draft.kind === 'oidc' ? { oidc: oidcOf(draft) } : { saml: samlOf(draft) }),
  };
}

export function patchOf(draft: ProviderDraft): IdentityProviderPatch {
  const { kind: _, ...patch } = requestOf(draft);
  return patch;
}

/** The provider is asked anew with what is kept of it. */
export function testOf(provider: IdentityProvider): IdentityProviderPatch {
  const { oidc, saml } = requestOf(draftOf(provider));
  return { ...(oidc ? { oidc } : {}), ...(saml ? { saml } : {}) };
}

const oidcOf = ({ discovery, clientId, clientSecret, scopes, verified }: ProviderDraft) => ({
  discovery_url: discovery.trim(),
  client_id: clientId.trim(),
  ...(clientSecret === '' ? {} : { client_secret: clientSecret }),
  scopes: wordsOf(scopes),
  emails_verified: verified,
});

const samlOf = ({ metadataBy, metadataUrl, metadata, emailAttribute }: ProviderDraft) => ({
  ...(metadataBy === 'url' ? { metadata_url: metadataUrl.trim() } : {}),
  ...(metadataBy === 'xml' && metadata.trim() !== '' ? { metadata: metadata.trim() } : {}),
  email_attribute: emailAttribute.trim() || null,
});

/** What keeps the draft from being sent, by the request's names of its fields. */
export function draftFaults(
  { providers, states }: Messages,
  draft: ProviderDraft,
  before: IdentityProvider | null,
): Readonly<Record<string, string>> {
  const hasXml = before?.saml?.metadata_url === null;
  const badDomain = wordsOf(draft.domains).find((word) => !/^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/.test(word));
  const address = (text: string) => (/^https?:\/\/\S+$/.test(text.trim()) ? null : providers.badAddress);
  const filled = (text: string) => (text.trim() === '' ? states.needed : null);
  const faults: Readonly<Record<string, string | null>> = {
    name: filled(draft.name),
    domains: badDomain === undefined ? null : providers.badDomain(badDomain),
    ...(draft.kind === 'oidc'
      ? { 'oidc.discovery_url': address(draft.discovery), 'oidc.client_id': filled(draft.clientId) }
      : draft.metadataBy === 'url'
        ? { 'saml.metadata_url': address(draft.metadataUrl) }
        : { 'saml.metadata': hasXml ? null : filled(draft.metadata) }),
  };
  return Object.fromEntries(Object.entries(faults).filter((entry): entry is [string, string] => entry[1] !== null));
}
