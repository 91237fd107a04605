import type { NewDavLink } from '@sprintforge/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPerson, edited, openHouse, type TestHouse, withoutMetadata, withoutRows, withTypedRow } from './support.ts';

let house: TestHouse;
let project = '';

beforeAll(async () => {
  house = await openHouse();
  project = house.demo.project_id;
});
afterAll(() => house.stop());

interface Opened {
  readonly link: NewDavLink;
  get(headers?: Record<string, string>): Promise<Response>;
  put(bytes: Uint8Array, headers?: Record<string, string>): Promise<Response>;
  ask(method: string, headers?: Record<string, string>, body?: string, path?: string): Promise<Response>;
}

const opened = (link: NewDavLink): Opened => {
  const folder = link.url.slice(0, link.url.indexOf('/dav/') + 49);
  const ask = (method: string, headers: Record<string, string> = {}, body?: string, path?: string) =>
    fetch(path === undefined ? link.url : folder + path, { method, headers, ...(body === undefined ? {} : { body }) });
  return {
    link,
    get: (headers) => ask('GET', headers),
    put: (bytes, headers = {}) => fetch(link.url, { method: 'PUT', headers, body: Buffer.from(bytes) }),
    ask,
  };
};
const bytesOf = async (response: Response): Promise<Uint8Array> => new Uint8Array(await response.arrayBuffer());
const open = async (client = house.anna): Promise<Opened> => opened(await client.open(project));

async function tasks() {
  const page = await house.owner.tasks(project, { limit: 1000 });
  return page.tasks;
}
const fieldOf = async (at: number, field: string) => (await tasks())[at - 1]?.[field];
const head = async (): Promise<number> => (await house.owner.project(project)).version;

test('a plan is opened, saved three times, and each save is merged against the one before (B1)', async () => {
  const anna = await open();
  const ben = await open(house.ben);
  const first = await bytesOf(await anna.get());
  const name = (await tasks())[0]?.['name'];
  const begin = await head();

  const one = await edited(first, [[1, 'name', 'Renamed']]);
  expect((await anna.put(one)).status).toBe(204);
  expect(await fieldOf(1, 'name')).toBe('Renamed');

  // somebody else saves another cell meanwhile: it stays, though the open workbook does not know it
  expect((await ben.put(await edited(await bytesOf(await ben.get()), [[2, 'notes', 'from Ben']]))).status).toBe(204);

  const two = await edited(one, [
    [1, 'name', String(name)],
    [3, 'notes', 'from Anna'],
  ]);
  expect((await anna.put(two)).status).toBe(204);
  expect(await fieldOf(1, 'name')).toBe(name);
  expect(await fieldOf(2, 'notes')).toBe('from Ben');
  expect(await fieldOf(3, 'notes')).toBe('from Anna');
  expect(await head()).toBe(begin + 3);
  const { conflicts } = await house.owner.conflicts(project);
  expect(conflicts).toEqual([]);

  // what it serves is what it stored, to the byte; another opening has everything
  expect(Buffer.compare(await bytesOf(await anna.get()), Buffer.from(two))).toBe(0);
  const revisions = await house.owner.revisions(project);
  expect(revisions.revisions[0]?.source).toBe('webdav');
});

test('a row that was typed in, saved and typed on is one task (B1, ID2)', async () => {
  const anna = await open();
  const count = (await tasks()).length;
  const one = await withTypedRow(await bytesOf(await anna.get()), { name: 'Farewell' });
  expect((await anna.put(one)).status).toBe(204);
  expect((await anna.put(await edited(one, [[count + 1, 'notes', 'cake']]))).status).toBe(204);
  const after = await tasks();
  expect(after.filter((task) => task['name'] === 'Farewell')).toHaveLength(1);
  expect(after.find((task) => task['name'] === 'Farewell')?.['notes']).toBe('cake');
  expect(after).toHaveLength(count + 1);
});

test('a conflict never keeps a save from working, and is on record once (M1, M3)', async () => {
  const anna = await open();
  const ben = await open(house.ben);
  const hers = await bytesOf(await anna.get());
  const his = await bytesOf(await ben.get());
  expect((await ben.put(await edited(his, [[4, 'notes', 'his']]))).status).toBe(204);
  const mine = await edited(hers, [[4, 'notes', 'hers']]);
  expect((await anna.put(mine)).status).toBe(204);
  expect((await anna.put(await edited(mine, [[5, 'notes', 'another']]))).status).toBe(204);
  expect(await fieldOf(4, 'notes')).toBe('his');
  const { conflicts } = await house.owner.conflicts(project);
  expect(conflicts.map(({ field, theirs }) => [field, theirs])).toEqual([['notes', 'hers']]);
  expect(await fieldOf(5, 'notes')).toBe('another');
});

test('the same bytes again are the same save (A2); a save that changes nothing is no revision (A1)', async () => {
  const anna = await open();
  const first = await bytesOf(await anna.get());
  const begin = await head();
  expect((await anna.put(first)).status).toBe(204);
  expect(await head()).toBe(begin);
  const one = await edited(first, [[6, 'notes', 'twice']]);
  const answers = await Promise.all([anna.put(one), anna.put(one)]);
  for (const { status } of answers) expect([204, 503]).toContain(status);
  expect((await anna.put(one)).status).toBe(204);
  expect(await head()).toBe(begin + 1);
});

