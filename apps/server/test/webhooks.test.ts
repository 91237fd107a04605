import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook as Checker } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { outgoingHttp } from '../src/adapters/outgoing-http.ts';
import { edited, freshCopy, openHouse, problemOf, type TestHouse } from './support.ts';

let house: TestHouse;
let project: string;
let url: string;
let server: http.Server;

interface Got {
  readonly headers: Record<string, string>;
  readonly body: string;
}
const got: Got[] = [];
/** Answers one after the other; then 204. */
let answers: ((response: http.ServerResponse) => void)[] = [];
const status =
  (code: number, headers: http.OutgoingHttpHeaders = {}) =>
  (response: http.ServerResponse) =>
    response.writeHead(code, headers).end();

beforeAll(async () => {
  server = http.createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      got.push({ headers: request.headers as Got['headers'], body });
      (answers.shift() ?? status(204))(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  house = await openHouse({
    outgoingAllowed: ['127.0.0.1/32'],
    jobPace: { look: 1, poll: 1, firstDelay: 1 },
  });
  project = house.demo.project_id;
});
afterAll(async () => {
  await house.stop();
  server.close();
});
beforeEach(() => {
  got.length = 0;
  answers = [];
});

const hooks = () => house.owner.webhooks;
const change = async (note: string) =>
  house.ben.upload({
    project_id: project,
    file: await edited(await freshCopy(house.ben, project), [[3, 'notes', note]]),
  });
const arrived = (count: number) => expect.poll(() => got.length, { timeout: 20_000 }).toBe(count);
const newestOf = async (id: string) => (await hooks().deliveries(project, id)).deliveries[0];
const settled = (id: string, wanted: string) =>
  expect.poll(async () => (await newestOf(id))?.status, { timeout: 20_000 }).toBe(wanted);
const open = async () => hooks().create(project, { url, events: ['revision'] });

describe('webhooks', () => {
  test('a revision is posted, signed as Standard Webhooks has it', async () => {
    const hook = await open();
    expect(hook.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const { version } = await change('posted');
    await arrived(1);
    const { headers, body } = got[0]!;
    expect(new Checker(hook.secret).verify(body, headers)).toMatchObject({
      type: 'revision',
      data: { project: { id: project }, version, by: { name: 'Ben Builder' }, changes: 1 },
    });
    expect(() => new Checker(hook.secret).verify(body.replace('Ben', 'Bob'), headers)).toThrow();
    await settled(hook.id, 'delivered');
    expect((await hooks().list(project)).webhooks.map((one) => 'secret' in one)).toEqual([false]);
    await hooks().remove(project, hook.id);
    await change('nobody hears');
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(got.length).toBe(1);
  });

  test('failures, redirects and silence are tried again under the same id; a redirect is not followed', async () => {
    const hook = await open();
    answers = [status(500), status(302, { location: url })];
    await change('again');
    await arrived(3);
    await settled(hook.id, 'delivered');
    expect(new Set(got.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(await newestOf(hook.id)).toMatchObject({ attempts: 3, answer: 204 });
    for (const { headers, body } of got) new Checker(hook.secret).verify(body, headers);
    await hooks().remove(project, hook.id);
  });

  test('an address that says 410 is not posted to again, until somebody says so', async () => {
    const hook = await open();
    answers = [status(410)];
    await change('gone');
    await settled(hook.id, 'failed');
    const [stopped] = (await hooks().list(project)).webhooks;
    expect(stopped).toMatchObject({ enabled: false, stopped_because: 'the address answered 410 Gone' });
    await change('silence');
    expect(await hooks().update(project, hook.id, { enabled: true })).toMatchObject({
      enabled: true,
      stopped_because: null,
    });
    await change('there again');
    await arrived(2);
    await hooks().remove(project, hook.id);
  });

  test('a delivery is posted once more as it was; a test event at any time', async () => {
    const hook = await open();
    const { id } = await hooks().test(project, hook.id);
    await arrived(1);
    expect(new Checker(hook.secret).verify(got[0]!.body, got[0]!.headers)).toMatchObject({ type: 'test' });
    await settled(hook.id, 'delivered');
    await hooks().redeliver(project, hook.id, id);
    await arrived(2);
    expect([got[1]!.body, got[1]!.headers['webhook-id']]).toEqual([got[0]!.body, got[0]!.headers['webhook-id']]);
    await hooks().remove(project, hook.id);
  });

  test('a new secret signs from now on, and the one before beside it', async () => {
    const hook = await open();
    const fresh = await hooks().renewSecret(project, hook.id);
    expect(fresh.secret).not.toBe(hook.secret);
    await hooks().test(project, hook.id);
    await arrived(1);
    for (const { secret } of [hook, fresh]) new Checker(secret).verify(got[0]!.body, got[0]!.headers);
    await hooks().remove(project, hook.id);
  });

  test('are for owners, and a change of them stands in the security log', async () => {
    expect((await problemOf(house.ben.webhooks.list(project))).code).toBe('FORBIDDEN');
    expect((await problemOf(house.ben.webhooks.create(project, { url, events: ['revision'] }))).code).toBe('FORBIDDEN');
    const hook = await open();
    await hooks().remove(project, hook.id);
    expect((await problemOf(hooks().update(project, hook.id, { enabled: true }))).code).toBe('NOT_FOUND');
  });
});

describe('addresses that are called', () => {
  const strict = outgoingHttp({ allowed: [] });
  test.each([
    ['http://93.184.216.34/', 'NOT_ALLOWED'],
    ['https://127.0.0.1/', 'NOT_ALLOWED'],
    ['https://localhost/', 'NOT_ALLOWED'],
    ['https://2130706433/', 'NOT_ALLOWED'],
    ['https://0x7f.1/', 'NOT_ALLOWED'],
    ['https://10.1.2.3/', 'NOT_ALLOWED'],
    ['https://169.254.169.254/latest/meta-data', 'NOT_ALLOWED'],
    ['https://[::1]/', 'NOT_ALLOWED'],
    ['https://[::ffff:10.0.0.1]/', 'NOT_ALLOWED'],
    ['https://[64:ff9b::a00:1]/', 'NOT_ALLOWED'],
    ['https://[fd00::1]/', 'NOT_ALLOWED'],
    ['https://0.0.0.0/', 'NOT_ALLOWED'],
    ['https://user:word@93.184.216.34/', 'NOT_AN_ADDRESS'],
    ['ftp://93.184.216.34/', 'NOT_AN_ADDRESS'],
    ['file:///etc/passwd', 'NOT_AN_ADDRESS'],
    ['no address', 'NOT_AN_ADDRESS'],
    ['https://no-such-host.invalid/', 'NOT_FOUND'],
  ])('%s: %s', async (address, code) => {
    await expect(strict.check(address)).rejects.toMatchObject({ code });
    await expect(strict.post(address, { headers: {}, body: '' })).rejects.toMatchObject({ code });
  });
  test.each([['https://93.184.216.34/'], ['https://[2606:2800:220:1::1]/']])('%s: public', async (address) => {
    await expect(strict.check(address)).resolves.toBeUndefined();
  });
  test('what the operator allows, without TLS too', async () => {
    const open = outgoingHttp({ allowed: ['127.0.0.0/8'] });
    expect(await open.post(url, { headers: {}, body: 'x' })).toBe(204);
    await expect(open.check('http://10.0.0.1/')).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  });
  test('an answer that does not come or does not end is given up', async () => {
    const quick = outgoingHttp({ allowed: ['127.0.0.0/8'], timeoutMs: 300 });
    answers = [() => {}];
    await expect(quick.post(url, { headers: {}, body: '' })).rejects.toMatchObject({
      ...{ code: 'NO_ANSWER', message: expect.stringMatching(/did not answer: nothing within 0\.3 s$/) },
    });
    let sent = 0;
    answers = [
      (response) => {
        const flood = (): void => {
          while (!response.destroyed && response.write('x'.repeat(16_384))) sent += 16_384;
          if (!response.destroyed) response.once('drain', flood);
        };
        response.writeHead(200);
        flood();
      },
    ];
    expect(await quick.post(url, { headers: {}, body: '' })).toBe(200);
    expect(sent).toBeLessThan(10_000_000);
  });
  test('a range that is none is a mistake in the configuration', () => {
    expect(() => outgoingHttp({ allowed: ['10.0.0.0/8', 'intranet'] })).toThrow('"intranet" is not a range');
  });
});
