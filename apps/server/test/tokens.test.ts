/** Tokens of programs: what each kind reaches, and why it is refused, each with its own code; none of them in any log. */
import { PassThrough } from 'node:stream';
import { readSyncToken } from '@sprintforge/mapping';
import type { SprintforgeClient } from '@sprintforge/protocol';
import { openWorkbook } from '@sprintforge/xlsx';
import { SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authenticate } from '../src/services/tokens.ts';
import { addPerson, addTenant, edited, freshCopy, openHouse, problemOf, type TestHouse } from './support.ts';

let house: TestHouse;
let project: string;
let other: string;
let logged = '';
/** Every token that was tried. */
const tried = new Set<string>();

beforeAll(async () => {
  const logTo = new PassThrough();
  logTo.on('data', (chunk: Buffer) => {
    logged += chunk.toString();
  });
  house = await openHouse({ logLevel: 'trace', logTo });
  project = house.demo.project_id;
  other = (await house.owner.create({ name: 'Another' })).project_id;
});
afterAll(() => house.stop());

function as(token: string): SprintforgeClient {
  tried.add(token);
  return house.as(token);
}
const codeOf = async (work: Promise<unknown>) => {
  const { status, code } = await problemOf(work);
  return `${status} ${code}`;
};
const upload = async (client: SprintforgeClient, text: string) =>
  client.upload({
    project_id: project,
    file: await edited(await freshCopy(house.anna, project), [[3, 'notes', text]]),
  });

describe('what a token reaches', () => {
  test.each<[string, Parameters<SprintforgeClient['createToken']>[0], readonly string[]]>([
    ['project', { name: 'p', kind: 'project' }, ['tasks', 'download', 'members', 'upload']],
    ['project, read', { name: 'p', kind: 'project', scope: 'read' }, ['tasks', 'download', 'members']],
    ['feed', { name: 'f', kind: 'feed' }, ['tasks']],
  ])('%s', async (_kind, request, reached) => {
    const { token } = await house.anna.createToken({ ...request, project_id: project });
    const client = as(token);
    const tries: Record<string, () => Promise<unknown>> = {
      tasks: () => client.tasks(project),
      download: () => client.download(project),
      members: () => client.members(project),
      upload: () => upload(client, `by ${request.kind} ${request.scope}`),
    };
    for (const [what, work] of Object.entries(tries))
      if (reached.includes(what)) await work();
      else expect(await codeOf(work()), what).toBe('403 TOKEN_WRONG_SCOPE');
    expect(await codeOf(client.tasks(other))).toBe('403 TOKEN_WRONG_PROJECT');
    expect(await codeOf(client.projects())).toBe('403 TOKEN_WRONG_SCOPE');
    expect(await codeOf(client.createToken({ name: 'more' }))).toBe('403 TOKEN_WRONG_SCOPE');
    expect((await client.account.me()).email).toBe('anna@demo.example');
  });

  test('a sync token: one project, download and upload, nothing else of it', async () => {
    const { token, expires_at } = await house.anna.createSyncToken(project);
    expect(Math.abs(Date.parse(expires_at) - Date.now() - 3_600_000)).toBeLessThan(60_000);
    const client = as(token);
    expect((await upload(client, 'by a sync token')).counts.applied).toBe(1);
    expect((await client.tasks(project)).tasks.length).toBeGreaterThan(10);
    for (const work of [
      () => client.rollback(project, 1),
      () => client.createSyncToken(project),
      () => client.members(project),
    ])
      expect(await codeOf(work())).toBe('403 TOKEN_WRONG_SCOPE');
    const file = await freshCopy(house.anna, other);
    expect(await codeOf(client.upload({ project_id: other, file }))).toBe('403 TOKEN_WRONG_PROJECT');
    const { token: reads } = await house.anna.createSyncToken(project, { scope: 'read' });
    expect(await codeOf(upload(as(reads), 'x'))).toBe('403 TOKEN_WRONG_SCOPE');
  });

  test('a role that is taken away is gone with the next call', async () => {
    const demo = (await house.owner.account.me()).organisation.id;
    const person = house.as(await addPerson(house, demo, 'editor'));
    const { user_id: id } = await person.account.me();
    const { token } = await person.createSyncToken(project);
    expect((await upload(as(token), 'still an editor')).counts.applied).toBe(1);
    await house.owner.account.changeMember(id, { role: 'viewer' });
    expect(await codeOf(upload(as(token), 'a viewer'))).toBe('403 FORBIDDEN');
    await house.owner.account.removeMember(id);
    expect(await codeOf(as(token).account.me())).toBe('401 UNAUTHENTICATED');
  });
});

