/** Signing in with a password: sessions, their cookie, limits, links by mail, the first organisation. */
import fs from 'node:fs';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { ProblemError } from '@sprintforge/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MailServer, startMailServer, unfolded } from '../../../test/support/mail-server.ts';
import { argon2Passwords } from '../src/adapters/argon2-passwords.ts';
import { nodeSystem } from '../src/adapters/node-system.ts';
import { setupLink, startServer } from '../src/index.ts';
import type { ProviderRecord } from '../src/ports/identity-providers.ts';
import { passwordLinkByOperator } from '../src/services/password-links.ts';
import { signIn } from '../src/services/sign-in.ts';
import { type Browser, browser } from './browser.ts';
import { servicesOfItsOwn } from './given-services.ts';
import { openHouse, problemOf, type TestHouse } from './support.ts';

let house: TestHouse;
let mail: MailServer;
const good = 'a quiet river at noon';

beforeAll(async () => {
  mail = await startMailServer();
  house = await openHouse({ smtp: { url: mail.url, from: 'SprintForge <plans@example.com>' } });
});
afterAll(async () => {
  await house.stop();
  await mail.stop();
});

async function signedIn(at = 1): Promise<Browser> {
  const [one, { email, password }] = [browser(house.server.url), house.demo.users[at]!];
  await one.client.account.signIn({ email, password });
  return one;
}
const codeOf = async (work: Promise<unknown>) => (await problemOf(work)).code;
const tokenIn = (message: string) => /#token=([\w-]+)/.exec(message)?.[1] ?? '';
/** Somebody new, invited by the owner. */
async function joined(email: string, role: 'editor' | 'viewer' = 'editor'): Promise<Browser> {
  const { link } = await house.owner.account.invite({ email, role });
  const one = browser(house.server.url);
  await one.client.account.acceptInvitation({ token: tokenIn(link), name: `Name of ${email}`, password: good });
  await mail.next();
  return one;
}

/** Another organisation with this one viewer, who has the same password there. */
async function elsewhere(email: string): Promise<{ readonly tenant: string }> {
  const { database, system, passwords } = house.server.house;
  const tenant = system.uuid();
  const person = { id: system.uuid(), name: 'Anna elsewhere', email, role: 'viewer' } as const;
  const hash = await passwords.hash(good);
  await database.unit(tenant, async (unit) => {
    await unit.accounts.createTenant('Elsewhere', system.now());
    await unit.accounts.createUser(person, system.now());
    await unit.signIns.setPassword(person.id, hash, system.now());
  });
  return { tenant };
}

