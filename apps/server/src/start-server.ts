/** A server: the house, the application above it, and everything down again in order. */
import fs from 'node:fs';
import path from 'node:path';
import type { Server as TlsServer } from 'node:tls';
import type { NewIdentityProvider } from '@sprintforge/protocol';
import type { FastifyInstance } from 'fastify';
import { readCertificate, watchCertificate } from './adapters/tls-files.ts';
import { buildApp } from './app.ts';
import { startCollectors } from './collectors.ts';
import type { NetworkConfig, TlsFiles } from './config/network.ts';
import { configureSignOn } from './configured-sign-on.ts';
import type { Log } from './log.ts';
import { type HouseConfig, openHouse, startWork } from './open-house.ts';
import { type Undo, unwind } from './open-services.ts';
import { ServiceError } from './ports/service-error.ts';
import type { House } from './services/house.ts';

export interface ServerConfig extends HouseConfig, NetworkConfig {
  readonly enterprise?: Enterprise;
  /** Only from there calls are answered; without it from everywhere. */
  readonly ipAllow?: readonly string[];
  /** 0: any free port. */
  readonly port: number;
  readonly host: string;
  /** May read /metrics; without it only this machine may. */
  readonly metricsToken?: string;
  /** Address that people reach us at; default from host and port. */
  readonly publicUrl?: string;
  readonly callsPerMinute: number;
  /** Folder of the built web application; null: none is served. One that does not exist is none. */
  readonly web: string | null;
  readonly uploadBytes: number;
  /** `inline`: this process does jobs too; `worker`: other processes do (`sprintforge worker`). */
  readonly jobs: 'inline' | 'worker';
  /** So long a stopping server waits for requests that it is answering; then their connections are cut. */
  readonly stopSeconds: number;
  /** How often certificates are looked at. */
  readonly tlsRenewMs?: number;
}

/** What an enterprise's operator says about the installation. */
export interface Enterprise {
  readonly mode: 'saas' | 'on_premise' | 'hybrid';
  readonly customer?: string;
  /** Where it is kept. */
  readonly region?: string;
  /** Everybody of the organisation signs in there. */
  readonly sso?: NewIdentityProvider;
}

export const defaultConfig: ServerConfig = {
  port: 8000,
  host: '127.0.0.1',
  data: './data',
  logLevel: 'info',
  mailDelay: 60,
  outgoingAllowed: [],
  uploadsPerMinute: 60,
  callsPerMinute: 300,
  uploadBytes: 50 * 1024 * 1024,
  jobs: 'inline',
  stopSeconds: 60,
  keep: { copyDays: 365, recoveryDays: 90, historyDays: 0, deletedDays: 30, auditDays: 0 },
  redisPrefix: 'sprintforge',
  web: path.resolve(import.meta.dirname, '../../web/dist'),
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

/** `around`: what stands between the application and its house; a test watches, and fails, every call of a port there. */
export async function startServer(
  given: Partial<ServerConfig> = {},
  around: (house: House) => House = (house) => house,
): Promise<Server> {
  const config = { ...defaultConfig, ...given };
  const undo: Undo[] = [];
  try {
    return await assemble(config, undo, around);
  } catch (error) {
    await unwind(undo);
    throw error;
  }
}

async function assemble(config: ServerConfig, undo: Undo[], around: (house: House) => House): Promise<Server> {
  fs.mkdirSync(config.data, { recursive: true });
  const inline = config.jobs === 'inline';
  const tls = config.tls && { ...readCertificate(config.tls), minVersion: config.tls.minVersion };
  const { tracing, ...opened } = await openHouse(config, inline, undo);
  const { log, engine, database, address } = opened;
  const house = around(opened.house);
  const collectors = startCollectors(config, house, log, undo);
  const { trustedProxies, ipAllow } = config;
  const app = await buildApp({
    ...config,
    house,
    log,
    tracing,
    collectors,
    ...(tls ? { tls } : {}),
    ...(trustedProxies ? { trustedProxies } : {}),
    ...(ipAllow ? { ipAllow } : {}),
  });
  undo.push(() => stopServing(app, config.stopSeconds));
  const listening = await listen(app, config);
  if (config.tls) undo.push(renewCertificates(app, config.tls, log, config.tlsRenewMs));
  address.url = config.publicUrl ?? listening.replace(/\/\/(0\.0\.0\.0|127\.0\.0\.1|\[::1?\])/, '//localhost');
  if (config.enterprise?.sso) await configureSignOn(house, config.enterprise, log);
  if (inline) await startWork({ house, tracing }, undo);
  return {
    url: address.url,
    house,
    app,
    database,
    enginePids: () => engine.pids,
    close: () => unwind(undo),
  };
}

/** A port that cannot be had is said by its number, and what to do about it. */
async function listen(app: FastifyInstance, { host, port }: Pick<ServerConfig, 'host' | 'port'>): Promise<string> {
  try {
    return await app.listen({ port, host });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = { EADDRINUSE: 'is taken by another program', EACCES: 'is not for this user' }[code ?? ''];
    if (why === undefined) throw error;
    const place = `${host}:${port}`;
    const message = `port ${port} of ${host} ${why} (${code}): set PORT to another one`;
    throw new ServiceError('SERVICE_REFUSED', message, { service: 'HTTP', place, variable: 'PORT' }, error);
  }
}

/** No new connection from now on; requests that are being answered are, unless they take too long. */
async function stopServing(app: FastifyInstance, seconds: number): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), seconds * 1000);
  try {
    await app.close();
  } finally {
    clearTimeout(cut);
  }
}

/** New connections get the new certificate; open ones stay as they are. */
function renewCertificates(app: FastifyInstance, files: TlsFiles, log: Log, everyMs?: number): Undo {
  const server = app.server as unknown as TlsServer;
  const stop = watchCertificate(
    files,
    {
      renewed(certificate) {
        server.setSecureContext({ ...certificate, minVersion: files.minVersion });
        log.info('the certificate was renewed');
      },
      refused: (error) => log.error({ reason: error.message }, 'the old certificate stays in use'),
    },
    everyMs,
  );
  return async () => stop();
}
