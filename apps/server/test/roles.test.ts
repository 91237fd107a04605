/** Roles and field rights: what each role may call, and what of a plan it may write, through every door. */
import path from 'node:path';
import type { RoleName, SprintforgeClient } from '@sprintforge/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Operation, operationsOf } from '../../../test/support/api/operations.ts';
import { requestFor } from '../../../test/support/api/requests.ts';
import { repositoryRoot } from '../../../test/support/corpora.ts';
import { Dice } from '../../../test/support/dice.ts';
import { rights } from '../src/services/roles.ts';
import { rolesPage } from './roles-page.ts';
import { neededFor } from './route-rights.ts';
import {
  addPerson,
  addTenant,
  type CellChange,
  edited,
  freshCopy,
  openHouse,
  problemOf,
  type TestHouse,
  withoutRows,
} from './support.ts';

const roles: readonly RoleName[] = ['owner', 'editor', 'contributor', 'viewer'];
let house: TestHouse;
let project: string;
let operations: Operation[];
const tokens = new Map<RoleName, string>();

beforeAll(async () => {
  house = await openHouse();
  project = house.demo.project_id;
  operations = await operationsOf(house.server.url);
  const { tenant, token } = await addTenant(house, 'owner');
  tokens.set('owner', token);
  for (const role of roles.slice(1)) tokens.set(role, await addPerson(house, tenant, role));
});
afterAll(() => house.stop());

describe('the matrix', () => {
  test('every call of the OpenAPI document says what it needs', () => {
    const calls = operations.map(({ method, path: at }) => `${method} ${at}`);
    expect(calls.filter((call) => neededFor(call) === undefined)).toEqual([]);
  });

  test.each(roles)('%s: 403 exactly where the table says no', async (role) => {
    const nobody = house.server.house.system.uuid();
    const ids = ['id', 'projectId', 'project_id', 'user', 'conflictId', 'parkedId', 'copyId'];
    // a sync token that only reads is one that viewers may make
    const known = {
      ...Object.fromEntries(ids.map((name) => [name, [nobody]])),
      email: ['new@other.example'],
      domain: ['other.example'],
      scope: ['sync'],
    };
    const world = { tokens: [tokens.get(role)!], known, files: [new Uint8Array(9)] };
    const wrong: string[] = [];
    for (const [at, operation] of operations.entries()) {
      const call = `${operation.method} ${operation.path}`;
      const needed = neededFor(call);
      if (needed === undefined || needed === 'open' || needed === 'self') continue;
      let status = 400;
      for (let attempt = 0; status === 400 && attempt < 20; attempt += 1) {
        const { method, path: where, headers, body } = requestFor(new Dice(5, at * 100 + attempt), operation, world, 0);
        // a token that only reads is for those who may read
        if (call.endsWith('/sync-tokens') && String(body).includes('"read"')) continue;
        const response = await fetch(`${house.server.url}${where}`, { method, headers, ...(body ? { body } : {}) });
        ({ status } = response);
        await response.body?.cancel();
      }
      if ((status === 403) !== (rights[needed][role] === 'no')) wrong.push(`${call}: ${status}`);
    }
    expect(wrong).toEqual([]);
  });

  test('docs/roles.md is what the table says', async () => {
    await expect(rolesPage()).toMatchFileSnapshot(path.join(repositoryRoot, 'docs/roles.md'));
  });
});

