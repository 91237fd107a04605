import * as protocol from '@sprintforge/protocol';
import { type Static, type TSchema, Type } from 'typebox';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureDemo } from '../src/index.ts';
import { addPerson, addTenant, edited, freshCopy, openHouse, problemOf, type TestHouse } from './support.ts';

let house: TestHouse;
let project: string;
const nobody = '00000000-0000-4000-8000-000000000000';
const demoTenant = '5f0e1d0a-0000-4000-8000-000000000001';

beforeAll(async () => {
  house = await openHouse();
  project = house.demo.project_id;
});
afterAll(() => house.stop());

const call = (path: string, init: RequestInit = {}, token = house.demo.users[1]!.token) =>
  fetch(`${house.server.url}${path}`, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } });

const json = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

describe('problems', () => {
  test.each<[string, number, string, RequestInit?]>([
    ['/api/nothing', 404, 'NOT_FOUND'],
    ['/api/projects/not-a-uuid', 404, 'NOT_FOUND'],
    ['/api/projects/00000000-0000-4000-8000-000000000000/tasks', 404, 'NOT_FOUND'],
    ['/api/projects', 400, 'BAD_REQUEST', json({})],
    ['/api/projects', 400, 'BAD_REQUEST', { ...json({}), body: '{' }],
    ['/api/sync/upload', 415, 'UNSUPPORTED_MEDIA', json({})],
    ['/api/tokens', 400, 'BAD_REQUEST', json({ name: '' })],
    ['/api/tokens', 400, 'BAD_REQUEST', json({ name: 'a\0b' })],
    ['/api/tokens', 400, 'BAD_REQUEST', json({ name: '\ud800' })],
    ['/api/projects', 415, 'UNSUPPORTED_MEDIA', { ...json({}), headers: { 'content-type': 'multipart/form-data' } }],
    [`/api/projects/${'x'.repeat(200)}`, 404, 'NOT_FOUND'],
    [`/api/projects/${'x'.repeat(20_000)}`, 400, 'BAD_REQUEST'],
    ['/api/projects/%', 400, 'BAD_REQUEST'],
    [`/api/projects/${nobody}/tasks?limit=1e400`, 400, 'BAD_REQUEST'],
    [`/api/projects/${nobody}/tasks?since=3000000000`, 400, 'BAD_REQUEST'],
    [`/api/projects/${nobody}/revisions?cursor=999999999999`, 404, 'NOT_FOUND'],
    [`/api/projects/${nobody}/rollback`, 400, 'BAD_REQUEST', json({ to: 2 ** 31 })],
  ])('%s answers %i %s', async (path, status, code, init) => {
    const response = await call(path, init);
    const body: unknown = await response.json();
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(body).toMatchObject({ status, code, type: `urn:sprintforge:problem:${code}` });
    expect(response.status).toBe(status);
  });

  test('without a token, with a wrong one, with a revoked one: 401', async () => {
    const made = await house.anna.createToken({ name: 'short', expires_in_days: 1 });
    await house.anna.revokeToken(made.id);
    for (const token of ['', 'sfp_unknownunknownunknownunknown', made.token]) {
      const response = await call('/api/projects', {}, token);
      expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    }
  });

  test('what is no workbook is 415, and a body over the limit 413', async () => {
    const file = new TextEncoder().encode('a,b\n1,2\n');
    expect(await problemOf(house.anna.upload({ project_id: project, file }))).toMatchObject({
      status: 415,
      code: 'NOT_XLSX',
    });
    const small = await openHouse({ uploadBytes: 100_000 });
    const big = small.anna.upload({ project_id: small.demo.project_id, file: new Uint8Array(150_000) });
    expect(await problemOf(big)).toMatchObject({ status: 413, code: 'TOO_LARGE' });
    await small.stop();
  });
});

describe('who may what', () => {
  test('a viewer reads and downloads, but does not upload, resolve or roll back', async () => {
    const viewer = house.as(await addPerson(house, demoTenant, 'viewer'));
    const file = await freshCopy(viewer, project);
    const refused = await Promise.all(
      [
        viewer.upload({ project_id: project, file }),
        viewer.rollback(project, 1),
        viewer.create({ name: 'X' }),
        viewer.update(project, { name: 'X' }),
      ].map(problemOf),
    );
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
  });

  test("another tenant's project is 404 on every route", async () => {
    const { token } = await addTenant(house, 'owner');
    const stranger = house.as(token);
    expect((await stranger.projects()).projects).toEqual([]);
    const file = await freshCopy(house.anna, project);
    const refused = await Promise.all(
      [
        stranger.project(project),
        stranger.tasks(project),
        stranger.revisions(project),
        stranger.conflicts(project),
        stranger.audit(project),
        stranger.copies(project),
        stranger.members(project),
        stranger.download(project),
        stranger.rollback(project, 1),
        stranger.undo(project, 1),
        stranger.remove(project),
        stranger.upload({ project_id: project, file }),
      ].map(problemOf),
    );
    for (const problem of refused) expect(problem).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });
});

