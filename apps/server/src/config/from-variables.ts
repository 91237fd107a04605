/** From environment variables, or what a file says in their place, to a server's configuration. */
import { collectorsFrom } from '../collectors.ts';
import type { Keep } from '../services/house.ts';
import { defaultConfig, type ServerConfig } from '../start-server.ts';
import { enterpriseFrom } from './enterprise.ts';
import { organisationLimits } from './limits.ts';
import { listed, networkFrom } from './network.ts';
import { withBounds } from './retention-bounds.ts';
import type { Environment } from './substitute.ts';

/** The configuration that these variables make; throws with the name of one that is not usable. */
export function configOf(env: Environment): ServerConfig {
  const calls = number(env, 'SPRINTFORGE_RATE_LIMIT');
  return {
    ...defaultConfig,
    port: number(env, 'PORT') ?? defaultConfig.port,
    host: env.HOST || defaultConfig.host,
    data: env.SPRINTFORGE_DATA || defaultConfig.data,
    logLevel: env.LOG_LEVEL || 'warn',
    ...(env.DATABASE_URL ? { databaseUrl: env.DATABASE_URL } : {}),
    ...(env.SPRINTFORGE_METRICS_TOKEN ? { metricsToken: env.SPRINTFORGE_METRICS_TOKEN } : {}),
    ...(env.REDIS_PREFIX ? { redisPrefix: env.REDIS_PREFIX } : {}),
    ...(env.REDIS_URL ? { redisUrl: env.REDIS_URL } : {}),
    ...(env.S3_ENDPOINT ? { s3: bucket(env, env.S3_ENDPOINT) } : {}),
    ...(env.SMTP_URL
      ? { smtp: { url: env.SMTP_URL, from: env.SMTP_FROM || 'SprintForge Sync <no-reply@localhost>' } }
      : {}),
    ...sealingFrom(env),
    ...(env.SPRINTFORGE_SECRET ? { secret: env.SPRINTFORGE_SECRET } : {}),
    ...(env.SPRINTFORGE_PUBLIC_URL ? { publicUrl: env.SPRINTFORGE_PUBLIC_URL.replace(/\/+$/, '') } : {}),
    ...networkFrom(env),
    ...enterpriseFrom(env),
    ...collectorsFrom(env),
    ...tracesFrom(env),
    organisationLimits: organisationLimits(env),
    stopSeconds: number(env, 'SPRINTFORGE_STOP_SECONDS') ?? defaultConfig.stopSeconds,
    jobs: oneOf(env, 'SPRINTFORGE_JOBS', ['inline', 'worker']) ?? defaultConfig.jobs,
    uploadBytes: (number(env, 'SPRINTFORGE_UPLOAD_MIB') ?? 50) * 1024 * 1024,
    keep: keepFrom(env),
    mailDelay: number(env, 'SPRINTFORGE_MAIL_DELAY') ?? defaultConfig.mailDelay,
    ...(env.SPRINTFORGE_CLOUD_URL ? { cloudUrl: env.SPRINTFORGE_CLOUD_URL } : {}),
    outgoingAllowed:
      (env.SPRINTFORGE_OUTGOING_ALLOW ? listed(env.SPRINTFORGE_OUTGOING_ALLOW) : undefined) ??
      defaultConfig.outgoingAllowed,
    callsPerMinute: calls ?? defaultConfig.callsPerMinute,
    uploadsPerMinute: number(env, 'SPRINTFORGE_UPLOAD_LIMIT') ?? calls ?? defaultConfig.uploadsPerMinute,
  };
}

const keepFrom = (env: Environment): Keep =>
  withBounds(
    {
      copyDays: number(env, 'SPRINTFORGE_COPY_DAYS') ?? defaultConfig.keep.copyDays,
      recoveryDays: number(env, 'SPRINTFORGE_RECOVERY_DAYS') ?? defaultConfig.keep.recoveryDays,
      historyDays: number(env, 'SPRINTFORGE_HISTORY_DAYS') ?? defaultConfig.keep.historyDays,
      deletedDays: number(env, 'SPRINTFORGE_DELETED_DAYS') ?? defaultConfig.keep.deletedDays,
      auditDays: auditDays(env),
    },
    env,
  );

/** The database keeps the last 30 days whatever it is asked for. */
function auditDays(env: Environment): number {
  const days = number(env, 'SPRINTFORGE_AUDIT_DAYS') ?? defaultConfig.keep.auditDays;
  if (days > 0 && days < 30) throw new Error('SPRINTFORGE_AUDIT_DAYS is 0 (for ever) or at least 30');
  return days;
}

/** Base64 of 32 bytes: the master key, and former ones that still open. */
function sealingFrom(env: Environment): Pick<ServerConfig, 'sealingKeys'> {
  const { SPRINTFORGE_SEALING_KEY: current, SPRINTFORGE_SEALING_KEY_FORMER: former } = env;
  if (!current && former) throw new Error('SPRINTFORGE_SEALING_KEY_FORMER needs SPRINTFORGE_SEALING_KEY beside it');
  if (!current) return {};
  const texts = [current, ...listed(former ?? '')];
  return { sealingKeys: texts.map(sealingKey) };
}

function sealingKey(text: string): Uint8Array {
  const key = Buffer.from(text, 'base64');
  if (key.length !== 32)
    throw new Error(
      'SPRINTFORGE_SEALING_KEY is the base64 of 32 random bytes: make one with `openssl rand -base64 32`',
    );
  return Uint8Array.from(key);
}

/** By the variables that OpenTelemetry itself defines. */
function tracesFrom(env: Environment): Pick<ServerConfig, 'traces'> {
  const endpoint = env.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (!endpoint) return {};
  if (!URL.canParse(endpoint))
    throw new Error('OTEL_EXPORTER_OTLP_ENDPOINT is not an address like http://localhost:4318');
  const share = Number(env.OTEL_TRACES_SAMPLER_ARG || 1);
  if (!(share >= 0 && share <= 1)) throw new Error('OTEL_TRACES_SAMPLER_ARG is the share of traced requests, 0 to 1');
  return { traces: { endpoint, share, service: env.OTEL_SERVICE_NAME || 'sprintforge-sync' } };
}

function bucket(env: Environment, endpoint: string): NonNullable<ServerConfig['s3']> {
  const needed = (name: string): string => {
    const text = env[name];
    if (!text) throw new Error(`S3_ENDPOINT needs ${name} beside it`);
    return text;
  };
  return {
    endpoint,
    region: env.S3_REGION || 'us-east-1',
    bucket: needed('S3_BUCKET'),
    accessKey: needed('S3_ACCESS_KEY'),
    secretKey: needed('S3_SECRET_KEY'),
  };
}

function number(env: Environment, name: string): number | undefined {
  const text = env[name];
  if (text === undefined || text === '') return undefined;
  if (!/^\d{1,9}$/.test(text)) throw new Error(`${name} must be a whole number, not "${text}"`);
  return Number(text);
}

function oneOf<T extends string>(env: Environment, name: string, known: readonly T[]): T | undefined {
  const text = env[name];
  if (text === undefined || text === '') return undefined;
  const found = known.find((one) => one === text);
  if (found === undefined) throw new Error(`${name} must be one of ${known.join(', ')}, not "${text}"`);
  return found;
}
