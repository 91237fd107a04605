/**
 * The shape of the configuration file. A member with `variable` is the same setting as that environment variable, so that file and
 * environment are one thing; members without are translated in `file-variables.ts`.
 */
import { RETENTION_KINDS } from '@sprintforge/protocol';
import { policyChoices } from '@sprintforge/xlsx';
import { Type } from 'typebox';
import { encryption, sso } from './security-shape.ts';
import { address, choice, flag, like, named, networks, safeAddress, some, text, whole } from './shape-words.ts';

/** What may be done with content of a kind that the screen finds; as the screen itself knows them. */
const screen = some(
  'What the security screen does with content of a kind (docs/operations.md)',
  Object.fromEntries(
    Object.entries(policyChoices).map(([kind, choices]) => [
      kind,
      choice(undefined, choices, `content of the kind ${kind}`),
    ]),
  ),
);

const tls = some(
  'Certificate of the server itself',
  {
    cert: text('TLS_CERT', 'PEM file of the certificate with its chain', '/etc/tls/cert.pem'),
    key: text('TLS_KEY', 'PEM file of its key', '/etc/tls/key.pem'),
    min_version: choice('TLS_MIN_VERSION', ['1.3', '1.2'], 'oldest version that is spoken'),
  },
  ['cert', 'key'],
);

const server = some('How the server is reached', {
  port: whole('PORT', 'port', 8000, { maximum: 65_535 }),
  host: text('HOST', 'address to listen on', '127.0.0.1'),
  data: text('SPRINTFORGE_DATA', 'folder of everything that is kept', '/srv/sprintforge'),
  public_url: like('SPRINTFORGE_PUBLIC_URL', address, 'address that people reach it at', 'https://plans.example.com'),
  log_level: choice('LOG_LEVEL', ['silent', 'error', 'warn', 'info', 'debug'], 'what is logged'),
  jobs: choice('SPRINTFORGE_JOBS', ['inline', 'worker'], 'who does the jobs: this process, or `sprintforge worker`'),
  stop_seconds: whole('SPRINTFORGE_STOP_SECONDS', 'so long a stopping server finishes what it answers', 60),
  metrics_token: text('SPRINTFORGE_METRICS_TOKEN', 'who sends it may read /metrics', '${METRICS_TOKEN}'),
  trusted_proxies: networks('TRUSTED_PROXIES', 'proxies whose word about the caller is believed'),
  tls,
});

const auditExport = some(
  'Where the audit log is sent on to',
  {
    type: choice(
      undefined,
      ['splunk', 'json'],
      "Splunk's HTTP Event Collector, or any service that takes lines of JSON",
    ),
    endpoint: like(undefined, safeAddress, 'its address, https', 'https://splunk.example.com:8088'),
    token: text(undefined, 'its token', '${SPLUNK_TOKEN}'),
    index: text('SPLUNK_HEC_INDEX', "Splunk's index", 'plans'),
    sourcetype: text('SPLUNK_HEC_SOURCETYPE', "Splunk's source type", 'sprintforge:audit'),
    acknowledge: flag('SPLUNK_HEC_ACK', 'wait until the indexers have it'),
  },
  ['type', 'endpoint'],
);

const settings = some('Settings of the installation', {
  domain: like(
    undefined,
    '^([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z][a-z0-9-]*$',
    'name that people reach it at',
    'plans.example.com',
  ),
  region: like('SPRINTFORGE_REGION', '^[a-z0-9-]+$', 'where it is kept; the region of the bucket too', 'eu-central-1'),
  data_retention_days: Type.Integer({
    minimum: 1,
    maximum: 36_500,
    description: 'uploaded bytes, recovery points and deleted projects are kept for so long',
    examples: [90],
  }),
  retention: some('How long what is kept, in days', {
    copies: whole('SPRINTFORGE_COPY_DAYS', 'a copy that nobody synced', 365),
    recovery: whole('SPRINTFORGE_RECOVERY_DAYS', 'recovery points with the uploaded bytes', 90),
    history: whole('SPRINTFORGE_HISTORY_DAYS', 'states of revisions; 0: for ever', 0),
    deleted: whole('SPRINTFORGE_DELETED_DAYS', 'what a deleted project held', 30),
    audit: whole('SPRINTFORGE_AUDIT_DAYS', 'the audit log; 0: for ever, otherwise 30 or more', 0),
    bounds: Type.Object(
      Object.fromEntries(
        RETENTION_KINDS.map((kind) => [
          kind,
          Type.Optional(
            some(`Of ${kind}`, {
              least: whole(undefined, 'the fewest days', 30),
              most: whole(undefined, 'the most days; 0: for ever', 365),
            }),
          ),
        ]),
      ),
      {
        additionalProperties: false,
        ...named('SPRINTFORGE_RETENTION_BOUNDS', {
          description: 'how far from that organisations may go (as a variable: JSON)',
          examples: [{ recovery: { least: 30, most: 365 } }],
        }),
      },
    ),
  }),
  audit_export: auditExport,
  ip_allow_list: networks('SPRINTFORGE_IP_ALLOW', 'only from there calls are answered'),
  ip_whitelist: networks('SPRINTFORGE_IP_ALLOW', 'the same as ip_allow_list'),
  sso,
  encryption,
  screen,
});

