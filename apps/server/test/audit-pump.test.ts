/** The audit log sent to a collector: every entry once or more, none lost, each project's in its order, whatever happens on the way. */
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { migrate } from '../src/adapters/database/migrate.ts';
import { postgresDatabase } from '../src/adapters/database/postgres.ts';
import { type EmbeddedPostgres, startPostgres } from '../src/adapters/embedded-postgres/launcher.ts';
import { ndjsonSink } from '../src/adapters/ndjson-sink.ts';
import { nodeSystem } from '../src/adapters/node-system.ts';
import { splunkHec } from '../src/adapters/splunk-hec.ts';
import { collectorsFrom } from '../src/collectors.ts';
import type { AuditSink } from '../src/ports/audit-sink.ts';
import type { Database } from '../src/ports/database.ts';
import { NO_TENANT } from '../src/services/audit-chain.ts';
import { AuditPump } from '../src/services/audit-pump.ts';
import { recordSecurity } from '../src/services/security-audit.ts';

let postgres: EmbeddedPostgres;
let database: Database;
let dir: string;
const stops: (() => Promise<void>)[] = [];

beforeAll(async () => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-pump-'));
  postgres = await startPostgres({ dir, durable: false });
  await migrate(postgres.url);
  database = postgresDatabase({
    url: postgres.url,
    onError: () => undefined,
    queueIn: () => ({ add: async () => null }),
  });
});
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});
afterAll(async () => {
  await database.close();
  await postgres.stop();
  fs.rmSync(dir, { recursive: true, force: true });
});

const projects = ['00000000-0000-4000-8000-0000000000f1', '00000000-0000-4000-8000-0000000000f2'];

/** Adds `count` entries to the chain of a tenant, about two projects in turn. */
async function happen(tenant: string, count: number, details: object = {}): Promise<void> {
  const who = { userId: null, ip: '127.0.0.1', userAgent: null };
  for (let n = 0; n < count; n += 1)
    await database.unit(tenant, (unit) =>
      recordSecurity({ system: nodeSystem }, unit, who, {
        event: 'access.refused',
        outcome: 'refused',
        projectId: projects[n % 2]!,
        details: { n, ...details },
      }),
    );
}

type Behaviour = (call: number, events: readonly Received[]) => number | 'cut' | 'late' | 'taken, then cut';
interface Received {
  readonly seq: number;
  readonly hash: string;
  readonly organisation: string;
  readonly project_id: string;
  readonly details: unknown;
}

/** A collector of the shape of Splunk's; what it took stays over restarts. */
class StandIn {
  readonly took: Received[] = [];
  readonly frames: { time: number; source: string; sourcetype: string; index?: string }[] = [];
  calls = 0;
  acks = 0;
  behaviour: Behaviour = () => 200;
  #server: http.Server | undefined;
  #port = 0;

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }
  async start(): Promise<this> {
    this.#server = http.createServer((request, response) => void this.#answer(request, response));
    await new Promise<void>((resolve) => this.#server!.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (this.#server.address() as AddressInfo).port;
    return this;
  }
  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }
  async #answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const text = gunzipSync(Buffer.concat(pieces)).toString('utf8');
    if (request.headers.authorization !== 'Splunk the-token') return void response.writeHead(403).end('{"code":4}');
    if (request.url?.startsWith('/services/collector/ack')) return this.#acknowledge(text, response);
    const lines = text.split('\n').map((line) => JSON.parse(line) as { event: Received } & StandIn['frames'][0]);
    const events = lines.map(({ event }) => event);
    this.calls += 1;
    const doing = this.behaviour(this.calls, events);
    if (doing === 'cut') return void request.socket.destroy();
    if (doing === 'late') await new Promise((resolve) => setTimeout(resolve, 400));
    if (doing === 200 || doing === 'late' || doing === 'taken, then cut') {
      this.took.push(...events);
      this.frames.push(...lines.map(({ event: _, ...frame }) => frame));
    }
    if (doing === 'taken, then cut') return void request.socket.destroy();
    const status = doing === 'late' ? 200 : doing;
    const body =
      status === 200 ? { text: 'Success', code: 0, ackId: this.calls } : { text: 'No', code: status === 400 ? 6 : 9 };
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }
  #acknowledge(text: string, response: http.ServerResponse): void {
    const [id] = (JSON.parse(text) as { acks: number[] }).acks;
    this.acks += 1;
    response.end(JSON.stringify({ acks: { [String(id)]: this.acks > 1 } }));
  }
}

