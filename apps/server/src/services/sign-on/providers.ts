/** The identity providers of an organisation: set up by its owners, or by the operator's configuration. */
import type {
  IdentityProvider,
  IdentityProviderList,
  IdentityProviderPatch,
  NewIdentityProvider,
} from '@sprintforge/protocol';
import type { Unit } from '../../ports/database.ts';
import type { ProviderRecord } from '../../ports/identity-providers.ts';
import { type OidcSettings, type SamlSettings, SignOnError } from '../../ports/sign-on.ts';
import { type Caller, type House, isUuid } from '../house.ts';
import { Refusal } from '../refusal.ts';
import { demand } from '../roles.ts';
import { sealSecret } from '../sealed-secrets.ts';
import { recordSecurity, type Who, whoActs } from '../security-audit.ts';
import { addressesOf, protocolOf } from './connection.ts';
import { checkDomains } from './domains.ts';

const most = 20;

export async function listProviders(house: House, caller: Caller): Promise<IdentityProviderList> {
  demand(caller, 'organisation.manage', null);
  const found = await house.database.unit(caller.tenant, (unit) => unit.identityProviders.list());
  return { identity_providers: found.map((one) => shown(house, one)) };
}

/** The provider is asked before it is kept. Throws INVALID_VALUE with what is wrong, DOMAIN_UNPROVED. */
export async function addProvider(
  house: House,
  caller: Caller,
  request: NewIdentityProvider,
): Promise<IdentityProvider> {
  demand(caller, 'organisation.manage', null);
  const record = { ...(await newRecord(house, caller.tenant, request)), createdBy: caller.user.id };
  await house.database.unit(caller.tenant, async (unit) => {
    if ((await unit.identityProviders.list()).length >= most)
      throw new Refusal('BAD_REQUEST', `an organisation has at most ${most} identity providers`);
    await checkName(unit, record.name, null);
    await checkDomains(house, unit, caller.tenant, record.domains);
    await unit.identityProviders.add(record);
    await note(house, unit, whoActs(caller), 'added', record);
  });
  return shown(house, record);
}

/** Also by what the operator configured, by its name: it is added, or changed where it says otherwise. */
export async function configureProvider(house: House, tenant: string, request: NewIdentityProvider): Promise<void> {
  const operator: Who = { userId: null, ip: null, userAgent: null };
  const before = await house.database.unit(tenant, (unit) => unit.identityProviders.byName(request.name));
  const made = await newRecord(house, tenant, request, before);
  await house.database.unit(tenant, async (unit) => {
    const { id, kind, createdAt, createdBy, ...change } = { ...made, configured: true };
    if (before?.kind === kind) await unit.identityProviders.change(before.id, change);
    else {
      if (before) await unit.identityProviders.remove(before.id);
      await unit.identityProviders.add({ ...change, id, kind, createdAt, createdBy });
    }
    await note(house, unit, operator, 'configured', made);
  });
}

export async function changeProvider(
  house: House,
  caller: Caller,
  id: string,
  patch: IdentityProviderPatch,
): Promise<IdentityProvider> {
  demand(caller, 'organisation.manage', null);
  const before = await house.database.unit(caller.tenant, (unit) => changeable(unit, id));
  const change = await changeOf(house, caller.tenant, before, patch);
  return house.database.unit(caller.tenant, async (unit) => {
    const now = await changeable(unit, before.id);
    if (change.name !== undefined) await checkName(unit, change.name, now.id);
    if (patch.domains) await checkDomains(house, unit, caller.tenant, change.domains);
    await unit.identityProviders.change(now.id, change);
    await note(house, unit, whoActs(caller), 'changed', { ...now, ...change });
    return shown(house, { ...now, ...change });
  });
}

/** Sessions that began there go on; who people are there is forgotten. */
export async function removeProvider(house: House, caller: Caller, id: string): Promise<void> {
  demand(caller, 'organisation.manage', null);
  await house.database.unit(caller.tenant, async (unit) => {
    const provider = await changeable(unit, id);
    await unit.identityProviders.remove(provider.id);
    await note(house, unit, whoActs(caller), 'removed', provider);
  });
}

/** Our metadata for a SAML provider: nothing in it is secret. Throws NOT_FOUND. */
export async function ourMetadata(house: House, tenant: string, provider: ProviderRecord): Promise<string> {
  if (provider.kind !== 'saml') throw new Refusal('NOT_FOUND', 'only SAML has metadata');
  const [, connection] = await protocolOf(house, tenant, provider);
  return house.signOn.saml.ourMetadata({ ...connection, settings: provider.settings as SamlSettings });
}

async function newRecord(
  house: House,
  tenant: string,
  request: NewIdentityProvider,
  before: ProviderRecord | null = null,
): Promise<ProviderRecord> {
  const { kind } = request;
  if ((request.oidc === undefined) !== (kind === 'saml') || (request.saml === undefined) !== (kind === 'oidc'))
    throw new Refusal('BAD_REQUEST', `a provider of kind ${kind} has "${kind}", and only that`);
  const same = before?.kind === kind ? before : null;
  const id = same?.id ?? house.system.uuid();
  const secret =
    kind === 'oidc' ? (request.oidc?.client_secret ?? null) : same ? null : await house.signOn.saml.newKey();
  const draft: ProviderRecord = {
    id,
    kind,
    name: request.name.trim(),
    enabled: request.enabled ?? true,
    settings: settingsOf(request),
    sealed: secret === null ? (same?.sealed ?? null) : await sealSecret(house, tenant, 'provider', id, secret),
    ...rulesOf(request),
    configured: false,
    createdBy: null,
    createdAt: house.system.now(),
  };
  return { ...draft, settings: await asked(house, tenant, draft) };
}