describe('a session', () => {
  test('begins with the password, says who one is, and ends with sign-out', async () => {
    const anna = await signedIn();
    expect(await anna.client.account.me()).toMatchObject({ email: 'anna@demo.example', role: 'editor', scope: 'full' });
    expect((await anna.client.projects()).projects.length).toBe(1);
    const [cookie] = [...anna.cookies.values()];
    expect([...anna.cookies.keys()]).toEqual(['sprintforge-session']);
    expect(cookie?.attributes).toMatch(/Path=\/.*HttpOnly.*SameSite=Lax/);
    await anna.client.account.signOut();
    expect(anna.cookies.size).toBe(0);
    const replayed = await fetch(`${house.server.url}/api/me`, {
      headers: { cookie: `sprintforge-session=${cookie?.value}` },
    });
    expect(replayed.status).toBe(401);
  });

  test('over https the cookie is bound to the host', async () => {
    const over = await openHouse({ publicUrl: 'https://plans.example.com' });
    const { email, password } = over.demo.users[0]!;
    const { port } = over.server.app.server.address() as AddressInfo;
    const one = browser(`http://127.0.0.1:${port}`, over.server.url);
    await one.client.account.signIn({ email, password });
    expect([...one.cookies]).toEqual([
      ['__Host-sprintforge-session', expect.objectContaining({ attributes: expect.stringContaining('Secure') })],
    ]);
    await over.stop();
  });

  test.each([
    ['another site', 'https://evil.example'],
    ['no origin', null],
    ['an opaque origin', 'null'],
  ])('a change from %s is refused, though the cookie comes along', async (_what, origin) => {
    const [ours, theirs] = [await signedIn(), browser(house.server.url, origin)];
    for (const [name, cookie] of ours.cookies) theirs.cookies.set(name, cookie);
    const made = theirs.client.create({ name: 'X' });
    expect(await problemOf(made)).toMatchObject({ status: 403, code: 'ORIGIN_REFUSED' });
    expect((await theirs.client.projects()).projects.length).toBeGreaterThan(0);
  });

  test('a token ignores the cookie beside it', async () => {
    const anna = await signedIn();
    const as = (token: string) => anna.fetch('/api/me', { headers: { authorization: `Bearer ${token}` } });
    expect(await (await as(house.demo.users[2]!.token)).json()).toMatchObject({ email: 'ben@demo.example' });
    expect((await as('sfp_unknownunknownunknownunknown')).status).toBe(401);
  });

  test('is listed, and another one is ended by its owner only', async () => {
    const [first, second, ben] = [
      await joined('two-places@demo.example'),
      browser(house.server.url),
      await signedIn(2),
    ];
    await second.client.account.signIn({ email: 'TWO-places@demo.example', password: good });
    const { sessions } = await first.client.account.sessions();
    expect(sessions.map(({ current, method }) => [method, current])).toEqual([
      ['password', false],
      ['invitation', true],
    ]);
    expect(await codeOf(ben.client.account.endSession(sessions[0]!.id))).toBe('NOT_FOUND');
    await first.client.account.endSession(sessions[0]!.id);
    expect(await codeOf(second.client.account.me())).toBe('UNAUTHENTICATED');
    await second.client.account.signIn({ email: 'two-places@demo.example', password: good });
    expect(await first.client.account.endOtherSessions()).toEqual({ ended: 1 });
    expect(await codeOf(second.client.account.me())).toBe('UNAUTHENTICATED');
  });
});

describe('passwords', () => {
  test.each([
    ['anna@demo.example', 'not the password'],
    ['nobody@demo.example', 'not the password'],
    ["anna@demo.example'or'1'='1", 'x'],
  ])('%s with a wrong one: the same answer', async (email, password) => {
    const refused = await problemOf(browser(house.server.url).client.account.signIn({ email, password }));
    const { instance: _instance, ...same } = refused.problem;
    expect(same).toEqual({
      type: 'urn:sprintforge:problem:SIGN_IN_FAILED',
      title: 'E-mail address and password do not fit together',
      status: 401,
      code: 'SIGN_IN_FAILED',
    });
  });

  test.each(['short', 'aaaaaaaaaaaaaaaa', 'Password1234!', 'weak-1-2-3-4-5-6', '12345678901234'])(
    '%s is too weak',
    async (password) => {
      const { link } = await house.owner.account.invite({ email: 'weak@demo.example', role: 'viewer' });
      await mail.next();
      const account = browser(house.server.url).client.account;
      const joining = account.acceptInvitation({ token: tokenIn(link), name: 'W', password });
      expect(await codeOf(joining)).toBe('WEAK_PASSWORD');
    },
  );

  test('are kept as Argon2id with a salt of their own, and typed on any keyboard', async () => {
    const passwords = argon2Passwords(nodeSystem);
    const [one, two] = [await passwords.hash('grün wie Gras'), await passwords.hash('grün wie Gras')];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
    const typed = 'grün wie Gras'.normalize('NFD');
    expect([await passwords.verify(typed, one), await passwords.verify('other', one)]).toEqual([true, false]);
    expect(await passwords.verify('', 'no hash at all')).toBe(false);
  });

  test('are changed by whoever knows the old one; other sessions end', async () => {
    const [here, there] = [await joined('changes@demo.example'), browser(house.server.url)];
    await there.client.account.signIn({ email: 'changes@demo.example', password: good });
    const next = 'another river at dusk';
    const change = (current: string) => here.client.account.changePassword({ current, password: next });
    expect(await codeOf(change('wrong'))).toBe('SIGN_IN_FAILED');
    await change(good);
    expect(await codeOf(there.client.account.me())).toBe('UNAUTHENTICATED');
    expect((await here.client.account.me()).email).toBe('changes@demo.example');
    expect(await codeOf(house.anna.account.changePassword({ current: good, password: next }))).toBe('FORBIDDEN');
  });

  test('are renewed by a mailed link of one use; all sessions end; nobody learns who has an account', async () => {
    const person = await joined('forgets@demo.example');
    const anybody = browser(house.server.url).client.account;
    await anybody.forgotPassword('nobody-here@demo.example');
    await anybody.forgotPassword('forgets@demo.example');
    const message = unfolded(await mail.next());
    expect(message).toContain('forgets@demo.example');
    const token = tokenIn(message);
    expect(await anybody.link(token)).toMatchObject({ purpose: 'reset', organisation: 'Demo', known: true });
    await anybody.resetPassword(token, 'a brand new morning');
    expect(await codeOf(person.client.account.me())).toBe('UNAUTHENTICATED');
    expect(await codeOf(anybody.resetPassword(token, 'a brand new evening'))).toBe('LINK_INVALID');
    await anybody.signIn({ email: 'forgets@demo.example', password: 'a brand new morning' });
    expect(mail.messages.filter((text) => text.includes('nobody-here'))).toEqual([]);
  });
});

