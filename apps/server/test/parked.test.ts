import type { ParkedUpload, SyncResult } from '@sprintforge/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

let house: TestHouse;
let project: string;

beforeAll(async () => {
  house = await openHouse();
  project = house.demo.project_id;
});
afterAll(() => house.stop());

const taskAt = async (row: number) => (await house.owner.tasks(project, { limit: 1000 })).tasks[row - 1]!;
const version = async () => (await house.owner.project(project)).version;
const editedCopy = async (who: 'anna' | 'ben' | 'owner', changes: readonly CellChange[]) =>
  edited(await freshCopy(house[who], project), changes);
const waiting = async () => (await house.owner.parked(project)).parked;
const entryOf = async (id: string): Promise<ParkedUpload> => house.owner.parkedUpload(project, id);
const decide = (who: 'anna' | 'ben' | 'owner', id: string, choice: 'ours' | 'theirs' | 'base', report: SyncResult) =>
  house[who].decideParked(project, id, { choices: report.conflicts.map((one) => ({ id: one.id!, choice })) });

/** Ben's upload under `manual`, in conflict with Anna's in the row's notes; it also sets the cost, which nobody else touched. */
async function parkConflict(row: number, mine = `mine ${row}`, yours = `yours ${row}`) {
  const copy = await freshCopy(house.ben, project);
  const annas = await editedCopy('anna', [[row, 'notes', mine]]);
  await house.anna.upload({ project_id: project, file: annas });
  const changes: CellChange[] = [
    [row, 'notes', yours],
    [row, 'cost', 4000 + row],
  ];
  const request = { project_id: project, file: await edited(copy, changes), strategy: 'manual' } as const;
  const asked = await problemOf(house.ben.upload(request));
  const report = asked.problem['result'] as SyncResult;
  return { copy, request, asked, report, id: report.parked! };
}

