/** The configuration file: the seed's own example starts a server, and whatever is wrong is told with its line and its cure. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { variablesOf } from '../src/config/file-variables.ts';
import { configOf } from '../src/config/from-variables.ts';
import { readConfigFile } from '../src/config/read-file.ts';
import { refuseUnsafeStart } from '../src/config/start-safety.ts';
import { substitute } from '../src/config/substitute.ts';
import { startServer } from '../src/index.ts';
import { ConfigError } from '../src/ports/config-error.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-config-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));

/** As in the seed, but for public addresses in the list (private ones say nothing on the internet) and the customer's key named. */
const seed = `enterprise:
  customer: acme-corp
  settings:
    domain: acme.sprintforge.com
    region: us-east-1
    data_retention_days: 90
    audit_export:
      type: splunk
      endpoint: https://splunk.acme.com/services/collector
      token: \${SPLUNK_TOKEN}
    ip_whitelist:
      - 203.0.113.0/24
      - 2001:db8::/32
    sso:
      provider: okta
      metadata_url: https://acme.okta.com/app/metadata
    encryption:
      at_rest: AES-256
      in_transit: TLS-1.3
      key_management: customer-managed
      key: \${SEALING_KEY}
deployment_mode: saas
secret: \${SPRINTFORGE_SECRET}
server:
  port: \${PORT:-0}
  trusted_proxies: [127.0.0.1]
limits:
  calls_per_minute: 500
antivirus:
  address: clamd.acme.com:3310
outgoing:
  allow: [10.1.0.0/16]
`;
const env = {
  SPLUNK_TOKEN: 'b6a1c0de-7d3f-4d18-9f6a-2f7f0c3e9d11',
  SEALING_KEY: Buffer.alloc(32, 'k3').toString('base64'),
  SPRINTFORGE_SECRET: 'Zm9ydHktZWlnaHQgcmFuZG9tIGNoYXJhY3RlcnMgb3Igc28',
};
const read = (text: string, given: Record<string, string> = env) => readConfigFile(text, 'acme.yaml', given);

test("the seed's example, corrected, starts a server that it describes", async () => {
  const file = read(seed);
  const config = configOf(variablesOf(file, env));
  expect(config).toMatchObject({
    publicUrl: 'https://acme.sprintforge.com',
    port: 0,
    callsPerMinute: 500,
    keep: { copyDays: 365, recoveryDays: 90, historyDays: 0, deletedDays: 30, auditDays: 0 },
    splunk: { url: 'https://splunk.acme.com/services/collector', token: env.SPLUNK_TOKEN },
    ipAllow: ['203.0.113.0/24', '2001:db8::/32'],
    trustedProxies: ['127.0.0.1'],
    clamd: { address: 'clamd.acme.com:3310', unreachable: 'refuse' },
    enterprise: {
      ...{ mode: 'saas', customer: 'acme-corp', region: 'us-east-1' },
      sso: { kind: 'saml', name: 'okta', saml: { metadata_url: 'https://acme.okta.com/app/metadata' } },
    },
    outgoingAllowed: ['10.1.0.0/16'],
    provesDomains: true,
  });
  expect(() => refuseUnsafeStart(config, env)).not.toThrow();
  const server = await startServer({ ...config, data: folder, durable: false, logLevel: 'silent', engineProcesses: 1 });
  try {
    const at = `http://127.0.0.1:${(server.app.server.address() as { port: number }).port}`;
    const from = (ip: string) => fetch(`${at}/api/me`, { headers: { 'x-forwarded-for': ip } });
    expect((await fetch(`${at}/health`)).status).toBe(200);
    expect((await from('203.0.113.9')).status).toBe(401); // let in, and asked who it is
    expect((await from('2001:db8::7')).status).toBe(401);
    expect((await from('198.51.100.1')).status).toBe(403);
    expect((await fetch(`${at}/api/me`)).status).toBe(403); // the proxy itself is not in the list
  } finally {
    await server.close();
  }
});

test('what the environment says goes before the file', () => {
  const all = variablesOf(read(seed), { ...env, PORT: '9000', SPRINTFORGE_RECOVERY_DAYS: '7' });
  expect(configOf(all)).toMatchObject({ port: 9000, keep: { recoveryDays: 7 } });
});

