/** A copy that outlived its base, by HTTP and by the command line: its row hashes say what was edited (rules A7, B3). */
import fs from 'node:fs';
import path from 'node:path';
import { openWorkbook } from '@sprintforge/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sprintforge } from '../../../test/support/command-line.ts';
import { defaultConfig } from '../src/index.ts';
import { edited, freshCopy, openHouse, problemOf, type TestHouse, withoutRows } from './support.ts';

let house: TestHouse;
let project: string;

/** Every base expires at once. */
beforeAll(async () => {
  house = await openHouse({ keep: { ...defaultConfig.keep, copyDays: 0 } });
  project = house.demo.project_id;
});
afterAll(() => house.stop());

const taskAt = async (row: number) => (await house.owner.tasks(project, { limit: 1000 })).tasks[row - 1]!;

describe('A7 a copy whose base has expired', () => {
  test('rows as handed out are no edits, whatever the head says; the others are asked about', async () => {
    const [old, again] = [await freshCopy(house.anna, project), await freshCopy(house.ben, project)];
    const first = await house.ben.upload({ project_id: project, file: await edited(again, [[3, 'cost', 501]]) });
    expect(first.counts).toMatchObject({ edits: 1, applied: 0, conflicts: 1 });
    await house.ben.resolve(project, first.conflicts[0]!.id!, { choice: 'theirs' });
    expect((await taskAt(3)).cost).toBe(501);

    const nothing = await house.anna.upload({ project_id: project, file: old });
    expect(nothing).toMatchObject({ status: 'success', counts: { edits: 0 } });

    const name = (await taskAt(4)).name;
    const file = await edited(old, [[4, 'name', 'by an old copy']]);
    for (const strategy of ['client', 'server', 'merge'] as const) {
      const dry = await house.anna.upload({ project_id: project, file, strategy, dry_run: true });
      expect(dry.conflicts).toMatchObject([
        { field: 'name', reason: 'base-expired', ours: name, theirs: 'by an old copy', standing: 'ours' },
      ]);
    }
    const result = await house.anna.upload({ project_id: project, file });
    expect(result.counts).toMatchObject({ edits: 1, applied: 0, conflicts: 1 });
    expect((await taskAt(4)).name).toBe(name);
    const handedBack = await house.anna.download(project, { copy: result.workbook!.copy_id });
    expect((await house.anna.upload({ project_id: project, file: handedBack!.bytes })).counts.edits).toBe(0);
  });

  test('R8 a lens copy: its absent rows are no deletions, its edited cells are asked about', async () => {
    const status = String((await taskAt(4)).status);
    const lens = { status: [status], fields: ['notes'] };
    const whole = (await house.owner.tasks(project, { limit: 1000 })).tasks.length;
    const copy = (await house.anna.download(project, { lens }))!.bytes;
    expect((await house.anna.upload({ project_id: project, file: copy })).counts.edits).toBe(0);
    const file = await edited(await withoutRows(copy, 1), [[1, 'notes', 'through an old lens']]);
    const result = await house.anna.upload({ project_id: project, file });
    expect(result.counts).toMatchObject({ edits: 1, applied: 0, conflicts: 1 });
    expect(result.conflicts).toMatchObject([{ field: 'notes', reason: 'base-expired' }]);
    expect((await house.owner.tasks(project, { limit: 1000 })).tasks).toHaveLength(whole);
    const back = await house.anna.download(project, { copy: result.workbook!.copy_id });
    expect((await house.anna.upload({ project_id: project, file: back!.bytes })).counts.edits).toBe(0);
  });

  test('C5 a field that was archived meanwhile does not come back by it; what was written there is told', async () => {
    const { key } = await house.owner.customFields.add(project, { label: 'Weight', type: 'number' });
    const copy = await freshCopy(house.anna, project);
    const { confirm } = (await problemOf(house.owner.customFields.archive(project, key))).problem;
    await house.owner.customFields.archive(project, key, (confirm as [{ token: string }])[0].token);
    const result = await house.anna.upload({ project_id: project, file: await edited(copy, [[2, key, 7]]) });
    expect(result.refused).toMatchObject([{ code: 'FIELD_ARCHIVED', field: key, found: '7' }]);
    expect(result.counts).toMatchObject({ edits: 1, applied: 0, refused: 1, conflicts: 0 });
    expect((await house.owner.fields(project)).fields.map((field) => field.key)).not.toContain(key);
  });

  test('without the hashes that were signed the copy is too old', async () => {
    const workbook = openWorkbook(await freshCopy(house.anna, project));
    workbook.removeSheet('_HASH');
    const problem = await problemOf(house.anna.upload({ project_id: project, file: await workbook.toBytes() }));
    expect([problem.status, problem.code]).toEqual([409, 'BASE_EXPIRED']);
  });

  test('by the command line: asked, decided, in force', async () => {
    const anna = house.demo.users[1]!;
    const env = { SPRINTFORGE_URL: house.server.url, SPRINTFORGE_TOKEN: anna.token };
    const file = path.join(house.data, 'old.xlsx');
    fs.writeFileSync(file, await edited(await freshCopy(house.anna, project), [[5, 'notes', 'written long ago']]));
    const pushed = await sprintforge(['push', file, '--json'], { env });
    expect(pushed.exit, pushed.stderr).toBe(1);
    const [conflict] = pushed.json<{ conflicts: { id: string }[] }>().conflicts;
    expect((await sprintforge(['resolve', project, conflict!.id, 'theirs'], { env })).exit).toBe(0);
    expect((await taskAt(5)).notes).toBe('written long ago');
  });
});
