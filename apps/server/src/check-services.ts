/** Every service that a configuration names, asked once: what `doctor` says of them. */
import { X509Certificate } from 'node:crypto';
import { databaseVersion } from './adapters/database/migrate.ts';
import { explained, type ServiceName } from './adapters/explained.ts';
import { proxyAgents, reachOutside } from './adapters/outside-network.ts';
import { connectRedis } from './adapters/redis-cache.ts';
import { s3Objects } from './adapters/s3-objects.ts';
import { checkMailServer } from './adapters/smtp-mailer.ts';
import { checkCollector } from './adapters/splunk-hec.ts';
import { readCertificate } from './adapters/tls-files.ts';
import { checkEnterprise } from './check-enterprise.ts';
import { withJobs } from './jobs-at-hand.ts';
import type { ServerConfig } from './start-server.ts';

export interface ServiceCheck {
  readonly name: string;
  readonly ok: boolean;
  /** What is so, or what is wrong and what to do. No password. */
  readonly detail: string;
}

export async function checkServices(config: ServerConfig): Promise<ServiceCheck[]> {
  const { databaseUrl, redisUrl, s3, smtp, splunk, auditExport, tls } = config;
  if (config.outside) reachOutside(config.outside);
  return [
    ...checkTls(tls),
    await (databaseUrl === undefined
      ? { name: 'database', ok: true, detail: 'the embedded PostgreSQL (DATABASE_URL is not set)' }
      : checked('database', { service: 'PostgreSQL', variable: 'DATABASE_URL', url: databaseUrl }, async () => {
          const version = await databaseVersion(databaseUrl);
          if (version < 15) throw new Error(`PostgreSQL ${version} is too old: 15 or later is needed`);
          return `PostgreSQL ${version}`;
        })),
    ...(redisUrl === undefined
      ? []
      : [
          await checked('cache', { service: 'Redis', variable: 'REDIS_URL', url: redisUrl }, () => pingRedis(redisUrl)),
        ]),
    ...(s3 === undefined
      ? []
      : [
          await checked('files', { service: 'S3', variable: 'S3_ENDPOINT', url: s3.endpoint }, async () => {
            const store = s3Objects(s3, config.outside && proxyAgents(config.outside));
            await store.check().finally(() => store.close());
            return `the bucket ${s3.bucket}`;
          }),
        ]),
    ...(smtp === undefined
      ? []
      : [await checked('mail', { service: 'SMTP', variable: 'SMTP_URL', url: smtp.url }, () => checkMailServer(smtp))]),
    ...(splunk === undefined
      ? []
      : [
          await checked('audit export', { service: 'Splunk', variable: 'SPLUNK_HEC_URL', url: splunk.url }, () =>
            checkCollector(splunk),
          ),
        ]),
    ...(auditExport === undefined
      ? []
      : [{ name: 'audit export', ok: true, detail: `lines of JSON to ${new URL(auditExport.url).host}` }]),
    ...(databaseUrl === undefined ? [] : [await checkJobs(config)]),
    ...(await checkEnterprise(config)),
  ];
}

/** How long a certificate is good for. */
function checkTls(files: ServerConfig['tls']): ServiceCheck[] {
  if (files === undefined) return [];
  try {
    const { validToDate } = new X509Certificate(readCertificate(files).cert);
    const days = Math.floor((validToDate.getTime() - Date.now()) / 86_400_000);
    const until = `good until ${validToDate.toISOString().slice(0, 10)}`;
    return [
      { name: 'TLS', ok: days >= 0, detail: days < 0 ? `${files.cert} has expired` : `${files.cert} is ${until}` },
    ];
  } catch (error) {
    return [{ name: 'TLS', ok: false, detail: (error as Error).message }];
  }
}

/** What is done later: how much waits, and what failed as often as it may. */
async function checkJobs(config: ServerConfig): Promise<ServiceCheck> {
  try {
    const kinds = await withJobs(config, (jobs) => jobs.standing());
    const sum = (of: 'waiting' | 'running' | 'dead') => kinds.reduce((count, kind) => count + kind[of], 0);
    const [dead, by] = [sum('dead'), config.jobs === 'worker' ? 'by workers' : 'by this server'];
    const standing = `done ${by}: ${sum('waiting')} waiting, ${sum('running')} running`;
    const told = dead === 0 ? standing : `${standing}, ${dead} failed for good: see \`sprintforge jobs --dead\``;
    return { name: 'jobs', ok: dead === 0, detail: told };
  } catch (error) {
    return { name: 'jobs', ok: false, detail: (error as Error).message };
  }
}

async function checked(name: string, service: ServiceName, ask: () => Promise<string>): Promise<ServiceCheck> {
  try {
    const found = await explained(service, ask);
    return { name, ok: true, detail: `${found} at ${new URL(service.url).host} answers` };
  } catch (error) {
    return { name, ok: false, detail: (error as Error).message };
  }
}

async function pingRedis(url: string): Promise<string> {
  let reason: Error | undefined;
  const redis = connectRedis({
    url,
    onError: (error) => {
      reason ??= error;
    },
  });
  try {
    await new Promise<void>((resolve, reject) => {
      redis.once('ready', resolve).once('close', () => reject(reason ?? new Error('the connection was closed')));
    });
    await redis.ping();
    return 'Redis';
  } finally {
    redis.disconnect();
  }
}
