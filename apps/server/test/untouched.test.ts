import { createHash } from 'node:crypto';
import { openWorkbook } from '@sprintforge/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { edited, freshCopy, openHouse, problemOf, type TestHouse } from './support.ts';

let house: TestHouse;
let project: string;
/** Uploads that the engine was given. */
let opened = 0;

beforeAll(async () => {
  house = await openHouse();
  project = house.demo.project_id;
  const { engine } = house.server.house;
  const sync = engine.sync.bind(engine);
  engine.sync = (...given) => {
    opened += 1;
    return sync(...given);
  };
});
afterAll(() => house.stop());

const openedBy = async <T>(work: () => Promise<T>): Promise<[T, number]> => {
  const before = opened;
  const result = await work();
  return [result, opened - before];
};

describe('A1 an upload of the bytes that were handed out', () => {
  test('makes no revision and is decided without the engine; the answer is that of the long way', async () => {
    const file = await freshCopy(house.anna, project);
    const [short, without] = await openedBy(() => house.anna.upload({ project_id: project, file }));
    expect(without).toBe(0);
    expect((await house.owner.project(project)).version).toBe(short.version);
    // the same cells in other bytes
    const workbook = openWorkbook(file);
    workbook.setCustomProperty('Reviewed by', 'Anna');
    const same = await workbook.toBytes();
    const [long, withEngine] = await openedBy(() => house.anna.upload({ project_id: project, file: same }));
    expect(withEngine).toBe(1);
    expect({ ...short, workbook: null, impact: null }).toEqual({ ...long, workbook: null, impact: null });
    expect(short.workbook).toMatchObject({
      sha256: createHash('sha256').update(file).digest('hex'),
      receipt: { parts_total: long.workbook!.receipt.parts_total, parts_changed: [] },
    });
    const again = await house.anna.download(project, { copy: short.workbook!.copy_id });
    expect(Buffer.from(again!.bytes).equals(file)).toBe(true);
  });

  test('is answered by the engine once the head has moved, with the new head in the workbook', async () => {
    const file = await freshCopy(house.anna, project);
    const change = await edited(await freshCopy(house.ben, project), [[2, 'notes', 'from Ben']]);
    const { version } = await house.ben.upload({ project_id: project, file: change });
    const [result, engine] = await openedBy(() => house.anna.upload({ project_id: project, file }));
    expect([engine, result.version, result.counts.edits]).toEqual([1, version, 0]);
    expect(result.workbook!.sha256).not.toBe(createHash('sha256').update(file).digest('hex'));
  });

  test('is answered by the engine when it is the copy of another person', async () => {
    const file = await freshCopy(house.anna, project);
    const [result, engine] = await openedBy(() => house.ben.upload({ project_id: project, file }));
    expect([engine, result.counts.edits]).toEqual([1, 0]);
  });

  test('a dry run says so too, and keeps nothing', async () => {
    const file = await freshCopy(house.anna, project);
    const [dry, engine] = await openedBy(() => house.anna.upload({ project_id: project, file, dry_run: true }));
    expect([engine, dry.dry_run, dry.workbook, dry.counts.edits]).toEqual([0, true, null, 0]);
  });

  test('R9 is refused once the copy is revoked; it waits, and the engine tells of that on the next copy', async () => {
    const copy = (await house.anna.download(project))!;
    await house.anna.revokeCopy(project, copy.copy_id);
    expect((await problemOf(house.anna.upload({ project_id: project, file: copy.bytes }))).code).toBe('COPY_REVOKED');
    const [, engine] = await openedBy(async () =>
      house.anna.upload({ project_id: project, file: await freshCopy(house.anna, project) }),
    );
    expect(engine).toBe(1);
  });
});
