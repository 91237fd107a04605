/** A workbook with queries that read the plan: what it carries, what its token reaches, and what becomes of it when it is uploaded again. */
import { openWorkbook, putQueries } from '@sprintforge/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limitsOf } from '../../../packages/xlsx/src/limits.ts';
import { Package } from '../../../packages/xlsx/src/package/package.ts';
import { readSection } from '../../../packages/xlsx/src/queries/mashup.ts';
import { edited, openHouse, problemOf, type TestHouse } from './support.ts';

let house: TestHouse;
let project: string;
beforeAll(async () => {
  house = await openHouse();
  project = house.demo.project_id;
});
afterAll(() => house.stop());

const connected = async (refreshMinutes?: number) =>
  (await house.anna.download(project, {
    connected: { kind: 'feed', ...(refreshMinutes === undefined ? {} : { refreshMinutes }) },
  }))!;
const isMashup = (name: string) => /^customXml\/item\d+\.xml$/.test(name);
function sectionOf(bytes: Uint8Array): string | undefined {
  const pkg = Package.open(bytes, limitsOf({}));
  const part = pkg.names.find((name) => isMashup(name) && readSection(pkg.bytes(name), name) !== undefined);
  return part && readSection(pkg.bytes(part), part);
}
const tokenOf = (bytes: Uint8Array) => /Token = "(sff_[\w-]+)"/.exec(sectionOf(bytes)!)![1]!;

describe('a connected workbook', () => {
  test('has a query for each list, with the address, the project and a read-only token of its own', async () => {
    const [first, second] = [await connected(), await connected(5)];
    const workbook = openWorkbook(first.bytes);
    const live = workbook.sheets.filter(({ name }) => name.startsWith('Live '));
    expect(live.map(({ tables }) => tables[0]!.name)).toEqual([
      'LiveTasks',
      'LiveResources',
      'LiveDependencies',
      'LiveHistory',
    ]);
    const section = sectionOf(first.bytes)!;
    expect(section.match(/^shared /gm)).toHaveLength(4);
    expect(section).toContain(`Project = "${project}"`);
    expect(tokenOf(first.bytes)).not.toBe(tokenOf(second.bytes));
    expect(Buffer.from(openWorkbook(second.bytes).part('xl/connections.xml')!).toString()).toContain('interval="5"');
    const token = (await house.anna.tokens()).tokens.find(({ kind }) => kind === 'feed')!;
    expect(token).toMatchObject({ scope: 'read', project_id: project });
  });

  test('its token reads what the queries read, and nothing else', async () => {
    const client = house.as(tokenOf((await connected()).bytes));
    const [tasks, resources, dependencies, history] = await Promise.all([
      client.tasks(project),
      client.resources(project),
      client.dependencies(project),
      client.revisions(project),
    ]);
    expect(tasks.tasks.length).toBeGreaterThan(5);
    expect([resources.resources, dependencies.dependencies, history.revisions].every(Array.isArray)).toBe(true);
    const others = [
      () => client.download(project),
      () => client.members(project),
      () => client.revision(project, 1),
      () => client.audit(project),
    ];
    for (const call of others) expect((await problemOf(call())).code).toBe('TOKEN_WRONG_SCOPE');
  });

  test.each([{ lens: { assignee: ['x'] } }, { revision: 1 }])(
    'is the whole plan as it is now: not with %j',
    async (other) => {
      expect((await problemOf(house.anna.download(project, { ...other, connected: { kind: 'feed' } }))).status).toBe(
        400,
      );
    },
  );

  test('a token that may not make tokens makes none this way', async () => {
    const { token } = await house.anna.createToken({ name: 'p', kind: 'project', project_id: project });
    expect((await problemOf(house.as(token).download(project, { connected: { kind: 'feed' } }))).status).toBe(403);
  });
});

describe('uploaded again', () => {
  test('its edits are merged, its queries stay as they are, and nobody is warned', async () => {
    const { bytes } = await connected();
    const result = await house.anna.upload({
      project_id: project,
      file: await edited(bytes, [[6, 'notes', 'connected']]),
    });
    expect([result.counts.applied, result.warnings.filter(({ code }) => code === 'EXT_CONNECTION')]).toEqual([1, []]);
    const merged = (await house.anna.download(project, { copy: result.workbook!.copy_id }))!;
    expect(sectionOf(merged.bytes)).toBe(sectionOf(bytes));
    expect(openWorkbook(merged.bytes).sheets.map(({ name }) => name)).toContain('Live Tasks');
    // the next connected one of the same layout gets a token of its own, in the same place
    const next = await connected();
    expect(tokenOf(next.bytes)).not.toBe(tokenOf(bytes));
    const mashups = openWorkbook(next.bytes).parts.filter(isMashup);
    expect(mashups).toHaveLength(openWorkbook(bytes).parts.filter(isMashup).length);
  });

  test('queries that somebody changed are taken out, with a finding; the edits are merged', async () => {
    const { bytes } = await connected();
    const section = sectionOf(bytes)!.replace('Server = "', 'Server = "https://elsewhere.example/');
    const changed = await putQueries(bytes, { section, sheets: [], refreshMinutes: 0 });
    const file = await edited(changed, [[7, 'notes', 'changed queries']]);
    const result = await house.ben.upload({ project_id: project, file });
    expect(result.counts.applied).toBe(1);
    expect(result.warnings.map(({ code }) => code)).toContain('EXT_CONNECTION');
    const merged = (await house.ben.download(project, { copy: result.workbook!.copy_id }))!;
    expect(sectionOf(merged.bytes)).toBeUndefined();
    expect(openWorkbook(merged.bytes).sheets.map(({ name }) => name)).toContain('Live Tasks');
  });
});

test('the feed walks over 3,500 tasks in four pages, as the query does', async () => {
  const large = await house.anna.create({ name: 'Large', file: await largePlan(3500) });
  const { bytes } = (await house.anna.download(large.project_id, { connected: { kind: 'feed' } }))!;
  const section = sectionOf(bytes)!;
  const [, server = ''] = /Server = "([^"]+)"/.exec(section)!;
  const [, route = ''] = /RelativePath = "([^"]+)" & Project/.exec(section)!;
  const [, limit = ''] = /limit = "(\d+)"/.exec(section)!;
  const names: unknown[] = [];
  let pages = 0;
  for (let cursor: string | null = ''; cursor !== null; pages++) {
    const query = new URLSearchParams({ limit, ...(cursor === '' ? {} : { cursor }) });
    const url = `${house.server.url}${new URL(server).pathname.replace(/\/$/, '')}/${route}${large.project_id}/tasks?${query}`;
    const answer = await fetch(url, { headers: { authorization: `Bearer ${tokenOf(bytes)}` } });
    const page = (await answer.json()) as { tasks: { name: string }[]; next: string | null };
    names.push(...page.tasks.map(({ name }) => name));
    cursor = page.next;
  }
  expect([pages, names.length, new Set(names).size]).toEqual([4, 3500, 3500]);
});

async function largePlan(rows: number): Promise<Uint8Array> {
  const workbook = openWorkbook((await house.anna.download(project))!.bytes);
  const others = workbook.sheets.map(({ name }) => name);
  const lines = Array.from({ length: rows }, (_, row) => [{ value: `Task ${row + 1}` }, { value: 1 + (row % 9) }]);
  workbook.putSheet('Large', { rows: [[{ value: 'Task Name' }, { value: 'Duration' }], ...lines] });
  for (const name of others) workbook.removeSheet(name);
  return workbook.toBytes();
}