async function changeOf(house: House, tenant: string, before: ProviderRecord, patch: IdentityProviderPatch) {
  if (patch.oidc !== undefined && before.kind !== 'oidc') throw new Refusal('BAD_REQUEST', 'this is a SAML provider');
  if (patch.saml !== undefined && before.kind !== 'saml')
    throw new Refusal('BAD_REQUEST', 'this is an OpenID provider');
  const secret = patch.oidc?.client_secret;
  const rules = {
    domains: patch.domains ?? [...before.domains],
    role_claim: patch.role_claim === undefined ? before.roleClaim : patch.role_claim,
    roles: patch.roles ?? { ...before.roles },
    default_role: patch.default_role === undefined ? before.defaultRole : patch.default_role,
  };
  const change = {
    name: patch.name?.trim() ?? before.name,
    enabled: patch.enabled ?? before.enabled,
    sealed: secret === undefined ? before.sealed : await sealSecret(house, tenant, 'provider', before.id, secret),
    ...rulesOf(rules),
  };
  if (patch.oidc === undefined && patch.saml === undefined) return change;
  const settings = keptMetadata(settingsOf({ kind: before.kind, ...patch }), before);
  return { ...change, settings: await asked(house, tenant, { ...before, ...change, settings }) };
}

/** Metadata that was given as XML stays unless a patch brings other one. */
function keptMetadata(settings: OidcSettings | SamlSettings, { settings: before }: ProviderRecord) {
  if (!('metadata' in settings) || settings.metadata !== '' || settings.metadataUrl !== null) return settings;
  return { ...settings, metadata: (before as SamlSettings).metadata };
}

type Rules = Pick<NewIdentityProvider, 'domains' | 'role_claim' | 'roles' | 'default_role'>;
const rulesOf = ({ domains, role_claim, roles, default_role }: Rules) => ({
  domains: [...new Set((domains ?? []).map((domain) => domain.toLowerCase()))],
  roleClaim: role_claim ?? null,
  roles: roles ?? {},
  defaultRole: default_role ?? null,
});

function settingsOf({ kind, oidc, saml }: Pick<NewIdentityProvider, 'kind' | 'oidc' | 'saml'>) {
  if (kind === 'oidc')
    return {
      discovery: oidc?.discovery_url ?? '',
      clientId: oidc?.client_id ?? '',
      scopes: [...new Set(['openid', ...(oidc?.scopes ?? ['profile', 'email'])])],
      emailsVerified: oidc?.emails_verified ?? false,
    } satisfies OidcSettings;
  return {
    metadataUrl: saml?.metadata_url ?? null,
    metadata: saml?.metadata ?? '',
    emailAttribute: saml?.email_attribute ?? null,
  } satisfies SamlSettings;
}

/** The settings once the provider has shown that they work. */
async function asked(house: House, tenant: string, draft: ProviderRecord): Promise<ProviderRecord['settings']> {
  const [protocol, connection] = await protocolOf(house, tenant, draft);
  try {
    return await protocol.check(connection);
  } catch (error) {
    if (error instanceof SignOnError)
      throw new Refusal('INVALID_VALUE', error.message, { field: askedBy(draft) }, error);
    throw error;
  }
}

/** The member of the request by which the provider was asked. */
const askedBy = ({ kind, settings }: ProviderRecord): string => {
  if (kind === 'oidc') return 'oidc.discovery_url';
  return (settings as SamlSettings).metadataUrl === null ? 'saml.metadata' : 'saml.metadata_url';
};

async function changeable(unit: Unit, id: string): Promise<ProviderRecord> {
  const found = isUuid(id) ? await unit.identityProviders.find(id.toLowerCase()) : null;
  if (!found) throw new Refusal('NOT_FOUND', 'no such identity provider');
  if (found.configured) throw new Refusal('FORBIDDEN', "this provider comes from the server's configuration");
  return found;
}

async function checkName(unit: Unit, name: string, except: string | null): Promise<void> {
  const same = await unit.identityProviders.byName(name);
  if (same && same.id !== except)
    throw new Refusal('INVALID_VALUE', 'there is a provider of this name already', { field: 'name' });
}

const note = (house: House, unit: Unit, who: Who, what: string, { id, kind }: ProviderRecord) =>
  recordSecurity(house, unit, who, { event: 'organisation.settings', details: { identity_provider: id, kind, what } });

function shown(house: House, provider: ProviderRecord): IdentityProvider {
  const { answer, metadata, signedOut } = addressesOf(house, provider.id);
  const [oidc, saml] = [provider.settings as OidcSettings, provider.settings as SamlSettings];
  return {
    id: provider.id,
    kind: provider.kind,
    name: provider.name,
    enabled: provider.enabled,
    domains: [...provider.domains],
    role_claim: provider.roleClaim,
    roles: { ...provider.roles },
    default_role: provider.defaultRole,
    configured: provider.configured,
    created_at: provider.createdAt,
    oidc:
      provider.kind === 'oidc'
        ? {
            discovery_url: oidc.discovery,
            client_id: oidc.clientId,
            scopes: [...oidc.scopes],
            emails_verified: oidc.emailsVerified,
            has_secret: provider.sealed !== null,
          }
        : null,
    saml: provider.kind === 'saml' ? { metadata_url: saml.metadataUrl, email_attribute: saml.emailAttribute } : null,
    addresses: { answer, metadata: provider.kind === 'saml' ? metadata : null, signed_out: signedOut },
  };
}
