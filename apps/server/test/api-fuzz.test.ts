/**
 * Requests that nobody should send, made from the server's own OpenAPI document, by people of every role: never a 500, nothing of
 * our inside in an answer, every problem with a code of ours, every good answer as described. A fault names its seed and number:
 * `SPRINTFORGE_FUZZ_SEED` and `SPRINTFORGE_FUZZ_COUNT` repeat a run, `SPRINTFORGE_FUZZ_FROM` goes on with one.
 */
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type Operation, operationsOf } from '../../../test/support/api/operations.ts';
import { faultsOf, type Request, requestFor } from '../../../test/support/api/requests.ts';
import { repositoryRoot } from '../../../test/support/corpora.ts';
import { Dice } from '../../../test/support/dice.ts';
import { type Organisation, organisation } from './api-world.ts';
import { openHouse, type TestHouse } from './support.ts';

const long = Boolean(process.env.SPRINTFORGE_LONG);
const seed = Number(process.env.SPRINTFORGE_FUZZ_SEED ?? 4);
const count = Number(process.env.SPRINTFORGE_FUZZ_COUNT ?? (long ? 50_000 : inject('services') ? 500 : 2_000));
const from = Number(process.env.SPRINTFORGE_FUZZ_FROM ?? 0);
/** So many requests, then it is told how far it is. */
const toldAfter = 2_500;
/** So many requests, then a new organisation: what one may delete is there again. */
const perWorld = 500;

let house: TestHouse;
let operations: Operation[];
beforeAll(async () => {
  house = await openHouse({ outgoingAllowed: ['127.0.0.1/32'] });
  operations = await operationsOf(house.server.url);
});
afterAll(() => house.stop());

test(`no request of ${count} (seed ${seed}) gets behind the door`, { timeout: 3 * 3_600_000 }, async () => {
  const plan = fs.readFileSync(path.join(repositoryRoot, 'fixtures/demo-plan.xlsx'));
  let world: Organisation | undefined;
  const faults: string[] = [];
  const statuses = new Map<string, number>();
  for (let index = from; index < from + count && faults.length < 20; index += 1) {
    if (index > from && (index - from) % toldAfter === 0) console.log(`request ${index} of ${from + count}`);
    if (index % perWorld === 0 || !world) world = await organisation(house, plan);
    const dice = new Dice(seed, index);
    const operation = dice.pick(operations);
    const request = requestFor(dice, operation, world, dice.pick([0, 0.15, 0.5]));
    const [response, text] = await send(request);
    for (const fault of faultsOf(operation, response, text)) {
      const asked = `${request.method} ${request.path.slice(0, 200)} ${String(request.body).slice(0, 200)}`;
      faults.push(`${index}: ${asked}: ${fault}`);
      console.log(faults.at(-1));
    }
    const kind = `${operation.method} ${operation.path} ${response.status < 400 ? 'good' : 'refused'}`;
    statuses.set(kind, (statuses.get(kind) ?? 0) + 1);
  }
  expect(faults).toEqual([]);
  // a run that never gets through proves nothing; a short one does not come to every call
  const through = operations.filter(({ method, path: at }) => statuses.has(`${method} ${at} good`));
  expect(through.length / operations.length).toBeGreaterThan(count < 2000 ? 0.25 : 0.6);
});

/** Streams are let go as soon as they answer. */
async function send({ method, path: at, headers, body }: Request): Promise<[Response, string]> {
  const response = await fetch(`${house.server.url}${at}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
    signal: AbortSignal.timeout(60_000),
  });
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return [response, await response.text()];
  await response.body?.cancel();
  return [response, ''];
}