describe('a link to a new password that somebody else makes', () => {
  const anybody = () => browser(house.server.url).client.account;
  const security = async () => (await house.owner.chain({ limit: 20 })).entries;

  test('by an owner: good once, the newest alone; sessions end; the person is told, the log knows both ends', async () => {
    const email = 'handed@demo.example';
    const person = await joined(email);
    const { user_id: id } = await person.client.account.me();
    const older = await house.owner.account.makePasswordLink(id);
    const made = await house.owner.account.makePasswordLink(id.toUpperCase());
    expect(made).toMatchObject({ email, mailed: true });
    expect(Date.parse(made.expires_at) - Date.now()).toBeLessThanOrEqual(3_600_000);
    await mail.next();
    expect(unfolded(await mail.next())).toContain('made a link to a new password for your account at Demo');
    expect(await codeOf(anybody().resetPassword(tokenIn(older.link), 'a brand new morning'))).toBe('LINK_INVALID');
    expect((await person.client.account.me()).email).toBe(email);
    expect((await person.client.notifications.list()).notifications[0]).toMatchObject({
      ...{ kind: 'password_link', project: null, version: null, by: { name: 'Olivia Owner' }, read_at: null },
    });
    await anybody().resetPassword(tokenIn(made.link), 'a brand new morning');
    expect(await codeOf(person.client.account.me())).toBe('UNAUTHENTICATED');
    expect(await codeOf(anybody().resetPassword(tokenIn(made.link), 'a brand new evening'))).toBe('LINK_INVALID');
    expect(await codeOf(anybody().signIn({ email, password: good }))).toBe('SIGN_IN_FAILED');
    expect(await anybody().signIn({ email, password: 'a brand new morning' })).toMatchObject({ user_id: id });
    const { user_id: owner } = await house.owner.account.me();
    const [used, , link] = (await security()).filter(({ type }) => type === 'account.changed');
    expect(used).toMatchObject({ user_id: id, details: { password: 'reset by link', made_by: owner } });
    expect(link).toMatchObject({ user_id: owner, details: { password: 'link made', user_id: id } });
  });

  test('is refused to everybody else, for oneself, for strangers, and for who signs in elsewhere', async () => {
    const { user_id: anna } = await house.anna.account.me();
    const { user_id: owner } = await house.owner.account.me();
    const { database, system } = house.server.house;
    const { id: tenant } = await house.owner.account.organisation();
    const guest = { id: system.uuid(), name: 'Guest', email: 'by-provider@demo.example', role: 'viewer' } as const;
    await database.unit(tenant, (unit) => unit.accounts.createUser(guest, system.now()));
    const of = (id: string, who = house.owner) => codeOf(who.account.makePasswordLink(id));
    expect(await of(owner, house.anna)).toBe('FORBIDDEN');
    expect(await of(anna, house.anna)).toBe('FORBIDDEN');
    expect(await of(owner.toUpperCase())).toBe('FORBIDDEN');
    expect(await of(system.uuid())).toBe('NOT_FOUND');
    expect(await of('anna@demo.example')).toBe('NOT_FOUND');
    const provider: ProviderRecord = {
      ...{
        id: system.uuid(),
        kind: 'oidc',
        name: 'Contoso',
        enabled: true,
        sealed: null,
        domains: [],
        roleClaim: null,
      },
      ...{ settings: { discovery: 'https://login.example', clientId: 'x', scopes: [], emailsVerified: true } },
      ...{ roles: {}, defaultRole: null, configured: false },
      ...{ createdBy: null, createdAt: system.now() },
    };
    await database.unit(tenant, (unit) => unit.identityProviders.add(provider));
    expect(await of(guest.id)).toBe('NO_PASSWORD');
    const unopened = await passwordLinkByOperator(house.server.house, guest.email).catch(({ code }) => code as string);
    expect(unopened).toBe('NO_PASSWORD');
    await anybody().forgotPassword(guest.email);
    const told = unfolded(await mail.next());
    expect(told).toContain('It has none: you sign in there at your organisation’s identity provider.');
    expect(told).not.toContain('#');
    await database.unit(tenant, (unit) => unit.identityProviders.remove(provider.id));
    await anybody().forgotPassword(guest.email);
    await anybody().resetPassword(tokenIn(unfolded(await mail.next())), 'a first good morning');
    expect(await anybody().signIn({ email: guest.email, password: 'a first good morning' })).toMatchObject({
      user_id: guest.id,
    });
  });

  test('ends at the wall: the account in another organisation keeps password and sessions', async () => {
    const { tenant } = await elsewhere('walled@demo.example');
    const there = browser(house.server.url);
    const email = 'walled@demo.example';
    await there.client.account.signIn({ email, password: good });
    const here = await joined(email);
    const { link } = await house.owner.account.makePasswordLink((await here.client.account.me()).user_id);
    await mail.next();
    await anybody().resetPassword(tokenIn(link), 'a brand new morning');
    expect((await there.client.account.me()).organisation.id).toBe(tenant);
    expect((await anybody().signIn({ email, password: good })).organisation.id).toBe(tenant);
    expect((await anybody().signIn({ email, password: 'a brand new morning' })).organisation.name).toBe('Demo');
    const several = await passwordLinkByOperator(house.server.house, email).catch((error: Error) => error);
    expect(several).toMatchObject({ code: 'ORGANISATION_NEEDED', message: expect.stringContaining(tenant) });
  });

  test('by whoever runs the server: for the last owner, in the language of their mail', async () => {
    const { email } = await house.owner.account.me();
    await house.owner.notifications.choose({ locale: 'de' });
    const made = await passwordLinkByOperator(house.server.house, email.toUpperCase());
    expect(unfolded(await mail.next())).toContain('Der Betreiber des Servers hat einen Link');
    await house.owner.notifications.choose({ locale: 'en' });
    const [notice] = (await house.owner.notifications.list()).notifications;
    expect(notice).toMatchObject({ kind: 'password_link', by: null });
    expect(await anybody().link(tokenIn(made.link))).toMatchObject({ purpose: 'reset', email });
    const [link] = await security();
    expect(link).toMatchObject({ type: 'account.changed', user_id: null, details: { password: 'link made' } });
  });
});

