/** The disk that the files lie on is full: said clearly, nothing of the upload is kept, and it comes through once there is room (A4). */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { SprintforgeClient } from '@sprintforge/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EmbeddedPostgres, startPostgres } from '../../src/adapters/embedded-postgres/launcher.ts';
import { ensureDemo, type Server, startServer } from '../../src/index.ts';
import { edited, freshCopy, problemOf } from '../support.ts';
import { expectInOrder } from './in-order.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-disk-'));
const data = path.join(folder, 'data');
fs.mkdirSync(data);
/** A disk of its own, as small as one can be; only root may make one. */
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', data]).status === 0;

describe.skipIf(!mounted)('a full disk', () => {
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
    if (mounted) spawnSync('umount', [data]);
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  });

  const unfinished = (): string[] =>
    fs.readdirSync(data, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.part'));

  /** Until not a byte is free. */
  function fill(): string {
    const filler = path.join(data, 'filler');
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

  test('507 while it is full, then the same upload is one revision', async () => {
    const file = await edited(await freshCopy(client, project), [[2, 'name', 'there is no room for me']]);
    const filler = fill();
    const refused = await problemOf(client.upload({ project_id: project, file }));
    expect([refused.status, refused.code]).toEqual([507, 'STORAGE_FULL']);
    expect(unfinished()).toEqual([]);
    expect((await client.project(project)).version).toBe(1);
    fs.rmSync(filler);
    const result = await client.upload({ project_id: project, file });
    expect([result.version, result.counts.applied]).toEqual([2, 1]);
    expect(await expectInOrder(postgres.url, project, [client])).toBe(2);
  });
});
