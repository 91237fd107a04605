/** Passkeys: a second factor, and the only one where the organisation allows it (issue 5). With a real browser: test/end-to-end/web-passkeys. */
import { generateKeyPairSync } from 'node:crypto';
import { type PasskeyProof, SprintforgeClient } from '@sprintforge/protocol';
import { Secret, TOTP } from 'otpauth';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../../test/support/own-process.ts';
import { relyingParty } from '../src/services/passkeys/ceremony.ts';
import { type Browser, browser } from './browser.ts';
import { makePasskey, type SoftPasskey } from './soft-authenticator.ts';
import { openHouse, problemOf, type TestHouse } from './support.ts';

const origin = 'https://plans.example';
let house: TestHouse;
/** Where the server itself listens: people come through a proxy, below a path. */
let at: string;
let owner: SprintforgeClient;
let anna: SprintforgeClient;
beforeAll(async () => {
  const port = await freePort();
  house = await openHouse({ port, publicUrl: `${origin}/sync` });
  at = `http://127.0.0.1:${port}`;
  [owner, anna] = house.demo.users.map(({ token }) => new SprintforgeClient({ url: at, token })) as [
    SprintforgeClient,
    SprintforgeClient,
  ];
});
afterAll(() => house.stop());
afterEach(async () => {
  await owner.secondFactor.setPolicy('optional');
  await owner.secondFactor.setPasswordless(false);
});

const password = 'a quiet river at noon';
const codeOf = async (work: Promise<unknown>) => (await problemOf(work)).code;
const fresh = () => browser(at, origin);

async function signedIn(email: string): Promise<Browser> {
  const one = fresh();
  await one.client.account.signIn({ email, password });
  return one;
}
async function joined(email: string): Promise<Browser> {
  const { link } = await owner.account.invite({ email, role: 'editor' });
  const one = fresh();
  const token = /#token=(.*)$/.exec(link)?.[1] ?? '';
  await one.client.account.acceptInvitation({ token, name: 'Pia', password });
  return one;
}
interface Holder {
  readonly email: string;
  readonly one: Browser;
  readonly passkey: SoftPasskey;
  readonly id: string;
  readonly recovery: readonly string[];
}
async function withPasskey(name: string): Promise<Holder> {
  const email = `${name}@demo.example`;
  const one = await joined(email);
  const { passkey, answer } = makePasskey(origin, await one.client.passkeys.begin(password));
  const { passkey: kept, recovery_codes: recovery } = await one.client.passkeys.add(' My laptop ', answer);
  return { email, one, passkey, id: kept.id, recovery };
}

describe('as a second factor', () => {
  test('is asked for after the password; recovery codes stand for it', async () => {
    const { email, one, passkey, recovery } = await withPasskey('tina');
    expect(recovery.length).toBe(10);
    expect(await one.client.secondFactor.state()).toEqual({
      ...{ policy: 'optional', passwordless: false },
      ...{ totp: false, passkeys: 1, recovery_codes_left: 10 },
    });
    const half = await signedIn(email);
    expect((await half.client.account.me()).lacks).toBe('code');
    expect(await codeOf(half.client.projects())).toBe('SECOND_FACTOR_NEEDED');
    expect(await codeOf(half.client.passkeys.begin(password))).toBe('SECOND_FACTOR_NEEDED');
    expect(await codeOf(half.client.secondFactor.give('123456'))).toBe('SECOND_FACTOR_FAILED');
    const asked = await half.client.passkeys.beginProof();
    // a key that the device does not protect is a second factor all the same
    const me = await half.client.passkeys.give(passkey.prove(asked, { unverified: true }));
    expect(me.lacks).toBeNull();
    expect((await half.client.projects()).projects.length).toBeGreaterThan(0);
    const lost = await signedIn(email);
    expect((await lost.client.secondFactor.give(recovery[0]!)).lacks).toBeNull();
    const [kept] = (await one.client.passkeys.list()).passkeys;
    expect(kept).toMatchObject({ name: 'My laptop', last_used_at: expect.any(String) });
  });

  test('is what the organisation asks for, and goes with the password', async () => {
    await owner.secondFactor.setPolicy('required');
    const one = await joined('needs@demo.example');
    expect((await one.client.account.me()).lacks).toBe('enrolment');
    const { answer } = makePasskey(origin, await one.client.passkeys.begin());
    const { passkey } = await one.client.passkeys.add('Key', answer);
    expect((await one.client.account.me()).lacks).toBeNull();
    expect(await codeOf(one.client.passkeys.remove(passkey.id, 'wrong'))).toBe('SIGN_IN_FAILED');
    await one.client.passkeys.remove(passkey.id, password);
    expect((await one.client.account.me()).lacks).toBe('enrolment');
  });

  test('and an app beside it: the recovery codes stay, and each goes for itself', async () => {
    const { email, one, id, recovery } = await withPasskey('both');
    const { secret } = await one.client.secondFactor.begin();
    const code = (later: number) =>
      new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + later * 30_000 });
    expect((await one.client.secondFactor.confirm(code(0))).recovery_codes).toEqual([]);
    await one.client.passkeys.remove(id, password);
    const half = await signedIn(email);
    expect(await codeOf(half.client.passkeys.beginProof())).toBe('SECOND_FACTOR_FAILED');
    expect((await half.client.secondFactor.give(recovery[1]!)).lacks).toBeNull();
    await half.client.secondFactor.remove(code(1));
    expect(await half.client.secondFactor.state()).toMatchObject({ totp: false, recovery_codes_left: 0 });
  });

  test('lost: an owner takes it away', async () => {
    const { email, one } = await withPasskey('lost');
    const { user_id } = await one.client.account.me();
    await owner.secondFactor.reset(user_id);
    expect(await codeOf(one.client.account.me())).toBe('UNAUTHENTICATED');
    const again = await signedIn(email);
    expect((await again.client.account.me()).lacks).toBeNull();
    expect((await again.client.passkeys.list()).passkeys).toEqual([]);
  });
});

