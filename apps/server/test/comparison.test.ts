import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareRevisions } from '../src/services/comparison.ts';
import { authenticate } from '../src/services/tokens.ts';
import { addTenant, edited, freshCopy, openHouse, problemOf, type TestHouse } from './support.ts';

let house: TestHouse;
let project: string;

/** Revision 2 changes two rows, 3 one of them again, 4 sets that one back to what it was. */
beforeAll(async () => {
  house = await openHouse();
  project = house.demo.project_id;
  const first = (await house.anna.tasks(project, { limit: 2 })).tasks[1]!.name as string;
  const steps = [
    [
      [2, 'name', 'A'],
      [3, 'name', 'B'],
    ],
    [[2, 'name', 'C']],
    [[2, 'name', first]],
  ] as const;
  for (const step of steps)
    await house.anna.upload({ project_id: project, file: await edited(await freshCopy(house.anna, project), step) });
});
afterAll(() => house.stop());

/** Changes stand by their Task IDs, which are drawn: here that of the third row is the last. */
const between = async (n: number, against: number) =>
  (await house.anna.revision(project, n, against)).changes
    .map(({ action, field, before, after }) => [action, field, before, after])
    .sort((one, other) => Number(one.includes('B')) - Number(other.includes('B')));

describe('two revisions compared', () => {
  test('what changed in between, as one; what was set back is no change', async () => {
    const names = (await house.anna.tasks(project, { limit: 3 })).tasks.map(({ name }) => name);
    const { changes } = await house.anna.revision(project, 2);
    const original = changes.find(({ after }) => after === 'A')?.before;
    expect(names).toEqual([names[0], original, 'B']);
    expect(await between(3, 1)).toEqual([
      ['set', 'name', original, 'C'],
      ['set', 'name', expect.any(String), 'B'],
    ]);
    expect(await between(4, 1)).toEqual([['set', 'name', expect.any(String), 'B']]);
    expect(await between(1, 3)).toEqual([
      ['set', 'name', 'C', original],
      ['set', 'name', 'B', expect.any(String)],
    ]);
    expect(await between(2, 2)).toEqual([]);
    expect(await house.anna.revision(project, 3, 1)).toMatchObject({
      revision: 3,
      against: 1,
      author: { name: 'Anna Editor' },
    });
  });

  test('is worked out once for all who ask, also at once', async () => {
    const { server, demo } = house;
    let worked = 0;
    const engine = {
      ...server.house.engine,
      compare: (job: Parameters<typeof server.house.engine.compare>[0]) => {
        worked += 1;
        return server.house.engine.compare(job);
      },
    };
    const caller = await authenticate(server.house, demo.users[1]!.token, { ip: null, userAgent: null });
    const ask = () => compareRevisions({ ...server.house, engine }, caller, project, 4, 2, 0);
    const answers = await Promise.all(Array.from({ length: 20 }, ask));
    await ask();
    expect(worked).toBe(1);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  test('fields, calendar and finish dates are told first', async () => {
    const { holidays } = (await house.owner.project(project)).calendar;
    const { version } = await house.owner.update(project, { calendar: { holidays: [...holidays, '2026-12-25'] } });
    const { changes } = await house.anna.revision(project, version, 1);
    expect(changes.map(({ kind, field }) => [kind, field])[0]).toEqual(['settings', 'calendar']);
    expect(changes).toHaveLength(2);
  });

  test('of which there is none: not found; another organisation learns nothing', async () => {
    expect((await problemOf(house.anna.revision(project, 2, 99))).problem.detail).toBe('no revision 99');
    expect((await problemOf(house.anna.revision(project, 98, 2))).problem.detail).toBe('no revision 98');
    const stranger = house.as((await addTenant(house, 'owner')).token);
    expect((await problemOf(stranger.revision(project, 2, 1))).code).toBe('NOT_FOUND');
  });
});
