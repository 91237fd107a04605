/** Puts the house together: adapters under ports, the application above, and everything down again in order. */
import fs from 'node:fs';
import os from 'node:os';
import type { FastifyInstance, FastifyServerOptions } from 'fastify';
import { argon2Passwords } from './adapters/argon2-passwords.ts';
import { postgresDatabase } from './adapters/database/postgres.ts';
import { postgresSignals } from './adapters/database/postgres-signals.ts';
import { enginePool } from './adapters/engine-pool.ts';
import { hmacSigner } from './adapters/hmac-signer.ts';
import { loadSecret } from './adapters/key-file.ts';
import { nodeSystem } from './adapters/node-system.ts';
import { buildApp } from './app.ts';
import {
  openBlobs,
  openCache,
  openDatabaseUrl,
  openMailer,
  type ServiceConfig,
  type Undo,
  unwind,
} from './open-services.ts';
import type { House } from './services/house.ts';
import { LiveHub } from './services/live-hub.ts';
import { RefusalWatch } from './services/refusal-watch.ts';
import { UploadLimiter } from './services/upload-limiter.ts';
import { WriterQueue } from './services/writer-queue.ts';

export interface ServerConfig extends ServiceConfig {
  /** 0: any free port. */
  readonly port: number;
  readonly host: string;
  /** Signs copies and confirmations; without it `keys.json` in `data` holds one. */
  readonly secret?: string;
  readonly logLevel: string;
  /** May read /metrics; without it only this machine may. */
  readonly metricsToken?: string;
  /** Address that people reach us at; default from host and port. */
  readonly publicUrl?: string;
  readonly uploadsPerMinute: number;
  readonly callsPerMinute: number;
  readonly uploadBytes: number;
  /** So many days after it was handed out, or last synced, the base of a copy is no longer kept (rule A7). */
  readonly copyDays: number;
  readonly engineProcesses?: number;
  /** How long an engine job may take. */
  readonly engineTimeoutMs?: number;
}

export const defaultConfig: ServerConfig = {
  port: 8000,
  host: '127.0.0.1',
  data: './data',
  logLevel: 'info',
  uploadsPerMinute: 60,
  callsPerMinute: 300,
  uploadBytes: 50 * 1024 * 1024,
  copyDays: 365,
  redisPrefix: 'sprintforge',
};

export interface Server {
  readonly url: string;
  readonly house: House;
  readonly app: FastifyInstance;
  /** Where the database came from, for the operator. */
  readonly database: string;
  /** Process ids of the engine's children. */
  enginePids(): readonly number[];
  /** Finishes what runs, then stops everything that was started. */
  close(): Promise<void>;
}

export async function startServer(given: Partial<ServerConfig> = {}): Promise<Server> {
  const config = { ...defaultConfig, ...given };
  const undo: Undo[] = [];
  try {
    return await assemble(config, undo);
  } catch (error) {
    await unwind(undo);
    throw error;
  }
}

async function assemble(config: ServerConfig, undo: Undo[]): Promise<Server> {
  fs.mkdirSync(config.data, { recursive: true });
  const { url: databaseUrl, origin } = await openDatabaseUrl(config, undo);
  const onError = (error: Error) => console.error(`database connection: ${error.message}`);
  const database = postgresDatabase({ url: databaseUrl, onError });
  undo.push(() => database.close());
  const signals = await postgresSignals({ url: databaseUrl, onError });
  undo.push(() => signals.close());
  const engine = enginePool({
    size: config.engineProcesses ?? Math.max(1, os.availableParallelism()),
    ...(config.engineTimeoutMs === undefined ? {} : { timeoutMs: config.engineTimeoutMs }),
  });
  undo.push(() => engine.close());
  const shared = openCache(config, undo);
  const refusals = new RefusalWatch({
    database,
    system: nodeSystem,
    onError: (error) => console.error(`security log: ${(error as Error).message}`),
  });
  undo.push(() => refusals.flush());
  const address = { url: config.publicUrl ?? '' };
  const house: House = {
    database,
    blobs: await openBlobs(config, undo),
    ...shared,
    engine,
    signer: hmacSigner(loadSecret(config.data, config.secret, nodeSystem)),
    system: nodeSystem,
    passwords: argon2Passwords(nodeSystem),
    mailer: openMailer(config, undo),
    signals,
    live: new LiveHub(signals),
    writers: new WriterQueue(),
    copyDays: config.copyDays,
    refusals,
    uploadLimiter: new UploadLimiter(config.uploadsPerMinute, shared.rates),
    get publicUrl() {
      return address.url;
    },
  };
  const app = await buildApp({ ...config, house, logger: loggerOptions(config.logLevel) });
  undo.push(() => app.close());
  const listening = await app.listen({ port: config.port, host: config.host });
  address.url = config.publicUrl ?? listening.replace(/\/\/(0\.0\.0\.0|127\.0\.0\.1|\[::1?\])/, '//localhost');
  return {
    url: address.url,
    house,
    app,
    database: origin,
    enginePids: () => engine.pids,
    close: () => unwind(undo),
  };
}

function loggerOptions(level: string): FastifyServerOptions['logger'] {
  if (level === 'silent') return false;
  return { level, redact: ['req.headers.authorization', 'req.headers.cookie', '*.token', '*.secret'] };
}
