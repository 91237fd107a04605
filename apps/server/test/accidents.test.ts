/** V8 through the door: an accident is told before anything is applied, and one confirmation undoes it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { edited, freshCopy, openHouse, problemOf, type TestHouse } from './support.ts';

let house: TestHouse;
let project: string;
beforeAll(async () => {
  house = await openHouse();
  project = house.demo.project_id;
});
afterAll(() => house.stop());

describe('an upload with an accident', () => {
  test('V8 costs times 100: asked first; the repair applies only what was meant, keeping applies all', async () => {
    const { tasks } = await house.owner.tasks(project, { limit: 8 });
    const priced = await edited(
      await freshCopy(house.owner, project),
      tasks.map((_, at) => [at + 1, 'cost', 100 + at]),
    );
    await house.owner.upload({ project_id: project, file: priced });
    const copy = await freshCopy(house.anna, project);
    const file = await edited(copy, [
      ...tasks.map((_, at) => [at + 1, 'cost', (100 + at) * 100] as const),
      [1, 'notes', 'meant'],
    ]);
    const before = (await house.owner.project(project)).version;
    const asked = await problemOf(house.anna.upload({ project_id: project, file }));
    expect([asked.status, asked.code]).toEqual([409, 'NEEDS_CONFIRMATION']);
    const { repairs } = asked.problem as unknown as { readonly repairs: readonly { id: string; code: string }[] };
    expect(repairs.map(({ code }) => code)).toEqual(['SCALE_SHIFT', 'SCALE_SHIFT']);
    expect((await house.owner.project(project)).version).toBe(before);

    const kept = await house.anna.upload({ project_id: project, file, repair: [repairs[1]!.id], dry_run: true });
    expect(kept.counts.applied).toBe(tasks.length + 1);
    const mended = await house.anna.upload({ project_id: project, file, repair: [repairs[0]!.id] });
    expect(mended.counts).toEqual({ edits: 1, applied: 1, same: 0, conflicts: 0, refused: 0 });
    const after = await house.owner.tasks(project, { limit: 1 });
    expect(after.tasks[0]).toMatchObject({ cost: 100, notes: 'meant' });
  });
});
