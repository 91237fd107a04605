/** Uploads that are answered later (`Prefer: respond-async`): the same as those that are answered at once, by whichever worker. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { UploadJob } from '@sprintforge/protocol';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultConfig, startWorker } from '../src/index.ts';
import { addLostUploads } from '../src/services/async-upload.ts';
import { addTenant, edited, freshCopy, openHouse, problemOf, type TestHouse } from './support.ts';

const pace = { heartbeat: 10, look: 1, poll: 1, firstDelay: 1 };
let house: TestHouse;
let project: string;
let admin: pg.Client;
beforeAll(async () => {
  house = await openHouse({ jobPace: pace });
  project = house.demo.project_id;
  admin = new pg.Client(house.databaseUrl);
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await house.stop();
});

const soon = { timeout: 45_000, interval: 100 };
const ended = async (id: string, client = house.anna): Promise<UploadJob> => {
  await expect.poll(async () => (await client.job(id)).state, soon).toMatch(/^(done|failed)$/);
  return client.job(id);
};
const parkedAs = ({ problem }: UploadJob): string => (problem as unknown as { readonly parked: string }).parked;
const edit = async (row: number, name: string, client = house.anna) =>
  edited(await freshCopy(client, project), [[row, 'name', name]]);
const head = async () => (await house.owner.project(project)).version;

describe('an upload with Prefer: respond-async', () => {
  test('is accepted with where to ask, tells how far it is, and ends with its SyncResult', async () => {
    const file = await edit(2, 'Written later');
    const form = new FormData();
    form.set('project_id', project);
    form.set('file', new Blob([file as Uint8Array<ArrayBuffer>]), 'plan.xlsx');
    const token = house.demo.users[1]!.token;
    const response = await fetch(`${house.server.url}/api/sync/upload`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, prefer: 'wait=1, Respond-Async; x=1' },
      body: form,
    });
    const accepted = (await response.json()) as UploadJob;
    expect(response.status).toBe(202);
    expect(response.headers.get('location')).toBe(`/api/jobs/${accepted.id}`);
    expect(response.headers.get('preference-applied')).toBe('respond-async');
    expect(accepted).toMatchObject({ state: 'waiting', kind: 'upload', progress: { stage: 'waiting', percent: 0 } });
    const done = await ended(accepted.id);
    expect(done).toMatchObject({ state: 'done', progress: { stage: 'done', percent: 100 } });
    expect(done.result).toMatchObject({ status: 'success', counts: { edits: 1, applied: 1 } });
    const { tasks } = await house.owner.tasks(project, { limit: 2 });
    expect(tasks[1]).toMatchObject({ name: 'Written later' });
  });

  test('A2 the same bytes again, at once or later, get the same answer and make no revision', async () => {
    const file = await edit(3, 'Once');
    const first = await ended((await house.anna.uploadLater({ project_id: project, file })).id);
    const before = await head();
    expect(await house.anna.upload({ project_id: project, file })).toEqual(first.result);
    const again = await ended((await house.anna.uploadLater({ project_id: project, file })).id);
    expect(again.result).toEqual(first.result);
    expect(await head()).toBe(before);
  });

  test('A2 with the same Idempotency-Key is the same job, and with other bytes it is refused', async () => {
    const [file, other] = [await edit(4, 'With a key'), await edit(4, 'Something else')];
    const request = { project_id: project, idempotency_key: 'a key of ours' };
    const [one, two] = [
      await house.anna.uploadLater({ ...request, file }),
      await house.anna.uploadLater({ ...request, file }),
    ];
    expect(two.id).toBe(one.id);
    expect((await problemOf(house.anna.uploadLater({ ...request, file: other }))).code).toBe('KEY_REUSED');
    expect(await ended(one.id)).toMatchObject({ state: 'done' });
  });

  test('that needs a decision, or cannot be read, ends with the problem that the call would have been answered', async () => {
    const [mine, theirs] = [await edit(5, 'Mine'), await edit(5, 'Theirs', house.ben)];
    await house.ben.upload({ project_id: project, file: theirs });
    const asked = await ended(
      (await house.anna.uploadLater({ project_id: project, file: mine, strategy: 'manual' })).id,
    );
    expect(asked).toMatchObject({ state: 'failed', problem: { status: 409, code: 'NEEDS_DECISION' } });
    expect(await house.anna.parkedUpload(project, parkedAs(asked))).toMatchObject({
      status: 'parked',
    });
    const junk = await ended((await house.anna.uploadLater({ project_id: project, file: Buffer.from('PK junk') })).id);
    expect(junk).toMatchObject({ state: 'failed', problem: { status: 415, code: 'NOT_XLSX' } });
  });

  test('is told to whoever sent it, and to nobody else', async () => {
    const { id } = await house.anna.uploadLater({ project_id: project, file: await edit(6, 'Private') });
    const stranger = house.as((await addTenant(house, 'owner')).token);
    for (const client of [house.ben, house.owner, stranger])
      expect((await problemOf(client.job(id))).code).toBe('NOT_FOUND');
    expect((await problemOf(house.anna.job('no-id'))).code).toBe('NOT_FOUND');
    await ended(id);
  });

  test('of which the job was lost, as a restore does, is taken up again', async () => {
    const { id } = await house.anna.uploadLater({ project_id: project, file: await edit(7, 'Taken up again') });
    await ended(id);
    await admin.query('delete from jobs.job where id = $1', [id]);
    await admin.query(
      "update async_uploads set state = 'running', result = null, changed_at = now() - interval '2 hours' where id = $1",
      [id],
    );
    const before = await head();
    const { tenant_id: tenant } = (await admin.query('select tenant_id from async_uploads where id = $1', [id]))
      .rows[0];
    await addLostUploads(house.server.house, tenant);
    expect(await ended(id)).toMatchObject({ state: 'done', result: { counts: { applied: 1 } } });
    expect(await head()).toBe(before);
  });
});

describe('a server that leaves jobs to others', () => {
  test('A4 a worker that is killed while it works: another ends it the same, with one revision', async () => {
    const quiet = await openHouse({ jobs: 'worker', jobPace: pace });
    const database = new pg.Client(quiet.databaseUrl);
    try {
      await database.connect();
      const { project_id } = quiet.demo;
      const file = await edited(await freshCopy(quiet.anna, project_id), [[2, 'name', 'By a worker']]);
      const { id } = await quiet.anna.uploadLater({ project_id, file });
      const config = { ...defaultConfig, ...quiet.config, databaseUrl: quiet.databaseUrl };
      const child = spawn(process.execPath, [path.join(import.meta.dirname, 'jobs/upload-worker.ts')], {
        env: { ...process.env, CONFIG: JSON.stringify(config) },
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      await expect.poll(async () => (await quiet.anna.job(id)).state, { ...soon, interval: 5 }).not.toBe('waiting');
      child.kill('SIGKILL');
      await once(child, 'exit');
      await database.query("update jobs.job set heartbeat_on = heartbeat_on - interval '1 hour' where id = $1", [id]);
      const worker = await startWorker(config);
      try {
        const done = await ended(id, quiet.anna);
        expect(done).toMatchObject({ state: 'done', result: { version: 2, counts: { applied: 1 } } });
        expect((await quiet.owner.project(project_id)).version).toBe(2);
        expect(await quiet.anna.upload({ project_id, file })).toEqual(done.result);
      } finally {
        await worker.close();
      }
    } finally {
      await database.end();
      await quiet.stop();
    }
  });
});
