/** The second factor: codes of an app by time (RFC 6238), recovery codes, and sessions that are half until one is given. */
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { totpCodes } from '../src/adapters/totp.ts';
import { type Browser, browser } from './browser.ts';
import { openHouse, problemOf, type TestHouse } from './support.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.stop());

const password = 'a quiet river at noon';
const codeOf = async (work: Promise<unknown>) => (await problemOf(work)).code;

async function signedIn(email: string): Promise<Browser> {
  const one = browser(house.server.url);
  await one.client.account.signIn({ email, password });
  return one;
}
/** Somebody new who is signed in. */
async function joined(email: string): Promise<Browser> {
  const { link } = await house.owner.account.invite({ email, role: 'editor' });
  const one = browser(house.server.url);
  const token = /#token=(.*)$/.exec(link)?.[1] ?? '';
  await one.client.account.acceptInvitation({ token, name: 'Tina', password });
  return one;
}
/** The code of an app, so many intervals from now. */
const appCode = (secret: string, later = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + later * 30_000 });

async function withFactor(email: string): Promise<{ one: Browser; secret: string; recovery: readonly string[] }> {
  const one = await joined(email);
  const { secret } = await one.client.secondFactor.begin();
  const { recovery_codes: recovery } = await one.client.secondFactor.confirm(appCode(secret));
  return { one, secret, recovery };
}

