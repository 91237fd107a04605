/** A plan whose lists do not fit into one value: read page by page they are whole, and so are the log and its files. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { AuditEntry, RevisionDetail } from '@sprintforge/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writePlanFile } from '../../../bench/src/plan-file.ts';
import { edited } from '../../../bench/src/subject-http.ts';
import { freshCopy, openHouse, problemOf, type TestHouse, withoutMetadata } from './support.ts';

const tasks = 2500;
let house: TestHouse;
let project: string;
beforeAll(async () => {
  house = await openHouse();
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-large-plan-')), 'plan.xlsx');
  writePlanFile(file, tasks);
  project = (await house.owner.create({ name: 'Large', file: fs.readFileSync(file) })).project_id;
  fs.rmSync(path.dirname(file), { recursive: true });
});
afterAll(() => house.stop());

async function pagesOf(revision: number, against?: number): Promise<RevisionDetail[]> {
  const pages: RevisionDetail[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await house.owner.revision(project, revision, against, cursor);
    pages.push(page);
    if (page.next === null) return pages;
    cursor = page.next;
  }
}

test('every task edited: history, comparison and log hold every change, a page at a time; the log is whole (A4, A6)', async () => {
  const bytes = await freshCopy(house.owner, project);
  const done = await house.owner.upload({
    project_id: project,
    file: await edited(bytes, 0, 'another '.repeat(60), 1),
  });
  expect(done.counts).toMatchObject({ edits: tasks, applied: tasks });
  const imported = (await pagesOf(1)).flatMap(({ changes }) => changes);
  expect(imported.filter(({ action, kind }) => action === 'add' && kind === 'task')).toHaveLength(tasks);
  const changed = (await pagesOf(2)).flatMap(({ changes }) => changes);
  expect(new Set(changed.map(({ task_id: id }) => id)).size).toBe(tasks);
  const backwards = await pagesOf(1, 2);
  expect(backwards.length).toBeGreaterThan(1);
  const undone = backwards.flatMap(({ changes }) => changes);
  expect(undone.map(({ task_id: id, after }) => [id, after]).sort()).toEqual(
    changed.map(({ task_id: id, before }) => [id, before]).sort(),
  );

  const [entry] = (await house.owner.audit(project, { type: 'upload' })).entries;
  expect(entry?.pieces).toBeGreaterThan(1);
  let text = '';
  const decoder = new TextDecoder();
  for await (const piece of await house.owner.auditFile(project, 'ndjson', { type: 'upload' }))
    text += decoder.decode(piece, { stream: true });
  const lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as AuditEntry & { piece?: number });
  expect(lines.map(({ seq, piece }) => [seq, piece])).toEqual(
    lines.map((_, at) => [entry?.seq, at === 0 ? undefined : at]),
  );
  const logged = lines.flatMap(({ changes }) => changes as { task_id: string; after: unknown }[]);
  expect(logged.map(({ task_id: id, after }) => [id, after]).sort()).toEqual(
    changed.map(({ task_id: id, after }) => [id, after]).sort(),
  );
  expect(await house.owner.verifyAudit(project)).toMatchObject({ ok: true });
});

test('a workbook that has lost its metadata finds its base among revisions in pieces (B3)', async () => {
  const copy = await house.owner.download(project, { revision: 1 });
  const file = await withoutMetadata(await edited(copy!.bytes, 0, 'lost', tasks));
  const { problem } = await problemOf(house.owner.upload({ project_id: project, file }));
  expect(problem).toMatchObject({ code: 'META_MISSING', detail: expect.stringContaining('most like revision 1') });
});
