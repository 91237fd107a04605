import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultConfig } from '../src/index.ts';
import { addTenant, edited, freshCopy, openHouse, problemOf, type TestHouse } from './support.ts';

let house: TestHouse;
let project: string;
let file: Uint8Array;
let recovery: string;

/** Anna writes into row 2, then Ben into row 3. */
beforeAll(async () => {
  house = await openHouse();
  project = house.demo.project_id;
  file = await edited(await freshCopy(house.anna, project), [[2, 'name', 'By Anna']]);
  recovery = (await house.anna.upload({ project_id: project, file })).recovery_id ?? '';
  await house.ben.upload({
    project_id: project,
    file: await edited(await freshCopy(house.ben, project), [[3, 'name', 'By Ben']]),
  });
});
afterAll(() => house.stop());

const names = async () => (await house.owner.tasks(project, { limit: 3 })).tasks.map(({ name }) => name);

describe('recovery points', () => {
  test('A7 one for every upload, newest first, with the bytes for who sent them and for nobody else', async () => {
    const mine = await house.anna.recoveryPoints(project);
    expect(mine.recovery_points.map(({ id, revision, restores }) => [id, revision, restores])).toEqual([
      ['rev-2', 3, 2],
      ['rev-1', 2, 1],
    ]);
    expect(mine.recovery_points[1]!.id).toBe(recovery);
    expect(mine.recovery_points[1]).toMatchObject({ uploaded_by: { name: 'Anna Editor' }, changes_count: 1 });
    const sha256 = createHash('sha256').update(file).digest('hex');
    expect(mine.recovery_points.map(({ workbook }) => workbook?.sha256 ?? null)).toEqual([null, sha256]);
    expect(Buffer.compare((await house.anna.revisionWorkbook(project, 2)).bytes, file)).toBe(0);
    const first = await house.owner.recoveryPoints(project, { limit: 1 });
    expect([first.recovery_points.length, first.next]).toEqual([1, '3']);
    expect(first.recovery_points[0]!.workbook).toBeNull();
  });

  test('a dry run and an upload that only asks have none; one without edits has the state as it is', async () => {
    const copy = await freshCopy(house.anna, project);
    const next = await edited(copy, [[4, 'name', 'Not written']]);
    expect(await house.anna.upload({ project_id: project, file: next, dry_run: true })).toMatchObject({
      recovery_id: null,
    });
    expect(await house.anna.upload({ project_id: project, file: copy })).toMatchObject({
      recovery_id: 'rev-3',
      version: 3,
    });
  });

  test('A6 restored in one call, as a new revision; what was done since stays in the history', async () => {
    const before = await names();
    const done = await house.anna.recover(project, recovery);
    expect(done).toMatchObject({ success: true, version: 4, recovery_id: 'rev-3' });
    const after = await names();
    expect([before.slice(1), after.slice(1)]).toEqual([
      ['By Anna', 'By Ben'],
      [expect.not.stringContaining('By'), expect.not.stringContaining('By')],
    ]);
    expect((await house.owner.revisions(project)).revisions.map(({ source }) => source)).toEqual([
      'rollback',
      'upload',
      'upload',
      'create',
    ]);
    expect((await house.owner.audit(project)).entries[0]).toMatchObject({ sync_type: 'rollback', server_version: 4 });
    const { entries } = await house.owner.chain({ type: 'recovery.restored', project });
    expect(entries).toMatchObject([{ details: { to: 1, version: 4 }, user_name: 'Anna Editor' }]);
    await house.anna.recover(project, 'rev-3');
    expect(await names()).toEqual(before);
  });

  test.each(['rev-0', 'rev-99', 'rev-1x', 'a-b'])('%s is none', async (id) => {
    expect((await problemOf(house.anna.recover(project, id))).code).toBe('NOT_FOUND');
  });

  test('another organisation sees none', async () => {
    const stranger = house.as((await addTenant(house, 'owner')).token);
    expect((await problemOf(stranger.recoveryPoints(project))).code).toBe('NOT_FOUND');
    expect((await problemOf(stranger.recover(project, recovery))).code).toBe('NOT_FOUND');
  });
});

test('A7 after SPRINTFORGE_RECOVERY_DAYS there is none any more, and the revision is still there to go back to', async () => {
  const brief = await openHouse({ keep: { ...defaultConfig.keep, recoveryDays: 0 } });
  try {
    const { project_id } = brief.demo;
    const copy = await freshCopy(brief.anna, project_id);
    const { recovery_id } = await brief.anna.upload({ project_id, file: await edited(copy, [[2, 'name', 'New']]) });
    expect((await brief.anna.recoveryPoints(project_id)).recovery_points).toEqual([]);
    expect((await problemOf(brief.anna.recover(project_id, recovery_id!))).code).toBe('NOT_FOUND');
    expect(await brief.anna.rollback(project_id, 1)).toMatchObject({ version: 3 });
  } finally {
    await brief.stop();
  }
});
