/** More organisations than one on a server, and limits that all together have: of an address, of an organisation. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { wideFactors } from '../src/http/wide-limits.ts';
import type { Caller } from '../src/services/house.ts';
import { makeOrganisation } from '../src/services/organisations.ts';
import { browser } from './browser.ts';
import { openHouse, problemOf, type TestHouse } from './support.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse({
    callsPerMinute: 4,
    trustedProxies: ['127.0.0.1/32', '::1/128'],
    organisationLimits: { each: { uploadsPerMinute: 2 }, named: new Map([['Third', { callsPerMinute: 3 }]]) },
  });
});
afterAll(() => house.stop());

/** The status of a call that comes from this address. */
async function call(from: string, token?: string): Promise<number> {
  const headers = { 'x-forwarded-for': from, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) };
  const response = await fetch(`${house.server.url}/api/me`, { headers });
  await response.body?.cancel();
  return response.status;
}

test('one address: whoever calls, with a token or none', async () => {
  const most = 4 * wideFactors.address;
  for (let calls = 0; calls < most; calls += 1) expect(await call('203.0.113.7')).toBe(401);
  expect(await call('203.0.113.7')).toBe(429);
  expect(await call('203.0.113.7', house.demo.users[1]!.token)).toBe(429);
  expect(await call('203.0.113.8', house.demo.users[1]!.token)).toBe(200);
});

test('one organisation: from wherever, and another one goes on', async () => {
  const { id, link } = await makeOrganisation(house.server.house, 'Second', 'ida@second.example');
  const [ida, { rates }] = [browser(house.server.url), house.server.house];
  const token = /#token=(.*)$/.exec(link)?.[1] ?? '';
  const me = await ida.client.account.acceptInvitation({ token, name: 'Ida', password: 'a quiet river at noon' });
  expect(me).toMatchObject({ role: 'owner', organisation: { id, name: 'Second' } });
  const { id: demo } = await house.owner.account.organisation();
  for (let calls = 0; calls < 4 * wideFactors.organisation; calls += 1)
    await rates.hit(`calls-of-organisation:${demo}`, 60_000);
  expect(await call('203.0.113.9', house.demo.users[2]!.token)).toBe(429);
  expect((await ida.client.projects()).projects).toEqual([]);
});

test('an organisation that the operator names has limits of its own, every other one those of all', async () => {
  const { link } = await makeOrganisation(house.server.house, 'Third', 'kai@third.example');
  const kai = browser(house.server.url);
  const token = /#token=(.*)$/.exec(link)?.[1] ?? '';
  const me = await kai.client.account.acceptInvitation({ token, name: 'Kai', password: 'a quiet river at noon' });
  for (let calls = 0; calls < 3; calls += 1) await kai.client.account.me();
  expect(await problemOf(kai.client.account.me())).toMatchObject({
    ...{ code: 'RATE_LIMITED', message: 'at most 3 calls a minute of one organisation' },
  });
  const { house: inside } = house.server;
  const caller = (user: string): Caller => ({
    ...{ tenant: me.organisation.id, tenantName: 'Third', scope: 'full', tokenId: user, session: false },
    ...{ user: { id: user, name: user, email: '', role: 'editor', projects: {} }, ip: null, userAgent: null },
  });
  for (const user of ['one', 'two']) await inside.uploadLimiter.take(caller(user));
  await expect(inside.uploadLimiter.take(caller('three'))).rejects.toMatchObject({
    ...{ code: 'RATE_LIMITED', message: 'at most 2 uploads a minute of one organisation' },
  });
});