test('bounds of retention, from a file', () => {
  const text = seed.replace(
    '    data_retention_days: 90',
    '    retention: {recovery: 60, bounds: {recovery: {most: 365}, audit: {least: 3650}}}',
  );
  const { keep } = configOf(variablesOf(read(text), env));
  expect(keep).toMatchObject({ recoveryDays: 60, bounds: { recovery: { most: 365 }, audit: { least: 3650 } } });
});

test('OpenID Connect, roles by groups and limits of organisations, from a file', () => {
  const text = seed
    .replace('deployment_mode: saas', 'deployment_mode: on_premise')
    .replace(
      '      metadata_url: https://acme.okta.com/app/metadata',
      [
        '      discovery_url: https://acme.okta.com',
        '      client_id: plans',
        '      client_secret: ${SSO_CLIENT_SECRET}',
        '      scopes: [profile, email, groups]',
        '      emails_verified: true',
        '      domains: [acme.com]',
        '      role_claim: groups',
        '      roles: {"CN=planners,OU=x": editor, bosses: owner}',
      ].join('\n'),
    )
    .replace(
      '  calls_per_minute: 500',
      '  organisation: {calls_per_minute: 9000}\n  organisations: {"Contoso, Inc.": {uploads_per_minute: 70}}',
    );
  const all = { ...env, SSO_CLIENT_SECRET: 'hush' };
  const config = configOf(variablesOf(read(text, all), all));
  expect(config.enterprise?.sso).toEqual({
    ...{ kind: 'oidc', name: 'okta', enabled: true, domains: ['acme.com'] },
    ...{ role_claim: 'groups', roles: { 'CN=planners,OU=x': 'editor', bosses: 'owner' }, default_role: null },
    oidc: {
      ...{ discovery_url: 'https://acme.okta.com', client_id: 'plans', client_secret: 'hush' },
      ...{ scopes: ['profile', 'email', 'groups'], emails_verified: true },
    },
  });
  expect(config.provesDomains).toBe(false);
  expect(config.organisationLimits).toEqual({
    each: { callsPerMinute: 9000 },
    named: new Map([['Contoso, Inc.', { uploadsPerMinute: 70 }]]),
  });
});

test.each([
  [{ SPRINTFORGE_SSO_NAME: 'x' }, 'SPRINTFORGE_SSO_METADATA or SPRINTFORGE_SSO_DISCOVERY'],
  [{ SPRINTFORGE_SSO_NAME: 'x', SPRINTFORGE_SSO_DISCOVERY: 'https://x.example' }, 'SPRINTFORGE_SSO_CLIENT_ID'],
  [
    { SPRINTFORGE_SSO_NAME: 'x', SPRINTFORGE_SSO_METADATA: 'https://x.example', SPRINTFORGE_SSO_ROLES: '{"a":"boss"}' },
    'SPRINTFORGE_SSO_ROLES must be one of',
  ],
  [{ SPRINTFORGE_RETENTION_BOUNDS: '{"recovery": 30}' }, 'SPRINTFORGE_RETENTION_BOUNDS is JSON such as'],
  [{ SPRINTFORGE_RETENTION_BOUNDS: '{"recovery": {"least": 100}}' }, 'recovery is 90 days where nobody says anything'],
  [{ SPRINTFORGE_RETENTION_BOUNDS: '{"history": {"most": 900}}' }, 'history is 0 days where nobody says anything'],
  [{ SPRINTFORGE_RETENTION_BOUNDS: '{"audit": {"least": 29}}' }, '30 days are kept at least'],
  [{ SPRINTFORGE_ORGANISATION_LIMITS: '[]' }, 'SPRINTFORGE_ORGANISATION_LIMITS is JSON such as'],
  [{ SPRINTFORGE_ORGANISATION_LIMITS: '{"a":{"calls_per_minute":0}}' }, 'a whole number from 1, not "0"'],
])('variables %j: %s', (given, said) => {
  expect(() => configOf(given)).toThrow(said);
});

