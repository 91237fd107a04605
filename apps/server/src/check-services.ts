/** Every service that a configuration names, asked once: what `doctor` says of them. */
import { databaseVersion } from './adapters/database/migrate.ts';
import { explained, type ServiceName } from './adapters/explained.ts';
import { proxyAgents, reachOutside } from './adapters/outside-network.ts';
import { connectRedis } from './adapters/redis-cache.ts';
import { s3Objects } from './adapters/s3-objects.ts';
import { checkMailServer } from './adapters/smtp-mailer.ts';
import { checkCollector } from './adapters/splunk-hec.ts';
import { checkEnterprise } from './check-enterprise.ts';
import type { ServerConfig } from './start-server.ts';

export interface ServiceCheck {
  readonly name: string;
  readonly ok: boolean;
  /** What is so, or what is wrong and what to do. No password. */
  readonly detail: string;
}

export async function checkServices(config: ServerConfig): Promise<ServiceCheck[]> {
  const { databaseUrl, redisUrl, s3, smtp, splunk } = config;
  if (config.outside) reachOutside(config.outside);
  return [
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
    ...(await checkEnterprise(config)),
  ];
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
