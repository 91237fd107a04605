/** What an enterprise asks for besides: key service, virus scanner, way to the outside, addresses that are let in, sign-on, screen policies. */
import { policyChoices, type ScreenPolicies } from '@sprintforge/xlsx';
import { KEY_HOLDERS } from '../ports/keys.ts';
import type { ServerConfig } from '../start-server.ts';
import { listed, networkFault } from './network.ts';
import { signOnFrom } from './sign-on.ts';
import type { Environment } from './substitute.ts';

type Settings = Pick<
  ServerConfig,
  | 'keyHolder'
  | 'vault'
  | 'kms'
  | 'clamd'
  | 'outside'
  | 'ipAllow'
  | 'screen'
  | 'enterprise'
  | 'provesDomains'
  | 'nameServers'
>;

/** Throws with the name of a variable that is not usable. */
export const enterpriseFrom = (env: Environment): Settings => ({
  ...vaultFrom(env),
  ...kmsFrom(env),
  ...holderFrom(env),
  ...clamdFrom(env),
  ...outsideFrom(env),
  ...(env.SPRINTFORGE_IP_ALLOW ? { ipAllow: networksOf(env.SPRINTFORGE_IP_ALLOW) } : {}),
  ...(env.SPRINTFORGE_SCREEN ? { screen: policiesFrom(env.SPRINTFORGE_SCREEN) } : {}),
  ...(env.SPRINTFORGE_NAME_SERVERS ? { nameServers: listed(env.SPRINTFORGE_NAME_SERVERS) } : {}),
  ...installation(env),
});

const MODES = ['saas', 'on_premise', 'hybrid'] as const;

function installation(env: Environment): Pick<ServerConfig, 'enterprise' | 'provesDomains'> {
  const { DEPLOYMENT_MODE: given, SPRINTFORGE_CUSTOMER: customer, SPRINTFORGE_REGION: region } = env;
  const sso = signOnFrom(env);
  if (!given && !customer && !region && !sso) return {};
  const mode = MODES.find((one) => one === (given || 'on_premise'));
  if (!mode) throw new Error(`DEPLOYMENT_MODE must be one of ${MODES.join(', ')}, not "${given}"`);
  return {
    provesDomains: mode === 'saas',
    enterprise: { mode, ...(customer ? { customer } : {}), ...(region ? { region } : {}), ...(sso ? { sso } : {}) },
  };
}

function vaultFrom(env: Environment): Pick<ServerConfig, 'vault'> {
  const { VAULT_ADDR: address, VAULT_TOKEN: token, SPRINTFORGE_VAULT_KEY: key } = env;
  if (!key) return {}; // the other two may be there for other programs
  if (!address || !token) throw new Error('SPRINTFORGE_VAULT_KEY needs VAULT_ADDR and VAULT_TOKEN beside it');
  const former = listed(env.SPRINTFORGE_VAULT_KEY_FORMER ?? '');
  return { vault: { address, token, key, former, mount: env.SPRINTFORGE_VAULT_MOUNT || 'transit' } };
}

function kmsFrom(env: Environment): Pick<ServerConfig, 'kms'> {
  const { SPRINTFORGE_KMS_KEY: key, SPRINTFORGE_KMS_REGION: region, SPRINTFORGE_KMS_ENDPOINT: endpoint } = env;
  const { SPRINTFORGE_KMS_ACCESS_KEY: accessKeyId, SPRINTFORGE_KMS_SECRET_KEY: secretAccessKey } = env;
  if (!key) return {};
  if (!region) throw new Error('SPRINTFORGE_KMS_KEY needs SPRINTFORGE_KMS_REGION beside it');
  if (!accessKeyId !== !secretAccessKey)
    throw new Error('SPRINTFORGE_KMS_ACCESS_KEY and SPRINTFORGE_KMS_SECRET_KEY need each other');
  return {
    kms: {
      ...{ key, region, former: listed(env.SPRINTFORGE_KMS_KEY_FORMER ?? '') },
      ...(endpoint ? { endpoint } : {}),
      ...(accessKeyId && secretAccessKey ? { credentials: { accessKeyId, secretAccessKey } } : {}),
    },
  };
}

