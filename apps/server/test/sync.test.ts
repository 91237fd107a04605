import type { SyncResult } from '@sprintforge/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type CellChange,
  edited,
  freshCopy,
  openHouse,
  problemOf,
  type TestHouse,
  withChoice,
  withoutMetadata,
  withoutRows,
} from './support.ts';

let house: TestHouse;
let project: string;

beforeAll(async () => {
  house = await openHouse({}, { ownEngine: true });
  project = house.demo.project_id;
});
afterAll(() => house.stop());

const endProcess = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // it had ended already
  }
};
const taskAt = async (row: number) => {
  const { tasks } = await house.owner.tasks(project, { limit: 1000 });
  return tasks[row - 1]!;
};
const upload = async (who: 'anna' | 'ben' | 'owner', changes: readonly CellChange[], more = {}) => {
  const file = await edited(await freshCopy(house[who], project), changes);
  return house[who].upload({ project_id: project, file, ...more });
};

describe('an upload', () => {
  test('A1 with no edits makes no revision', async () => {
    const before = await house.owner.project(project);
    const result = await upload('anna', []);
    expect(result).toMatchObject({ success: true, status: 'success', version: before.version });
    expect(result.counts).toEqual({ edits: 0, applied: 0, same: 0, conflicts: 0, refused: 0 });
  });

  test('M1 two people, two copies: disjoint edits land, the same cell conflicts, the conflict is resolved once', async () => {
    const [a, b] = [await freshCopy(house.anna, project), await freshCopy(house.ben, project)];
    const first = await house.anna.upload({ project_id: project, file: await edited(a, [[3, 'cost', 501]]) });
    const theirs = await edited(b, [
      [3, 'cost', 777],
      [4, 'notes', 'from Ben'],
    ]);
    const dry = await house.ben.upload({ project_id: project, file: theirs, dry_run: true });
    expect(dry).toMatchObject({ dry_run: true, version: first.version, workbook: null });
    expect((await house.owner.project(project)).version).toBe(first.version);
    const second = await house.ben.upload({ project_id: project, file: theirs });
    expect(second.counts).toEqual({ edits: 2, applied: 1, same: 0, conflicts: 1, refused: 0 });
    expect(second.conflicts[0]).toMatchObject({ field: 'cost', ours: 501, theirs: 777, standing: 'ours' });
    expect((await taskAt(4)).notes).toBe('from Ben');
    expect((await taskAt(3)).cost).toBe(501);
    const listed = (await house.ben.projects()).projects.find(({ id }) => id === project);
    expect(listed?.conflicts).toBe(1);
    const [open] = (await house.ben.conflicts(project)).conflicts;
    const done = await house.ben.resolve(project, open!.id, { choice: 'theirs' });
    expect(done.version).toBe(second.version + 1);
    expect((await taskAt(3)).cost).toBe(777);
    const again = await problemOf(house.ben.resolve(project, open!.id, { choice: 'ours' }));
    expect([again.status, again.code]).toEqual([409, 'CONFLICT_RESOLVED']);
  });

  test('R6 the merged workbook holds the head: uploaded as it is, it has no edits', async () => {
    const result = await upload('anna', [[5, 'notes', 'once more']]);
    const merged = await house.anna.download(project, { copy: result.workbook!.copy_id });
    const again = await house.anna.upload({ project_id: project, file: merged!.bytes });
    expect(again.counts.edits).toBe(0);
    expect(result.workbook!.receipt.parts_changed.length).toBeLessThan(result.workbook!.receipt.parts_total);
  });

  test('A2 the same upload 20 times at once makes one revision and 20 equal answers', async () => {
    const file = await edited(await freshCopy(house.anna, project), [[6, 'notes', 'twenty']]);
    const before = (await house.owner.project(project)).version;
    const request = { project_id: project, file };
    const answers = await Promise.all(Array.from({ length: 20 }, () => house.anna.upload(request)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect((await house.owner.project(project)).version).toBe(before + 1);
    expect(JSON.stringify(await house.anna.upload(request))).toBe(JSON.stringify(answers[0]));
  });

  test('A2 the same key with other bytes is 422, with the same bytes the same answer', async () => {
    const copy = await freshCopy(house.anna, project);
    const [one, two] = [await edited(copy, [[7, 'notes', 'k1']]), await edited(copy, [[7, 'notes', 'k2']])];
    const key = { project_id: project, idempotency_key: 'key-1' };
    const first = await house.anna.upload({ ...key, file: one });
    expect(await house.anna.upload({ ...key, file: one })).toEqual(first);
    expect(await problemOf(house.anna.upload({ ...key, file: two }))).toMatchObject({
      status: 422,
      code: 'KEY_REUSED',
    });
  });

  test('A1 eight clients with disjoint edits from the same base all land', async () => {
    const before = (await house.owner.project(project)).version;
    const copies = await Promise.all(
      Array.from({ length: 8 }, (_, at) => freshCopy(at % 2 ? house.anna : house.ben, project)),
    );
    const files = await Promise.all(copies.map((copy, at) => edited(copy, [[10 + at, 'notes', `client ${at}`]])));
    const results = await Promise.all(
      files.map((file, at) => (at % 2 ? house.anna : house.ben).upload({ project_id: project, file })),
    );
    expect(results.map((result) => result.counts.applied)).toEqual(Array(8).fill(1));
    expect(results.map((result) => result.version).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 8 }, (_, at) => before + 1 + at),
    );
    const { tasks } = await house.owner.tasks(project, { limit: 1000 });
    expect(tasks.slice(9, 17).map((task) => task.notes)).toEqual(Array.from({ length: 8 }, (_, at) => `client ${at}`));
  });

  test('A3 deleting most of the plan asks first, with a token bound to the effect', async () => {
    const file = await withoutRows(await freshCopy(house.anna, project), 30);
    const stopped = await problemOf(house.anna.upload({ project_id: project, file }));
    expect([stopped.status, stopped.code]).toEqual([409, 'NEEDS_CONFIRMATION']);
    const [brake] = stopped.problem['confirm'] as { code: string; token: string; effect: string }[];
    expect(brake).toMatchObject({ code: 'MANY_DELETED', tasks: 30, of: 42 });
    const others = await problemOf(house.ben.upload({ project_id: project, file, confirm: [brake!.token] }));
    expect(others.code).toBe('NEEDS_CONFIRMATION');
    const before = await house.owner.project(project);
    const done = await house.anna.upload({ project_id: project, file, confirm: [brake!.token] });
    expect(done.version).toBe(before.version + 1);
    const back = await house.anna.rollback(project, before.version);
    expect(back.hash).toBe(before.hash);
  });

  test('M2 manual: nothing is written while a conflict is undecided', async () => {
    const [a, b] = [await freshCopy(house.anna, project), await freshCopy(house.ben, project)];
    await house.anna.upload({ project_id: project, file: await edited(a, [[8, 'notes', 'mine']]) });
    const before = (await house.owner.project(project)).version;
    const file = await edited(b, [[8, 'notes', 'yours']]);
    const stopped = await problemOf(house.ben.upload({ project_id: project, file, strategy: 'manual' }));
    expect([stopped.status, stopped.code]).toEqual([409, 'NEEDS_DECISION']);
    expect(stopped.problem['result']).toMatchObject({ success: false, status: 'conflict' });
    expect((await house.owner.project(project)).version).toBe(before);
  });

  test('B3 a workbook that is no copy of ours asks which base; another project is refused', async () => {
    const fs = await import('node:fs');
    const plan = fs.readFileSync(new URL('../../../fixtures/demo-plan.xlsx', import.meta.url));
    const stranger = await problemOf(house.anna.upload({ project_id: project, file: plan }));
    expect([stranger.status, stranger.code]).toEqual([409, 'META_MISSING']);
    const other = await house.anna.create({ name: 'Other', file: plan });
    const wrong = await problemOf(
      house.anna.upload({ project_id: other.project_id, file: await freshCopy(house.anna, project) }),
    );
    expect([wrong.status, wrong.code]).toEqual([409, 'WRONG_PROJECT']);
  });

  test('B3 without metadata the likeliest base is found in the revisions, shown, and used once confirmed', async () => {
    const old = await freshCopy(house.anna, project);
    const from = (await house.anna.project(project)).version;
    await house.ben.upload({
      project_id: project,
      file: await edited(await freshCopy(house.ben, project), [[3, 'assignee', 'Likely Lena']]),
    });
    const file = await withoutMetadata(await edited(old, [[4, 'assignee', 'Lost Luis']]));
    const asked = await problemOf(house.anna.upload({ project_id: project, file }));
    expect([asked.status, asked.code]).toEqual([409, 'META_MISSING']);
    const { result, confirm } = asked.problem as unknown as { result: SyncResult; confirm: SyncResult['confirm'] };
    expect([result.base_version, result.counts.edits]).toEqual([from, 1]);
    expect(confirm[0]?.effect).toContain(`revision ${from} `);
    const done = await house.anna.upload({ project_id: project, file, confirm: confirm.map(({ token }) => token) });
    expect(done.counts).toMatchObject({ edits: 1, applied: 1 });
    const owners = (await house.anna.tasks(project)).tasks.map((task) => task['assignee']);
    expect(owners).toEqual(expect.arrayContaining(['Likely Lena', 'Lost Luis']));
  });

  test('R4 a conflict is decided on the Sync sheet of a copy', async () => {
    const [a, b] = [await freshCopy(house.anna, project), await freshCopy(house.ben, project)];
    await house.anna.upload({ project_id: project, file: await edited(a, [[18, 'notes', 'sheet ours']]) });
    await house.ben.upload({ project_id: project, file: await edited(b, [[18, 'notes', 'sheet theirs']]) });
    // an upload of before waits for a decision as well, and stands below
    const chosen = await withChoice(await freshCopy(house.ben, project), 'Mine', undefined, 'sheet theirs');
    const result = await house.ben.upload({ project_id: project, file: chosen });
    expect(result.resolved).toMatchObject([{ choice: 'theirs' }]);
    expect((await taskAt(18)).notes).toBe('sheet theirs');
    expect((await house.ben.conflicts(project)).conflicts.map(({ task_id }) => task_id)).not.toContain(
      (await taskAt(18)).id,
    );
  });

  test('R9 a revoked copy is not taken any more', async () => {
    const copy = await house.anna.download(project);
    await house.anna.revokeCopy(project, copy!.copy_id);
    const file = await edited(copy!.bytes, [[9, 'notes', 'too late']]);
    expect(await problemOf(house.anna.upload({ project_id: project, file }))).toMatchObject({ code: 'COPY_REVOKED' });
  });

  test('A6 undo reverts the edits of one revision and reports those edited since', async () => {
    const first = await upload('anna', [
      [20, 'notes', 'u1'],
      [21, 'notes', 'u2'],
    ]);
    await upload('anna', [[21, 'notes', 'u3']]);
    const undone = await house.anna.undo(project, first.version);
    expect(undone).toMatchObject({ status: 'partial', counts: { applied: 1 } });
    expect((await taskAt(20)).notes).not.toBe('u1');
    expect((await taskAt(21)).notes).toBe('u3');
  });

  test('A7 the uploaded bytes of a revision come back byte for byte to their owner', async () => {
    const file = await edited(await freshCopy(house.anna, project), [[22, 'notes', 'kept']]);
    const { version } = await house.anna.upload({ project_id: project, file });
    expect(Buffer.from((await house.anna.revisionWorkbook(project, version)).bytes).equals(Buffer.from(file))).toBe(
      true,
    );
  });

  test('a project from a template can be synced', async () => {
    const made = await house.anna.create({ name: 'Fresh', template: 'sprint' });
    expect(made).toMatchObject({ version: 1, tasks: 0 });
    const file = await edited(await freshCopy(house.anna, made.project_id), [[1, 'name', 'First task']]);
    const result = await house.anna.upload({ project_id: made.project_id, file });
    expect(result.counts).toMatchObject({ applied: 1, refused: 0 });
    expect((await house.anna.tasks(made.project_id)).tasks.map((task) => task.name)).toEqual(['First task']);
  });

  test('a calendar: in a project from a template finishes follow, and a new holiday is a revision that moves them', async () => {
    const { project_id } = await house.owner.create({ name: 'Calendar' });
    const file = await edited(await freshCopy(house.owner, project_id), [
      [1, 'name', 'First'],
      [1, 'start', '2026-06-04'],
      [1, 'duration', 3],
    ]);
    await house.owner.upload({ project_id, file });
    const finish = async () => (await house.owner.tasks(project_id)).tasks[0]?.['finish'];
    expect(await finish()).toBe('2026-06-08');
    const answer = await fetch(`${house.server.url}/api/projects/${project_id}`, {
      method: 'PATCH',
      headers: {
        authorization: `Bearer ${house.demo.users[0]?.token}`,
        'content-type': 'application/json',
        'if-match': '"2"',
      },
      body: JSON.stringify({ calendar: { holidays: ['2026-06-05'] } }),
    });
    expect([answer.status, ((await answer.json()) as { version: number }).version]).toEqual([200, 3]);
    expect(await finish()).toBe('2026-06-09');
  });

  test('the audit chain holds every step and verifies', async () => {
    const verdict = await house.owner.verifyAudit(project);
    expect(verdict).toMatchObject({ ok: true, first_bad: null });
    expect(verdict.entries).toBeGreaterThan(20);
  });

  test('an engine child that is killed costs that upload only', async () => {
    const file = await edited(await freshCopy(house.anna, project), [[23, 'notes', 'survivor']]);
    const running = problemOf(house.anna.upload({ project_id: project, file }));
    const killer = setInterval(() => {
      for (const pid of house.server.enginePids()) endProcess(pid);
    }, 5);
    const crashed = await running;
    clearInterval(killer);
    expect([crashed.status, crashed.code]).toEqual([503, 'ENGINE_CRASHED']);
    const result = await house.anna.upload({ project_id: project, file });
    expect(result.counts.applied).toBe(1);
  });
});
