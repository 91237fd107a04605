/** The security log: a second table in the chain of the audit log (A4). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Unit } from '../src/ports/database.ts';
import type { SecurityEntryRecord } from '../src/ports/records.ts';
import { NO_TENANT } from '../src/services/audit-chain.ts';
import { RefusalWatch } from '../src/services/refusal-watch.ts';
import { addPerson, addTenant, edited, freshCopy, openHouse, problemOf, type TestHouse } from './support.ts';

let house: TestHouse;
let project: string;
const demoTenant = '5f0e1d0a-0000-4000-8000-000000000001';

beforeAll(async () => {
  house = await openHouse();
  project = house.demo.project_id;
});
afterAll(() => house.stop());

const unit = <T>(tenant: string, work: (one: Unit) => Promise<T>): Promise<T> =>
  house.server.house.database.unit(tenant, work);

/** What was recorded since; oldest first. */
async function recorded(tenant: string, after = 0): Promise<SecurityEntryRecord[]> {
  const records = await unit(tenant, (one) => one.audit.chain(10_000, after));
  return records.flatMap((record) => (record.log === 'security' ? [record.entry] : []));
}
const length = async (tenant: string): Promise<number> =>
  (await unit(tenant, (one) => one.audit.chain(10_000, 0))).at(-1)?.entry.seq ?? 0;

/** What this leaves in the log: what is refused is written when it has been answered. `least`: so many entries are waited for. */
async function left(work: () => Promise<unknown>, tenant = demoTenant, least = 1) {
  const before = await length(tenant);
  await work();
  await expect.poll(async () => (await recorded(tenant, before)).length).toBeGreaterThanOrEqual(least);
  return recorded(tenant, before);
}

const get = (path: string, token: string) =>
  fetch(`${house.server.url}${path}`, { headers: { authorization: `Bearer ${token}`, 'user-agent': 'a test' } });

describe('what happened is recorded with it (A4)', () => {
  const who = () => house.demo.users[0]!.email;
  test.each<[string, () => Promise<unknown>, object]>([
    ['token.created', () => house.owner.createToken({ name: 'Kim’s', scope: 'read' }), { scope: 'read' }],
    [
      'token.revoked',
      async () => house.owner.revokeToken((await house.owner.createToken({ name: 'short' })).id),
      { token_id: expect.any(String) },
    ],
    ['project.settings', () => house.owner.update(project, { strategy: 'merge' }), { changed: ['strategy'] }],
    [
      'copy.revoked',
      async () => house.owner.revokeCopy(project, (await house.owner.download(project))!.copy_id),
      { copy_id: expect.any(String) },
    ],
    [
      'plan.rolled_back',
      async () => {
        const file = await edited(await freshCopy(house.owner, project), [[2, 'notes', `${performance.now()}`]]);
        await house.owner.upload({ project_id: project, file });
        await house.owner.rollback(project, 1);
      },
      { to: 1, version: 3 },
    ],
    ['project.removed', async () => house.owner.remove((await house.owner.create({ name: 'Away' })).project_id), {}],
  ])('%s', async (event, work, details) => {
    const entry = (await left(work)).at(-1)!;
    expect(entry).toMatchObject({ event, outcome: 'done', details, count: 1, ipAddress: '127.0.0.1' });
    const me = (await house.owner.whoami()).user_id;
    expect([entry.userId, who()]).toEqual([me, 'olivia@demo.example']);
    expect(entry.projectId === null).toBe(event.startsWith('token.'));
  });

  test('a parked upload that an owner decides: by whom, and whose it was', async () => {
    const file = await edited(await freshCopy(house.ben, project), [[3, 'notes', 'parked']]);
    const other = await edited(await freshCopy(house.anna, project), [[3, 'notes', 'first']]);
    await house.anna.upload({ project_id: project, file: other });
    const { problem } = await problemOf(house.ben.upload({ project_id: project, file, strategy: 'manual' }));
    const { parked } = problem['result'] as { parked: string };
    const [entry] = await left(() => house.owner.decideParked(project, parked, { strategy: 'server' }));
    const [owner, , ben] = await Promise.all([house.owner, house.anna, house.ben].map(async (one) => one.whoami()));
    expect(entry).toMatchObject({
      event: 'parked.decided',
      userId: owner!.user_id,
      projectId: project,
      details: { parked_id: parked, uploader: ben!.user_id, why: 'NEEDS_DECISION' },
    });
  });
});

