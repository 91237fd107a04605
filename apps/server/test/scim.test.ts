/**
 * Members by a directory: SCIM 2.0, with the requests that Microsoft Entra ID and Okta send, as their public documentation shows them
 * ("Develop and plan provisioning for a SCIM endpoint"; "SCIM 2.0 protocol reference").
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PatchOperation, patched } from '../src/services/provisioning/patch.ts';
import { addTenant, openHouse, problemOf, type TestHouse } from './support.ts';

let house: TestHouse;
let directory: string;
beforeAll(async () => {
  house = await openHouse();
  directory = (await house.owner.provisioning.renewToken()).token;
  await house.owner.provisioning.setRules({ roles: { Planners: 'editor', Bosses: 'owner' }, default_role: 'viewer' });
});
afterAll(() => house.stop());

interface Answer {
  readonly status: number;
  readonly body: { readonly [name: string]: never } & { id: string; Resources: { id: string }[]; members: unknown[] };
}

async function scim(method: string, path: string, body?: unknown, token = directory): Promise<Answer> {
  const response = await fetch(`${house.server.url}/scim/v2${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json; charset=utf-8' },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  if (text !== '') expect(response.headers.get('content-type')).toMatch(/^application\/scim\+json/);
  return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
}
const patch = (path: string, ...Operations: unknown[]) =>
  scim('PATCH', path, { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations });
const roleOf = async (email: string) =>
  (await house.owner.account.members()).members.find((one) => one.email === email)?.role;

const user = (email: string, more: object = {}) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  userName: email,
  emails: [{ primary: true, type: 'work', value: email }],
  active: true,
  ...more,
});
const idOf = async (email: string): Promise<string> => (await scim('POST', '/Users', user(email))).body.id;

describe('Microsoft Entra ID', () => {
  const userName = 'Test_User_ab6490ee-1e48-479e-a20b-2d77186b5dd1';
  const email = 'Test_User_fd0ea19b-0777-472c-9f96-4f70d2226f2e@testuser.com';
  const created = {
    schemas: [
      'urn:ietf:params:scim:schemas:core:2.0:User',
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
    ],
    externalId: '0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef',
    userName,
    active: true,
    emails: [{ primary: true, type: 'work', value: email }],
    meta: { resourceType: 'User' },
    name: { formatted: 'givenName familyName', familyName: 'familyName', givenName: 'givenName' },
    roles: [],
  };

  test('a user from the first question to the end', async () => {
    const ask = () => scim('GET', `/Users?filter=${encodeURIComponent(`userName eq "${userName}"`)}`);
    expect(await ask()).toMatchObject({ status: 200, body: { totalResults: 0, startIndex: 1, Resources: [] } });
    const made = await scim('POST', '/Users', created);
    expect(made).toMatchObject({ status: 201, body: { userName, externalId: created.externalId, active: true } });
    expect(await roleOf(email)).toBe('viewer');
    expect((await ask()).body.Resources.map(({ id }) => id)).toEqual([made.body.id]);
    expect(await scim('POST', '/Users', created)).toMatchObject({
      status: 409,
      body: { scimType: 'uniqueness', status: '409' },
    });
    const at = `/Users/${made.body.id}`;
    const renamed = await patch(
      at,
      { op: 'Replace', path: 'emails[type eq "work"].value', value: 'updatedEmail@microsoft.com' },
      { op: 'Replace', path: 'name.familyName', value: 'updatedFamilyName' },
    );
    expect(renamed.body).toMatchObject({
      name: { formatted: 'givenName updatedFamilyName' },
      emails: [{ value: 'updatedEmail@microsoft.com' }],
    });
    const other = '5b50642d-79fc-4410-9e90-4c077cdd1a59@testuser.com';
    expect((await patch(at, { op: 'Replace', path: 'userName', value: other })).body).toMatchObject({
      userName: other,
    });
    expect((await patch(at, { op: 'Replace', path: 'active', value: 'False' })).body).toMatchObject({ active: false });
    expect(await roleOf('updatedEmail@microsoft.com')).toBeUndefined();
    expect((await patch(at, { op: 'Replace', path: 'active', value: 'True' })).body).toMatchObject({ active: true });
    expect(await roleOf('updatedEmail@microsoft.com')).toBe('viewer');
    expect((await scim('DELETE', at)).status).toBe(204);
    expect((await scim('GET', at)).status).toBe(404);
    expect(await roleOf('updatedEmail@microsoft.com')).toBeUndefined();
  });

  test('a group: made, renamed, people in and out; what they are follows', async () => {
    const id = await idOf('member@testuser.com');
    const group = {
      schemas: [
        'urn:ietf:params:scim:schemas:core:2.0:Group',
        'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group',
      ],
      externalId: '8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159',
      displayName: 'displayName',
      meta: { resourceType: 'Group' },
    };
    const made = await scim('POST', '/Groups', group);
    expect(made).toMatchObject({ status: 201, body: { displayName: 'displayName', members: [] } });
    const at = `/Groups/${made.body.id}`;
    expect((await scim('GET', `${at}?excludedAttributes=members`)).status).toBe(200);
    await patch(at, { op: 'Add', path: 'members', value: [{ $ref: null, value: id }] });
    expect(await roleOf('member@testuser.com')).toBe('viewer');
    await patch(at, { op: 'Replace', path: 'displayName', value: 'Planners' });
    expect(await roleOf('member@testuser.com')).toBe('editor');
    const found = await scim('GET', '/Groups?excludedAttributes=members&filter=displayName%20eq%20%22planners%22');
    expect(found.body).toMatchObject({ totalResults: 1, Resources: [{ displayName: 'Planners' }] });
    expect(found.body.Resources[0]).not.toHaveProperty('members');
    await patch(at, { op: 'Remove', path: 'members', value: [{ $ref: null, value: id }] });
    expect(await roleOf('member@testuser.com')).toBe('viewer');
    expect((await scim('DELETE', at)).status).toBe(204);
  });
});

describe('Okta', () => {
  const created = {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    userName: 'test.user@okta.local',
    name: { givenName: 'Test', familyName: 'User' },
    emails: [{ primary: true, value: 'test.user@okta.local', type: 'work' }],
    displayName: 'Test User',
    locale: 'en-US',
    externalId: '00ujl29u0le5T6Aj10h7',
    groups: [],
    password: '1mz050nq',
    active: true,
  };

  test('a user from the first question to the end', async () => {
    expect((await scim('GET', '/Users?startIndex=1&count=2')).body).toMatchObject({ startIndex: 1 });
    const asked = await scim(
      'GET',
      '/Users?filter=userName%20eq%20%22test.user%40okta.local%22&startIndex=1&count=100',
    );
    expect(asked.body).toMatchObject({ totalResults: 0 });
    const made = await scim('POST', '/Users', created);
    expect(made).toMatchObject({ status: 201, body: { displayName: 'Test User' } });
    expect(JSON.stringify(made.body)).not.toContain('1mz050nq');
    const at = `/Users/${made.body.id}`;
    const put = await scim('PUT', at, {
      ...created,
      id: made.body.id,
      displayName: 'Another User',
      name: { givenName: 'Another', familyName: 'User' },
    });
    expect(put).toMatchObject({ status: 200, body: { displayName: 'Another User' } });
    expect((await patch(at, { op: 'replace', value: { active: false } })).body).toMatchObject({ active: false });
    expect(await roleOf('test.user@okta.local')).toBeUndefined();
    expect((await scim('PUT', at, { ...created, id: made.body.id })).body).toMatchObject({ active: true });
    expect(await roleOf('test.user@okta.local')).toBe('viewer');
  });

  test('a group', async () => {
    const [one, two] = [await idOf('one@okta.local'), await idOf('two@okta.local')];
    const made = await scim('POST', '/Groups', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
      displayName: 'Bosses',
      members: [{ value: one, display: 'one@okta.local' }],
    });
    expect(await roleOf('one@okta.local')).toBe('owner');
    const at = `/Groups/${made.body.id}`;
    await patch(
      at,
      { op: 'remove', path: `members[value eq "${one}"]` },
      { op: 'add', path: 'members', value: [{ value: two }] },
    );
    expect([await roleOf('one@okta.local'), await roleOf('two@okta.local')]).toEqual(['viewer', 'owner']);
    await patch(at, { op: 'replace', value: { id: made.body.id, displayName: 'Guests' } });
    expect(await roleOf('two@okta.local')).toBe('viewer');
    const put = await scim('PUT', at, { displayName: 'Bosses', members: [] });
    expect(put.body.members).toEqual([]);
  });
});

describe('who leaves', () => {
  test('is out at once: sessions, tokens, membership; and in again without the old ones', async () => {
    const { link } = await house.owner.account.invite({ email: 'leaver@demo.example', role: 'editor' });
    const token = /#token=(.*)$/.exec(link)?.[1] ?? '';
    const joined = await fetch(`${house.server.url}/api/auth/accept-invitation`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: house.server.url },
      body: JSON.stringify({ token, name: 'Lea Leaver', password: 'a quiet river at noon' }),
    });
    const cookie = joined.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const me = () => fetch(`${house.server.url}/api/me`, { headers: { cookie } });
    const { user_id } = (await (await me()).json()) as { user_id: string };
    const made = await fetch(`${house.server.url}/api/tokens`, {
      method: 'POST',
      headers: { cookie, origin: house.server.url, 'content-type': 'application/json' },
      body: '{"name":"x"}',
    });
    const { token: personal } = (await made.json()) as { token: string };
    const adopted = await scim('POST', '/Users', user('Leaver@demo.example'));
    expect([adopted.status, adopted.body.id]).toEqual([201, user_id]);
    expect((await me()).status).toBe(200);
    await patch(`/Users/${user_id}`, { op: 'replace', value: { active: false } });
    expect((await me()).status).toBe(401);
    expect((await problemOf(house.as(personal).projects())).status).toBe(401);
    await patch(`/Users/${user_id}`, { op: 'replace', value: { active: true } });
    expect([(await me()).status, await roleOf('leaver@demo.example')]).toEqual([401, 'viewer']);
    const { entries } = await house.owner.chain({ log: 'security', limit: 20 });
    const told = entries.map((one) => one as { type?: string; details?: { by?: string; user_id?: string } });
    const ofDirectory = told.filter(({ details }) => details?.by === 'directory' && details.user_id === user_id);
    expect(ofDirectory.map(({ type }) => type)).toEqual(['member.added', 'member.removed', 'member.changed']);
  });

  test('the last owner stays, and the directory is told', async () => {
    const { tenant, token } = await addTenant(house, 'owner');
    const owner = house.as(token);
    const { token: theirs } = await owner.provisioning.renewToken();
    const made = await scim('POST', '/Users', user('olga@other.example'), theirs);
    expect(made.status).toBe(201);
    const out = await scim(
      'PATCH',
      `/Users/${made.body.id}`,
      { Operations: [{ op: 'replace', value: { active: false } }] },
      theirs,
    );
    expect(out.status).toBe(409);
    expect((await owner.account.me()).role).toBe('owner');
    expect((await scim('GET', `/Users/${made.body.id}`, undefined, theirs)).body).toMatchObject({ active: true });
    // and of another organisation nothing is seen
    expect((await scim('GET', `/Users/${made.body.id}`)).status).toBe(404);
    expect(JSON.stringify((await scim('GET', '/Users?count=200')).body)).not.toContain('olga@other.example');
    expect(tenant).toMatch(/-/);
  });
});

describe('what is refused', () => {
  test.each<[string, string, string, unknown, number]>([
    ['a filter that is none', 'GET', '/Users?filter=x', undefined, 400],
    ['a filter by something else', 'GET', '/Users?filter=title%20eq%20%22x%22', undefined, 400],
    ['a user without a name', 'POST', '/Users', { active: true }, 400],
    ['a user without an address', 'POST', '/Users', { userName: 'x' }, 400],
    ['no JSON', 'POST', '/Users', '{', 400],
    ['a list', 'POST', '/Users', [], 400],
    ['an operation that is none', 'PATCH', '/Users/ID', { Operations: [{ op: 'move', path: 'x' }] }, 400],
    ['a path that is none', 'PATCH', '/Users/ID', { Operations: [{ op: 'add', path: '][', value: 1 }] }, 400],
    ['active as a number', 'PATCH', '/Users/ID', { Operations: [{ op: 'add', path: 'active', value: 7 }] }, 400],
    ['somebody who is not there', 'GET', '/Users/00000000-0000-4000-8000-000000000000', undefined, 404],
    ['an id that is none', 'GET', '/Groups/x', undefined, 404],
    ['a group without a name', 'POST', '/Groups', {}, 400],
  ])('%s', async (_what, method, path, body, status) => {
    const id = path.includes('ID') ? (await scim('GET', '/Users?count=1')).body.Resources[0]!.id : '';
    const answer = await scim(method, path.replace('ID', id), body);
    expect(answer).toMatchObject({
      status,
      body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: String(status) },
    });
  });

  test('whoever has no token of this directory, or an old one', async () => {
    const personal = house.demo.users[0]!.token;
    for (const token of ['', 'x', personal, `sfo_${'a'.repeat(43)}`])
      expect((await scim('GET', '/Users', undefined, token)).status).toBe(401);
    expect((await problemOf(house.as(directory).projects())).status).toBe(401);
    const before = directory;
    directory = (await house.owner.provisioning.renewToken()).token;
    expect([(await scim('GET', '/Users', undefined, before)).status, (await scim('GET', '/Users')).status]).toEqual([
      401, 200,
    ]);
    expect((await problemOf(house.anna.provisioning.renewToken())).code).toBe('FORBIDDEN');
    await house.owner.provisioning.endToken();
    expect((await scim('GET', '/Users')).status).toBe(401);
    directory = (await house.owner.provisioning.renewToken()).token;
  });
});

test('the directory is told what there is', async () => {
  const { body } = await scim('GET', '/ServiceProviderConfig');
  expect(body).toMatchObject({ patch: { supported: true }, filter: { supported: true }, bulk: { supported: false } });
  for (const path of ['/Schemas', '/ResourceTypes'])
    expect((await scim('GET', path)).body.Resources.map(({ id }) => id.split(':').at(-1))).toEqual(['User', 'Group']);
});

describe('PATCH', () => {
  const before = {
    userName: 'a',
    emails: [{ type: 'work', value: 'a@x' }],
    name: { givenName: 'A' },
    members: [{ value: '1' }, { value: '2' }],
  };
  test.each<[PatchOperation, object]>([
    [{ op: 'replace', path: 'USERNAME', value: 'b' }, { userName: 'b' }],
    [{ op: 'Add', path: 'nickName', value: 'n' }, { nickName: 'n' }],
    [{ op: 'replace', path: 'urn:ietf:params:scim:schemas:core:2.0:User:userName', value: 'b' }, { userName: 'b' }],
    [{ op: 'add', path: 'name.familyName', value: 'B' }, { name: { givenName: 'A', familyName: 'B' } }],
    [
      { op: 'replace', value: { 'name.givenName': 'C', userName: 'd' } },
      { name: { givenName: 'C' }, userName: 'd' },
    ],
    [
      { op: 'replace', path: 'emails[type eq "work"].value', value: 'b@x' },
      { emails: [{ type: 'work', value: 'b@x' }] },
    ],
    [
      { op: 'add', path: 'emails[type eq "home"].value', value: 'h@x' },
      {
        emails: [
          { type: 'work', value: 'a@x' },
          { type: 'home', value: 'h@x' },
        ],
      },
    ],
    [
      { op: 'add', path: 'members', value: [{ value: '2' }, { value: '3' }] },
      { members: [{ value: '1' }, { value: '2' }, { value: '3' }] },
    ],
    [{ op: 'remove', path: 'members', value: [{ value: '1' }] }, { members: [{ value: '2' }] }],
    [{ op: 'remove', path: 'members[value eq "2"]' }, { members: [{ value: '1' }] }],
    [{ op: 'remove', path: 'members' }, { members: [] }],
    [{ op: 'replace', path: 'members', value: [{ value: '9' }] }, { members: [{ value: '9' }] }],
  ])('%j', (operation, change) => {
    expect(patched(before, [operation])).toEqual({ ...before, ...change });
    expect(before.members.length).toBe(2);
  });
});
