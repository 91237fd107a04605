import { type LiveEvent, type ReceivedEvent, SprintforgeClient } from '@sprintforge/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addTenant, edited, freshCopy, openHouse, problemOf, type TestHouse } from './support.ts';

let house: TestHouse;
let project: string;

beforeAll(async () => {
  house = await openHouse();
  project = house.demo.project_id;
});
afterAll(() => house.stop());

/** Follows in the background; `until` waits for an event that passes. */
function following(client: SprintforgeClient, after?: string) {
  const stop = new AbortController();
  const heard: ReceivedEvent[] = [];
  const events = client.events(project, { signal: stop.signal, ...(after === undefined ? {} : { after }) });
  const done = (async () => {
    for await (const event of events) heard.push(event);
  })();
  const until = async (passes: (event: ReceivedEvent) => boolean): Promise<ReceivedEvent> => {
    await expect.poll(() => heard.some(passes), { timeout: 20_000, interval: 20 }).toBe(true);
    return heard.find(passes)!;
  };
  const end = async (): Promise<void> => {
    stop.abort();
    await done;
  };
  const first = (type: LiveEvent['type']) => until((event) => event.type === type);
  const reaches = (version: number) => until((event) => event.type === 'revision' && event.version === version);
  const versions = () => heard.flatMap((event) => (event.type === 'revision' ? [event.version] : []));
  return { heard, until, end, first, reaches, versions };
}

let notes = 0;
async function change(client: SprintforgeClient, row = 3) {
  const file = await edited(await freshCopy(client, project), [[row, 'notes', `note ${notes++}`]]);
  return client.upload({ project_id: project, file });
}
/** As `fetch` sees it. */
const raw = (init: RequestInit = {}, token = house.demo.users[1]!.token) =>
  fetch(`${house.server.url}/api/projects/${project}/events`, {
    ...init,
    headers: { authorization: `Bearer ${token}`, 'accept-encoding': 'gzip', ...init.headers },
  });

