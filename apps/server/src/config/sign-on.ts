/** The identity provider that the operator names. */
import type { NewIdentityProvider, RoleName } from '@sprintforge/protocol';
import { jsonMembers } from './json-variable.ts';
import { listed } from './network.ts';
import type { Environment } from './substitute.ts';

const ROLES: readonly RoleName[] = ['viewer', 'contributor', 'editor', 'owner'];

/** Throws with the name of a variable that is not usable. */
export function signOnFrom(env: Environment): NewIdentityProvider | undefined {
  const { SPRINTFORGE_SSO_NAME: name, SPRINTFORGE_SSO_METADATA: saml, SPRINTFORGE_SSO_DISCOVERY: oidc } = env;
  if (!name && !saml && !oidc) return undefined;
  if (!name || !saml === !oidc)
    throw new Error(
      'SPRINTFORGE_SSO_NAME needs SPRINTFORGE_SSO_METADATA or SPRINTFORGE_SSO_DISCOVERY, and one of the two',
    );
  const roles = rolesFrom(env.SPRINTFORGE_SSO_ROLES || '{}');
  const claim = env.SPRINTFORGE_SSO_ROLE_CLAIM;
  // where groups say who somebody is, whoever is in none of them is only let in when that is said
  const role = env.SPRINTFORGE_SSO_ROLE || (claim ? undefined : 'viewer');
  const rules = {
    name,
    enabled: true,
    domains: [...listed(env.SPRINTFORGE_SSO_DOMAINS ?? '')],
    role_claim: claim || null,
    roles,
    default_role: role === undefined ? null : roleOf(role, 'SPRINTFORGE_SSO_ROLE'),
  };
  if (saml) return { kind: 'saml', ...rules, saml: { metadata_url: saml, ...attribute(env) } };
  return { kind: 'oidc', ...rules, oidc: clientFrom(env, oidc!) };
}

const attribute = ({ SPRINTFORGE_SSO_EMAIL_ATTRIBUTE: name }: Environment) => (name ? { email_attribute: name } : {});

function clientFrom(env: Environment, discovery_url: string): NonNullable<NewIdentityProvider['oidc']> {
  const { SPRINTFORGE_SSO_CLIENT_ID: client_id, SPRINTFORGE_SSO_CLIENT_SECRET: client_secret } = env;
  if (!client_id) throw new Error('SPRINTFORGE_SSO_DISCOVERY needs SPRINTFORGE_SSO_CLIENT_ID beside it');
  return {
    discovery_url,
    client_id,
    ...(client_secret ? { client_secret } : {}),
    ...(env.SPRINTFORGE_SSO_SCOPES ? { scopes: [...listed(env.SPRINTFORGE_SSO_SCOPES)] } : {}),
    emails_verified: env.SPRINTFORGE_SSO_EMAILS_VERIFIED === 'true',
  };
}

function rolesFrom(text: string): Record<string, RoleName> {
  const members = jsonMembers(text, 'SPRINTFORGE_SSO_ROLES is JSON such as {"planners": "editor"}');
  return Object.fromEntries(members.map(([value, role]) => [value, roleOf(String(role), 'SPRINTFORGE_SSO_ROLES')]));
}

function roleOf(given: string, variable: string): RoleName {
  const role = ROLES.find((one) => one === given);
  if (!role) throw new Error(`${variable} must be one of ${ROLES.join(', ')}, not "${given}"`);
  return role;
}
