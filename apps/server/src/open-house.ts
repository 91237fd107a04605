/** Adapters under ports: the house that a server serves and a worker works in. */
import os from 'node:os';
import type { ScreenPolicies } from '@sprintforge/xlsx';
import { argon2Passwords } from './adapters/argon2-passwords.ts';
import { type ClamdPlace, clamd } from './adapters/clamd.ts';
import { countBuffersWithHeap } from './adapters/collections.ts';
import { postgresDatabase } from './adapters/database/postgres.ts';
import { postgresSignals } from './adapters/database/postgres-signals.ts';
import { dnsRecords } from './adapters/dns-records.ts';
import { type EnginePool, enginePool } from './adapters/engine-pool.ts';
import { hmacSigner } from './adapters/hmac-signer.ts';
import { type Pace, pgBossJobs } from './adapters/jobs/pg-boss-jobs.ts';
import { jwtSyncTokens } from './adapters/jwt-sync-tokens.ts';
import { loadSecret } from './adapters/key-file.ts';
import { nodeSystem } from './adapters/node-system.ts';
import type { TraceCollector } from './adapters/otel-tracing.ts';
import { outgoingHttp } from './adapters/outgoing-http.ts';
import { reachOutside } from './adapters/outside-network.ts';
import { memoryAtHand, readerHeap } from './adapters/reader-heap.ts';
import { oidcSignOn } from './adapters/sign-on/oidc.ts';
import { samlSignOn } from './adapters/sign-on/saml.ts';
import { totpCodes } from './adapters/totp.ts';
import { webauthn } from './adapters/webauthn.ts';
import { type CollectorConfig, sinksOf } from './collectors.ts';
import { type Log, type LogOptions, openLog } from './log.ts';
import { type KeyConfig, openKeys } from './open-keys.ts';
import { openBlobs, openCache, openDatabaseUrl, openMailer, type ServiceConfig, type Undo } from './open-services.ts';
import type { JobHandler } from './ports/jobs.ts';
import type { Tracing } from './ports/tracing.ts';
import type { House, Keep } from './services/house.ts';
import { LiveHub } from './services/live-hub.ts';
import { noLimits, type OrganisationLimits } from './services/organisation-limits.ts';
import { RefusalWatch } from './services/refusal-watch.ts';
import { UploadLimiter } from './services/upload-limiter.ts';
import { jobKinds, workOf } from './services/work.ts';
import { WriterQueue } from './services/writer-queue.ts';

export interface HouseConfig extends ServiceConfig, KeyConfig, CollectorConfig {
  /** Asked about each upload; without it nobody is. */
  readonly clamd?: ClamdPlace;
  /** Where the operator's policies for content that the screen finds differ from its own. */
  readonly screen?: Partial<ScreenPolicies>;
  /** `silent`, `error`, `warn`, `info`, `debug`, `trace`. */
  readonly logLevel: string;
  /** Default: stderr, as stdout is the command line's. */
  readonly logTo?: LogOptions['to'];
  /** Where traces are sent; without it nothing is measured, and nothing of OpenTelemetry is loaded. */
  readonly traces?: TraceCollector;
  /** Signs copies and confirmations; without it `keys.json` in `data` holds one. */
  readonly secret?: string;
  readonly uploadsPerMinute: number;
  /** Of all people of an organisation together. */
  readonly organisationLimits?: OrganisationLimits;
  /** How long what is kept, in days. */
  readonly keep: Keep;
  /** Seconds from a notice to the mail that tells of it. */
  readonly mailDelay: number;
  /** CIDRs that are not public and may be called all the same, without TLS too. */
  readonly outgoingAllowed: readonly string[];
  /** Address of the server that plans may go to without their personal data. */
  readonly cloudUrl?: string;
  /** Domains of addresses count once they are proved. */
  readonly provesDomains?: boolean;
  /** Asked about domains instead of the system's: `address`, `address:port`. */
  readonly nameServers?: readonly string[];
  readonly engineProcesses?: number;
  /** Processor time that an engine job may take. */
  readonly engineTimeoutMs?: number;
  readonly jobPace?: Partial<Pace>;
}

export interface OpenHouse {
  readonly house: House;
  readonly log: Log;
  readonly tracing: Tracing | undefined;
  readonly engine: EnginePool;
  /** Where the database came from, for the operator. */
  readonly database: string;
  /** Address that people reach us at; whoever listens may set it. */
  readonly address: { url: string };
}