describe('what is refused, each with its code', () => {
  const parts = (token: string) => token.split('.').map((part) => Buffer.from(part, 'base64url').toString());
  const claims = (token: string) => JSON.parse(parts(token)[1]!) as Record<string, unknown>;
  const header = (token: string) => JSON.parse(parts(token)[0]!) as Record<string, string>;

  test('a sync token that was revoked; a key that was rotated twice', async () => {
    const [one, two] = [await house.anna.createSyncToken(project), await house.anna.createSyncToken(project)];
    await house.anna.revokeSyncToken(project, one.jti);
    expect(await codeOf(as(one.token).tasks(project))).toBe('401 TOKEN_REVOKED');
    await house.owner.account.rotateSyncKey();
    expect((await as(two.token).tasks(project)).tasks.length).toBeGreaterThan(0);
    const three = await house.anna.createSyncToken(project);
    await house.owner.account.rotateSyncKey();
    expect(await codeOf(as(two.token).tasks(project))).toBe('401 TOKEN_KEY_ROTATED');
    expect((await as(three.token).tasks(project)).tasks.length).toBeGreaterThan(0);
  });

  test.each<[string, string, (token: string) => string | Promise<string>]>([
    [
      'alg none',
      '401 TOKEN_ALGORITHM',
      (token) =>
        `${Buffer.from(JSON.stringify({ ...header(token), alg: 'none' })).toString('base64url')}.${token.split('.')[1]}.`,
    ],
    ['an unsecured JWT without a key', '401 TOKEN_INVALID', (token) => new UnsecuredJWT(claims(token)).encode()],
    [
      'another algorithm',
      '401 TOKEN_ALGORITHM',
      (token) =>
        new SignJWT(claims(token)).setProtectedHeader({ ...header(token), alg: 'HS512' }).sign(new Uint8Array(64)),
    ],
    [
      'a key that is not ours',
      '401 TOKEN_INVALID',
      (token) =>
        new SignJWT(claims(token)).setProtectedHeader({ ...header(token), alg: 'HS256' }).sign(new Uint8Array(32)),
    ],
    [
      'an altered scope',
      '401 TOKEN_INVALID',
      (token) => {
        const [head, , signature] = token.split('.');
        const altered = Buffer.from(JSON.stringify({ ...claims(token), scope: 'read' })).toString('base64url');
        return `${head}.${altered}.${signature}`;
      },
    ],
    ['no token at all', '401 TOKEN_INVALID', () => 'aaaa.bbbb.cccc'],
    [
      'another kind of JWT',
      '401 TOKEN_INVALID',
      (token) => {
        const [, body, signature] = token.split('.');
        return `${Buffer.from(JSON.stringify({ ...header(token), typ: 'JWT' })).toString('base64url')}.${body}.${signature}`;
      },
    ],
  ])('%s', async (_what, code, forge) => {
    const { token } = await house.anna.createSyncToken(project);
    expect(await codeOf(as(await forge(token)).tasks(project))).toBe(code);
  });

  test("another tenant's: by its project, and when it claims to be ours", async () => {
    const stranger = house.as((await addTenant(house, 'owner')).token);
    const theirs = (await stranger.create({ name: 'Theirs' })).project_id;
    expect(await codeOf(house.anna.createToken({ name: 'x', project_id: theirs }))).toBe('404 NOT_FOUND');
    expect(await codeOf(house.anna.createSyncToken(theirs))).toBe('404 NOT_FOUND');
    const { token } = await stranger.createSyncToken(theirs);
    expect(await codeOf(as(token).tasks(project))).toBe('403 TOKEN_WRONG_PROJECT');
    const demo = (await house.owner.account.me()).organisation.id;
    const [head, , signature] = token.split('.');
    const body = Buffer.from(JSON.stringify({ ...claims(token), tid: demo, project })).toString('base64url');
    expect(await codeOf(as(`${head}.${body}.${signature}`).tasks(project))).toBe('401 TOKEN_FOREIGN');
  });

  test('expired, with thirty seconds of skew; personal tokens too', async () => {
    const { token } = await house.anna.createSyncToken(project);
    const personal = (await house.anna.createToken({ name: 'day', expires_in_days: 1 })).token;
    const nobody = { ip: null, userAgent: null };
    const at = (seconds: number) => {
      const now = new Date(Date.now() + seconds * 1000).toISOString();
      return { ...house.server.house, publicUrl: '', system: { ...house.server.house.system, now: () => now } };
    };
    expect((await authenticate(at(3600 + 15), token, nobody)).user.name).toBe('Anna Editor');
    await expect(authenticate(at(3600 + 45), token, nobody)).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' });
    await expect(authenticate(at(86_500), personal, nobody)).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' });
  });

  test('revoked', async () => {
    const { token, id } = await house.anna.createToken({ name: 'short' });
    await house.anna.revokeToken(id);
    expect(await codeOf(as(token).whoami())).toBe('401 TOKEN_REVOKED');
  });

  test('none of them is in any log', () => {
    expect(logged.length).toBeGreaterThan(1000);
    const secrets = [...tried]
      .flatMap((token) => token.split('.').slice(1).concat(token))
      .filter(({ length }) => length > 30);
    expect(secrets.filter((secret) => logged.includes(secret))).toEqual([]);
  });
});

test.each(['sync', 'feed'] as const)(
  'a workbook with a token (%s) that somebody else uploads: it ends, and both are told',
  async (kind) => {
    const connected = kind === 'sync' ? ({ kind } as const) : ({ kind, refreshMinutes: 0 } as const);
    const before = new Set((await house.anna.tokens()).tokens.map(({ id }) => id));
    const { bytes } = (await house.anna.download(project, { connected }))!;
    const newest = (await house.anna.tokens()).tokens.find(({ id }) => !before.has(id))!;
    const own = await house.anna.upload({
      project_id: project,
      file: await edited(bytes, [[4, 'notes', `own ${kind}`]]),
    });
    expect(own.warnings.map(({ code }) => code)).not.toContain('LEAKED_TOKEN');
    const file = await edited(bytes, [[5, 'notes', `passed round ${kind}`]]);
    const stateOf = async () => (await house.anna.tokens()).tokens.find(({ id }) => id === newest.id)!.revoked_at;
    const tried = await house.ben.upload({ project_id: project, file, dry_run: true });
    expect([tried.warnings.map(({ code }) => code).includes('LEAKED_TOKEN'), await stateOf()]).toEqual([true, null]);
    const { warnings, counts } = await house.ben.upload({ project_id: project, file });
    const told = warnings.find(({ code }) => code === 'LEAKED_TOKEN');
    expect([counts.applied, told?.message]).toEqual([1, expect.stringContaining('is revoked')]);
    expect(await stateOf()).not.toBe(null);
    const merged = (await house.ben.download(project))!.bytes;
    expect(readSyncToken(openWorkbook(merged))).toBe(undefined);
  },
);
