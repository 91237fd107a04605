/**
 * Promise 3 of the design: whatever dies under an upload and whenever, the client that sends it again ends exactly as the run without
 * faults: the same answer, the same plan by its hash, the same number of rows in every table (A2, A4).
 * `SPRINTFORGE_FAILPOINTS=1-40` kills at those steps of an upload alone.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ProblemError, SprintforgeClient } from '@sprintforge/protocol';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasServices } from '../../../../test/support/cluster.ts';
import { repositoryRoot, sample } from '../../../../test/support/corpora.ts';
import { freePort, serve } from '../../../../test/support/own-process.ts';
import { TcpTap } from '../../../../test/support/tcp-tap.ts';
import { type Server, startServer } from '../../src/index.ts';
import { chosenSteps } from './chosen-steps.ts';
import { configFor, type Ending, endingOf, openScene, type Scene, uploadUntilDone } from './upload-scene.ts';

const entry = path.join(repositoryRoot, 'apps/server/test/proofs/dying-server.ts');

describe.skipIf(!hasServices())('an upload under faults', () => {
  let scene: Scene;
  let expected: Ending;
  /** The steps of an upload, in order; a step's number is its place, from 1. */
  let steps: string[];
  beforeAll(async () => {
    scene = await openScene(fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-faults-')));
    const database = await scene.prepare();
    expected = await onServer(database, async (server) =>
      endingOf(scene, database, server, await uploadUntilDone(scene, server.url)),
    );
    expect(expected.answer).toMatchObject({ counts: { applied: 6, conflicts: 1, same: 0, refused: 0 } });
    steps = await stepsOfUpload();
  }, 300_000);
  afterAll(() => scene?.stop());

  async function onServer<T>(database: string, work: (server: Server) => Promise<T>, through = scene): Promise<T> {
    const server = await startServer(configFor(through, database));
    try {
      return await work(server);
    } finally {
      await server.close();
    }
  }

  /** A server process that ends at this step; 0: it lives. */
  async function dyingServer(database: string, dieAt: number, list?: string) {
    const port = await freePort();
    const { endpoint, region, accessKey, secretKey } = scene.storage;
    // each of them is the same program, started once more
    const compiled = { NODE_COMPILE_CACHE: path.join(scene.folder, 'compiled') };
    const env = {
      ...{ ...process.env, PORT: String(port), SPRINTFORGE_DATA: path.join(scene.folder, `dying-${port}`) },
      ...{
        DATABASE_URL: database,
        REDIS_URL: scene.cache.url,
        SPRINTFORGE_SECRET: scene.secret,
        SPRINTFORGE_JOBS: 'worker',
        LOG_LEVEL: 'fatal',
      },
      ...{ S3_ENDPOINT: endpoint, S3_REGION: region, S3_BUCKET: scene.bucket, S3_ACCESS_KEY: accessKey },
      ...{ S3_SECRET_KEY: secretKey, DIE_AT: String(dieAt), ...compiled, ...(list ? { STEPS_FILE: list } : {}) },
    };
    return { url: `http://127.0.0.1:${port}`, ...(await serve(process.execPath, [entry], port, env)) };
  }

  async function stepsOfUpload(): Promise<string[]> {
    const list = path.join(scene.folder, 'steps.txt');
    const server = await dyingServer(await scene.prepare(), 0, list);
    await uploadUntilDone(scene, server.url);
    await server.stop('SIGKILL');
    return fs
      .readFileSync(list, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => line.replace(/^\d+ /, ''));
  }

  async function expectEnding(database: string, through: Scene = scene): Promise<void> {
    const ending = await onServer(
      database,
      async (server) => endingOf(through, database, server, await uploadUntilDone(through, server.url)),
      through,
    );
    expect(ending).toEqual(expected);
  }

  test('kill -9 at every step, and the same upload to another process', { timeout: 3_600_000 }, async () => {
    expect(steps.filter((name) => name === 'before blobs.put').length).toBeGreaterThan(2);
    const chosen = chosenSteps(steps);
    for (const [at, dieAt] of chosen.entries()) {
      // hours when all of them are tried: from here another run can go on
      console.log(`kill ${at + 1} of ${chosen.length}: step ${dieAt} of ${steps.length}, ${steps[dieAt - 1]}`);
      const database = await scene.prepare();
      const server = await dyingServer(database, dieAt);
      const client = new SprintforgeClient({ url: server.url, token: scene.token });
      const request = { project_id: scene.project, file: scene.file, idempotency_key: 'once' };
      const heard = await client.upload(request).catch((error: unknown) => error);
      const late = setTimeout(() => {
        console.log(`step ${dieAt} did not come, so it is killed after all others`);
        void server.stop('SIGKILL');
      }, 30_000);
      await server.gone;
      clearTimeout(late);
      // what is done after the answer may die with it
      if (heard instanceof ProblemError) expect([dieAt, heard.status]).toEqual([dieAt, 0]);
      await expectEnding(database).catch((error: unknown) => {
        throw new Error(`died at step ${dieAt}, ${steps[dieAt - 1]}`, { cause: error });
      });
    }
  });

  // the COMMIT of the upload, not of what is read before it
  const cuts: readonly (readonly ['before' | 'after', readonly string[]])[] = [
    ['after', ['insert into "uploads"', 'commit']],
    ['before', ['begin;']],
    ['before', ['insert into "uploads"', 'commit']],
    ['before', ['insert into "uploads"']],
    ['after', ['insert into "revisions"']],
  ];
  test.each(sample(cuts, 2))('the connection to PostgreSQL is cut %s it has got %j', async (when, texts) => {
    const database = await scene.prepare();
    const tap = await TcpTap.to(Number(new URL(database).port));
    const throughTap = new URL(database);
    throughTap.port = String(tap.port);
    await onServer(throughTap.href, async (server) => {
      tap.cut(when, ...texts);
      const answer = await uploadUntilDone(scene, server.url);
      expect(tap.cutDone).toBe(true);
      expect(await endingOf(scene, database, server, answer)).toEqual(expected);
    });
    await tap.stop();
  });

  test('PostgreSQL is stopped at once while an upload is written, and started again', async () => {
    const database = await scene.prepare();
    const tap = await TcpTap.to(Number(new URL(database).port));
    const throughTap = new URL(database);
    throughTap.port = String(tap.port);
    await onServer(throughTap.href, async (server) => {
      const stopped = new Promise<void>((resolve) => {
        tap.tellAt('insert into "revisions"', () => resolve(scene.crashDatabase()));
      });
      const uploaded = uploadUntilDone(scene, server.url, 100);
      await stopped;
      const port = await scene.startDatabase();
      tap.pass(port);
      const answer = await uploaded;
      const moved = new URL(database);
      moved.port = String(port);
      expect(await endingOf(scene, moved.href, server, answer)).toEqual(expected);
    });
    await tap.stop();
  });

  const busy = 'HTTP/1.1 503 Slow Down\r\ncontent-length: 0\r\nconnection: close\r\n\r\n';
  const files: readonly (readonly [string, (tap: TcpTap) => void, boolean])[] = [
    ['answers 503', (tap) => tap.instead(busy), false],
    ['is gone', (tap) => tap.gone(), false],
    ['cuts the connection when it has the file', (tap) => tap.cut('after', 'PUT '), true],
    ['is slow', (tap) => tap.slow(200), true],
    ['cuts the connection before it has the file', (tap) => tap.cut('before', 'PUT '), true],
  ];
  test.each(sample(files, 2))('S3 %s', async (_, spoil, comesThrough) => {
    const database = await scene.prepare();
    const tap = await TcpTap.to(Number(new URL(scene.storage.endpoint).port));
    const through = { ...scene, storage: { ...scene.storage, endpoint: `http://127.0.0.1:${tap.port}` } };
    await onServer(
      database,
      async (server) => {
        spoil(tap);
        if (!comesThrough) {
          const failed = await uploadUntilDone(scene, server.url, 1).catch((error: unknown) => error);
          expect(failed).toMatchObject({ status: 503, code: 'NOT_READY' });
          tap.pass();
        }
        const answer = await uploadUntilDone(scene, server.url);
        expect(await endingOf(scene, database, server, answer)).toEqual(expected);
      },
      through,
    );
    await tap.stop();
  });

  const spoils: readonly (readonly [string, (tap: TcpTap, redis: Redis) => unknown])[] = [
    ['has frozen', (tap) => tap.freeze()],
    ['is flushed', (_, redis) => redis.flushall()],
    ['is gone', (tap) => tap.gone()],
  ];
  test.each(sample(spoils, 2))('Redis %s: nobody notices', async (_, spoil) => {
    const database = await scene.prepare();
    const tap = await TcpTap.to(Number(new URL(scene.cache.url).port));
    const through = { ...scene, cache: { ...scene.cache, url: `redis://127.0.0.1:${tap.port}` } };
    const redis = new Redis(scene.cache.url);
    await onServer(
      database,
      async (server) => {
        await spoil(tap, redis);
        const answer = await uploadUntilDone(scene, server.url, 1);
        tap.pass();
        expect(await endingOf(scene, database, server, answer)).toEqual(expected);
      },
      through,
    );
    redis.disconnect();
    await tap.stop();
  });
});