describe('reading', () => {
  test('tasks page by page are all tasks, in the order of the plan', async () => {
    const all = (await house.anna.tasks(project, { limit: 1000 })).tasks.map((task) => task.id);
    const paged: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await house.anna.tasks(project, { limit: 7, ...(cursor ? { cursor } : {}) });
      paged.push(...page.tasks.map((task) => task.id));
      if (page.next === null) break;
      cursor = page.next;
    }
    expect(paged).toEqual(all);
    expect(all.length).toBe((await house.anna.project(project)).tasks);
  });

  test('entity tags: 304 when nothing changed, another tag when something did', async () => {
    const path = `/api/projects/${project}/tasks`;
    const first = await call(path);
    const etag = first.headers.get('etag') ?? '';
    expect((await call(path, { headers: { 'if-none-match': etag } })).status).toBe(304);
    const copy = await house.anna.download(project);
    expect(copy?.etag).toMatch(/^W\//);
    expect(await house.anna.download(project, { etag: copy!.etag })).toBeNull();
    const file = await edited(copy!.bytes, [[2, 'notes', 'tagged']]);
    await house.anna.upload({ project_id: project, file });
    expect((await call(path, { headers: { 'if-none-match': etag } })).status).toBe(200);
    expect(await house.anna.download(project, { etag: copy!.etag })).not.toBeNull();
  });

  test('PATCH needs If-Match with the revision that was seen', async () => {
    const patch = (headers: Record<string, string>) =>
      call(
        `/api/projects/${project}`,
        { method: 'PATCH', headers: { 'content-type': 'application/json', ...headers }, body: '{"name":"Moved"}' },
        house.demo.users[0]!.token,
      );
    const { version } = await house.owner.project(project);
    const statuses = [];
    for (const headers of [{}, { 'if-match': '"999"' }, { 'if-match': `"${version}"` }] as Record<string, string>[])
      statuses.push((await patch(headers)).status);
    expect(statuses).toEqual([428, 412, 200]);
  });

  test('answers have the shapes of the protocol', async () => {
    const rows: readonly [TSchema, unknown][] = [
      [protocol.ProjectList, await house.anna.projects()],
      [protocol.TaskPage, await house.anna.tasks(project)],
      [protocol.RevisionList, await house.anna.revisions(project)],
      [protocol.RevisionDetail, await house.anna.revision(project, 1)],
      [protocol.ConflictList, await house.anna.conflicts(project)],
      [protocol.CopyList, await house.anna.copies(project)],
      [protocol.AuditPage, await house.anna.audit(project)],
      [protocol.MemberList, await house.anna.members(project)],
      [protocol.FieldList, await house.anna.fields(project)],
      [protocol.ResourceList, await house.anna.resources(project)],
      [protocol.DependencyList, await house.anna.dependencies(project)],
      [protocol.WhoAmI, await house.anna.whoami()],
      [protocol.TokenList, await house.anna.tokens()],
      [
        protocol.SyncResult,
        await house.anna.upload({ project_id: project, file: await freshCopy(house.anna, project) }),
      ],
    ];
    for (const [schema, value] of rows) expect([...Value.Errors(schema, value)].slice(0, 3)).toEqual([]);
  });

  test('OpenAPI 3.1 describes every call and needs no token', async () => {
    const response = await fetch(`${house.server.url}/api/openapi.json`);
    const document: unknown = await response.json();
    const Document = Type.Object({ openapi: Type.Literal('3.1.0'), paths: Type.Record(Type.String(), Type.Unknown()) });
    expect(Value.Check(Document, document)).toBe(true);
    const paths = Object.keys((document as Static<typeof Document>).paths);
    expect(paths).toEqual(
      expect.arrayContaining([
        '/api/sync/upload',
        '/api/sync/download/{projectId}',
        '/api/projects/{id}/tasks',
        '/health',
      ]),
    );
    expect(JSON.stringify(document)).toContain(
      '"multipart/form-data":{"schema":{"type":"object","required":["file","project_id"]',
    );
    expect((await fetch(`${house.server.url}/api/docs`)).status).toBe(200);
  });
});

test('limits: calls and uploads a minute, replays of committed bytes not counted', async () => {
  const small = await openHouse({ callsPerMinute: 30, uploadsPerMinute: 1 });
  const file = await edited(await freshCopy(small.anna, small.demo.project_id), [[2, 'notes', 'x']]);
  const request = { project_id: small.demo.project_id, file };
  const first = await small.anna.upload(request);
  expect(await small.anna.upload(request)).toEqual(first);
  const other = { ...request, file: await edited(file, [[3, 'notes', 'y']]) };
  expect(await problemOf(small.anna.upload(other))).toMatchObject({ status: 429, code: 'RATE_LIMITED' });
  const answers = await Promise.allSettled(Array.from({ length: 40 }, () => small.ben.whoami()));
  expect(answers.filter(({ status }) => status === 'rejected').length).toBe(10);
  await small.stop();
});

test('the demo keeps its tokens and its project', async () => {
  expect(await ensureDemo(house.server, { data: house.data })).toEqual(house.demo);
});