describe('in place of a password', () => {
  const enter = async (answer: PasskeyProof['answer']) => fresh().client.passkeys.signIn(answer);

  test('where the organisation allows it; the session lacks nothing, and the log says how', async () => {
    const { passkey, one, email } = await withPasskey('alone');
    const asked = await fresh().client.passkeys.beginSignIn();
    expect(asked).toMatchObject({ rpId: 'plans.example', userVerification: 'required' });
    expect(asked).not.toHaveProperty('allowCredentials');
    expect(await codeOf(enter(passkey.prove(asked)))).toBe('FORBIDDEN');
    expect(await fresh().client.account.ways()).toMatchObject({ passkey: false });
    await owner.secondFactor.setPasswordless(true);
    await owner.secondFactor.setPolicy('required');
    expect(await fresh().client.account.ways()).toMatchObject({ passkey: true });
    const two = fresh();
    const me = await two.client.passkeys.signIn(passkey.prove(await two.client.passkeys.beginSignIn()));
    expect([me.email, me.lacks]).toEqual([email, null]);
    expect((await two.client.account.sessions()).sessions[0]?.method).toBe('passkey');
    const { entries } = await owner.chain({ log: 'security', type: 'sign_in.done', limit: 5 });
    expect(entries).toContainEqual(expect.objectContaining({ details: { method: 'passkey' } }));
    await owner.account.removeMember((await one.client.account.me()).user_id);
    expect(await codeOf(enter(passkey.prove(await two.client.passkeys.beginSignIn())))).toBe('SIGN_IN_FAILED');
  });

  let held: SoftPasskey | undefined;
  test.each<[string, Parameters<SoftPasskey['prove']>[1], RegExp]>([
    ['on the page of somebody else', { origin: 'https://plans.example.evil.example' }, /origin/],
    ['over plain http', { origin: 'http://plans.example' }, /origin/],
    ['for another host', { host: 'evil.example' }, /RP ID/],
    ['without asking who it is', { unverified: true }, /verif/],
    ['signed by another key', { key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey }, /signature/],
    ['as somebody else', { handle: '00000000-0000-4000-8000-000000000009' }, /nobody here/],
    ['as nobody at all', { handle: 'x' }, /nobody here/],
  ])('%s: refused', async (_what, astray, why) => {
    await owner.secondFactor.setPasswordless(true);
    held ??= (await withPasskey('astray')).passkey;
    const refused = await problemOf(enter(held.prove(await fresh().client.passkeys.beginSignIn(), astray)));
    expect([refused.code, refused.message]).toEqual(['PASSKEY_REFUSED', expect.stringMatching(why)]);
  });

  test('an answer serves once, and for what was asked; counts of a device go on', async () => {
    await owner.secondFactor.setPasswordless(true);
    const { passkey, one, email } = await withPasskey('once');
    const [first, second] = [await one.client.passkeys.beginSignIn(), await one.client.passkeys.beginSignIn()];
    const answer = passkey.prove(second, { counter: 7 });
    await enter(answer);
    expect(await codeOf(enter(answer))).toBe('PASSKEY_REFUSED');
    expect((await problemOf(enter(passkey.prove(first, { counter: 9 })))).message).toMatch(/already/);
    const copied = passkey.prove(await one.client.passkeys.beginSignIn(), { counter: 7 });
    expect((await problemOf(enter(copied))).message).toMatch(/counter/);
    const half = await signedIn(email);
    const other = await signedIn(email);
    const forOther = passkey.prove(await other.client.passkeys.beginProof(), { counter: 10 });
    expect(await codeOf(half.client.passkeys.give(forOther))).toBe('PASSKEY_REFUSED');
    expect(await codeOf(enter(forOther))).toBe('PASSKEY_REFUSED');
    const invented = { challenge: Buffer.alloc(56).toString('base64url') };
    expect(await codeOf(enter(passkey.prove(invented, { counter: 11 })))).toBe('PASSKEY_REFUSED');
    await other.client.passkeys.give(forOther);
  });

  test('of two answers at once one is taken', async () => {
    await owner.secondFactor.setPasswordless(true);
    const { passkey } = await withPasskey('race');
    const answer = passkey.prove(await fresh().client.passkeys.beginSignIn());
    const done = await Promise.allSettled([enter(answer), enter(answer)]);
    expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('a passkey is not kept', () => {
  test('without the password, for a token, twice, or for another session; and is renamed by whose it is', async () => {
    const { one } = await withPasskey('keeps');
    for (const wrong of [undefined, 'wrong'])
      expect(await codeOf(one.client.passkeys.begin(wrong))).toBe('SIGN_IN_FAILED');
    expect(await codeOf(anna.passkeys.begin(password))).toBe('FORBIDDEN');
    const options = await one.client.passkeys.begin(password);
    const { answer } = makePasskey(origin, options);
    const other = await joined('other@demo.example');
    expect(await codeOf(other.client.passkeys.add('stolen', answer))).toBe('PASSKEY_REFUSED');
    const astray = makePasskey(origin, options, { origin: 'https://evil.example' });
    expect(await codeOf(one.client.passkeys.add('astray', astray.answer))).toBe('PASSKEY_REFUSED');
    await one.client.passkeys.add('once', answer);
    expect(await codeOf(one.client.passkeys.add('twice', answer))).toBe('PASSKEY_REFUSED');
    const list = await one.client.passkeys.list();
    expect(list.passkeys.map(({ name }) => name)).toEqual(['My laptop', 'once']);
    const { id } = list.passkeys[0]!;
    const renamed = await one.client.passkeys.rename(id.toUpperCase(), ' The old laptop ');
    expect(renamed).toEqual({ ...list.passkeys[0], name: 'The old laptop' });
    expect((await one.client.passkeys.list()).passkeys).toEqual([renamed, list.passkeys[1]]);
    expect(await codeOf(one.client.passkeys.rename(id, ' '))).toBe('BAD_REQUEST');
    expect(await codeOf(other.client.passkeys.rename(id, 'mine'))).toBe('NOT_FOUND');
    expect(await codeOf(other.client.passkeys.remove(id, password))).toBe('NOT_FOUND');
  });

  test('where the organisation uses none', async () => {
    await owner.secondFactor.setPolicy('off');
    const one = await joined('none@demo.example');
    expect(await codeOf(one.client.passkeys.begin(password))).toBe('FORBIDDEN');
    await owner.secondFactor.setPasswordless(true);
    expect(await one.client.passkeys.begin(password)).toMatchObject({ rp: { id: 'plans.example' } });
  });
});

test.each([
  ['https://plans.example/sync', { id: 'plans.example', origin: 'https://plans.example' }],
  ['https://plans.example:8443', { id: 'plans.example', origin: 'https://plans.example:8443' }],
  ['http://localhost:3000', { id: 'localhost', origin: 'http://localhost:3000' }],
  ['http://plans.example', /plain text: passkeys need https/],
  ['https://192.0.2.7', /a number: passkeys need a name/],
  ['https://[2001:db8::7]:8443', /a number: passkeys need a name/],
  ['', /no public address/],
] as const)('at %s', (publicUrl, expected) => {
  if (expected instanceof RegExp) {
    const refused = expect.objectContaining({ code: 'PASSKEYS_UNAVAILABLE', message: expect.stringMatching(expected) });
    expect(() => relyingParty({ publicUrl })).toThrow(refused);
  } else expect(relyingParty({ publicUrl })).toEqual(expected);
});
