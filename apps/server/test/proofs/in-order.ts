/** What must be true of a project, whatever was done to it, by whom and in which order. */
import { createHash } from 'node:crypto';
import { apply, canonicalJson, emptySnapshot, type Snapshot } from '@sprintforge/core';
import type { SprintforgeClient } from '@sprintforge/protocol';
import { openWorkbook } from '@sprintforge/xlsx';
import pg from 'pg';
import { expect } from 'vitest';
import { type KeptIn, keptChanges } from './kept-changes.ts';

interface RevisionRow {
  readonly number: number;
  readonly parent: number | null;
  readonly hash: string;
  readonly tenant_id: string;
}

const hashOf = (snapshot: Snapshot): string => createHash('sha256').update(canonicalJson(snapshot)).digest('hex');

/** `doors`: one person at every server process. Returns the head's number. */
export async function expectInOrder(
  kept: KeptIn,
  project: string,
  doors: readonly SprintforgeClient[],
): Promise<number> {
  const head = await expectSame(doors.map((door) => door.project(project)));
  await expectSame(doors.map((door) => door.tasks(project, { limit: 1000 })));
  await expectSame(doors.map((door) => door.dependencies(project)));
  await expectSame(doors.map((door) => door.conflicts(project, 'all')));
  const database = new pg.Client(kept.databaseUrl);
  await database.connect();
  try {
    await expectChain(database, kept, project, head);
    await expectAudited(database, project);
  } finally {
    await database.end();
  }
  expect(await doors[0]!.verifyAudit(project)).toMatchObject({ ok: true, first_bad: null });
  return head.version;
}

async function expectSame<T>(answers: readonly Promise<T>[]): Promise<T> {
  const [first, ...others] = await Promise.all(answers);
  for (const other of others) expect(other).toEqual(first);
  return first!;
}

/** Revisions are gapless, and their change sets, one after the other from nothing, make the states whose hashes they carry. */
async function expectChain(
  database: pg.Client,
  kept: KeptIn,
  project: string,
  head: { readonly version: number; readonly hash: string },
): Promise<void> {
  const { rows } = await database.query<RevisionRow>(
    'select number, parent, hash, tenant_id from revisions where project_id = $1 order by number',
    [project],
  );
  expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: head.version }, (_, at) => at + 1));
  const numbers = rows.map(({ number }) => number);
  const changes = await keptChanges(kept, rows[0]!.tenant_id, project, numbers);
  let state = emptySnapshot();
  for (const [at, { number, parent, hash }] of rows.entries()) {
    expect(parent).toBe(number === 1 ? null : number - 1);
    state = changes[at]!.reduce(apply, state);
    expect([number, hashOf(state)]).toEqual([number, hash]);
  }
  expect(hashOf(state)).toBe(head.hash);
}

/** Every revision has exactly one entry of the log that led to it. */
async function expectAudited(database: pg.Client, project: string): Promise<void> {
  const { rows } = await database.query<{ number: number; entries: number }>(
    `select r.number, (select count(*)::int from sync_audit a
       where a.project_id = r.project_id and a.server_version = r.number and a.sync_type = r.source) as entries
     from revisions r where project_id = $1`,
    [project],
  );
  const without = rows.filter(({ entries }) => entries === 0).map(({ number }) => number);
  expect(without).toEqual([]);
}

/** Promise 2: what was just handed out holds no edit, not even when another program has saved it. */
export async function expectNoPhantoms(project: string, door: SprintforgeClient): Promise<void> {
  const { bytes, version } = (await door.download(project))!;
  const workbook = openWorkbook(bytes);
  workbook.setDefinedName('saved_again', "'elsewhere'");
  const report = await door.upload({ project_id: project, file: await workbook.toBytes(), dry_run: true });
  expect({ ...report.counts, changes: report.changes }).toEqual({
    ...{ edits: 0, applied: 0, same: 0, conflicts: 0, refused: 0 },
    changes: [],
  });
  expect(report.version).toBe(version);
}