describe('a person with an app', () => {
  test('is asked for a code after the password, and gets nowhere without it', async () => {
    const { one, secret } = await withFactor('tina@demo.example');
    expect(await one.client.secondFactor.state()).toEqual({
      ...{ policy: 'optional', passwordless: false },
      ...{ totp: true, passkeys: 0, recovery_codes_left: 10 },
    });
    const half = await signedIn('tina@demo.example');
    expect((await half.client.account.me()).lacks).toBe('code');
    for (const [what, work] of [
      ['projects', () => half.client.projects()],
      ['a token', () => half.client.createToken({ name: 'x' })],
      ['another password', () => half.client.account.changePassword({ current: password, password: `${password}!` })],
      ['another app', () => half.client.secondFactor.begin()],
      ['no app', () => half.client.secondFactor.remove(appCode(secret, 1))],
      ['sessions', () => half.client.account.sessions()],
    ] as const)
      expect([what, await codeOf(work())]).toEqual([what, 'SECOND_FACTOR_NEEDED']);
    expect(await codeOf(half.client.secondFactor.give('000000'))).toBe('SECOND_FACTOR_FAILED');
    const me = await half.client.secondFactor.give(appCode(secret, 1));
    expect([me.lacks, (await half.client.account.me()).lacks]).toEqual([null, null]);
    expect((await half.client.projects()).projects.length).toBeGreaterThan(0);
  });

  test('cannot use a code twice, nor an earlier one after a later one', async () => {
    const { secret } = await withFactor('twice@demo.example');
    const [first, second] = [await signedIn('twice@demo.example'), await signedIn('twice@demo.example')];
    expect(await codeOf(first.client.secondFactor.give(appCode(secret)))).toBe('SECOND_FACTOR_FAILED');
    await first.client.secondFactor.give(appCode(secret, 1));
    for (const later of [1, 0])
      expect(await codeOf(second.client.secondFactor.give(appCode(secret, later)))).toBe('SECOND_FACTOR_FAILED');
  });

  test('of two at once with one code one gets in', async () => {
    const { secret } = await withFactor('race@demo.example');
    const both = [await signedIn('race@demo.example'), await signedIn('race@demo.example')];
    const code = appCode(secret, 1);
    const given = await Promise.allSettled(both.map((one) => one.client.secondFactor.give(code)));
    expect(given.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('gets in by a recovery code, each once, however it is typed', async () => {
    const { recovery } = await withFactor('paper@demo.example');
    expect(new Set(recovery).size).toBe(10);
    const [first, second] = [await signedIn('paper@demo.example'), await signedIn('paper@demo.example')];
    await first.client.secondFactor.give(recovery[3]!.toUpperCase().replaceAll('-', ' '));
    expect(await codeOf(second.client.secondFactor.give(recovery[3]!))).toBe('SECOND_FACTOR_FAILED');
    expect((await first.client.secondFactor.state()).recovery_codes_left).toBe(9);
  });

  test('guesses only so often', async () => {
    await withFactor('guess@demo.example');
    const half = await signedIn('guess@demo.example');
    // the attempts of the setting up count too
    for (let tries = 0; tries < 14; tries += 1)
      await house.server.house.rates.hit(
        `sign-in:person:second factor ${(await half.client.account.me()).user_id}:127.0.0.1`,
        900_000,
      );
    expect(await codeOf(half.client.secondFactor.give('123456'))).toBe('RATE_LIMITED');
  });

  test('removes it by a code, and is asked for none then', async () => {
    const { one, secret, recovery } = await withFactor('remove@demo.example');
    expect(await codeOf(one.client.secondFactor.remove(appCode(secret)))).toBe('SECOND_FACTOR_FAILED');
    await one.client.secondFactor.remove(recovery[0]!);
    expect((await (await signedIn('remove@demo.example')).client.account.me()).lacks).toBeNull();
  });

  test('has lost it: an owner takes it away, and their sessions end', async () => {
    const { one } = await withFactor('lost@demo.example');
    const { user_id } = await one.client.account.me();
    expect(await codeOf(house.anna.secondFactor.reset(user_id))).toBe('FORBIDDEN');
    await house.owner.secondFactor.reset(user_id);
    expect(await codeOf(one.client.account.me())).toBe('UNAUTHENTICATED');
    expect((await (await signedIn('lost@demo.example')).client.account.me()).lacks).toBeNull();
  });

  test('a new password by a link of an owner does not stand for it', async () => {
    const { one } = await withFactor('forgot-both@demo.example');
    const { link } = await house.owner.account.makePasswordLink((await one.client.account.me()).user_id);
    const again = browser(house.server.url).client.account;
    await again.resetPassword(link.split('#token=')[1]!, 'a brand new morning');
    const me = await again.signIn({ email: 'forgot-both@demo.example', password: 'a brand new morning' });
    expect(me.lacks).toBe('code');
  });

  test('a token neither sets one up nor is asked for one', async () => {
    expect(await codeOf(house.anna.secondFactor.begin())).toBe('FORBIDDEN');
    expect((await house.anna.account.me()).lacks).toBeNull();
  });
});

test('where the organisation asks for it, a session lacks it until it is set up', async () => {
  const [before, { secret }] = [await joined('before@demo.example'), await withFactor('has@demo.example')];
  expect(await codeOf(house.anna.secondFactor.setPolicy('off'))).toBe('FORBIDDEN');
  await house.owner.secondFactor.setPolicy('required');
  try {
    for (const one of [before, await joined('after@demo.example')]) {
      expect((await one.client.account.me()).lacks).toBe('enrolment');
      expect(await codeOf(one.client.projects())).toBe('SECOND_FACTOR_NEEDED');
      const { secret: own } = await one.client.secondFactor.begin();
      expect(await codeOf(one.client.secondFactor.confirm('000000'))).toBe('SECOND_FACTOR_FAILED');
      await one.client.secondFactor.confirm(appCode(own));
      expect((await one.client.projects()).projects.length).toBeGreaterThan(0);
    }
    const half = await signedIn('has@demo.example');
    expect((await half.client.account.me()).lacks).toBe('code');
    await house.owner.secondFactor.setPolicy('off');
    expect((await (await signedIn('has@demo.example')).client.account.me()).lacks).toBeNull();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  } finally {
    await house.owner.secondFactor.setPolicy('optional');
  }
});

describe('by the standards', () => {
  // RFC 6238, appendix B, SHA-1; its eight digits end in these six
  test.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1234567890, '005924'],
    [20000000000, '353130'],
  ])('at %i s the code is %s, one interval before and after it is taken too, and two are not', (seconds, code) => {
    const secret = Secret.fromLatin1('12345678901234567890').base32;
    const at = (later: number) => totpCodes().stepOf(secret, code, new Date((seconds + later) * 1000).toISOString());
    const step = Math.floor(seconds / 30);
    expect([at(0), at(30), at(-30), at(90)]).toEqual([step, step, step, null]);
  });
});
