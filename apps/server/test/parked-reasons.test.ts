import type { SyncResult } from '@sprintforge/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type CellChange,
  edited,
  freshCopy,
  openHouse,
  problemOf,
  type TestHouse,
  withoutMetadata,
  withoutRows,
} from './support.ts';

let house: TestHouse;
let project: string;

beforeAll(async () => {
  house = await openHouse();
  project = house.demo.project_id;
});
afterAll(() => house.stop());

const version = async () => (await house.owner.project(project)).version;
const editedCopy = async (changes: readonly CellChange[]) => edited(await freshCopy(house.ben, project), changes);
const waiting = async () => (await house.owner.parked(project)).parked;

describe('what is parked', () => {
  const revoked = async () => {
    const copy = await house.ben.download(project);
    await house.owner.revokeCopy(project, copy!.copy_id);
    return edited(copy!.bytes, [[2, 'notes', 'from a revoked copy']]);
  };
  const deleted = async () => withoutRows(await freshCopy(house.ben, project), 30);
  const stranger = async () => withoutMetadata(await editedCopy([[2, 'notes', 'from nowhere']]));
  const swapped = async () => {
    const { tasks } = await house.ben.tasks(project, { limit: 1000 });
    const factor = tasks.flatMap((task, at): CellChange[] =>
      typeof task['duration'] === 'number' ? [[at + 1, 'duration', task['duration'] * 100]] : [],
    );
    return editedCopy(factor);
  };

  test.each([
    ['A3 a brake under manual', deleted, { strategy: 'manual' }, 'NEEDS_CONFIRMATION', 409],
    ['A9 a brake at a door that cannot ask', deleted, { park: true }, 'NEEDS_CONFIRMATION', 202],
    ['A9 V8 a repair at a door that cannot ask', swapped, { park: true }, 'NEEDS_CONFIRMATION', 202],
    ['A9 B3 no base at a door that cannot ask', stranger, { park: true }, 'META_MISSING', 202],
    ['R9 a revoked copy', revoked, {}, 'COPY_REVOKED', 409],
  ] as const)('%s', async (_, make, how, reason, status) => {
    const [file, before] = [await make(), await version()];
    const request = { project_id: project, file, ...how };
    const answer =
      status === 202
        ? await house.ben.upload(request)
        : ((await problemOf(house.ben.upload(request))).problem['result'] as SyncResult);
    expect(answer).toMatchObject({ success: false, workbook: null });
    expect(await house.owner.parkedUpload(project, answer.parked!)).toMatchObject({
      status: 'parked',
      reason,
      uploaded_by: { name: expect.any(String) },
    });
    expect((await waiting()).map((one) => one.id)).toContain(answer.parked);
    expect(await version()).toBe(before);
    await house.ben.discardParked(project, answer.parked!);
    expect((await waiting()).map((one) => one.id)).not.toContain(answer.parked);
  });

  test('A9 an upload with a door that cannot ask, and nothing to ask, is committed; 202 and its place otherwise', async () => {
    const post = async (file: Uint8Array) => {
      const form = new FormData();
      form.set('project_id', project);
      form.set('park', 'true');
      form.set('file', new Blob([Uint8Array.from(file)]), 'plan.xlsx');
      const headers = { authorization: `Bearer ${house.demo.users[2]?.token}` };
      const answer = await fetch(`${house.server.url}/api/sync/upload`, { method: 'POST', body: form, headers });
      return {
        status: answer.status,
        location: answer.headers.get('location'),
        body: (await answer.json()) as SyncResult,
      };
    };
    expect(await post(await editedCopy([[2, 'notes', 'nothing to ask']]))).toMatchObject({
      status: 200,
      location: null,
    });
    const held = await post(await deleted());
    expect(held.status).toBe(202);
    expect(held.location).toBe(`/api/projects/${project}/parked/${held.body.parked}`);
    await house.ben.discardParked(project, held.body.parked!);
  });

  test('A5 a dry run parks nothing; without manual and park the person is asked and nothing is parked', async () => {
    const file = await deleted();
    await house.ben.upload({ project_id: project, file, dry_run: true, strategy: 'manual' });
    await problemOf(house.ben.upload({ project_id: project, file }));
    expect(await waiting()).toEqual([]);
  });
});
