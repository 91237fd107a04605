/** The embedded default: a real PostgreSQL started from the npm binaries on a folder of ours. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import pg from 'pg';
import { type Place, preparePlace } from './place.ts';
import { command, credentials, startServerProcess } from './server-process.ts';

export interface EmbeddedPostgres {
  /** Connection string of the database. */
  readonly url: string;
  /** Of the maintenance database `postgres`. */
  readonly adminUrl: string;
  readonly origin: string;
  stop(): Promise<void>;
}

export interface LaunchOptions {
  /** Folder that holds everything. */
  readonly dir: string;
  readonly database?: string;
  /** false: no fsync at all, for tests. */
  readonly durable?: boolean;
  /** At once, over all processes. */
  readonly connections?: number;
  readonly log?: (message: string) => void;
}

const superuser = 'sprintforge';

/** Starts PostgreSQL on `dir`, or attaches to the one that already runs on it. */
export async function startPostgres(options: LaunchOptions): Promise<EmbeddedPostgres> {
  const place = preparePlace(options.dir);
  const data = path.join(place.dir, 'data');
  const durable = options.durable ?? true;
  if (!fs.existsSync(path.join(data, 'PG_VERSION'))) initialise(place, data, durable);
  const running = await attach(data);
  if (running) options.log?.(`using the PostgreSQL that already runs on ${place.dir}`);
  const server = running ? undefined : await start(place, data, { durable, connections: options.connections ?? 60 });
  const port = running ?? server?.port ?? 0;
  const database = options.database ?? 'sprintforge';
  await ensureDatabase(urlOf(port, 'postgres'), database);
  return {
    url: urlOf(port, database),
    adminUrl: urlOf(port, 'postgres'),
    origin: place.origin,
    stop: async () => server?.stop(),
  };
}

const urlOf = (port: number, database: string): string => `postgres://${superuser}@127.0.0.1:${port}/${database}`;

function initialise(place: Place, data: string, durable: boolean): void {
  fs.rmSync(data, { recursive: true, force: true }); // an initdb that was cut off
  const args = ['-D', data, '-U', superuser, '--auth=trust', '-E', 'UTF8', '--locale=C'];
  const [program, ...rest] = command(place, 'initdb', durable ? args : [...args, '--no-sync']);
  const done = spawnSync(program, rest, { ...credentials(place), encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`initdb failed (${place.as.how}): ${done.stderr || String(done.error)}`);
}

async function start(
  place: Place,
  data: string,
  { durable, connections }: { readonly durable: boolean; readonly connections: number },
): Promise<{ port: number; stop(): Promise<void> }> {
  const port = await freePort();
  const settings = ['listen_addresses=127.0.0.1', `max_connections=${connections}`, 'timezone=UTC', 'log_timezone=UTC'];
  if (!durable) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off');
  const args = ['-D', data, '-p', String(port), '-k', '', ...settings.flatMap((setting) => ['-c', setting])];
  const server = await startServerProcess(place, args);
  return { port, stop: () => server.stop() };
}

/** The port of a server that runs on this data directory; a starting one is waited for. */
async function attach(data: string): Promise<number | undefined> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const file = path.join(data, 'postmaster.pid');
    const lines = fs.existsSync(file) ? fs.readFileSync(file, 'utf8').split('\n') : [];
    if (!lines[0] || !alive(Number(lines[0]))) return undefined;
    const port = Number(lines[3]);
    if (port && (await answers(urlOf(port, 'postgres'), data))) return port;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return undefined;
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Is it really the server of this directory? A port may belong to another one by now. */
async function answers(url: string, data: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  try {
    await client.connect();
    const shown = await client.query<{ data_directory: string }>('show data_directory');
    return shown.rows[0]?.data_directory === data;
  } catch {
    return false; // not up yet, or not PostgreSQL: the caller decides by the pid
  } finally {
    await client.end();
  }
}

async function ensureDatabase(adminUrl: string, name: string): Promise<void> {
  const client = new pg.Client(adminUrl);
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) await client.query(`create database "${name.replaceAll('"', '""')}"`);
  } catch (error) {
    if ((error as { code?: string }).code !== '42P04') throw error; // another process created it meanwhile
  } finally {
    await client.end();
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
