/** Traces, received by a collector: one of a request over all processes that worked on it. */
import { spawnSync } from 'node:child_process';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { edited, freshCopy, openHouse, problemOf, type TestHouse } from './support.ts';

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly status?: { readonly code?: number };
  readonly attributes: readonly { readonly key: string; readonly value: Record<string, unknown> }[];
}

const spans: Span[] = [];
let received = '';
const collector = http.createServer(async (request, response) => {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const bytes = Buffer.concat(pieces);
  const text = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString('utf8');
  received += text;
  const { resourceSpans } = JSON.parse(text) as { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] };
  if (request.url === '/v1/traces')
    spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((one) => one.spans)));
  response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
});
let house: TestHouse;
beforeAll(async () => {
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
  house = await openHouse({ traces: { endpoint, service: 'a test', share: 1 } }, { ownEngine: true });
});
afterAll(async () => {
  await house.stop();
  collector.close();
});

const traceId = 'abcdef0123456789abcdef0123456789';
const below = (parent: Span, name: string): Span | undefined =>
  spans.find((span) => span.parentSpanId === parent.spanId && span.name === name);

describe('a request', () => {
  test('is one trace: the call, its units of work and queries, the engine, and what its child measured', async () => {
    const project = house.demo.project_id;
    const file = await edited(await freshCopy(house.anna, project), [[2, 'notes', 'Zaphod']]);
    const form = new FormData();
    form.set('project_id', project);
    form.set('file', new Blob([Uint8Array.from(file)]), 'plan.xlsx');
    const token = house.demo.users[1]!.token;
    const traceparent = `00-${traceId}-0123456789abcdef-01`;
    const headers = { authorization: `Bearer ${token}`, traceparent };
    await fetch(`${house.server.url}/api/sync/upload`, { method: 'POST', body: form, headers });
    const mine = () => spans.filter((span) => span.traceId === traceId);
    await expect.poll(() => mine().some(({ name }) => name.startsWith('POST ')), { timeout: 10_000 }).toBe(true);
    const call = mine().find(({ name }) => name === 'POST /api/sync/upload')!;
    expect(call.parentSpanId).toBe('0123456789abcdef');
    const engine = below(call, 'engine sync')!;
    const child = below(engine, 'child sync')!;
    expect(below(engine, 'child waits for an answer')).toBeDefined();
    const ground = below(engine, 'unit of work')!; // asked for by the child in the middle of its work
    expect(below(ground, 'select')).toBeDefined();
    const [from, until] = [BigInt(child.startTimeUnixNano), BigInt(child.endTimeUnixNano)];
    const outer = [BigInt(engine.startTimeUnixNano), BigInt(engine.endTimeUnixNano)];
    const tolerance = 50_000_000n; // two processes read two clocks
    expect(from > outer[0]! - tolerance && until < outer[1]! + tolerance && from < until).toBe(true);
    const units = mine().filter((span) => span.parentSpanId === call.spanId && span.name === 'unit of work');
    expect(units.some((unit) => below(unit, 'insert') && below(unit, 'commit'))).toBe(true);
    for (const secret of ['Zaphod', token, house.demo.users[1]!.email, '5f0e1d0a-0000-4000-8000-000000000001'])
      expect(received).not.toContain(secret);
  });

  test('that is refused is no failure, one that fails inside is, by its kind', async () => {
    await problemOf(house.anna.project('00000000-0000-4000-8000-000000000000'));
    await expect.poll(() => spans.some(({ name }) => name === 'GET /api/projects/:id'), { timeout: 10_000 }).toBe(true);
    const call = spans.find(({ name }) => name === 'GET /api/projects/:id')!;
    expect(call.status?.code ?? 0).toBe(0);
    const unit = below(call, 'unit of work') ?? spans.findLast(({ name }) => name === 'unit of work')!;
    expect(unit).toBeDefined();
    const failed = spans.filter(({ status }) => status?.code === 2).flatMap(({ attributes }) => attributes);
    expect(failed).toContainEqual({ key: 'error.type', value: { stringValue: 'NOT_FOUND' } });
  });
});

test('without a collector nothing of OpenTelemetry is loaded', () => {
  const hook = `import { registerHooks } from 'node:module';
    registerHooks({ resolve(name, context, next) {
      if (/^@opentelemetry\\/(?!api$)/.test(name)) throw new Error('loads ' + name);
      return next(name, context);
    } });`;
  const load = (file: string) =>
    spawnSync(
      process.execPath,
      [
        '--import',
        `data:text/javascript,${encodeURIComponent(hook)}`,
        path.resolve(import.meta.dirname, '../src', file),
      ],
      { encoding: 'utf8' },
    );
  expect(load('index.ts')).toMatchObject({ status: 0, stderr: '' });
  expect(load('adapters/otel-tracing.ts').stderr).toContain('loads @opentelemetry/');
});