describe('what was refused', () => {
  test('a role, a project of nobody, a macro sheet: who, from where, what for', async () => {
    const viewer = await addPerson(house, demoTenant, 'viewer');
    const nowhere = '00000000-0000-4000-8000-000000000000';
    const tried = async (): Promise<void> => {
      await problemOf(house.as(viewer).rollback(project, 1));
      await get(`/api/projects/${nowhere}/tasks`, viewer);
      const file = new TextEncoder().encode('PK\u0003\u0004 not really');
      await problemOf(house.anna.upload({ project_id: project, file }));
    };
    const refused = await left(tried, demoTenant, 3);
    expect(refused).toMatchObject([
      {
        event: 'access.refused',
        outcome: 'refused',
        projectId: project,
        details: { reason: expect.stringContaining('your role (viewer)') },
      },
      {
        event: 'access.not_found',
        projectId: nowhere,
        userAgent: 'a test',
        details: { call: 'GET /api/projects/:id/tasks' },
      },
      { event: 'upload.refused', projectId: project, details: { reason: expect.stringMatching(/^[A-Z_]+$/) } },
    ]);
  });

  test('a token of ours that is revoked is in its organisation, one of nobody in the chain of no organisation', async () => {
    const made = await house.ben.createToken({ name: 'old' });
    await house.ben.revokeToken(made.id);
    const [ours] = await left(() => get('/api/projects', made.token));
    const { user_id: ben } = await house.ben.whoami();
    expect(ours).toMatchObject({ event: 'token.refused', userId: ben, details: { token_id: made.id } });
    const [nobodys] = await left(() => get('/api/projects', 'sfp_nobodysnobodysnobodysnobodys'), NO_TENANT);
    expect(nobodys).toMatchObject({ event: 'token.refused', userId: null, ipAddress: '127.0.0.1' });
    const everything = JSON.stringify([await recorded(demoTenant), await recorded(NO_TENANT)]);
    for (const secret of ['nobodysnobodys', made.token.slice(4)]) expect(everything).not.toContain(secret);
  });

  test('calls without any token, and pages that do not exist, are no entries', async () => {
    const before = [await length(demoTenant), await length(NO_TENANT)];
    await fetch(`${house.server.url}/api/projects`);
    await get('/api/nothing', house.demo.users[0]!.token);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect([await length(demoTenant), await length(NO_TENANT)]).toEqual(before);
  });
});

describe('a flood', () => {
  const noted = { tenant: null, event: 'token.refused', userId: null, userAgent: null } as const;
  const watch = () =>
    new RefusalWatch({
      database: house.server.house.database,
      system: house.server.house.system,
      onError: (error) => expect.unreachable(String(error)),
    });

  test('of one address is two entries a minute, with how many there were', async () => {
    const before = await length(NO_TENANT);
    const one = watch();
    for (let n = 0; n < 5000; n += 1) one.note({ ...noted, ip: '192.0.2.1' });
    await one.flush();
    const entries = await recorded(NO_TENANT, before);
    expect(entries.map(({ count, ipAddress }) => [count, ipAddress])).toEqual([
      [1, '192.0.2.1'],
      [4999, '192.0.2.1'],
    ]);
  });

  test.each([
    ['IPv4', (n: number) => `198.51.${n >> 8}.${n & 255}`, 21],
    ['a network of IPv6', (n: number) => `2001:db8:1:2::${n.toString(16)}`, 2],
    ['many networks of IPv6', (n: number) => `2001:db8:${n.toString(16)}::1`, 21],
  ])('of 3,000 addresses (%s) is few entries, and none is forgotten', async (_, address, most) => {
    const before = await length(NO_TENANT);
    const one = watch();
    for (let n = 0; n < 3000; n += 1) one.note({ ...noted, ip: address(n) });
    await one.flush();
    const entries = await recorded(NO_TENANT, before);
    expect(entries.length).toBe(most);
    expect(entries.reduce((sum, { count }) => sum + count, 0)).toBe(3000);
  });
});

test('another tenant’s entries are not seen', async () => {
  const { tenant } = await addTenant(house, 'owner');
  expect((await recorded(tenant)).map(({ event }) => event)).toEqual(['token.created']);
});