describe('GET /api/projects/{id}/events', () => {
  test('tells a revision with who made it and which tasks it changed', async () => {
    const live = following(house.anna);
    const hello = await live.first('hello');
    const done = await change(house.ben);
    const event = await live.first('revision');
    const { tasks } = await house.owner.tasks(project, { limit: 3 });
    expect(event).toMatchObject({
      ...{ version: done.version, by: { name: 'Ben Builder' }, source: 'upload', changes: 1, open_conflicts: 0 },
      task_ids: [tasks[2]!.task_id],
    });
    expect(event.id).not.toBe(hello.id);
    await live.end();
  });

  test('conflicts as they come and go, uploads as they are parked and discarded, in the order of the log', async () => {
    const live = following(house.owner);
    await live.first('hello');
    const mine = await freshCopy(house.ben, project);
    await change(house.anna, 5);
    const clash = await edited(mine, [[5, 'notes', 'of Ben']]);
    const { conflicts } = await house.ben.upload({ project_id: project, file: clash });
    expect(await live.until((event) => event.type === 'conflict' && event.added === 1)).toMatchObject({
      ...{ by: { name: 'Ben Builder' }, open_conflicts: 1, task_ids: [conflicts[0]!.task_id] },
    });
    await house.anna.resolve(project, conflicts[0]!.id!, { choice: 'ours' });
    await live.until((event) => event.type === 'conflict' && event.open_conflicts === 0);
    const asked = await problemOf(house.ben.upload({ project_id: project, file: clash, strategy: 'manual' }));
    const parked = asked.problem['parked'] as string;
    await live.until((event) => event.type === 'parked' && event.state === 'waiting');
    await house.ben.discardParked(project, parked);
    expect(await live.until((event) => event.type === 'parked' && event.state === 'discarded')).toMatchObject({
      ...{ parked_id: parked, reason: 'NEEDS_DECISION' },
    });
    const order = live.heard.flatMap(({ id }) => (id === undefined ? [] : [Number(id.split('-')[1])]));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    await live.end();
  });

  test('what happens at one process is told by another; a rollback there comes here', async () => {
    const other = await house.another();
    const there = following(new SprintforgeClient({ url: other.url, token: house.demo.users[0]!.token }));
    await there.first('hello');
    const { version } = await change(house.ben);
    await there.reaches(version);
    const here = following(house.anna);
    await here.first('hello');
    const owner = new SprintforgeClient({ url: other.url, token: house.demo.users[0]!.token });
    const back = await owner.rollback(project, version - 1);
    expect(await here.reaches(back.version)).toMatchObject({ source: 'rollback' });
    await Promise.all([there.end(), here.end()]);
  });

  test('over lines that are cut, whoever listens misses nothing and is told nothing twice', async () => {
    const other = await house.another();
    const live = following(new SprintforgeClient({ url: other.url, token: house.demo.users[1]!.token }));
    await live.first('hello');
    const made: number[] = [];
    for (let i = 0; i < 4; i += 1) {
      if (i > 0) other.app.server.closeAllConnections();
      made.push((await change(house.ben)).version);
    }
    await live.reaches(made.at(-1)!);
    expect(live.versions()).toEqual(made);
    await live.end();
  });

  test('whoever was away goes on at another process behind the last event', async () => {
    const live = following(house.anna);
    await live.first('hello');
    const first = (await change(house.ben)).version;
    const { id } = await live.reaches(first);
    await live.end();
    const made = [(await change(house.ben)).version, (await change(house.owner)).version];
    const other = await house.another();
    const back = following(new SprintforgeClient({ url: other.url, token: house.demo.users[1]!.token }), id);
    await back.reaches(made.at(-1)!);
    expect(back.versions()).toEqual(made);
    expect(back.heard[0]).toMatchObject({ type: 'hello', id });
    await back.end();
  });

  test.each([
    ['of an epoch before a restore (B3)', '0-1'],
    ['ahead of the log', '1-999999999'],
    ['of no form', 'x'],
  ])('a place %s: reset', async (_, after) => {
    const live = following(house.anna, after);
    await live.first('reset');
    const { version } = await change(house.ben);
    await live.reaches(version);
    await live.end();
  });

  test('is neither held back nor compressed on its way', async () => {
    const stop = new AbortController();
    const response = await raw({ signal: stop.signal });
    const headers = ['content-type', 'content-encoding', 'x-accel-buffering', 'cache-control'];
    expect(headers.map((name) => response.headers.get(name))).toEqual([
      ...['text/event-stream; charset=utf-8', null, 'no', 'no-store, no-transform'],
    ]);
    stop.abort();
  });

  test('nobody of another organisation listens', async () => {
    const { token } = await addTenant(house, 'owner');
    expect((await raw({}, token)).status).toBe(404);
    expect((await problemOf(house.as(token).events(project).next())).code).toBe('NOT_FOUND');
  });

  test('ends when the token is revoked, and the client says why', async () => {
    const { token, id } = await house.ben.createToken({ name: 'live' });
    const events = house.as(token).events(project);
    expect((await events.next()).value).toMatchObject({ type: 'hello' });
    await house.ben.revokeToken(id);
    const rest = async () => {
      for await (const _ of events) await change(house.anna);
    };
    expect((await problemOf(rest())).code).toBe('TOKEN_REVOKED');
  });

  test('of one person so many at once, then 429; those that are gone do not count', async () => {
    await expect.poll(() => house.server.house.live.size).toBe(0);
    const stop = new AbortController();
    const statuses = [];
    for (let i = 0; i < 14; i += 1) statuses.push((await raw({ signal: stop.signal })).status);
    expect(statuses).toEqual([...Array(12).fill(200), 429, 429]);
    stop.abort();
    await expect.poll(() => house.server.house.live.size).toBe(0);
  });

  test('a server that stops ends its streams at once', async () => {
    const other = await house.another();
    const response = await fetch(`${other.url}/api/projects/${project}/events`, {
      headers: { authorization: `Bearer ${house.demo.users[1]!.token}` },
    });
    const text = response.text();
    await other.close();
    expect(await text).toContain('event: hello');
  });
});