describe('a parked upload', () => {
  test('M2 A9 is committed whole once its conflict is decided, as its sender’s upload; again: the same answer (A2)', async () => {
    const { request, asked, report, id } = await parkConflict(3);
    expect([asked.status, asked.code, asked.problem['parked']]).toEqual([409, 'NEEDS_DECISION', id]);
    const before = await version();
    expect((await taskAt(3)).cost).not.toBe(4003);
    const done = await decide('owner', id, 'theirs', report);
    expect(done).toMatchObject({ success: true, version: before + 1, resolved: [{ choice: 'theirs' }] });
    expect(done.counts).toEqual({ edits: 2, applied: 2, same: 0, conflicts: 0, refused: 0 });
    expect(await taskAt(3)).toMatchObject({ notes: 'yours 3', cost: 4003 });
    const { revisions } = await house.owner.revisions(project, { limit: 1 });
    const [owner, , ben] = house.demo.users;
    expect(revisions[0]).toMatchObject({ source: 'upload', author: { name: ben!.name } });
    const audit = await house.owner.audit(project, { limit: 2 });
    expect(audit.entries.map((entry) => [entry.sync_type, entry.user_name])).toEqual([
      ['upload', owner!.name],
      ['park', ben!.name],
    ]);
    const { conflicts } = await house.owner.conflicts(project, 'resolved');
    expect(conflicts.find((one) => one.id === report.conflicts[0]?.id)).toMatchObject({
      ...{ ours: 'mine 3', theirs: 'yours 3', resolution: 'theirs', value: 'yours 3', resolved_by: owner!.name },
    });
    expect(await decide('ben', id, 'theirs', report)).toEqual(done);
    expect(await house.ben.upload(request)).toEqual(done);
    expect((await problemOf(decide('ben', id, 'ours', report))).code).toBe('PARKED_DECIDED');
    expect(await version()).toBe(before + 1);
    expect(await entryOf(id)).toMatchObject({ status: 'committed', settled_by: owner!.name, result: done });
    const merged = await house.ben.download(project, { copy: done.workbook!.copy_id });
    expect((await house.ben.upload({ project_id: project, file: merged!.bytes })).counts.edits).toBe(0);
  });

  test.each([
    ['ours', 'mine'],
    ['base', ''],
  ] as const)('M2 the choice %s', async (choice, wanted) => {
    const row = choice === 'ours' ? 4 : 5;
    const notes = (await taskAt(row)).notes ?? '';
    const { report, id } = await parkConflict(row, 'mine');
    await decide('ben', id, choice, report);
    expect(await taskAt(row)).toMatchObject({ cost: 4000 + row });
    expect((await taskAt(row)).notes ?? '').toBe(wanted || notes);
  });

  test('A9 another strategy decides the rest', async () => {
    const { id } = await parkConflict(6);
    const done = await house.ben.decideParked(project, id, { strategy: 'server' });
    expect(done.counts).toMatchObject({ applied: 1, conflicts: 1 });
    expect((await house.ben.conflicts(project)).conflicts.map((one) => one.id)).toContain(done.conflicts[0]?.id);
  });

  test('A2 decided as the same bytes were committed before, it is that upload', async () => {
    const copy = await freshCopy(house.ben, project);
    await house.anna.upload({ project_id: project, file: await editedCopy('anna', [[17, 'notes', 'hers']]) });
    const request = { project_id: project, file: await edited(copy, [[17, 'notes', 'his']]) };
    const first = await house.ben.upload({ ...request, strategy: 'server' });
    const asked = await problemOf(house.ben.upload({ ...request, strategy: 'manual' }));
    const id = asked.problem['parked'] as string;
    expect(await house.ben.decideParked(project, id, { strategy: 'server' })).toEqual(first);
    expect(await entryOf(id)).toMatchObject({ status: 'committed', result: first });
    expect(await version()).toBe(first.version);
  });

  test('A9 choices are kept until nothing is undecided', async () => {
    const copy = await freshCopy(house.ben, project);
    const notes = (text: string): CellChange[] => [7, 8].map((row) => [row, 'notes', `${text} ${row}`]);
    await house.anna.upload({ project_id: project, file: await editedCopy('anna', notes('first')) });
    const file = await edited(copy, notes('second'));
    const asked = await problemOf(house.ben.upload({ project_id: project, file, strategy: 'manual' }));
    const { parked, conflicts } = asked.problem['result'] as SyncResult;
    const [one, two] = conflicts.map((conflict) => ({ id: conflict.id!, choice: 'theirs' as const }));
    const still = await problemOf(house.ben.decideParked(project, parked!, { choices: [one!] }));
    expect([still.code, (still.problem['result'] as SyncResult).conflicts.map(({ id }) => id)]).toEqual([
      'NEEDS_DECISION',
      [two!.id],
    ]);
    expect((await entryOf(parked!)).choices).toEqual([one]);
    expect((await house.ben.decideParked(project, parked!, { choices: [two!] })).counts.applied).toBe(2);
  });

  test('A9 is merged anew: a head that moved meanwhile makes another conflict of it, the old choice decides nothing', async () => {
    const { report, id } = await parkConflict(9);
    await house.anna.upload({ project_id: project, file: await editedCopy('anna', [[9, 'notes', 'moved on']]) });
    const before = await version();
    const still = await problemOf(decide('ben', id, 'theirs', report));
    expect([still.status, still.code]).toEqual([409, 'NEEDS_DECISION']);
    const anew = still.problem['result'] as SyncResult;
    expect(anew).toMatchObject({ version: before, parked: id, conflicts: [{ ours: 'moved on', theirs: 'yours 9' }] });
    expect(anew.conflicts[0]?.id).not.toBe(report.conflicts[0]?.id);
    expect(await version()).toBe(before);
    expect((await entryOf(id)).result.conflicts[0]?.id).toBe(anew.conflicts[0]?.id);
    await decide('ben', id, 'theirs', anew);
    expect((await taskAt(9)).notes).toBe('yours 9');
  });

  test('A9 the newest of a copy replaces it; the same bytes again are the same one; a commit of the copy ends it', async () => {
    const { copy, request, report, id } = await parkConflict(10);
    const again = await problemOf(house.ben.upload(request));
    expect(again.problem['parked']).toBe(id);
    const newer = { ...request, file: await edited(copy, [[10, 'notes', 'newer']]) };
    const second = (await problemOf(house.ben.upload(newer))).problem['parked'] as string;
    expect((await waiting()).map((one) => one.id)).toEqual([second]);
    expect(await entryOf(id)).toMatchObject({ status: 'replaced' });
    expect((await problemOf(decide('ben', id, 'theirs', report))).code).toBe('PARKED_DECIDED');
    await house.ben.upload({ ...newer, strategy: 'client' });
    expect(await entryOf(second)).toMatchObject({ status: 'replaced' });
    expect((await taskAt(10)).notes).toBe('newer');
  });

  test('A2 decided twelve times at once it makes one revision', async () => {
    const { report, id } = await parkConflict(11);
    const before = await version();
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, at) => decide(at % 2 ? 'owner' : 'ben', id, 'theirs', report)),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await version()).toBe(before + 1);
  });

  test('A2 decided in two ways at once: one of them stands, the other is told', async () => {
    const { report, id } = await parkConflict(12);
    const before = await version();
    const both = await Promise.allSettled([decide('owner', id, 'theirs', report), decide('ben', id, 'ours', report)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'PARKED_DECIDED' } });
    expect(await version()).toBe(before + 1);
  });

  test('A3 a brake is confirmed by the token of the one who confirms', async () => {
    const file = await withoutRows(await freshCopy(house.ben, project), 30);
    const { parked: id, confirm } = await house.ben.upload({ project_id: project, file, park: true });
    const bens = confirm.map(({ token }) => token);
    expect((await problemOf(house.owner.decideParked(project, id!, { confirm: bens }))).code).toBe(
      'NEEDS_CONFIRMATION',
    );
    const before = await house.owner.project(project);
    const owners = (await entryOf(id!)).result.confirm.map(({ token }) => token);
    const done = await house.owner.decideParked(project, id!, { confirm: owners });
    expect(done.version).toBe(before.version + 1);
    expect((await house.owner.rollback(project, before.version)).hash).toBe(before.hash);
  });

  test('R9 of a revoked copy only an owner takes', async () => {
    const copy = await house.ben.download(project);
    await house.owner.revokeCopy(project, copy!.copy_id);
    const file = await edited(copy!.bytes, [[13, 'notes', 'taken all the same']]);
    const asked = await problemOf(house.ben.upload({ project_id: project, file }));
    const id = asked.problem['parked'] as string;
    expect([asked.code, asked.problem['confirm']]).toEqual(['COPY_REVOKED', []]);
    expect((await problemOf(house.ben.decideParked(project, id, {}))).code).toBe('COPY_REVOKED');
    expect((await problemOf(house.owner.decideParked(project, id, {}))).code).toBe('COPY_REVOKED');
    const confirm = (await entryOf(id)).result.confirm.map(({ token }) => token);
    expect((await house.owner.decideParked(project, id, { confirm })).counts.applied).toBe(1);
    expect((await taskAt(13)).notes).toBe('taken all the same');
  });

  test('A9 discarded: nothing is written, the audit says by whom; the same upload again is parked anew', async () => {
    const { request, report, id } = await parkConflict(14);
    const before = await version();
    await house.owner.discardParked(project, id);
    await house.owner.discardParked(project, id);
    const [entry] = (await house.owner.audit(project, { limit: 1 })).entries;
    const owner = house.demo.users[0]!.name;
    expect(entry).toMatchObject({ sync_type: 'discard', user_name: owner, changes: { parked: id } });
    expect(
      (await house.owner.audit(project, { type: 'discard', limit: 1000 })).entries.filter(
        ({ changes }) => (changes as { parked: string }).parked === id,
      ),
    ).toHaveLength(1);
    expect((await problemOf(decide('ben', id, 'theirs', report))).message).toContain(`discarded by ${owner}`);
    expect(await version()).toBe(before);
    const anew = (await problemOf(house.ben.upload(request))).problem['parked'] as string;
    expect(anew).not.toBe(id);
    await house.ben.discardParked(project, anew);
    expect(await house.owner.verifyAudit(project)).toMatchObject({ ok: true });
  });

  test('A9 is seen and decided by its sender and by owners alone', async () => {
    const { report, id } = await parkConflict(15);
    const tenant = (await house.owner.whoami()).tenant.id;
    const viewer = house.as(await addPerson(house, tenant, 'viewer'));
    const stranger = house.as((await addTenant(house, 'owner')).token);
    const decision = { choices: [{ id: report.conflicts[0]!.id!, choice: 'theirs' as const }] };
    for (const [who, status] of [
      [viewer, 403],
      [house.anna, 403],
      [stranger, 404],
    ] as const)
      for (const call of [
        () => who.decideParked(project, id, decision),
        () => who.parkedUpload(project, id),
        () => who.discardParked(project, id),
      ])
        expect((await problemOf(call())).status).toBe(status);
    expect((await house.anna.parked(project)).parked).toEqual([]);
    expect((await problemOf(viewer.parked(project))).status).toBe(403);
    expect((await problemOf(stranger.parked(project))).status).toBe(404);
    expect((await problemOf(house.ben.decideParked(project, 'nothing', {}))).status).toBe(404);
    expect((await house.ben.parked(project)).parked.map((one) => one.id)).toEqual([id]);
    await house.ben.discardParked(project, id);
  });

  test('A4 a transaction that is cut off at any place leaves it parked, and the retry ends as if nothing had been', async () => {
    const { report, id } = await parkConflict(16);
    const before = await version();
    const { database } = house.server.house;
    const whole = database.unit.bind(database);
    let [left, cut] = [0, 0];
    database.unit = (tenant, work) =>
      whole(tenant, async (unit) => {
        const done = await work(unit);
        left -= 1;
        if (left === 0) throw new Error('cut off');
        return done;
      });
    for (let at = 1; ; at += 1) {
      left = at;
      const outcome = await decide('ben', id, 'theirs', report).catch((error: { code: string }) => error.code);
      left = 0;
      if (typeof outcome !== 'string') break;
      cut += 1;
      expect([outcome, await version(), (await entryOf(id)).status]).toEqual(['INTERNAL', before, 'parked']);
    }
    database.unit = whole;
    expect(cut).toBeGreaterThan(4);
    expect(await version()).toBe(before + 1);
    expect(await entryOf(id)).toMatchObject({ status: 'committed' });
    expect(await house.owner.verifyAudit(project)).toMatchObject({ ok: true });
  });
});