test('attempts are slowed down, then refused, and others go on', async () => {
  const waits: number[] = [];
  const { rates } = house.server.house;
  const system = { ...nodeSystem, pause: async (ms: number) => void waits.push(ms) };
  const slow = { ...house.server.house, rates, system, publicUrl: house.server.url };
  const attempt = (email: string, ip: string) =>
    signIn(slow, { email, password: 'guess' }, { ip, userAgent: null }).catch((error: { code: string }) => error.code);
  const codes: unknown[] = [];
  for (let n = 0; n < 17; n += 1) codes.push(await attempt('ben@demo.example', '192.0.2.1'));
  expect(codes).toEqual([...Array(15).fill('SIGN_IN_FAILED'), 'RATE_LIMITED', 'RATE_LIMITED']);
  expect(waits).toEqual([250, 500, 1000, 2000, 4000, 4000, 4000, 4000, 4000, 4000]);
  expect(await attempt('ben@demo.example', '192.0.2.2')).toBe('SIGN_IN_FAILED');
  expect(await attempt('anna@demo.example', '192.0.2.1')).toBe('SIGN_IN_FAILED');
});

test('one address in two organisations: both passwords fit, so it has to say which', async () => {
  const { tenant } = await elsewhere('both@demo.example');
  await joined('both@demo.example');
  const one = browser(house.server.url);
  const problem = await problemOf(one.client.account.signIn({ email: 'both@demo.example', password: good }));
  expect(problem).toMatchObject({ status: 409, code: 'ORGANISATION_NEEDED' });
  expect((problem.problem['organisations'] as { name: string }[]).map(({ name }) => name).sort()).toEqual([
    'Demo',
    'Elsewhere',
  ]);
  const me = await one.client.account.signIn({ email: 'both@demo.example', password: good, organisation: tenant });
  expect(me).toMatchObject({ role: 'viewer', organisation: { name: 'Elsewhere' } });
  expect((await one.client.projects()).projects).toEqual([]);
});

