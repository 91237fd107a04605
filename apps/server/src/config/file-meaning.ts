/** What has the right shape in a configuration file and yet makes no sense, or no safe one. */
import { networkFault } from './network.ts';
import type { FileValue } from './read-file.ts';

export interface MeaningFault {
  readonly path: readonly string[];
  readonly found: string;
  readonly cure: string;
}

type Check = (value: (path: string) => unknown) => readonly MeaningFault[];

export function meaningFaults(file: FileValue): readonly MeaningFault[] {
  const value = (path: string): unknown =>
    path.split('.').reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], file);
  return checks.flatMap((check) => check(value));
}

const settings = 'enterprise.settings';
const fault = (path: string, found: string, cure: string): MeaningFault => ({ path: path.split('.'), found, cure });

const networkLists = [
  'server.trusted_proxies',
  `${settings}.ip_allow_list`,
  `${settings}.ip_whitelist`,
  'outgoing.allow',
];

const networks: Check = (value) =>
  networkLists.flatMap((list) =>
    ((value(list) as readonly string[] | undefined) ?? []).flatMap((network, at) => {
      const wrong = networkFault(network);
      return wrong
        ? [fault(`${list}.${at}`, `"${network}" ${wrong}`, 'Give an address or a network such as 203.0.113.0/24')]
        : [];
    }),
  );

const privateNetworks = /^(10\.|127\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|f[cd][0-9a-f]{2}:|fe80:|::1)/i;

/** Behind the internet a private address is a proxy's, so such a list lets everybody in or nobody. */
const allowList: Check = (value) => {
  const lists = [`${settings}.ip_allow_list`, `${settings}.ip_whitelist`];
  const given = lists.filter((list) => value(list) !== undefined);
  if (given.length === 2) return [fault(lists[1]!, 'ip_allow_list is there as well', 'Keep ip_allow_list alone')];
  if (value('deployment_mode') !== 'saas') return [];
  return given.flatMap((list) =>
    (value(list) as readonly string[]).flatMap((network, at) =>
      privateNetworks.test(network)
        ? [
            fault(
              `${list}.${at}`,
              `"${network}" is a private network, which says nothing about who calls over the internet`,
              'Give the public addresses of the company, and its own proxies under `server.trusted_proxies`; or `deployment_mode: on_premise`',
            ),
          ]
        : [],
    ),
  );
};

const keys: Check = (value) => {
  const at = `${settings}.encryption`;
  const [key, vault, kms] = [value(`${at}.key`), value(`${at}.vault`), value(`${at}.kms`)];
  const holder = value(`${at}.holder`);
  if (vault !== undefined && kms !== undefined && holder === undefined)
    return [
      fault(
        `${at}.kms`,
        'vault is there as well',
        'Keep one of the two, or say in `holder` which holds the master key from now on',
      ),
    ];
  if ((holder === 'vault' && vault === undefined) || (holder === 'kms' && kms === undefined))
    return [fault(`${at}.holder`, `there is no \`${holder}:\``, `Name it under \`encryption.${holder}\``)];
  const { access_key: access, secret_key: hidden } = (kms ?? {}) as Readonly<Record<string, unknown>>;
  if ((access === undefined) !== (hidden === undefined))
    return [fault(`${at}.kms`, 'access_key or secret_key alone', 'Give both, or none for the role of the machine')];
  const service = vault ?? kms;
  if (key !== undefined && service !== undefined && holder === undefined)
    return [
      fault(
        `${at}.key`,
        'a key service is named as well',
        'Keep `key` or the key service, or say in `holder` which holds the master key from now on',
      ),
    ];
  if (value(`${at}.key_management`) === 'customer-managed' && key === undefined && service === undefined)
    return [
      fault(
        `${at}.key_management`,
        'customer-managed, and no key of the customer is named',
        'Add `key: ${SEALING_KEY}` (base64 of 32 bytes: openssl rand -base64 32) or a key service: `vault:` with address, token and key, or `kms:` with key and region',
      ),
    ];
  if (typeof key === 'string' && Buffer.from(key, 'base64').length !== 32)
    return [fault(`${at}.key`, 'not the base64 of 32 bytes', 'Make one with `openssl rand -base64 32`')];
  return [];
};