/** `works`: jobs are done in this process. */
export async function openHouse(config: HouseConfig, works: boolean, undo: Undo[]): Promise<OpenHouse> {
  countBuffersWithHeap();
  const log = openLog({ level: config.logLevel, ...(config.logTo ? { to: config.logTo } : {}) });
  const report = (part: string) => (error: unknown) => log.error({ err: error }, part);
  if (config.outside) reachOutside(config.outside);
  const tracing = config.traces && (await openTracing(config.traces, report('traces'), undo));
  const { url, origin } = await openDatabaseUrl(config, undo);
  const jobs = await pgBossJobs({
    url,
    kinds: jobKinds,
    works,
    onError: report('jobs'),
    ...(config.jobPace ? { pace: config.jobPace } : {}),
  });
  undo.push(() => jobs.close());
  const keys = await openKeys(config, url, report('database connection'), undo);
  const database = postgresDatabase({
    url,
    onError: report('database connection'),
    queueIn: jobs.queueIn,
    tracing,
    keys,
  });
  undo.push(() => database.close());
  const signals = await postgresSignals({ url, onError: report('database connection') });
  undo.push(() => signals.close());
  const readers = config.engineProcesses ?? Math.max(1, os.availableParallelism());
  const engine = enginePool({
    size: readers,
    heapMiB: readerHeap(memoryAtHand(os.totalmem(), process.constrainedMemory()), readers),
    tracing,
    ...(config.engineTimeoutMs === undefined ? {} : { timeoutMs: config.engineTimeoutMs }),
  });
  undo.push(() => engine.close());
  const shared = openCache(config, report('Redis'), undo);
  const refusals = new RefusalWatch({
    database,
    system: nodeSystem,
    onError: report('security log'),
  });
  undo.push(() => refusals.flush());
  const secret = loadSecret(config.data, config.secret, nodeSystem);
  const outgoing = outgoingHttp({
    allowed: config.outgoingAllowed,
    ...(config.outside ? { outside: config.outside } : {}),
  });
  const address = { url: '' };
  const house: House = {
    database,
    ...(config.clamd ? { viruses: clamd(config.clamd, report('virus scanner')) } : {}),
    screen: config.screen ?? {},
    keys,
    blobs: await openBlobs(config, keys, undo),
    ...shared,
    engine,
    jobs,
    signer: hmacSigner(secret),
    syncTokens: jwtSyncTokens(secret),
    system: nodeSystem,
    passwords: argon2Passwords(nodeSystem),
    mailer: openMailer(config, undo),
    mailDelay: config.mailDelay,
    outgoing,
    oneTimeCodes: totpCodes(),
    passkeys: webauthn(),
    signOn: { oidc: oidcSignOn(outgoing), saml: samlSignOn(outgoing) },
    domainRecords: dnsRecords(config.nameServers),
    provesDomains: config.provesDomains ?? false,
    cloudUrl: config.cloudUrl ?? null,
    signals,
    live: new LiveHub(signals),
    writers: new WriterQueue(),
    keep: config.keep,
    collectors: sinksOf(config).map(({ name }) => name),
    refusals,
    uploadLimiter: new UploadLimiter(config.uploadsPerMinute, config.organisationLimits ?? noLimits, shared.rates),
    get publicUrl() {
      return address.url;
    },
  };
  return { house, log, tracing, engine, database: origin, address };
}

/** Seconds that a stopping process gives the jobs that it is doing. */
const DRAIN = 60;

/** From now on this process does jobs, until it is told to stop. */
export async function startWork({ house, tracing }: Pick<OpenHouse, 'house' | 'tracing'>, undo: Undo[]): Promise<void> {
  undo.push(() => house.jobs.stop(DRAIN));
  await house.jobs.work(tracing ? workOf(house).map((handler) => traced(handler, tracing)) : workOf(house));
}

const traced = (handler: JobHandler, tracing: Tracing): JobHandler => ({
  ...handler,
  run: (job) => {
    const facts = { 'job.id': job.id, 'job.attempt': job.attempt };
    return tracing.span(`job ${handler.kind.name}`, facts, () => handler.run(job));
  },
});

async function openTracing(to: TraceCollector, onError: (error: Error) => void, undo: Undo[]): Promise<Tracing> {
  const { otelTracing } = await import('./adapters/otel-tracing.ts');
  const tracing = otelTracing(to, onError);
  undo.push(() => tracing.close());
  return tracing;
}