export const fileShape = some('Configuration of SprintForge Sync', {
  deployment_mode: choice('DEPLOYMENT_MODE', ['saas', 'on_premise', 'hybrid'], 'what this installation is'),
  enterprise: some('The enterprise that this installation is for', {
    customer: text('SPRINTFORGE_CUSTOMER', 'its name', 'acme-corp'),
    settings,
  }),
  secret: text('SPRINTFORGE_SECRET', 'signs workbooks and tokens: 32 characters or more', '${SPRINTFORGE_SECRET}'),
  server,
  database: some(
    'PostgreSQL 15 or later',
    { url: like('DATABASE_URL', '^postgres(ql)?://', 'its address', '${DATABASE_URL}') },
    ['url'],
  ),
  cache: some(
    'Redis',
    {
      url: like('REDIS_URL', '^rediss?://', 'its address', '${REDIS_URL}'),
      prefix: text('REDIS_PREFIX', 'begins every name', 'sprintforge'),
    },
    ['url'],
  ),
  files: some(
    'A bucket of a service that speaks S3',
    {
      endpoint: like('S3_ENDPOINT', address, 'its address', 'https://s3.eu-central-1.amazonaws.com'),
      bucket: text('S3_BUCKET', 'name of the bucket', 'plans'),
      region: text('S3_REGION', 'its region', 'eu-central-1'),
      access_key: text('S3_ACCESS_KEY', 'access key', '${S3_ACCESS_KEY}'),
      secret_key: text('S3_SECRET_KEY', 'secret key', '${S3_SECRET_KEY}'),
    },
    ['endpoint', 'bucket', 'access_key', 'secret_key'],
  ),
  hybrid: some(
    'Plans go to a server in a cloud without their personal data (docs/personal-data.md)',
    { cloud_url: like('SPRINTFORGE_CLOUD_URL', safeAddress, 'its address', 'https://plans.example.com') },
    ['cloud_url'],
  ),
  mail: some(
    'Mail server',
    {
      url: like('SMTP_URL', '^smtps?://', 'its address', 'smtps://user:password@mail.example.com'),
      from: text('SMTP_FROM', 'sender', 'SprintForge <plans@example.com>'),
      delay_seconds: whole('SPRINTFORGE_MAIL_DELAY', 'from a notice to the mail that tells of it', 60),
    },
    ['url'],
  ),
  limits: some('What may be done how often, and how large', {
    calls_per_minute: whole('SPRINTFORGE_RATE_LIMIT', 'calls a minute and person', 300, { minimum: 1 }),
    uploads_per_minute: whole('SPRINTFORGE_UPLOAD_LIMIT', 'uploads a minute and person', 60, { minimum: 1 }),
    upload_mib: whole('SPRINTFORGE_UPLOAD_MIB', 'largest upload, in MiB', 50, { minimum: 1, maximum: 50 }),
    organisation: some('What all people of an organisation together may do', {
      calls_per_minute: whole(
        'SPRINTFORGE_ORGANISATION_RATE_LIMIT',
        'calls a minute; else 50 times those of a person',
        15_000,
        {
          minimum: 1,
        },
      ),
      uploads_per_minute: whole(
        'SPRINTFORGE_ORGANISATION_UPLOAD_LIMIT',
        'uploads a minute; else as many as its people may',
        600,
        {
          minimum: 1,
        },
      ),
    }),
    organisations: Type.Record(
      Type.String({ minLength: 1, maxLength: 200 }),
      some('Other limits for the organisation of this name', {
        calls_per_minute: whole(undefined, 'calls a minute', 60_000, { minimum: 1 }),
        uploads_per_minute: whole(undefined, 'uploads a minute', 2000, { minimum: 1 }),
      }),
      named('SPRINTFORGE_ORGANISATION_LIMITS', {
        description: 'organisations with other limits, by their names (as a variable: JSON)',
        examples: [{ Contoso: { calls_per_minute: 60_000 } }],
      }),
    ),
  }),
  outgoing: some('Calls of the server to others', {
    no_proxy: Type.Array(text(undefined, 'a host', 's3.internal.example.com'), {
      ...named('SPRINTFORGE_NO_PROXY', {
        description: 'hosts that are called directly all the same',
        examples: [['s3.internal.example.com']],
      }),
    }),
    proxy: like(
      'SPRINTFORGE_OUTGOING_PROXY',
      '^http://[^\\s/]+',
      'the proxy that they go through (CONNECT)',
      'http://proxy.example.com:3128',
    ),
    ca_file: text(
      'SPRINTFORGE_CA_FILE',
      'PEM file of certificate authorities that are trusted besides the known ones',
      '/etc/tls/company-ca.pem',
    ),
    name_servers: Type.Array(
      like(
        undefined,
        '^([0-9.]+(:[0-9]{1,5})?|[0-9a-fA-F:]+|\\[[0-9a-fA-F:]+\\](:[0-9]{1,5})?)$',
        'an address, or address:port',
        '192.0.2.53',
      ),
      {
        ...named('SPRINTFORGE_NAME_SERVERS', {
          description: "name servers that proofs of domains are looked for at, instead of the system's",
          examples: [['192.0.2.53']],
        }),
      },
    ),
    allow: networks('SPRINTFORGE_OUTGOING_ALLOW', 'networks that webhooks may call although they are not public'),
  }),
  antivirus: some(
    'A ClamAV daemon that is asked about each upload',
    {
      address: like(
        'CLAMD_ADDRESS',
        '^(unix:/.+|[^\\s:]+:[0-9]{1,5}|\\[[0-9a-fA-F:]+\\]:[0-9]{1,5})$',
        'host:port, or unix:/path',
        'clamd.example.com:3310',
      ),
      unreachable: choice(
        'CLAMD_UNREACHABLE',
        ['refuse', 'accept'],
        'what becomes of an upload when it does not answer',
      ),
    },
    ['address'],
  ),
});
