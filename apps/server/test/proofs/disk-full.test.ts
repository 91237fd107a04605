/** The disk that the files, or the database, lie on is full: said clearly, nothing of the upload is kept, and it comes through once there is room (A4). */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { SprintforgeClient } from '@sprintforge/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writePlanFile } from '../../../../bench/src/plan-file.ts';
import { type EmbeddedPostgres, startPostgres } from '../../src/adapters/embedded-postgres/launcher.ts';
import { ensureDemo, type Server, startServer } from '../../src/index.ts';
import { edited, freshCopy, problemOf } from '../support.ts';
import { expectInOrder } from './in-order.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-disk-'));

/** A disk of its own of so many MiB; only root may make one. */
function disk(name: string, size: number): { readonly at: string; readonly mounted: boolean } {
  const at = path.join(folder, name);
  fs.mkdirSync(at);
  return { at, mounted: spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}m`, 'tmpfs', at]).status === 0 };
}

/** Until not a byte is free. */
function fill(at: string): string {
  const filler = path.join(at, 'filler');
  const handle = fs.openSync(filler, 'w');
  for (let size = 65_536; size >= 1; size = Math.floor(size / 2))
    try {
      for (;;) fs.writeSync(handle, Buffer.alloc(size));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
  fs.closeSync(handle);
  return filler;
}

afterAll(() => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));

const { at: data, mounted } = disk('data', 2);
describe.skipIf(!mounted)('a full disk of files', () => {
  let postgres: EmbeddedPostgres;
  let server: Server;
  let client: SprintforgeClient;
  let project: string;
  beforeAll(async () => {
    postgres = await startPostgres({ dir: path.join(folder, 'database'), durable: false });
    server = await startServer({ port: 0, data, databaseUrl: postgres.url, logLevel: 'silent', engineProcesses: 1 });
    const demo = await ensureDemo(server, { data });
    client = new SprintforgeClient({ url: server.url, token: demo.users[0]!.token });
    project = demo.project_id;
  });
  afterAll(async () => {
    await server?.close();
    await postgres?.stop();
    spawnSync('umount', [data]);
  });

  const unfinished = (): string[] =>
    fs.readdirSync(data, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.part'));

  test('507 while it is full, then the same upload is one revision', async () => {
    const file = await edited(await freshCopy(client, project), [[2, 'name', 'there is no room for me']]);
    const filler = fill(data);
    const refused = await problemOf(client.upload({ project_id: project, file }));
    expect([refused.status, refused.code]).toEqual([507, 'STORAGE_FULL']);
    expect(unfinished()).toEqual([]);
    expect((await client.project(project)).version).toBe(1);
    fs.rmSync(filler);
    const result = await client.upload({ project_id: project, file });
    expect([result.version, result.counts.applied]).toEqual([2, 1]);
    expect(await expectInOrder({ databaseUrl: postgres.url, data }, project, [client])).toBe(2);
  });
});

const database = disk('database-of-its-own', 160);
describe.skipIf(!database.mounted)('a full disk of PostgreSQL', () => {
  let postgres: EmbeddedPostgres;
  let server: Server;
  let client: SprintforgeClient;
  beforeAll(async () => {
    // on its own in a folder there, so that nothing else of it is elsewhere
    postgres = await startPostgres({ dir: path.join(database.at, 'postgres'), durable: false });
    const files = path.join(folder, 'files');
    server = await startServer({
      port: 0,
      data: files,
      databaseUrl: postgres.url,
      logLevel: 'silent',
      engineProcesses: 1,
    });
    const demo = await ensureDemo(server, { data: files });
    client = new SprintforgeClient({ url: server.url, token: demo.users[0]!.token });
  });
  afterAll(async () => {
    await server?.close();
    await postgres?.stop();
    spawnSync('umount', [database.at]);
  });

  test('507 while it is full, and nothing of it is there; then the same comes through', async () => {
    const large = path.join(folder, 'large.xlsx');
    writePlanFile(large, 3000); // more than fits into pages that are there already
    const file = fs.readFileSync(large);
    const before = (await client.projects()).projects.length;
    const filler = fill(database.at);
    const refused = await problemOf(client.create({ name: 'No room', file }));
    expect([refused.status, refused.code]).toEqual([507, 'STORAGE_FULL']);
    expect((await client.projects()).projects).toHaveLength(before);
    fs.rmSync(filler);
    const { project_id } = await client.create({ name: 'Room', file });
    expect(await client.verifyAudit(project_id)).toMatchObject({ ok: true });
    expect((await client.project(project_id)).tasks).toBe(3000);
  });
});