describe('presence', () => {
  const present = async () => (await house.owner.presence(project)).present.map(({ user, door }) => [user.name, door]);

  test('is seen by others until it expires or is taken back, from any process', async () => {
    const other = await house.another();
    const live = following(new SprintforgeClient({ url: other.url, token: house.demo.users[0]!.token }));
    await live.first('presence');
    const { present: seen } = await house.anna.sayPresence(project, { door: 'web', task_ids: ['SF-1'], session: 'a' });
    expect(seen).toMatchObject([{ user: { name: 'Anna Editor' }, door: 'web', editing: true, task_ids: ['SF-1'] }]);
    await live.until((event) => event.type === 'presence' && event.present[0]?.task_ids[0] === 'SF-1');
    const before = live.heard.length;
    await house.anna.sayPresence(project, { door: 'web', task_ids: ['SF-1'], session: 'a' }); // nothing new
    await house.ben.sayPresence(project, { door: 'cli', editing: false });
    await live.until((event) => event.type === 'presence' && event.present.length === 2);
    expect(live.heard.length).toBe(before + 1);
    await house.anna.leavePresence(project, 'a');
    await live.until((event) => event.type === 'presence' && event.present.length === 1 && live.heard.length > before);
    expect(await present()).toEqual([['Ben Builder', 'cli']]);
    await house.ben.leavePresence(project);
    await live.end();
  });

  test('what has run out is not there', async () => {
    const { database } = house.server.house;
    const said = {
      session: '',
      door: 'web',
      editing: true,
      taskIds: [],
      cells: [],
    };
    const ben = await house.ben.whoami();
    const old = {
      ...said,
      userId: ben.user_id,
      since: '2026-01-01T00:00:00.000Z',
      expiresAt: '2026-01-01T00:01:00.000Z',
    };
    await database.unit(ben.tenant.id, (unit) => unit.live.enter(project, old, '2026-01-01T00:00:00.000Z', 10));
    expect(await present()).toEqual([]);
  });

  test('of one person the newest sessions stay', async () => {
    for (let i = 0; i < 12; i += 1)
      await house.ben.sayPresence(project, { door: 'web', session: `s${i}`, expires_in: 60 + i });
    const { present: there } = await house.owner.presence(project);
    expect(there.map(({ session }) => session).sort()).toEqual(
      Array.from({ length: 10 }, (_, i) => `s${i + 2}`).sort(),
    );
    for (const { session } of there) await house.ben.leavePresence(project, session);
  });

  test('R9 whoever syncs is told who else is editing, and who took a copy and did not bring it back', async () => {
    await change(house.anna);
    await change(house.ben);
    const warnings = async () => (await change(house.owner)).warnings.filter(({ code }) => code === 'OTHERS_EDITING');
    expect(await warnings()).toEqual([]);
    const copy = await freshCopy(house.ben, project);
    expect(await warnings()).toMatchObject([{ message: 'Ben Builder took a copy and did not sync it yet' }]);
    await house.anna.sayPresence(project, { door: 'add-in' });
    expect(await warnings()).toMatchObject([
      {
        message: 'Anna Editor is editing at the moment; Ben Builder took a copy and did not sync it yet',
        people: [{ name: 'Anna Editor' }, { name: 'Ben Builder' }],
      },
    ]);
    await house.anna.leavePresence(project);
    await house.ben.upload({ project_id: project, file: await edited(copy, [[7, 'notes', 'brought back']]) });
    expect(await warnings()).toEqual([]);
  });

  test('only by who may be there', async () => {
    const reading = house.as((await house.anna.createToken({ name: 'reader', scope: 'read' })).token);
    expect((await problemOf(reading.sayPresence(project, { door: 'web' }))).code).toBe('TOKEN_WRONG_SCOPE');
    const stranger = house.as((await addTenant(house, 'owner')).token);
    expect((await problemOf(stranger.sayPresence(project, { door: 'web' }))).code).toBe('NOT_FOUND');
    expect((await problemOf(stranger.presence(project))).code).toBe('NOT_FOUND');
  });
});