async function standIn(behaviour?: Behaviour): Promise<StandIn> {
  const made = await new StandIn().start();
  if (behaviour) made.behaviour = behaviour;
  stops.push(() => made.stop());
  return made;
}

const told: string[] = [];
function pump(sink: AuditSink): AuditPump {
  const made = new AuditPump({
    database,
    system: nodeSystem,
    sink,
    tell: (what, detail) => told.push(`${what}: ${detail}`),
    everyMs: 20,
    pauseMs: 2,
  });
  stops.push(() => made.stop());
  made.start();
  return made;
}
const hec = (collector: StandIn, more: object = {}): AuditSink =>
  splunkHec({ url: collector.url, token: 'the-token', timeoutMs: 150, ...more });

/** Each entry's first arrival, of one tenant. */
function arrived(collector: StandIn, tenant: string): number[] {
  const seqs = collector.took.filter(({ organisation }) => organisation === tenant).map(({ seq }) => seq);
  return seqs.filter((seq, at) => seqs.indexOf(seq) === at);
}
const upTo = (count: number): number[] => Array.from({ length: count }, (_, n) => n + 1);

describe('a collector that fails, is late, restarts and goes', () => {
  test('gets every entry of every organisation, in the order of each chain', async () => {
    const tenants = [randomUUID(), randomUUID()] as const;
    const rough: Behaviour = (call) =>
      (['cut', 503, 'late', 'taken, then cut', 429, 200, 500, 200, 'late', 200] as const)[call % 10]!;
    const collector = await standIn(rough);
    const [one, other] = [pump(hec(collector)), pump(hec(collector))]; // two processes
    for (let n = 0; n < 3; n += 1) {
      await Promise.all(tenants.map((tenant) => happen(tenant, 90)));
      await collector.stop();
      await Promise.all(tenants.map((tenant) => happen(tenant, 30)));
      await collector.start();
    }
    await expect
      .poll(() => tenants.map((tenant) => arrived(collector, tenant).length), { timeout: 30_000 })
      .toEqual([360, 360]);
    for (const tenant of tenants) expect(arrived(collector, tenant)).toEqual(upTo(360));
    expect(collector.took.length).toBeGreaterThan(720); // some came twice
    await expect.poll(() => one.state.failures + other.state.failures).toBe(0);
    expect(told.some((line) => line.startsWith('failing: '))).toBe(true);
    expect(told.some((line) => line.startsWith('recovered: '))).toBe(true);
  });

  test('a process that starts anew goes on where the last one stopped', async () => {
    const tenant = randomUUID();
    await happen(tenant, 10);
    const collector = await standIn();
    const first = pump(hec(collector, { index: 'audit' }));
    await expect.poll(() => arrived(collector, tenant)).toEqual(upTo(10));
    await first.stop();
    await happen(tenant, 5);
    pump(hec(collector));
    await expect.poll(() => arrived(collector, tenant)).toEqual(upTo(15));
    expect(collector.took.filter(({ organisation }) => organisation === tenant).length).toBe(15);
    expect(collector.frames[0]).toMatchObject({
      source: 'sprintforge-sync',
      sourcetype: 'sprintforge:audit',
      index: 'audit',
      time: expect.closeTo(Date.now() / 1000, -3),
    });
  });

  test('what belongs to no organisation is sent too', async () => {
    const before = (await database.unit(NO_TENANT, (unit) => unit.audit.lockHead())).seq;
    await happen(NO_TENANT, 3);
    const collector = await standIn();
    pump(hec(collector));
    await expect.poll(() => arrived(collector, NO_TENANT)).toEqual(upTo(before + 3));
  });

  test('acknowledged by the indexers before it moves on', async () => {
    const tenant = randomUUID();
    await happen(tenant, 2);
    const collector = await standIn();
    pump(hec(collector, { acknowledge: true }));
    await expect.poll(() => arrived(collector, tenant), { timeout: 5000 }).toEqual([1, 2]);
    await expect
      .poll(async () => (await database.chainsBehind(`splunk ${new URL(collector.url).host}`)).length, {
        timeout: 5000,
      })
      .toBe(0);
    expect(collector.acks).toBeGreaterThan(1); // the first answer of this collector is: not yet
  });
});