test('what needs a decision is accepted and parked (A9)', async () => {
  const anna = await open();
  const first = await bytesOf(await anna.get());
  const begin = await head();
  expect((await anna.put(await withoutRows(first, 60))).status).toBe(204);
  expect(await head()).toBe(begin);
  expect((await house.owner.parked(project)).parked.map(({ reason }) => reason)).toEqual(['NEEDS_CONFIRMATION']);
  expect((await anna.put(await withoutMetadata(first))).status).toBe(204);
  expect((await house.owner.parked(project)).parked.some(({ reason }) => reason === 'META_MISSING')).toBe(true);
  for (const { id } of (await house.owner.parked(project)).parked) await house.owner.discardParked(project, id);
});

test('what is parked is decided against what the link stored before it (B1, A9)', async () => {
  const anna = await open();
  const count = (await tasks()).length;
  const one = await withTypedRow(await bytesOf(await anna.get()), { name: 'Handover' });
  expect((await anna.put(one)).status).toBe(204);
  const two = await withoutRows(await edited(one, [[count + 1, 'notes', 'keys']]), count - 20);
  expect((await anna.put(two)).status).toBe(204);
  const [waiting] = (await house.anna.parked(project)).parked;
  const confirm = waiting?.result.confirm.map(({ token }) => token) ?? [];
  await house.anna.decideParked(project, String(waiting?.id), { confirm });
  const left = await tasks();
  expect(left.filter((task) => task['name'] === 'Handover').map((task) => task['notes'])).toEqual(['keys']);
  await house.owner.rollback(project, (await head()) - 1);
});

test.each([
  { what: 'no workbook', bytes: Buffer.from('hello'), status: 415 },
  { what: 'a zip that is none', bytes: Buffer.from('PK\u0003\u0004 and more'), status: 422 },
])('$what is refused, and the view stays', async ({ bytes, status }) => {
  const anna = await open();
  const before = await bytesOf(await anna.get());
  const refused = await anna.put(bytes);
  expect(refused.status).toBe(status);
  expect(refused.headers.get('content-type')).toContain('problem+json');
  expect(Buffer.compare(await bytesOf(await anna.get()), Buffer.from(before))).toBe(0);
});

test('a viewer opens and does not save', async () => {
  const tenant = (await house.owner.whoami()).tenant.id;
  const viewer = await open(house.as(await addPerson(house, tenant, 'viewer')));
  const first = await viewer.get();
  expect(first.status).toBe(200);
  expect((await viewer.put(await edited(await bytesOf(first), [[1, 'notes', 'no']]))).status).toBe(403);
});

test('what is saved through a link that ended by itself is parked; through one that was ended nothing is', async () => {
  const anna = await open();
  const first = await bytesOf(await anna.get());
  const { database } = house.server.house;
  const tenant = (await house.owner.whoami()).tenant.id;
  await database.unit(tenant, async (unit) => {
    const link = await unit.davLinks.lock(anna.link.id);
    if (link) await unit.davLinks.update(link, { usedAt: '2026-01-01T00:00:00.000Z' });
  });
  expect((await anna.get()).status).toBe(404);
  const begin = await head();
  expect((await anna.put(await edited(first, [[7, 'notes', 'late']]))).status).toBe(204);
  expect(await head()).toBe(begin);
  const [waiting] = (await house.anna.parked(project)).parked;
  expect(waiting?.reason).toBe('LINK_ENDED');
  await house.anna.decideParked(project, String(waiting?.id), {});
  expect(await fieldOf(7, 'notes')).toBe('late');

  const other = await open();
  await house.anna.endDavLink(other.link.id);
  expect((await other.put(first)).status).toBe(404);
  expect((await house.anna.davLinks()).links.some(({ id }) => id === other.link.id)).toBe(false);
});

test('the view of an opening is frozen: neither tag nor date move before it is stored, nor when it is locked', async () => {
  const anna = await open();
  const first = await anna.get();
  const tag = first.headers.get('etag') ?? '';
  const modified = first.headers.get('last-modified');
  const bytes = await bytesOf(first);
  const ben = await open(house.ben);
  expect((await ben.put(await edited(await bytesOf(await ben.get()), [[8, 'notes', 'meanwhile']]))).status).toBe(204);
  const lock = await anna.ask('LOCK', { timeout: 'Second-600' }, lockInfo);
  expect(lock.status).toBe(200);
  const again = await anna.ask('HEAD');
  expect([again.headers.get('etag'), again.headers.get('last-modified')]).toEqual([tag, modified]);
  expect((await anna.get({ 'if-none-match': tag })).status).toBe(304);
  expect((await anna.put(bytes, { 'if-match': '"another"', 'lock-token': lockToken(lock) })).status).toBe(412);
});