const splunk: Check = (value) => {
  const at = `${settings}.audit_export`;
  const [type, endpoint] = [value(`${at}.type`), value(`${at}.endpoint`)];
  if (type === 'splunk' && value(`${at}.token`) === undefined)
    return [fault(at, 'token is missing', 'Add `token: ${SPLUNK_TOKEN}`')];
  if (typeof endpoint === 'string' && URL.canParse(endpoint) && new URL(endpoint).username)
    return [fault(`${at}.endpoint`, 'an address with a user or password', 'Give the token beside it')];
  return [];
};

const addresses: Check = (value) => {
  const [domain, url] = [value(`${settings}.domain`), value('server.public_url')];
  if (typeof domain !== 'string' || typeof url !== 'string' || !URL.canParse(url) || new URL(url).hostname === domain)
    return [];
  return [
    fault(
      `${settings}.domain`,
      `"${domain}" is not the host of server.public_url (${new URL(url).hostname})`,
      'Keep one of the two',
    ),
  ];
};

const versions: Check = (value) =>
  value(`${settings}.encryption.in_transit`) === 'TLS-1.3' && value('server.tls.min_version') === '1.2'
    ? [
        fault(
          'server.tls.min_version',
          '1.2, and encryption.in_transit asks for TLS-1.3',
          'Give `min_version: 1.3`, or leave it out',
        ),
      ]
    : [];

const cloud: Check = (value) => {
  const [mode, hybrid] = [value('deployment_mode'), value('hybrid')];
  if (mode === 'hybrid' && hybrid === undefined)
    return [
      fault('deployment_mode', 'hybrid, and no cloud is named', 'Add `hybrid: {cloud_url: https://plans.example.com}`'),
    ];
  if (mode !== undefined && mode !== 'hybrid' && hybrid !== undefined)
    return [fault('hybrid', `a cloud, and the installation is ${mode}`, 'Give `deployment_mode: hybrid`')];
  return [];
};

/** Members of one protocol that say nothing in the other. */
const ofProtocol = {
  metadata_url: ['email_attribute'],
  discovery_url: ['client_id', 'client_secret', 'scopes', 'emails_verified'],
} as const;

const signOn: Check = (value) => {
  const at = `${settings}.sso`;
  const given = (name: string): boolean => value(`${at}.${name}`) !== undefined;
  if (!given('provider')) return [];
  const [saml, oidc] = [given('metadata_url'), given('discovery_url')];
  if (saml && oidc) return [fault(`${at}.discovery_url`, 'metadata_url is there as well', 'Keep one of the two')];
  if (!saml && !oidc)
    return [
      fault(
        at,
        'metadata_url is missing, and discovery_url too',
        'Add `metadata_url: https://acme.okta.com/app/metadata` (SAML 2.0), or `discovery_url:` with `client_id:` (OpenID Connect)',
      ),
    ];
  const [mine, other] = saml
    ? (['metadata_url', 'discovery_url'] as const)
    : (['discovery_url', 'metadata_url'] as const);
  const foreign = ofProtocol[other].filter(given);
  if (foreign[0])
    return [
      fault(`${at}.${foreign[0]}`, `${foreign[0]} says nothing beside ${mine}`, `Leave it out, or give ${other}`),
    ];
  if (oidc && !given('client_id')) return [fault(at, 'client_id is missing', 'Add `client_id: sprintforge`')];
  if (given('roles') && !given('role_claim'))
    return [fault(`${at}.roles`, 'role_claim is missing', 'Add `role_claim: groups`')];
  return [];
};

const checks: readonly Check[] = [networks, allowList, keys, splunk, addresses, versions, cloud, signOn];