describe('what a collector does not take', () => {
  test('an entry that it never takes goes without its content, and nothing waits behind it', async () => {
    const tenant = randomUUID();
    await happen(tenant, 6);
    await happen(tenant, 1, { bad: 'apple' });
    await happen(tenant, 6);
    const collector = await standIn((_, events) => (JSON.stringify(events).includes('apple') ? 413 : 200));
    pump(hec(collector));
    await expect.poll(() => arrived(collector, tenant)).toEqual(upTo(13));
    const seventh = collector.took.find(({ organisation, seq }) => organisation === tenant && seq === 7);
    expect(seventh).toMatchObject({
      details: { withheld: expect.any(String) },
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test('a token that is refused loses nothing: it is said, and sent when the token is good', async () => {
    const tenant = randomUUID();
    await happen(tenant, 4);
    const collector = await standIn();
    const wrong = pump(splunkHec({ url: collector.url, token: 'another' }));
    await expect.poll(() => wrong.state.failures).toBeGreaterThan(1);
    expect(told.at(-1)).toMatch(/^failing: .*answers 403/);
    expect(told.join()).not.toContain('another');
    await wrong.stop();
    pump(hec(collector));
    await expect.poll(() => arrived(collector, tenant)).toEqual(upTo(4));
  });
});

test('lines of JSON to any service', async () => {
  const tenant = randomUUID();
  await happen(tenant, 3);
  const lines: Received[] = [];
  const server = http.createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const text = gunzipSync(Buffer.concat(pieces)).toString('utf8');
    expect([request.headers['content-type'], request.headers.authorization]).toEqual([
      'application/x-ndjson',
      'Bearer t',
    ]);
    lines.push(
      ...text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Received),
    );
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(async () => void server.close());
  pump(ndjsonSink({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/in`, token: 't' }));
  const ours = () => lines.filter(({ organisation }) => organisation === tenant).map(({ seq }) => seq);
  await expect.poll(ours).toEqual([1, 2, 3]);
});

describe('the configuration', () => {
  const hecEnv = { SPLUNK_HEC_URL: 'https://splunk.example:8088', SPLUNK_HEC_TOKEN: 't' };
  test('names everything', () => {
    const more = { SPLUNK_HEC_INDEX: 'i', SPLUNK_HEC_ACK: '1', AUDIT_EXPORT_URL: 'http://localhost:1/x' };
    expect(collectorsFrom({ ...hecEnv, ...more })).toEqual({
      splunk: { url: hecEnv.SPLUNK_HEC_URL, token: 't', index: 'i', acknowledge: true },
      auditExport: { url: 'http://localhost:1/x' },
    });
    expect(collectorsFrom({})).toEqual({});
  });
  test.each([
    [{ SPLUNK_HEC_TOKEN: '' }, /needs SPLUNK_HEC_TOKEN/],
    [{ SPLUNK_HEC_URL: 'splunk' }, /SPLUNK_HEC_URL is not an address/],
    [{ SPLUNK_HEC_URL: 'http://splunk.example:8088' }, /must begin with https/],
    [{ AUDIT_EXPORT_URL: 'https://a:secret@x.example' }, /AUDIT_EXPORT_URL must not hold a user/],
  ])('%j is refused', (env, message) => {
    expect(() => collectorsFrom({ ...hecEnv, ...env })).toThrow(message);
    expect(() => collectorsFrom({ ...hecEnv, ...env })).not.toThrow(/secret/);
  });
});
