/** What the operator is told when a service does not answer, and that a server that stops finishes what it is doing. */
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sprintforge } from '../../../test/support/command-line.ts';
import { freePort } from '../../../test/support/own-process.ts';
import { type EmbeddedPostgres, startPostgres } from '../src/adapters/embedded-postgres/launcher.ts';
import { explain, type ServiceName } from '../src/adapters/explained.ts';
import { type ServerConfig, startServer } from '../src/index.ts';
import { edited, freshCopy, openHouse } from './support.ts';

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-start-'));
let closed: number;
let postgres: EmbeddedPostgres;
beforeAll(async () => {
  closed = await freePort();
  postgres = await startPostgres({ dir: path.join(dir, 'postgres'), durable: false });
});
afterAll(async () => {
  await postgres.stop();
  fs.rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
});

const start = (config: Partial<ServerConfig>) =>
  startServer({ port: 0, data: path.join(dir, 'data'), logLevel: 'silent', engineProcesses: 1, ...config });
const told = (config: Partial<ServerConfig>): Promise<string> =>
  start(config).then(
    (server) => server.close().then(() => 'it started'),
    (error: Error) => error.message,
  );

describe('a service that does not answer at the start', () => {
  test('PostgreSQL, that is not there or has no such database', async () => {
    const database = `postgres://eve:hunter2@127.0.0.1:${closed}/plans`;
    expect(await told({ databaseUrl: database })).toBe(
      `cannot reach PostgreSQL at 127.0.0.1:${closed} (ECONNREFUSED): is it running? check DATABASE_URL`,
    );
    const other = new URL(postgres.url);
    other.pathname = '/nowhere';
    expect(await told({ databaseUrl: other.href })).toBe(
      `PostgreSQL at ${other.host} has no database "nowhere" (3D000): check DATABASE_URL`,
    );
  });

  test('S3', async () => {
    const s3 = {
      endpoint: `http://127.0.0.1:${closed}`,
      region: 'x',
      bucket: 'b',
      accessKey: 'k',
      secretKey: 'hunter2',
    };
    expect(await told({ databaseUrl: postgres.url, s3 })).toBe(
      `cannot reach S3 at 127.0.0.1:${closed} (ECONNREFUSED): is it running? check S3_ENDPOINT`,
    );
  });

  test('a port that another program has', async () => {
    const taken = net.createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as net.AddressInfo;
    expect(await told({ databaseUrl: postgres.url, port })).toBe(
      `port ${port} of 127.0.0.1 is taken by another program (EADDRINUSE): set PORT to another one`,
    );
    await new Promise((resolve) => taken.close(resolve));
  });

  test('Redis: the server serves without it, /ready and the log say so', async () => {
    const lines: string[] = [];
    const redisUrl = `redis://:hunter2@127.0.0.1:${closed}`;
    const log = { logLevel: 'warn', logTo: { write: (line: string) => void lines.push(line) } };
    const server = await start({ databaseUrl: postgres.url, redisUrl, ...log });
    try {
      const ready = await fetch(`${server.url}/ready`);
      expect([ready.status, await ready.json()]).toEqual([
        200,
        { status: 'ready', checks: { database: 'ok', files: 'ok', cache: 'failed' } },
      ]);
    } finally {
      await server.close();
    }
    const said = `cannot reach Redis at 127.0.0.1:${closed} (ECONNREFUSED): is it running? check REDIS_URL`;
    expect(lines.join('')).toContain(said);
    expect(lines.join('')).not.toContain('hunter2');
    expect(await told({ databaseUrl: postgres.url, redisUrl: 'localhost:6379' })).toBe(
      'REDIS_URL is not an address: give one such as redis://host:6379',
    );
  });

  const at = {
    service: 'PostgreSQL',
    variable: 'DATABASE_URL',
    url: 'postgres://eve:hunter2@db.example/plans',
  } as const;
  const redis = { service: 'Redis', variable: 'REDIS_URL', url: 'redis://:hunter2@cache.example' } as const;
  const s3 = { service: 'S3', variable: 'S3_ENDPOINT', url: 'https://s3.example' } as const;
  test.each<[ServiceName, object, string]>([
    [
      at,
      { code: '28P01' },
      'PostgreSQL at db.example:5432 does not take the password as "eve" (28P01): check DATABASE_URL',
    ],
    [
      at,
      { code: 'ENOTFOUND' },
      'cannot reach PostgreSQL at db.example:5432 (ENOTFOUND): is it running? check DATABASE_URL',
    ],
    [
      at,
      { message: 'timeout expired' },
      'cannot reach PostgreSQL at db.example:5432 (ETIMEDOUT): is it running? check DATABASE_URL',
    ],
    [
      redis,
      { message: 'WRONGPASS invalid username-password pair' },
      'Redis at cache.example:6379 does not take the password (WRONGPASS): check REDIS_URL',
    ],
    [
      redis,
      { message: 'NOAUTH Authentication required.' },
      'Redis at cache.example:6379 wants a password (NOAUTH): check REDIS_URL',
    ],
    [
      s3,
      { name: 'SignatureDoesNotMatch' },
      'S3 at s3.example:443 does not take the secret key (SignatureDoesNotMatch): check S3_ENDPOINT',
    ],
    [
      s3,
      { $metadata: { httpStatusCode: 403 } },
      'S3 at s3.example:443 does not allow it with these keys (Forbidden): check S3_ENDPOINT',
    ],
    [
      s3,
      { cause: { code: 'ECONNRESET' } },
      'cannot reach S3 at s3.example:443 (ECONNRESET): is it running? check S3_ENDPOINT',
    ],
    [
      s3,
      { cause: { code: 'CERT_HAS_EXPIRED' } },
      'cannot reach S3 at s3.example:443 (CERT_HAS_EXPIRED): is it running? check S3_ENDPOINT',
    ],
  ])('%j %j', (name, error, message) => {
    const explained = explain(name, Object.assign(new Error(), error)) as Error;
    expect(explained.message).toBe(message);
    expect(explained.message).not.toContain('hunter2');
  });
  test('an error that is none of the network stays what it is', () => {
    const error = new Error('migration 0001 failed');
    expect(explain(at, error)).toBe(error);
  });

  test('doctor says the same of every service, and serve too', async () => {
    const env = {
      SPRINTFORGE_DATA: path.join(dir, 'doctor'),
      DATABASE_URL: `postgres://eve:hunter2@127.0.0.1:${closed}/plans`,
      REDIS_URL: `redis://:hunter2@127.0.0.1:${closed}`,
      S3_ENDPOINT: `http://127.0.0.1:${closed}`,
      ...{ S3_BUCKET: 'b', S3_ACCESS_KEY: 'k', S3_SECRET_KEY: 'hunter2' },
    };
    const doctor = await sprintforge(['doctor'], { env });
    expect(doctor.exit).toBe(1);
    for (const [name, service] of [
      ['database', 'PostgreSQL'],
      ['cache', 'Redis'],
      ['files', 'S3'],
    ])
      expect(doctor.stdout).toMatch(
        new RegExp(`^FAIL +${name} +cannot reach ${service} at 127\\.0\\.0\\.1:${closed} \\(ECONNREFUSED\\)`, 'm'),
      );
    const serve = await sprintforge(['serve'], { env });
    expect(serve.exit).toBe(3);
    expect(serve.stderr).toContain(`cannot reach PostgreSQL at 127.0.0.1:${closed} (ECONNREFUSED)`);
    expect(doctor.stdout + serve.stdout + serve.stderr).not.toContain('hunter2');
  });
});

describe('a server that stops', () => {
  test('finishes an upload, takes no new connection, and cuts who never ends', async () => {
    const house = await openHouse({ stopSeconds: 2, jobs: 'worker' }, { ownEngine: true });
    const file = await edited(await freshCopy(house.anna, house.demo.project_id), [[2, 'notes', 'at the last moment']]);
    const { port } = new URL(house.server.url);
    const stuck = net.connect(Number(port), '127.0.0.1').on('error', () => undefined);
    stuck
      .resume()
      .write(
        `POST /api/tokens HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${house.demo.users[0]!.token}\r\n` +
          'content-type: application/json\r\ncontent-length: 100\r\n\r\n{',
      );
    const cut = new Promise((resolve) => stuck.once('close', resolve));
    const upload = house.anna.upload({ project_id: house.demo.project_id, file });
    await expect.poll(() => house.server.house.engine.load().running).toBe(1);
    const closing = house.stop();
    expect(await upload).toMatchObject({ counts: { applied: 1 } });
    await expect
      .poll(() =>
        fetch(`${house.server.url}/health`).then(
          () => 'answers',
          () => 'gone',
        ),
      )
      .toBe('gone');
    await Promise.all([cut, closing]);
  });
});
