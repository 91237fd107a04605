/** The log, read byte by byte after everything that could leave something in it. */
import { DatabaseError } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asError, openLog } from '../src/log.ts';
import { edited, freshCopy, openHouse, problemOf, type TestHouse } from './support.ts';

let house: TestHouse;
let project: string;
const lines: string[] = [];
beforeAll(async () => {
  house = await openHouse({ logLevel: 'trace', logTo: { write: (line) => void lines.push(line) } });
  project = house.demo.project_id;
});
afterAll(() => house.stop());

const secret = 'Zaphod_Beeblebrox_42';
/** Everything that must not be in a log, and what it is. */
const secrets = new Map<string, string>([[secret, 'what a person wrote']]);

const call = (path: string, init: RequestInit = {}) =>
  fetch(`${house.server.url}${path}`, { redirect: 'manual', ...init }).then(async (response) => {
    await response.arrayBuffer();
    return response;
  });

describe('nothing of a person, a file or a key', () => {
  test('over uploads, bad tokens, links, keys in addresses, searches, sign-ins and faults', async () => {
    for (const { name, email, token } of house.demo.users)
      for (const [what, text] of Object.entries({ name, email, token })) secrets.set(text, what);
    const { tasks } = await house.owner.tasks(project, { limit: 1000 });
    for (const { name } of tasks) if (String(name).length > 8) secrets.set(String(name), 'name of a task');

    const file = await edited(await freshCopy(house.anna, project), [
      [2, 'notes', `${secret} note`],
      [3, 'name', `${secret} task`],
      [4, 'percent', `${secret} percent`],
    ]);
    await house.anna.upload({ project_id: project, file, filename: `${secret}.xlsx` });
    const other = await edited(file, [[5, 'notes', `${secret} again`]]);
    await problemOf(house.anna.upload({ project_id: project, file: other.slice(0, -9), idempotency_key: secret }));
    await problemOf(house.anna.upload({ project_id: project, file: new TextEncoder().encode(secret) }));

    const link = (await house.anna.open(project)).url;
    const key = /\/dav\/([^/]+)/.exec(link)![1]!;
    secrets.set(key, 'key in a link');
    const path = new URL(link).pathname;
    await call(path, { method: 'PROPFIND', headers: { depth: '0' } });
    await call(path, { method: 'PUT', body: Buffer.from(secret) });
    await call(path.replace(key, `${key}x`));

    const made = await house.anna.createToken({ name: secret });
    secrets.set(made.token, 'token').set(made.token.slice(4), 'token without its prefix');
    const headers = { authorization: `Bearer ${made.token}`, cookie: `session=${secret}`, 'user-agent': secret };
    await call(`/api/projects?token=${made.token}`, { headers });
    await call(`/api/nothing/${made.token}`, { headers });
    await call(`/api/projects/${secret}/tasks`, { headers });
    await call(`/${secret}?q=${secret}`);
    await house.anna.revokeToken(made.id);
    await call('/api/projects', { headers });
    await call(`/api/projects/${project}/audit?user=${secret}`, {
      headers: { authorization: `Bearer ${house.demo.users[0]!.token}` },
    });
    await house.anna.download(project, { lens: { assignee: [secret] } }).catch(() => null);
    const json = { 'content-type': 'application/json' };
    await call('/api/auth/sign-in', {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ email: house.demo.users[1]!.email, password: secret }),
    });
    await call('/api/auth/sign-in', { method: 'POST', headers: json, body: `{"email": ${secret}` });

    const { database } = house.server.house;
    const tenant = '5f0e1d0a-0000-4000-8000-000000000001';
    const fault = await database
      .unit(tenant, (unit) => unit.accounts.revokeToken(`${secret}`, made.id, secret))
      .catch((error: unknown) => error);
    house.server.app.log.error({ err: fault }, 'a fault of the database');
    expect(String(fault)).toContain(secret); // it is in the error, and must not get out of it
    await expect.poll(() => lines.length).toBeGreaterThan(40);

    const log = lines.join('');
    const found = [...secrets].filter(([text]) => log.includes(text) || log.includes(encodeURIComponent(text)));
    expect(found).toEqual([]);
    expect(
      log
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => typeof JSON.parse(line)),
    ).not.toContain('string');
  });

  test('a request is named by its route and its number, which the problem tells too', async () => {
    const response = await fetch(`${house.server.url}/api/projects/${project}/tasks?q=1`);
    const { instance } = (await response.json()) as { instance: string };
    const id = instance.replace('urn:request:', '');
    const mine = () => lines.map((line) => JSON.parse(line) as { reqId?: string }).filter(({ reqId }) => reqId === id);
    await expect.poll(() => mine().length).toBeGreaterThan(1);
    expect(mine()[0]).toMatchObject({ req: { method: 'GET', route: '/api/projects/:id/tasks' } });
  });
});

describe('an error in the log', () => {
  const logged = (error: unknown): string => {
    const written: string[] = [];
    openLog({ level: 'error', to: { write: (text) => void written.push(text) } }).error({ err: error }, 'x');
    return written.join('');
  };
  const fromDatabase = Object.assign(new DatabaseError(`duplicate key value "${secret}"`, 1, 'error'), {
    ...{ code: '23505', severity: 'ERROR', detail: `Key (email)=(${secret}) already exists.`, table: 'users' },
    ...{ constraint: 'users_by_email', routine: '_bt_check_unique' },
  });
  test.each<[string, unknown, string]>([
    ['of the database', fromDatabase, 'PostgreSQL _bt_check_unique users users_by_email'],
    [
      'of a query',
      new Error(`Failed query: select $1\nparams: ${secret}`, { cause: fromDatabase }),
      'Failed query: select $1',
    ],
    ['of JSON', new SyntaxError(`Unexpected token 'Z', "${secret}" is not valid JSON`), '…, … is not valid JSON'],
    ['with curly quotes', new Error(`no “${secret}” here`), 'no … here'],
    ['that is cut off in a quote', new Error(`no "${secret}`), 'no …'],
    ['whose cause quotes', new Error('outer', { cause: new Error(`'${secret}'`) }), 'outer'],
    ['that is a text', `"${secret}"`, '…'],
  ])('%s', (_, error, message) => {
    const line = logged(error);
    expect(line).not.toContain(secret);
    expect((JSON.parse(line) as { err: { message: string } }).err.message).toContain(message);
  });
  test('says where it happened, by code and frames', () => {
    const told = asError(Object.assign(new TypeError('x is not a function'), { code: 'E1' }));
    expect(told).toMatchObject({ type: 'TypeError', code: 'E1', message: 'x is not a function' });
    expect(told.stack[0]).toMatch(/^at .*log\.test\.ts:\d+/);
  });
  test('the second wall: tokens, passwords and headers that somebody logs by mistake', () => {
    const written: string[] = [];
    const log = openLog({ level: 'info', to: { write: (text) => void written.push(text) } });
    log.info({ headers: { authorization: secret }, a: { token: secret, password: secret, cookie: secret } }, 'x');
    expect(written.length).toBe(1);
    expect(written[0]).not.toContain(secret);
  });
});