describe('what may be written of a plan', () => {
  let contributor: SprintforgeClient;
  let me: string;
  /** Rows of the copy, from 1: one of Nobody's, and mine. */
  const [theirRow, myRow] = [9, 10];

  beforeAll(async () => {
    const demo = (await house.owner.account.me()).organisation.id;
    contributor = house.as(await addPerson(house, demo, 'contributor'));
    ({ user_id: me } = await contributor.account.me());
    const { email } = await contributor.account.me();
    await upload(house.owner, [[myRow, 'assignee', email.toUpperCase()]]);
  });

  async function upload(
    as: SprintforgeClient,
    changes: readonly CellChange[],
    change = async (bytes: Uint8Array) => bytes,
  ) {
    const file = await edited(await change(await freshCopy(as, project)), changes);
    return as.upload({ project_id: project, file, strategy: 'server' });
  }
  const values = async (row: number) => {
    const { tasks } = await house.owner.tasks(project);
    return tasks[row - 1]!;
  };

  test.each<[string, CellChange, string | null]>([
    ['a field of their own task', [myRow, 'notes', 'done soon'], null],
    ['a field of a task of somebody else', [theirRow, 'notes', 'not mine'], 'NOT_YOUR_TASK'],
    ['a task of somebody else, assigning it to themselves', [theirRow, 'assignee', 'New contributor'], 'NOT_YOUR_TASK'],
    ['the name of their own task', [myRow, 'name', 'Renamed by its owner'], null],
  ])('a contributor edits %s', async (_what, change, code) => {
    const before = (await values(theirRow)) as Record<string, unknown>;
    const result = await upload(contributor, [change]);
    expect(result.counts).toEqual({ edits: 1, applied: code ? 0 : 1, same: 0, conflicts: 0, refused: code ? 1 : 0 });
    expect(result.refused.map((one) => one.code)).toEqual(code ? [code] : []);
    if (code) {
      expect(result.refused[0]).toMatchObject({ field: change[1], found: String(change[2]), sheet: 'Plan' });
      expect(result.refused[0]?.cell).toMatch(/^[A-Z]+\d+$/);
      expect(await values(theirRow)).toEqual(before);
    }
  });

  test('what is refused and what is allowed in one upload: each ends by itself, and the copy holds the plan', async () => {
    const result = await upload(contributor, [
      [myRow, 'notes', 'mine again'],
      [theirRow, 'notes', 'not mine'],
    ]);
    expect(result.counts).toMatchObject({ edits: 2, applied: 1, refused: 1 });
    expect(result.workbook).not.toBeNull();
    const again = await contributor.upload({
      project_id: project,
      file: (await contributor.download(project, { copy: result.workbook!.copy_id }))!.bytes,
    });
    expect(again.counts).toMatchObject({ edits: 0, refused: 0 });
  });

  test('changes without a workbook go by the same rights', async () => {
    const { version } = await house.owner.project(project);
    const [mine, theirs] = [await values(myRow), await values(theirRow)];
    const result = await contributor.sync({
      project_id: project,
      version,
      changes: [
        { op: 'set', task_id: mine.id, field: 'notes', value: 'by JSON' },
        { op: 'set', task_id: theirs.id, field: 'notes', value: 'not mine' },
        { op: 'insert', client_row_id: 'r1', values: { name: 'A new task' } },
        { op: 'delete', task_id: theirs.id },
      ],
    });
    expect(result.counts).toMatchObject({ applied: 1 });
    expect(result.refused.map(({ code }) => code).sort()).toEqual(['STRUCTURE_READ_ONLY', 'STRUCTURE_READ_ONLY']);
    expect(await values(theirRow)).toEqual(theirs);
  });

  test('a contributor deletes no tasks', async () => {
    const { tasks } = await house.owner.project(project);
    const result = await upload(contributor, [], (bytes) => withoutRows(bytes, 1));
    expect(result.refused.map(({ code }) => code)).toContain('STRUCTURE_READ_ONLY');
    expect(result.counts.applied).toBe(0);
    expect((await house.owner.project(project)).tasks).toBe(tasks);
  });

  test('the strategy `client` needs an editor; a project whose own it is takes a contributor’s upload as `server`', async () => {
    const file = await edited(await freshCopy(contributor, project), [[myRow, 'notes', 'mine']]);
    const forced = contributor.upload({ project_id: project, file, strategy: 'client' });
    expect(await problemOf(forced)).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    await house.owner.update(project, { strategy: 'client' });
    expect((await contributor.upload({ project_id: project, file })).counts.applied).toBe(1);
    await house.owner.update(project, { strategy: 'server' });
  });

  test('all tasks, but only chosen fields', async () => {
    await house.owner.setMember(project, me, { role: 'contributor', tasks: 'all', fields: ['percent', 'status'] });
    const result = await upload(contributor, [
      [theirRow, 'percent', 0.35],
      [theirRow, 'notes', 'not these'],
    ]);
    expect(result.changes.map(({ field }) => field)).toEqual(['percent']);
    expect(result.refused.map(({ code, field }) => [code, field])).toEqual([['FIELD_READ_ONLY', 'notes']]);
    await house.owner.removeMember(project, me);
  });

  test('a field of which only owners are writers: refused by cell to an editor, also in a decision and an undo', async () => {
    await upload(house.owner, [[theirRow, 'notes', 'by the owner']]);
    const stale = await freshCopy(house.anna, project);
    await upload(house.owner, [[theirRow, 'notes', 'by the owner again']]);
    const { version } = await house.owner.project(project);
    const clash = await edited(stale, [[theirRow, 'notes', 'by Anna']]);
    expect((await house.anna.upload({ project_id: project, file: clash })).counts.conflicts).toBe(1);
    const conflict = (await house.anna.conflicts(project)).conflicts.at(-1)!;

    await house.owner.setFieldRights(project, { notes: 'owners', cost: 'nobody' });
    const result = await upload(house.anna, [
      [theirRow, 'notes', 'by Anna again'],
      [theirRow, 'cost', 5],
      [theirRow, 'status', 'Done'],
    ]);
    expect(result.counts).toMatchObject({ applied: 1, refused: 2 });
    expect(new Set(result.refused.map(({ code }) => code))).toEqual(new Set(['FIELD_READ_ONLY']));
    for (const work of [
      () => house.anna.resolve(project, conflict.id, { choice: 'theirs' }),
      () => house.anna.resolve(project, conflict.id, { choice: 'ours' }),
      () => house.anna.undo(project, version),
      () => house.anna.rollback(project, 1),
    ])
      expect(await problemOf(work())).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    expect((await house.owner.resolve(project, conflict.id, { choice: 'theirs' })).counts.applied).toBe(1);
    expect((await upload(house.owner, [[theirRow, 'cost', 5]])).refused.map(({ code }) => code)).toEqual([
      'FIELD_READ_ONLY',
    ]);
    await house.owner.setFieldRights(project, {});
    expect((await upload(house.anna, [[theirRow, 'notes', 'open again']])).counts.applied).toBe(1);
  });
});