test('the example of deploy/ is in order', () => {
  const text = fs.readFileSync(path.resolve(import.meta.dirname, '../../../deploy/acme.yaml'), 'utf8');
  const more = { DATABASE_URL: 'postgres://a@b/c', REDIS_URL: 'redis://r', S3_ACCESS_KEY: 'k', S3_SECRET_KEY: 's' };
  const all = { ...env, ...more, SMTP_URL: 'smtps://mail.acme.example' };
  const config = configOf(variablesOf(read(text, all), all));
  expect(config).toMatchObject({
    screen: { macros: 'refuse' },
    outside: { noProxy: 's3.acme.example' },
    uploadBytes: 52_428_800,
    cloudUrl: 'https://plans.example.com',
  });
  expect(() => refuseUnsafeStart(config, all)).not.toThrow();
});

/** The seed's lines, one of them changed: [what it becomes, line and place, what was found, what to write]. */
const broken: readonly (readonly [line: RegExp | string, becomes: string, at: string, found: string, cure: string])[] =
  [
    [
      '    region: us-east-1',
      '    regoin: us-east-1',
      '5:5 enterprise.settings.regoin',
      '"regoin" is not known',
      'Did you mean region?',
    ],
    [
      '    region: us-east-1',
      '    region: US East',
      '5:13 enterprise.settings.region',
      '"US East" has not the expected form',
      '`region: eu-central-1`',
    ],
    [
      '    region: us-east-1',
      '    region: 7',
      '5:13 enterprise.settings.region',
      '7 is not of type string',
      '`region: eu-central-1`',
    ],
    ['    region: us-east-1', '   region: us-east-1', '5:1', 'not YAML', 'two spaces for each level'],
    [
      '    region: us-east-1',
      '    region: us-east-1\n    region: eu',
      '6:5',
      'the same name twice',
      'Keep one of the two',
    ],
    ['    region: us-east-1', '\tregion: us-east-1', '5:1', 'not YAML', 'two spaces for each level'],
    ['    region: us-east-1', '    region: "us-east-1', '5:13', 'not YAML', 'Correct the YAML'],
    [
      '    domain: acme.sprintforge.com',
      '    domain: https://acme.sprintforge.com',
      '4:13 enterprise.settings.domain',
      'has not the expected form',
      '`domain: plans.example.com`',
    ],
    [
      '    domain: acme.sprintforge.com',
      '    domain: localhost',
      '4:13 enterprise.settings.domain',
      '"localhost" has not the expected form',
      'plans.example.com',
    ],
    [
      '    domain: acme.sprintforge.com',
      '    domain:',
      '4:12 enterprise.settings.domain',
      'null is not of type string',
      'plans.example.com',
    ],
    [
      '    data_retention_days: 90',
      '    data_retention_days: ninety',
      '6:26 enterprise.settings.data_retention_days',
      '"ninety" is not of type integer',
      '`data_retention_days: 90`',
    ],
    [
      '    data_retention_days: 90',
      '    data_retention_days: 0',
      '6:26 enterprise.settings.data_retention_days',
      '0 must be >= 1',
      '`data_retention_days: 90`',
    ],
    [
      '    data_retention_days: 90',
      '    data_retention_days: 90.5',
      '6:26 enterprise.settings.data_retention_days',
      '90.5 is not of type integer',
      '90',
    ],
    [
      '    data_retention_days: 90',
      '    data_retention_day: 90',
      '6:5 enterprise.settings.data_retention_day',
      'is not known',
      'Did you mean data_retention_days?',
    ],
    [
      '      type: splunk',
      '      type: spunk',
      '8:13 enterprise.settings.audit_export.type',
      '"spunk" is none of splunk, json',
      '`type: splunk`',
    ],
    ['      type: splunk\n', '', '7:5 enterprise.settings.audit_export', 'type is missing', 'Add `type: splunk`'],
    [
      '      endpoint: https://splunk',
      '      endpoint: http://splunk',
      '9:17 enterprise.settings.audit_export.endpoint',
      'has not the expected form',
      'https://splunk.example.com:8088',
    ],
    [
      '      endpoint: https://splunk',
      '      endpoint: https://eve:pw@splunk',
      '9:17 enterprise.settings.audit_export.endpoint',
      'with a user or password',
      'Give the token beside it',
    ],
    [
      '      token: ${SPLUNK_TOKEN}',
      '      token: ${SPLUNK_TOKN}',
      '10:14',
      'the environment variable SPLUNK_TOKN is not set',
      'Set it, or write ${SPLUNK_TOKN:-default}',
    ],
    [
      '      token: ${SPLUNK_TOKEN}',
      '      token: ${SPLUNK_TOKEN',
      '10:14',
      'a reference that is not closed',
      'Write ${NAME}',
    ],
    [
      '      token: ${SPLUNK_TOKEN}',
      '      token: ${SPLUNK TOKEN}',
      '10:14',
      '"${SPLUNK TOKEN}" names no environment variable',
      'Write ${NAME}',
    ],
    [
      '      token: ${SPLUNK_TOKEN}\n',
      '',
      '7:5 enterprise.settings.audit_export',
      'token is missing',
      'Add `token: ${SPLUNK_TOKEN}`',
    ],
    [
      '      - 203.0.113.0/24',
      '      - 10.0.0.0/8',
      '12:9 enterprise.settings.ip_whitelist.0',
      'is a private network',
      'public addresses of the company',
    ],
    [
      '      - 203.0.113.0/24',
      '      - 203.0.113.0/33',
      '12:9 enterprise.settings.ip_whitelist.0',
      'has no prefix length of 1 to 32',
      '203.0.113.0/24',
    ],
    [
      '      - 203.0.113.0/24',
      '      - 0.0.0.0/0',
      '12:9 enterprise.settings.ip_whitelist.0',
      'is everybody',
      '203.0.113.0/24',
    ],
    [
      '      - 203.0.113.0/24',
      '      - office',
      '12:9 enterprise.settings.ip_whitelist.0',
      '"office" has not the expected form',
      '- 203.0.113.0/24',
    ],
    [
      '      - 2001:db8::/32',
      '      - 2001:db8:::/32',
      '13:9 enterprise.settings.ip_whitelist.1',
      'is neither an address nor a network',
      '203.0.113.0/24',
    ],
    [
      '    ip_whitelist:',
      '    ip_allow_list: [203.0.113.1]\n    ip_whitelist:',
      '12:5 enterprise.settings.ip_whitelist',
      'ip_allow_list is there as well',
      'Keep ip_allow_list alone',
    ],
    [
      '    ip_whitelist:\n      - 203.0.113.0/24\n      - 2001:db8::/32',
      '    ip_whitelist: 203.0.113.0/24',
      '11:19 enterprise.settings.ip_whitelist',
      'is not of type array',
      '[203.0.113.0/24]',
    ],
    ['      provider: okta\n', '', '14:5 enterprise.settings.sso', 'provider is missing', 'Add `provider: okta`'],
    [
      '      metadata_url: https://acme.okta.com/app/metadata\n',
      '',
      '14:5 enterprise.settings.sso',
      'metadata_url is missing, and discovery_url too',
      '(OpenID Connect)',
    ],
    [
      '      metadata_url: https',
      '      discovery_url: https://id.acme.com\n      metadata_url: https',
      '16:22 enterprise.settings.sso.discovery_url',
      'metadata_url is there as well',
      'Keep one of the two',
    ],
    [
      '      metadata_url: https',
      '      client_secret: ${SPLUNK_TOKEN}\n      metadata_url: https',
      '16:22 enterprise.settings.sso.client_secret',
      'client_secret says nothing beside metadata_url',
      'or give discovery_url',
    ],
    [
      '      metadata_url: https',
      '      discovery_url: https',
      '14:5 enterprise.settings.sso',
      'client_id is missing',
      'Add `client_id: sprintforge`',
    ],
    [
      '      metadata_url: https',
      '      client_id: us\n      email_attribute: mail\n      discovery_url: https',
      '17:24 enterprise.settings.sso.email_attribute',
      'email_attribute says nothing beside discovery_url',
      'or give metadata_url',
    ],
    [
      '      provider: okta',
      '      provider: okta\n      roles: {planners: editor}',
      '16:7 enterprise.settings.sso.roles',
      'role_claim is missing',
      'Add `role_claim: groups`',
    ],
    [
      '      provider: okta',
      '      provider: okta\n      roles: {planners: boss}',
      '16:25 enterprise.settings.sso.roles.planners',
      '"boss" is none of viewer, contributor, editor, owner',
      'viewer',
    ],
    [
      '      provider: okta',
      '      provider: okta\n      scopes: [groups email]',
      '16:16 enterprise.settings.sso.scopes.0',
      '"groups email" has not the expected form',
      '- groups (a scope)',
    ],
    [
      '      metadata_url: https://acme',
      '      metadata_url: http://acme',
      '16:21 enterprise.settings.sso.metadata_url',
      'has not the expected form',
      'https://acme.okta.com/app/metadata',
    ],
    [
      '      at_rest: AES-256',
      '      at_rest: AES-128',
      '18:16 enterprise.settings.encryption.at_rest',
      '"AES-128" is none of AES-256',
      '`at_rest: AES-256`',
    ],
    [
      '      in_transit: TLS-1.3',
      '      in_transit: TLS-1.1',
      '19:19 enterprise.settings.encryption.in_transit',
      '"TLS-1.1" is none of TLS-1.3, TLS-1.2',
      'TLS-1.3',
    ],
    [
      '      key: ${SEALING_KEY}\n',
      '',
      '20:23 enterprise.settings.encryption.key_management',
      'no key of the customer is named',
      'Add `key: ${SEALING_KEY}`',
    ],
    [
      '      key: ${SEALING_KEY}',
      '      key: c2hvcnQ=',
      '21:12 enterprise.settings.encryption.key',
      'not the base64 of 32 bytes',
      'openssl rand -base64 32',
    ],
    [
      '      key: ${SEALING_KEY}',
      '      key: ${SEALING_KEY}\n      vault: {address: https://v.acme.com, token: t, key: k}',
      '21:12 enterprise.settings.encryption.key',
      'a key service is named as well',
      'Keep `key` or the key service',
    ],
    [
      '      key: ${SEALING_KEY}',
      '      vault: {address: https://v.acme.com, key: k}',
      '21:7 enterprise.settings.encryption.vault',
      'token is missing',
      'Add `token: ${VAULT_TOKEN}`',
    ],
    [
      '      key: ${SEALING_KEY}',
      '      kms: {key: alias/plans}',
      '21:7 enterprise.settings.encryption.kms',
      'region is missing',
      'Add `region: eu-central-1`',
    ],
    [
      '      key: ${SEALING_KEY}',
      '      kms: {key: alias/plans, region: eu-west-1, access_key: AKIA}',
      '21:7 enterprise.settings.encryption.kms',
      'access_key or secret_key alone',
      'Give both, or none',
    ],
    [
      '      key: ${SEALING_KEY}',
      '      vault: {address: https://v.acme.com, token: t, key: k}\n      kms: {key: alias/plans, region: eu-west-1}',
      '22:7 enterprise.settings.encryption.kms',
      'vault is there as well',
      'say in `holder` which holds',
    ],
    [
      '      key: ${SEALING_KEY}',
      '      key: ${SEALING_KEY}\n      holder: kms',
      '22:15 enterprise.settings.encryption.holder',
      'there is no `kms:`',
      'Name it under `encryption.kms`',
    ],
    [
      'deployment_mode: saas',
      'deployment_mode: cloud',
      '22:18 deployment_mode',
      '"cloud" is none of saas, on_premise, hybrid',
      '`deployment_mode: saas`',
    ],
    [
      'deployment_mode: saas',
      'deployment_mode: hybrid',
      '22:18 deployment_mode',
      'hybrid, and no cloud is named',
      'Add `hybrid: {cloud_url: ',
    ],
    [
      'deployment_mode: saas',
      'deployment_mode: saas\nhybrid: {cloud_url: https://plans.example.com}',
      '23:1 hybrid',
      'the installation is saas',
      '`deployment_mode: hybrid`',
    ],
    [
      'deployment_mode: saas',
      'deployment_mode: hybrid\nhybrid: {cloud_url: http://plans.example.com}',
      '23:21 hybrid.cloud_url',
      'http://plans.example.com',
      'https://plans.example.com',
    ],
    [
      '  port: ${PORT:-0}',
      '  port: ${PORT:-http}',
      '25:9 server.port',
      '"http" is not of type integer',
      '`port: 8000`',
    ],
    ['  port: ${PORT:-0}', '  port: 70000', '25:9 server.port', '70000 must be <= 65535', '`port: 8000`'],
    [
      '  trusted_proxies: [127.0.0.1]',
      '  trusted_proxies: []',
      '26:3 server.trusted_proxies',
      '[] must NOT have fewer than 1 items',
      '[203.0.113.0/24]',
    ],
    [
      '  trusted_proxies: [127.0.0.1]',
      '  public_url: https://other.acme.com',
      '4:13 enterprise.settings.domain',
      'is not the host of server.public_url',
      'Keep one of the two',
    ],
    [
      '  trusted_proxies: [127.0.0.1]',
      '  tls: {cert: a.pem, key: a.key, min_version: "1.2"}',
      '26:47 server.tls.min_version',
      'encryption.in_transit asks for TLS-1.3',
      '`min_version: 1.3`',
    ],
    [
      '  trusted_proxies: [127.0.0.1]',
      '  tls: {cert: a.pem}',
      '26:3 server.tls',
      'key is missing',
      'Add `key: /etc/tls/key.pem`',
    ],
    [
      '  calls_per_minute: 500',
      '  calls_per_minute: 0',
      '28:21 limits.calls_per_minute',
      '0 must be >= 1',
      '`calls_per_minute: 300`',
    ],
    [
      '  calls_per_minute: 500',
      '  organisations: {Contoso: {calls_per_minute: many}}',
      '28:47 limits.organisations.Contoso.calls_per_minute',
      '"many" is not of type integer',
      '`calls_per_minute: 60000`',
    ],
    [
      '  calls_per_minute: 500',
      '  organisations: {Contoso: {call_per_minute: 5}}',
      '28:29 limits.organisations.Contoso.call_per_minute',
      '"call_per_minute" is not known',
      'Did you mean calls_per_minute?',
    ],
    [
      '  calls_per_minute: 500',
      '  organisation: {uploads_per_minute: 0}',
      '28:38 limits.organisation.uploads_per_minute',
      '0 must be >= 1',
      '`uploads_per_minute: 600`',
    ],
    [
      '  allow: [10.1.0.0/16]',
      '  name_servers: [dns.acme.com]',
      '32:18 outgoing.name_servers.0',
      '"dns.acme.com" has not the expected form',
      '- 192.0.2.53 (an address',
    ],
    [
      '  address: clamd.acme.com:3310',
      '  address: clamd.acme.com',
      '30:12 antivirus.address',
      'has not the expected form',
      'clamd.example.com:3310',
    ],
    ['antivirus:', 'anti_virus:', '29:1 anti_virus', '"anti_virus" is not known', 'Did you mean antivirus?'],
  ];