describe('members', () => {
  test('invited, made something else, removed: each from the next call on', async () => {
    const person = await joined('comes@demo.example', 'viewer');
    const { user_id: id } = await person.client.account.me();
    expect(await codeOf(person.client.create({ name: 'X' }))).toBe('FORBIDDEN');
    await house.owner.account.changeMember(id, { role: 'editor' });
    expect((await person.client.account.me()).role).toBe('editor');
    const { token } = await person.client.createToken({ name: 'mine' });
    await house.owner.account.removeMember(id);
    expect(await codeOf(person.client.account.me())).toBe('UNAUTHENTICATED');
    expect(await codeOf(house.as(token).whoami())).toBe('TOKEN_REVOKED');
    const { members } = await house.owner.account.members();
    expect(members.map(({ email }) => email)).not.toContain('comes@demo.example');
  });

  test('who comes back shows the old password; the role is that of the new invitation', async () => {
    const person = await joined('back@demo.example');
    await house.owner.account.removeMember((await person.client.account.me()).user_id);
    const { link } = await house.owner.account.invite({ email: 'back@demo.example', role: 'viewer' });
    await mail.next();
    const account = browser(house.server.url).client.account;
    const join = (password: string) => account.acceptInvitation({ token: tokenIn(link), name: 'Back', password });
    expect(await codeOf(join('a new river at dawn'))).toBe('SIGN_IN_FAILED');
    expect(await join(good)).toMatchObject({ role: 'viewer' });
    expect(await codeOf(join(good))).toBe('LINK_INVALID');
  });

  test('the last owner stays; a member is not invited again; a withdrawn invitation is void', async () => {
    const { user_id: owner } = await house.owner.account.me();
    expect(await codeOf(house.owner.account.changeMember(owner, { role: 'editor' }))).toBe('LAST_OWNER');
    expect(await codeOf(house.owner.account.removeMember(owner))).toBe('LAST_OWNER');
    expect(await codeOf(house.owner.account.invite({ email: 'ANNA@demo.example', role: 'owner' }))).toBe(
      'ALREADY_MEMBER',
    );
    const { id, link } = await house.owner.account.invite({ email: 'never@demo.example', role: 'owner' });
    await house.owner.account.withdrawInvitation(id);
    const account = browser(house.server.url).client.account;
    expect(await codeOf(account.link(tokenIn(link)))).toBe('LINK_INVALID');
    expect(await codeOf(account.acceptInvitation({ token: tokenIn(link), name: 'N', password: good }))).toBe(
      'LINK_INVALID',
    );
  });

  test('a contributor is called what an owner says: it decides which tasks are theirs', async () => {
    const email = 'gives-a-hand@demo.example';
    expect(await codeOf(house.owner.account.invite({ email, role: 'contributor' }))).toBe('BAD_REQUEST');
    const { link } = await house.owner.account.invite({ email, role: 'contributor', name: 'Gil Hand' });
    await mail.next();
    const { account } = browser(house.server.url).client;
    const me = await account.acceptInvitation({ token: tokenIn(link), name: 'Lena Fischer', password: good });
    expect(me.name).toBe('Gil Hand');
    expect(await codeOf(account.rename('Lena Fischer'))).toBe('FORBIDDEN');
    await house.owner.account.changeMember(me.user_id, { name: 'Gil Helping' });
    expect(await account.me()).toMatchObject({ name: 'Gil Helping', role: 'contributor' });
  });

  test("what somebody is in one project goes before the organisation's word, but not before an owner's", async () => {
    const { project_id: project } = house.demo;
    const viewer = await joined('reads@demo.example', 'viewer');
    const { user_id: id } = await viewer.client.account.me();
    expect(await codeOf(viewer.client.rollback(project, 1))).toBe('FORBIDDEN');
    await house.owner.setMember(project, id, { role: 'editor' });
    expect((await viewer.client.project(project)).role).toBe('editor');
    expect(await codeOf(viewer.client.create({ name: 'X' }))).toBe('FORBIDDEN');
    await viewer.client.rollback(project, 1);
    await house.owner.removeMember(project, id);
    expect(await codeOf(viewer.client.rollback(project, 1))).toBe('FORBIDDEN');
    const { user_id: owner } = await house.owner.account.me();
    expect(await codeOf(house.owner.setMember(project, owner, { role: 'viewer' }))).toBe('BAD_REQUEST');
  });
});

