/** A busy server is asked again when it said, and not by all at the same instant; what might have been done is not sent twice (A2). */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { type ProblemCode, ProblemError, problem, SprintforgeClient } from '../src/index.ts';
import { Waits } from '../src/patience.ts';

type Answer = readonly [method: 'GET' | 'POST', code: ProblemCode, retryAfter: string | null];
const busy: Answer = ['POST', 'BUSY', '2'];
const rows: readonly (readonly [string, seconds: number, readonly Answer[], readonly (number | null)[]])[] = [
  ['as long as told, then spread wider and wider', 100, [busy, busy, busy, busy], [3, 4, 6, 6]],
  ['until patience is over', 5, [busy, busy], [3, null]],
  ['too many calls', 100, [['POST', 'RATE_LIMITED', '60']], [90]],
  ['at least a second', 100, [['POST', 'BUSY', '0']], [1.5]],
  ['not told when', 100, [['POST', 'BUSY', null]], [null]],
  ['told a date', 100, [['POST', 'BUSY', 'Wed, 21 Oct 2026 07:28:00 GMT']], [null]],
  ['a service is away, and nothing is changed by the call', 100, [['GET', 'NOT_READY', '2']], [3]],
  ['a service is away, and the call may have come through', 100, [['POST', 'NOT_READY', '2']], [null]],
  ['it would end the same', 100, [['GET', 'ENGINE_TIMEOUT', '2']], [null]],
];
test.each(rows)('%s', (_, seconds, answers, expected) => {
  const waits = new Waits({ seconds, random: () => 0.5 });
  expect(answers.map(([method, code, after]) => waits.next(method, problem(code), after))).toEqual(expected);
});

test('the same call comes again, and the problem when patience is over', async () => {
  const heard: string[] = [];
  const server = http.createServer(async (request, response) => {
    heard.push(`${request.method} ${Buffer.concat(await request.toArray())}`);
    response.writeHead(503, { 'retry-after': '1' }).end(JSON.stringify(problem('BUSY')));
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const told: number[] = [];
  const patience = { seconds: 1.5, random: () => 0, waiting: (wait: number) => void told.push(wait) };
  const call = (client: SprintforgeClient) =>
    client.createToken({ name: 'night', scope: 'read' }).catch((error: unknown) => error);
  const patient = await call(new SprintforgeClient({ url, patience }));
  expect(patient).toBeInstanceOf(ProblemError);
  expect(patient).toMatchObject({ code: 'BUSY', status: 503 });
  expect([told, heard]).toEqual([[1], [heard[0], heard[0]]]);
  expect(heard[0]).toContain('night');
  expect(await call(new SprintforgeClient({ url }))).toMatchObject({ code: 'BUSY' });
  expect(heard).toHaveLength(3);
  await new Promise((closed) => void server.close(closed));
});