describe('a broken file names the line and the cure', () => {
  test('there are forty of them and more', () => expect(broken.length).toBeGreaterThanOrEqual(40));
  test.each(broken)('%j becomes %j: %s', (line, becomes, at, found, cure) => {
    const text = seed.replace(line, () => becomes);
    expect(text).not.toBe(seed);
    let told: ConfigError | undefined;
    try {
      read(text);
    } catch (error) {
      told = error as ConfigError;
    }
    expect(told).toBeInstanceOf(ConfigError);
    expect(told!.message).toContain(`acme.yaml:${at}`);
    expect(told!.message).toContain(found);
    expect(told!.message).toContain(cure);
    for (const secret of Object.values(env)) expect(told!.message).not.toContain(secret);
  });
  test('every fault is told at once, in the order of their lines', () => {
    const text = seed
      .replace('region:', 'regoin:')
      .replace('at_rest: AES-256', 'at_rest: none')
      .replace('splunk\n', 'x\n');
    try {
      read(text);
      expect.unreachable();
    } catch (error) {
      expect((error as ConfigError).faults.map(({ line }) => line)).toEqual([5, 8, 18]);
    }
  });
});

test.each([
  ['a ${X} b', 'a 1 b', null],
  ['${NO:-y}', 'y', null],
  ['${EMPTY:-y}', 'y', null],
  ['${NO:-}', '', null],
  ['$${X}', '${X}', null],
  ['${X}: ${X}', '1: 1', null],
  ['${NO}', '${NO}', 'the environment variable NO is not set'],
  ['${1}', '${1}', '"${1}" names no environment variable'],
])('%j is %j', (given, text, wrong) => {
  const found = substitute(given, { X: '1', EMPTY: '' });
  expect([found.text, found.wrong?.[0] ?? null]).toEqual([text, wrong]);
});