/** One of those that are named; who leaves one for another names both for a while. */
function holderFrom(env: Environment): Pick<ServerConfig, 'keyHolder'> {
  const { SPRINTFORGE_KEY_HOLDER: given, SPRINTFORGE_VAULT_KEY: vault, SPRINTFORGE_KMS_KEY: kms } = env;
  if (!given) {
    if (vault && kms)
      throw new Error(
        'SPRINTFORGE_VAULT_KEY and SPRINTFORGE_KMS_KEY: say in SPRINTFORGE_KEY_HOLDER which holds the master key from now on',
      );
    return {};
  }
  const holder = KEY_HOLDERS.find((one) => one === given);
  if (!holder) throw new Error(`SPRINTFORGE_KEY_HOLDER must be one of ${KEY_HOLDERS.join(', ')}, not "${given}"`);
  if ((holder === 'vault' && !vault) || (holder === 'kms' && !kms))
    throw new Error(`SPRINTFORGE_KEY_HOLDER=${holder} needs SPRINTFORGE_${holder.toUpperCase()}_KEY beside it`);
  return { keyHolder: holder };
}

function clamdFrom(env: Environment): Pick<ServerConfig, 'clamd'> {
  const { CLAMD_ADDRESS: address, CLAMD_UNREACHABLE: unreachable = '' } = env;
  if (!address) return {};
  if (!/^(unix:\/.+|.+:\d{1,5})$/.test(address))
    throw new Error('CLAMD_ADDRESS is host:port or unix:/path, e.g. clamd.example.com:3310');
  if (unreachable !== '' && unreachable !== 'refuse' && unreachable !== 'accept')
    throw new Error(`CLAMD_UNREACHABLE must be refuse or accept, not "${unreachable}"`);
  return { clamd: { address, unreachable: unreachable === 'accept' ? 'accept' : 'refuse' } };
}

function outsideFrom(env: Environment): Pick<ServerConfig, 'outside'> {
  const { SPRINTFORGE_OUTGOING_PROXY: proxy, SPRINTFORGE_NO_PROXY: noProxy, SPRINTFORGE_CA_FILE: caFile } = env;
  if (!proxy && !caFile) return {};
  if (proxy && !/^http:\/\/[^\s/]+\/?$/.test(proxy))
    throw new Error('SPRINTFORGE_OUTGOING_PROXY is the address of a proxy, e.g. http://proxy.example.com:3128');
  return {
    outside: {
      ...(proxy ? { proxy } : {}),
      ...(noProxy ? { noProxy: listed(noProxy).join(',') } : {}),
      ...(caFile ? { caFile } : {}),
    },
  };
}

function networksOf(text: string): readonly string[] {
  const networks = listed(text);
  for (const network of networks) {
    const wrong = networkFault(network);
    if (wrong)
      throw new Error(`SPRINTFORGE_IP_ALLOW: "${network}" ${wrong}; give addresses or networks such as 203.0.113.0/24`);
  }
  return networks;
}

/** `macros=refuse,oleObjects=keep` */
function policiesFrom(text: string): Partial<ScreenPolicies> {
  const choices: Readonly<Record<string, readonly string[]>> = policyChoices;
  const pairs = listed(text).map((pair) => pair.split('=') as [string, string?]);
  for (const [kind, what = ''] of pairs)
    if (!choices[kind]?.includes(what))
      throw new Error(
        `SPRINTFORGE_SCREEN: "${kind}=${what}" is no policy; ${choices[kind] ? `${kind} is ${choices[kind].join(' or ')}` : `the kinds are ${Object.keys(choices).join(', ')}`}`,
      );
  return Object.fromEntries(pairs);
}