const lockInfo =
  '<?xml version="1.0"?><D:lockinfo xmlns:D="DAV:"><D:lockscope><D:exclusive/></D:lockscope><D:locktype><D:write/></D:locktype><D:owner><D:href>Anna</D:href></D:owner></D:lockinfo>';
const lockToken = (lock: Response): string => lock.headers.get('lock-token') ?? '';

test('Office: asks the folder, locks, refreshes, saves with a bare Lock-Token, unlocks', async () => {
  const anna = await open();
  const folder = await anna.ask('OPTIONS', { authorization: 'Bearer' }, undefined, '');
  expect([folder.status, folder.headers.get('ms-author-via'), folder.headers.get('dav')]).toEqual([200, 'DAV', '1, 2']);
  expect((await anna.ask('HEAD', { authorization: 'Bearer' })).status).toBe(200);
  const find =
    '<D:propfind xmlns:D="DAV:"><D:prop><D:getlastmodified/><D:lockdiscovery/><X:none xmlns:X="x"/></D:prop></D:propfind>';
  const found = await anna.ask('PROPFIND', { depth: '0', 'content-type': 'text/xml' }, find);
  expect([found.status, (await found.text()).includes('404 Not Found')]).toEqual([207, true]);
  const first = await bytesOf(await anna.get());
  const lock = await anna.ask('LOCK', { timeout: 'Second-180', 'content-type': 'text/xml' }, lockInfo);
  const token = lockToken(lock);
  const unlocked = await anna.put(await edited(first, [[9, 'notes', 'unlocked']]));
  expect([unlocked.status, (await unlocked.text()).includes('lock-token-submitted')]).toEqual([423, true]);
  const refreshed = await anna.ask('LOCK', { if: `(${token})`, timeout: 'Second-3600' });
  expect([refreshed.status, (await refreshed.text()).includes(token.slice(1, -1))]).toEqual([200, true]);
  expect((await anna.put(await edited(first, [[9, 'notes', 'locked']]), { 'lock-token': token })).status).toBe(204);
  expect((await anna.ask('UNLOCK', { 'lock-token': token })).status).toBe(204);
  expect(await fieldOf(9, 'notes')).toBe('locked');
});

test('a program that saves beside and renames over the plan has saved the plan', async () => {
  const anna = await open();
  const first = await bytesOf(await anna.get());
  const target = new URL(anna.link.url);
  const beside = new URL('~temp.tmp', target);
  const bytes = await edited(first, [[10, 'notes', 'renamed over']]);
  expect((await fetch(beside, { method: 'PUT', body: Buffer.from(bytes) })).status).toBe(201);
  expect((await anna.ask('DELETE')).status).toBe(204);
  const moved = await fetch(beside, { method: 'MOVE', headers: { destination: target.href, overwrite: 'T' } });
  expect(moved.status).toBe(201);
  expect(await fieldOf(10, 'notes')).toBe('renamed over');
  expect(Buffer.compare(await bytesOf(await anna.get()), Buffer.from(bytes))).toBe(0);
});

test('the folder lists the plans; what is stored there is merged by the copy named in the bytes', async () => {
  const link = await house.ben.openFolder();
  const listed = await fetch(link.url, { method: 'PROPFIND', headers: { depth: '1' } });
  const hrefs = [...(await listed.text()).matchAll(/<D:href>([^<]+\.xlsx)<\/D:href>/g)].map(([, href]) => href ?? '');
  expect(hrefs).toHaveLength((await house.ben.projects()).projects.length);
  const plan = new URL(hrefs[0] ?? '', link.url);
  const first = await bytesOf(await fetch(plan));
  const put = await fetch(plan, { method: 'PUT', body: Buffer.from(await edited(first, [[11, 'notes', 'mounted']])) });
  expect(put.status).toBe(204);
  expect(await fieldOf(11, 'notes')).toBe('mounted');
  expect((await fetch(plan, { method: 'DELETE' })).status).toBe(403);
  expect((await house.ben.projects()).projects.some(({ id }) => id === project)).toBe(true);
});

test.each([
  ['nobody’s link', `/dav/${'x'.repeat(43)}/Plan.xlsx`],
  ['no link', '/dav/'],
  ['a path out of it', `/dav/${'x'.repeat(43)}/%2e%2e/%2e%2e/etc/passwd`],
])('%s is not found', async (_what, path) => {
  for (const method of ['GET', 'PUT', 'PROPFIND', 'DELETE', 'LOCK'])
    expect((await fetch(house.server.url + path, { method, ...(method === 'PUT' ? { body: 'x' } : {}) })).status).toBe(
      404,
    );
});

test.each([
  ['not well-formed', '<D:propfind xmlns:D="DAV:">', 400],
  ['a document type', '<!DOCTYPE x [<!ENTITY a "b">]><D:propfind xmlns:D="DAV:"><D:allprop/></D:propfind>', 400],
  ['an endless one', `<D:propfind xmlns:D="DAV:">${'<a/>'.repeat(30_000)}</D:propfind>`, 413],
])('XML that is %s is refused', async (_what, xml, status) => {
  const anna = await open();
  expect((await anna.ask('PROPFIND', { depth: '0' }, xml)).status).toBe(status);
});