test('a value is never read as YAML', () => {
  const file = read('enterprise: {customer: "${NAME}"}\nsecret: ${SECRET}', { NAME: 'x}\ny: &z', SECRET: '{a: b}' });
  expect(file).toEqual({ enterprise: { customer: 'x}\ny: &z' }, secret: '{a: b}' });
});

describe('a start that would not be safe is refused with the line to add', () => {
  const good = 'Zm9ydHktZWlnaHQgcmFuZG9tIGNoYXJhY3RlcnMgb3Igc28';
  const told = (settings: object, given: Record<string, string> = {}): string => {
    try {
      refuseUnsafeStart({ host: '127.0.0.1', ...settings }, given);
      return 'it starts';
    } catch (error) {
      return (error as Error).message;
    }
  };
  const production = { NODE_ENV: 'production' };
  test.each<[string, object, Record<string, string>, string]>([
    ['nothing at all, for this machine', {}, {}, 'it starts'],
    ['the demo by its address here', { publicUrl: 'http://localhost:8000' }, {}, 'it starts'],
    ['production without a secret', {}, production, 'Add: SPRINTFORGE_SECRET=$(openssl rand -base64 36)'],
    ['a domain without a secret', { publicUrl: 'https://plans.acme.com' }, {}, 'no secret is given'],
    ['a public address to listen on, without a secret', { host: '0.0.0.0' }, {}, 'no secret is given'],
    ['an example for a secret', { secret: 'changeme' }, production, 'everybody can guess'],
    ['another one', { secret: 'your-secret-here-and-make-it-a-long-one' }, production, 'everybody can guess'],
    ['one letter many times', { secret: 'a'.repeat(40) }, production, 'everybody can guess'],
    ['a short secret', { secret: 'Zm9ydHktZWlnaHQ' }, production, 'has 15 characters, and needs 32'],
    [
      'the database of the seed',
      { secret: good, databaseUrl: 'postgresql://user:pass@postgres/x' },
      production,
      'DATABASE_URL has a password that stands in every example',
    ],
    ["MinIO's default", { secret: good, s3: { secretKey: 'minioadmin' } }, production, 'S3_SECRET_KEY has a password'],
    ['Redis', { secret: good, redisUrl: 'redis://:password@redis' }, production, 'REDIS_URL has a password'],
    [
      'plain http for people',
      { secret: good, publicUrl: 'http://plans.acme.com' },
      {},
      'set SPRINTFORGE_PUBLIC_URL=https://plans.acme.com',
    ],
    [
      'plain http on every address',
      { secret: good, host: '0.0.0.0' },
      {},
      'Add: TLS_CERT=/path/cert.pem and TLS_KEY=/path/key.pem',
    ],
    ['https by a certificate', { secret: good, host: '0.0.0.0', tls: {} }, production, 'it starts'],
    [
      'https by a proxy',
      { secret: good, host: '0.0.0.0', publicUrl: 'https://plans.acme.com' },
      production,
      'it starts',
    ],
    [
      'in a container, reached from this machine',
      { secret: good, host: '0.0.0.0', publicUrl: 'http://localhost:8000' },
      production,
      'it starts',
    ],
  ])('%s', (_, settings, given, said) => {
    expect(told(settings, given)).toContain(said);
  });
});
