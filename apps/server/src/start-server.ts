/** A server: the house, the application above it, and everything down again in order. */
import fs from 'node:fs';
import type { FastifyInstance, FastifyRequest, FastifyServerOptions } from 'fastify';
import { buildApp } from './app.ts';
import { type HouseConfig, openHouse, startWork } from './open-house.ts';
import { type Undo, unwind } from './open-services.ts';
import type { House } from './services/house.ts';

export interface ServerConfig extends HouseConfig {
  /** 0: any free port. */
  readonly port: number;
  readonly host: string;
  readonly logLevel: string;
  /** May read /metrics; without it only this machine may. */
  readonly metricsToken?: string;
  /** Address that people reach us at; default from host and port. */
  readonly publicUrl?: string;
  readonly callsPerMinute: number;
  readonly uploadBytes: number;
  /** `inline`: this process does jobs too; `worker`: other processes do (`sprintforge worker`). */
  readonly jobs: 'inline' | 'worker';
}

export const defaultConfig: ServerConfig = {
  port: 8000,
  host: '127.0.0.1',
  data: './data',
  logLevel: 'info',
  uploadsPerMinute: 60,
  callsPerMinute: 300,
  uploadBytes: 50 * 1024 * 1024,
  jobs: 'inline',
  keep: { copyDays: 365, recoveryDays: 90 },
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
  const inline = config.jobs === 'inline';
  const { house, engine, database, address } = await openHouse(config, inline, undo);
  const app = await buildApp({ ...config, house, logger: loggerOptions(config.logLevel) });
  undo.push(() => app.close());
  const listening = await app.listen({ port: config.port, host: config.host });
  address.url = config.publicUrl ?? listening.replace(/\/\/(0\.0\.0\.0|127\.0\.0\.1|\[::1?\])/, '//localhost');
  if (inline) await startWork(house, undo);
  return {
    url: address.url,
    house,
    app,
    database,
    enginePids: () => engine.pids,
    close: () => unwind(undo),
  };
}

/** The address of a link that opens a plan is a key to it. */
const withoutLink = (url: string): string => url.replace(/(\/dav\/)[^/?#]+/i, '$1[link]');

function loggerOptions(level: string): FastifyServerOptions['logger'] {
  if (level === 'silent') return false;
  return {
    level,
    redact: ['req.headers.authorization', 'req.headers.cookie', '*.token', '*.secret'],
    serializers: {
      req: ({ method, url, ip }: FastifyRequest) => ({ method, url: withoutLink(url), remoteAddress: ip }),
    },
  };
}
