import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { postgresSignals } from '../src/adapters/database/postgres-signals.ts';
import { startPostgres } from '../src/adapters/embedded-postgres/launcher.ts';
import type { Signal, Signals } from '../src/ports/signals.ts';
import type { GivenServices } from './services-setup.ts';

const given = inject('services') as GivenServices | undefined;
const stops: (() => Promise<unknown>)[] = [];
let url: string;
let [one, other]: [Signals, Signals] = [] as never;
let admin: pg.Client;

beforeAll(async () => {
  url = given?.databaseUrl ?? (await embedded());
  const open = () => postgresSignals({ url, onError: () => {} });
  [one, other] = [await open(), await open()];
  admin = new pg.Client(url);
  admin.on('error', () => {});
  await admin.connect();
  stops.push(...[one, other].map((signals) => () => signals.close()), () => admin.end());
});
afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
});

async function embedded(): Promise<string> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-signals-'));
  const postgres = await startPostgres({ dir, durable: false });
  stops.push(async () => {
    await postgres.stop();
    fs.rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  });
  return postgres.url;
}

const word = (project: string): Signal => ({ kind: 'presence', tenant: 't', project });
function ear(signals: Signals) {
  const heard: (Signal | null)[] = [];
  return { heard, stop: signals.listen((signal) => heard.push(signal)) };
}

test('a word is heard by every process, the one that says it too, in order', async () => {
  const ears = [ear(one), ear(other)];
  const words = Array.from({ length: 20 }, (_, i) => word(`p${i}`));
  for (const each of words) await one.say(each);
  for (const { heard, stop } of ears) {
    await expect.poll(() => heard).toEqual(words);
    stop();
  }
});

test('whoever stopped listening hears nothing', async () => {
  const [gone, there] = [ear(one), ear(one)];
  gone.stop();
  await other.say(word('late'));
  await expect.poll(() => there.heard).toEqual([word('late')]);
  expect(gone.heard).toEqual([]);
  there.stop();
});

test('what a transaction says is heard when it has committed, and never when it has not', async () => {
  const { heard, stop } = ear(one);
  const say = (project: string) =>
    admin.query('select pg_notify($1, $2)', ['sprintforge_live', JSON.stringify(word(project))]);
  for (const end of ['rollback', 'commit']) {
    await admin.query('begin');
    await say(end);
    await say(end);
    await other.say(word(`before ${end}`));
    await admin.query(end);
  }
  await expect.poll(() => heard.length).toBe(3);
  expect(heard).toEqual([word('before rollback'), word('before commit'), word('commit')]);
  stop();
});

test('a lost connection is made again, and it is said that words may have been missed', async () => {
  const { heard, stop } = ear(one);
  await admin.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and (query like 'listen %' or query like 'select pg_notify%') and pid <> pg_backend_pid()",
  );
  await expect.poll(() => heard[0], { timeout: 10_000 }).toBe(null);
  const said = async () => {
    await one.say(word('again'));
    return heard.length;
  };
  await expect.poll(said, { timeout: 10_000 }).toBeGreaterThan(1);
  stop();
});