test('a fresh server: the link that it prints makes the first organisation, once', async () => {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-setup-'));
  const server = await startServer({
    port: 0,
    data,
    durable: false,
    logLevel: 'silent',
    engineProcesses: 1,
    ...(await servicesOfItsOwn()),
  });
  try {
    const link = await setupLink(server.house);
    const first = browser(server.url).client.account;
    expect(await first.ways()).toEqual({
      setup_needed: true,
      password: true,
      mail: false,
      sign_on: false,
      passkey: false,
    });
    const about = { organisation: 'Acme', name: 'Ada', email: 'ada@acme.example', password: good };
    expect(await codeOf(first.setup({ ...about, token: 'guessed' }))).toBe('LINK_INVALID');
    const token = tokenIn(link ?? '');
    const both = await Promise.allSettled([
      first.setup({ ...about, token }),
      browser(server.url).client.account.setup({ ...about, token }),
    ]);
    const ends = both.map((one) => (one.status === 'fulfilled' ? one.value.role : (one.reason as ProblemError).code));
    expect(ends.sort()).toEqual(['LINK_INVALID', 'owner']);
    expect([await setupLink(server.house), (await first.ways()).setup_needed]).toEqual([null, false]);
    const owner = browser(server.url).client.account;
    expect(await owner.signIn({ email: about.email, password: good })).toMatchObject({ role: 'owner' });
  } finally {
    await server.close();
    fs.rmSync(data, { recursive: true, force: true });
  }
});
