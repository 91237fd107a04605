/**
 * Signing in at an identity provider: OpenID Connect against oidc-provider, SAML 2.0 against samlify, each in a process of its own.
 */
import path from 'node:path';
import type { IdentityProvider, NewIdentityProvider } from '@sprintforge/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort, type OwnProcess, serve } from '../../../test/support/own-process.ts';
import { configureProvider } from '../src/index.ts';
import { type Browser, browser } from './browser.ts';
import { throughProvider } from './sign-on/through-provider.ts';
import { openHouse, problemOf, type TestHouse } from './support.ts';

let house: TestHouse;
const processes: OwnProcess[] = [];
const idp = { oidc: '', saml: '' };
let oidc: IdentityProvider;
let saml: IdentityProvider;

beforeAll(async () => {
  house = await openHouse({ outgoingAllowed: ['127.0.0.1/32'] });
  for (const kind of ['oidc', 'saml'] as const) {
    const port = await freePort();
    const script = path.join(import.meta.dirname, 'sign-on', `${kind}-server.ts`);
    processes.push(await serve(process.execPath, [script, String(port)], port));
    idp[kind] = `http://127.0.0.1:${port}`;
  }
  oidc = await house.owner.signOn.add({
    ...rules('groups'),
    kind: 'oidc',
    name: 'Our OpenID',
    oidc: {
      discovery_url: idp.oidc,
      client_id: 'plans',
      client_secret: secret,
      scopes: ['profile', 'email', 'groups'],
    },
  });
  await put(`${idp.oidc}/clients`, {
    client_id: 'plans',
    client_secret: secret,
    redirect_uris: [oidc.addresses.answer],
    post_logout_redirect_uris: [oidc.addresses.signed_out],
  });
  saml = await house.owner.signOn.add({
    ...rules('team'),
    kind: 'saml',
    name: 'Our SAML',
    saml: { metadata_url: `${idp.saml}/metadata` },
  });
  await put(`${idp.saml}/service`, await (await fetch(saml.addresses.metadata!)).text());
});
afterAll(async () => {
  for (const one of processes) await one.stop();
  await house.stop();
});

const secret = 'a client secret, of forty characters and more';
type Rules = Pick<NewIdentityProvider, 'role_claim' | 'roles' | 'domains' | 'default_role'>;
const rules = (role_claim: string): Rules => ({
  role_claim,
  roles: { bosses: 'owner', planners: 'editor' },
  domains: ['demo.example'],
  default_role: 'viewer',
});
const put = (url: string, body: unknown) =>
  fetch(url, { method: 'PUT', body: typeof body === 'string' ? body : JSON.stringify(body) });

/** Goes there and back; the last answer of our server. */
type Journey = (one: Browser) => Promise<Response>;
const html = { headers: { accept: 'text/html' }, redirect: 'manual' } as const;

const comeBack = (start: string) => throughProvider(start, house.server.url);

async function begun(one: Browser, provider: IdentityProvider, to?: string): Promise<string> {
  return (await one.client.signOn.begin({ provider_id: provider.id, ...(to ? { to } : {}) })).url;
}

interface Person {
  readonly id: string;
  readonly email?: string;
  readonly name?: string;
  readonly groups?: string;
  readonly [more: string]: unknown;
}

const oidcJourney =
  ({ id, groups, ...person }: Person, told: object = {}): Journey =>
  async (one) => {
    const claims = { email_verified: true, ...person, sub: id, groups: groups === undefined ? [] : [groups] };
    await put(`${idp.oidc}/told`, { person: claims, ...told });
    return one.fetch(await comeBack(await begun(one, oidc)), html);
  };

interface SamlAnswer {
  readonly acs: string;
  readonly SAMLResponse: string;
  readonly RelayState: string;
}
const postTo = (one: Pick<Browser, 'fetch'>, { acs, ...form }: SamlAnswer) =>
  one.fetch(acs, { ...html, method: 'POST', body: new URLSearchParams(form) });

/** What the provider answers to a sign-in that this browser begins. */
async function samlAnswer(one: Browser, { id, email, name, groups }: Person, told: object = {}): Promise<SamlAnswer> {
  const said = { ...(email && { email }), ...(name && { displayName: name }), ...(groups && { team: groups }) };
  await put(`${idp.saml}/told`, { nameId: id, attributes: said, ...told });
  const answer = await fetch(await begun(one, saml));
  if (answer.status !== 200) throw new Error(await answer.text());
  return (await answer.json()) as SamlAnswer;
}

const samlJourney =
  (person: Person, told: object = {}): Journey =>
  async (one) => {
    const posted = await postTo(browser(house.server.url, null), await samlAnswer(one, person, told));
    const next = posted.headers.get('location') ?? '';
    return next.includes('/finish/') ? one.fetch(next, html) : posted;
  };

const journeys = { oidc: oidcJourney, saml: samlJourney };
const fresh = () => browser(house.server.url);
async function signedIn(journey: Journey): Promise<Browser> {
  const one = fresh();
  const response = await journey(one);
  expect([response.status, response.headers.get('location')]).toEqual([303, `${house.server.url}/sign-in#signed-in`]);
  return one;
}
const problemAt = (response: Response) => /#problem=(\w+)$/.exec(response.headers.get('location') ?? '')?.[1];

/** What the security log says of refused sign-ins. */
async function refusals(): Promise<string[]> {
  await (house.server.house.refusals as unknown as { flush(): Promise<void> }).flush();
  const { entries } = await house.owner.chain({ log: 'security', type: 'sign_in.refused', limit: 200 });
  return entries.map((entry) => String((entry as { details?: { code?: string } }).details?.code));
}

describe.each(['oidc', 'saml'] as const)('%s', (kind) => {
  const journey = journeys[kind];

  test('somebody new of the domain becomes a member, by the role of their group, and comes back as the same', async () => {
    const person = { id: `${kind}-nina`, email: `nina-${kind}@demo.example`, name: 'Nina New', groups: 'planners' };
    const one = await signedIn(journey(person));
    const me = await one.client.account.me();
    expect(me).toMatchObject({ name: 'Nina New', email: person.email, role: 'editor', scope: 'full' });
    expect((await one.client.account.sessions()).sessions[0]?.method).toBe(kind);
    const again = await signedIn(journey({ ...person, email: 'renamed@demo.example' }));
    expect((await again.client.account.me()).user_id).toBe(me.user_id);
  });

  test('the role follows the group; without one it is that of everybody', async () => {
    const person = { id: `${kind}-rolf`, email: `rolf-${kind}@demo.example` };
    for (const [groups, role] of [
      ['planners', 'editor'],
      ['bosses', 'owner'],
      ['others', 'viewer'],
    ] as const) {
      const one = await signedIn(journey({ ...person, groups }));
      expect((await one.client.account.me()).role).toBe(role);
    }
  });

  test('who is here already by that address is the same person', async () => {
    const invited = await house.owner.account.invite({ email: `old-${kind}@demo.example`, role: 'viewer' });
    const before = fresh();
    const token = /#token=(.*)$/.exec(invited.link)?.[1] ?? '';
    await before.client.account.acceptInvitation({ token, name: 'Olaf Old', password: 'a quiet river at noon' });
    const one = await signedIn(journey({ id: `${kind}-olaf`, email: `OLD-${kind}@demo.example`, groups: 'planners' }));
    const me = await one.client.account.me();
    expect(me.user_id).toBe((await before.client.account.me()).user_id);
    expect(me).toMatchObject({ name: 'Olaf Old', role: 'editor' });
  });

  test('who was removed does not come back by signing in', async () => {
    const person = { id: `${kind}-gone`, email: `gone-${kind}@demo.example` };
    const one = await signedIn(journey(person));
    await house.owner.account.removeMember((await one.client.account.me()).user_id);
    expect(problemAt(await journey(person)(fresh()))).toBe('SSO_NOT_ADMITTED');
    expect(problemAt(await journey({ ...person, id: `${kind}-gone-2` })(fresh()))).toBe('SSO_NOT_ADMITTED');
  });

  test('an address of another domain is not let in, and one that is nobody is not either', async () => {
    for (const email of ['eve@evil.example', 'eve@sub.demo.example', undefined]) {
      const person = { id: `${kind}-eve`, ...(email === undefined ? {} : { email }) };
      expect(problemAt(await journey(person)(fresh()))).toBe('SSO_NOT_ADMITTED');
    }
  });

  test('the place that a person wanted to go to; none of another site', async () => {
    const one = fresh();
    const wish = one.client.signOn.begin({ provider_id: oidc.id, to: '//evil.example' });
    expect((await problemOf(wish)).code).toBe('BAD_REQUEST');
    await put(`${idp.oidc}/told`, { person: { sub: 'x', email: 'x@demo.example', email_verified: true } });
    const back = await comeBack(await begun(one, oidc, '/projects?x=1'));
    expect((await one.fetch(back, html)).headers.get('location')).toBe(
      `${house.server.url}/sign-in?next=%2Fprojects%3Fx%3D1#signed-in`,
    );
  });

  test('a session ends here at once, and the browser is sent to end it there', async () => {
    const one = await signedIn(journey({ id: `${kind}-out`, email: `out-${kind}@demo.example` }));
    const { url } = await one.client.account.signOut();
    expect((await problemOf(one.client.account.me())).code).toBe('UNAUTHENTICATED');
    expect(url).toMatch(new RegExp(`^${idp[kind]}/`));
    const there = await fetch(url!);
    expect(there.status).toBe(200);
    if (kind === 'saml') expect(await there.json()).toEqual({ nameId: 'saml-out' });
    const landed = await fetch(saml.addresses.signed_out, { redirect: 'manual' });
    expect(landed.headers.get('location')).toBe(`${house.server.url}/sign-in`);
  });
});

const mallory = { id: 'mallory', email: 'mallory@demo.example' };
const past = '2020-01-01T00:00:00.000Z';
test.each<[string, string, Journey]>([
  ['an ID token with another person in it', 'SSO_SIGNATURE', oidcJourney(mallory, { spoil: 'signature' })],
  ['an ID token for another client', 'SSO_AUDIENCE', oidcJourney(mallory, { spoil: 'audience' })],
  ['an ID token of another sign-in', 'SSO_INVALID', oidcJourney(mallory, { spoil: 'nonce' })],
  ['an ID token of long ago', 'SSO_EXPIRED', oidcJourney(mallory, { spoil: 'expired' })],
  ['a person who presses Cancel', 'SSO_DENIED', oidcJourney(mallory, { deny: true })],
  ['an address that is not verified', 'SSO_NOT_ADMITTED', oidcJourney({ ...mallory, email_verified: false })],
  ['a tampered assertion', 'SSO_SIGNATURE', samlJourney(mallory, { tamper: ['mallory@demo', 'boss@demo'] })],
  [
    'an assertion without its signature',
    'SSO_SIGNATURE',
    samlJourney(mallory, { tamper: ['<ds:Signature.*</ds:Signature>', ''] }),
  ],
  [
    'a forged assertion around the signed one',
    'SSO_SIGNATURE',
    samlJourney(mallory, { wrap: { how: 'around', name: 'ceo' } }),
  ],
  [
    'a forged assertion beside the signed one',
    'SSO_SIGNATURE',
    samlJourney(mallory, { wrap: { how: 'beside', name: 'ceo' } }),
  ],
  ['an assertion signed with SHA-1', 'SSO_SIGNATURE', samlJourney(mallory, { weak: true })],
  ['something hidden in the name', 'SSO_SIGNATURE', samlJourney(mallory, { tamper: ['mallory@', 'mallory<?x y?>x@'] })],
  [
    'an assertion for another service',
    'SSO_AUDIENCE',
    samlJourney(mallory, { says: { Audience: 'https://x.example' } }),
  ],
  [
    'one for another address',
    'SSO_AUDIENCE',
    samlJourney(mallory, { says: { SubjectRecipient: 'https://x.example' } }),
  ],
  ['one that answers another request', 'SSO_UNSOLICITED', samlJourney(mallory, { says: { InResponseTo: '_other' } })],
  ['one of long ago', 'SSO_EXPIRED', samlJourney(mallory, { says: { ConditionsNotOnOrAfter: past } })],
  [
    'one confirmed long ago',
    'SSO_EXPIRED',
    samlJourney(mallory, { says: { SubjectConfirmationDataNotOnOrAfter: past } }),
  ],
  ['one of another provider', 'SSO_INVALID', samlJourney(mallory, { says: { Issuer: 'https://other.example' } })],
  [
    'a name that changes each time',
    'SSO_INVALID',
    samlJourney(mallory, { nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient' }),
  ],
  [
    'a refusal by the provider',
    'SSO_DENIED',
    samlJourney(mallory, { says: { StatusCode: 'urn:oasis:names:tc:SAML:2.0:status:AuthnFailed' } }),
  ],
])('%s: %s, and it is in the security log', async (_what, code, journey) => {
  const one = fresh();
  const response = await journey(one);
  expect([response.status, problemAt(response)]).toEqual([303, code]);
  expect((await problemOf(one.client.account.me())).code).toBe('UNAUTHENTICATED');
  expect(await refusals()).toContain(code);
  expect((await house.owner.account.members()).members.map(({ email }) => email)).not.toContain(mallory.email);
});

describe('an answer is taken once, by who asked', () => {
  test('replayed', async () => {
    const [one, thief] = [fresh(), fresh()];
    const answer = await samlAnswer(one, { id: 'saml-once', email: 'once@demo.example' });
    expect((await postTo(one, answer)).headers.get('location')).toMatch(/\/finish\/[\w-]+$/);
    expect(problemAt(await postTo(thief, answer))).toBe('SSO_REPLAYED');
    await put(`${idp.oidc}/told`, { person: { sub: 'o-once', email: 'oonce@demo.example', email_verified: true } });
    const back = await comeBack(await begun(one, oidc));
    expect(problemAt(await one.fetch(back, html))).toBeUndefined();
    for (const [name, { value }] of one.cookies) thief.cookies.set(name, { value, attributes: '' });
    expect(problemAt(await one.fetch(back, html))).toBe('SSO_UNSOLICITED'); // the cookie of the attempt is gone by then
    expect(await refusals()).toContain('SSO_REPLAYED');
  });

  test('of two at once one is taken', async () => {
    const answer = await samlAnswer(fresh(), { id: 'saml-race', email: 'race@demo.example' });
    const answers = await Promise.all([1, 2, 3].map(() => postTo(fresh(), answer)));
    expect(answers.map(problemAt).filter(Boolean)).toEqual(['SSO_REPLAYED', 'SSO_REPLAYED']);
  });

  test('unsolicited: nobody asked, or for another provider', async () => {
    const answer = await samlAnswer(fresh(), mallory);
    for (const RelayState of ['', 'x', house.server.house.system.uuid()])
      expect(problemAt(await postTo(fresh(), { ...answer, RelayState }))).toBe('SSO_UNSOLICITED');
    expect(await refusals()).toContain('SSO_UNSOLICITED');
  });

  test('an answer to one sign-in does not do for another', async () => {
    const one = fresh();
    const first = await samlAnswer(one, mallory);
    const second = await samlAnswer(one, mallory);
    expect(problemAt(await postTo(one, { ...first, RelayState: second.RelayState }))).toBe('SSO_UNSOLICITED');
  });

  test('the browser that finishes is the one that began', async () => {
    const [one, thief] = [fresh(), fresh()];
    const posted = await postTo(one, await samlAnswer(one, { id: 'saml-own', email: 'own@demo.example' }));
    const finish = posted.headers.get('location')!;
    expect(problemAt(await thief.fetch(finish, html))).toBe('SSO_UNSOLICITED');
    expect(problemAt(await one.fetch(finish, html))).toBeUndefined();
    await put(`${idp.oidc}/told`, { person: { sub: 'o-own', email: 'oown@demo.example', email_verified: true } });
    const back = await comeBack(await begun(one, oidc));
    expect(problemAt(await thief.fetch(back, html))).toBe('SSO_UNSOLICITED');
  });

  test('programs get the document', async () => {
    const response = await fresh().fetch(saml.addresses.answer, {
      method: 'POST',
      body: new URLSearchParams({ SAMLResponse: 'x' }),
    });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: 'SSO_UNSOLICITED' });
  });
});

describe('identity providers', () => {
  test('are offered by the domain of the address, and say nothing about people', async () => {
    const { client } = fresh();
    const offered = async (email: string) => (await client.signOn.offer(email)).providers.map(({ name }) => name);
    expect(await offered('nobody@Demo.Example')).toEqual(['Our OpenID', 'Our SAML']);
    expect(await offered('anna@other.example')).toEqual([]);
    expect(await client.account.ways()).toMatchObject({ sign_on: true });
  });

  test('their secrets are never given back, and lie sealed in the database', async () => {
    const { identity_providers: all } = await house.owner.signOn.providers();
    expect(all.map(({ name, oidc: of }) => [name, of?.has_secret])).toEqual([
      ['Our OpenID', true],
      ['Our SAML', undefined],
    ]);
    expect(JSON.stringify(all)).not.toContain(secret);
    const kept = await house.server.house.database.unit(await tenant(), (unit) => unit.identityProviders.list());
    for (const { sealed } of kept) {
      expect(sealed!.length).toBeGreaterThan(40);
      expect(Buffer.from(sealed!).toString('latin1')).not.toMatch(/client secret|PRIVATE KEY/);
    }
  });

  test.each<[string, Partial<NewIdentityProvider>, string, string?]>([
    [
      'nobody answers there',
      { oidc: { discovery_url: 'http://127.0.0.1:9/', client_id: 'x' } },
      'INVALID_VALUE',
      'oidc.discovery_url',
    ],
    ['no client', { oidc: { discovery_url: 'https://x.example', client_id: '' } }, 'BAD_REQUEST', 'oidc.client_id'],
    ['no name', { name: ' ', saml: {} }, 'BAD_REQUEST', 'name'],
    ['it is no provider', { oidc: { discovery_url: 'URL/projects', client_id: 'x' } }, 'INVALID_VALUE'],
    [
      'an address of our own network',
      { oidc: { discovery_url: 'http://169.254.169.254/', client_id: 'x' } },
      'INVALID_VALUE',
    ],
    ['metadata of nothing', { kind: 'saml', saml: { metadata: '<x/>' } }, 'INVALID_VALUE', 'saml.metadata'],
    [
      'metadata with entities',
      { kind: 'saml', saml: { metadata: '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>' } },
      'INVALID_VALUE',
    ],
    ['both kinds at once', { oidc: { discovery_url: 'https://x.example', client_id: 'x' }, saml: {} }, 'BAD_REQUEST'],
    ['neither', {}, 'BAD_REQUEST'],
  ])('is not kept: %s', async (_what, given, code, field) => {
    const request = { kind: 'oidc', name: 'Bad', ...given } as NewIdentityProvider;
    const text = JSON.stringify(request).replace('URL', house.server.url);
    const { code: said, problem } = await problemOf(house.owner.signOn.add(JSON.parse(text)));
    expect(said).toBe(code);
    if (field !== undefined) expect(problem['field']).toBe(field);
  });

  test('is changed, switched off and removed by an owner', async () => {
    const { metadata } = { metadata: await (await fetch(`${idp.saml}/metadata`)).text() };
    const made = await house.owner.signOn.add({
      kind: 'saml',
      name: 'Third',
      saml: { metadata },
      domains: ['third.example'],
    });
    expect((await problemOf(house.anna.signOn.remove(made.id))).code).toBe('FORBIDDEN');
    const changed = await house.owner.signOn.change(made.id, {
      name: 'Fourth',
      default_role: 'viewer',
      enabled: false,
    });
    expect(changed).toMatchObject({
      name: 'Fourth',
      default_role: 'viewer',
      domains: ['third.example'],
      enabled: false,
    });
    // metadata that was given as XML stays where a patch says nothing of it
    const renamed = await house.owner.signOn.change(made.id, { saml: { email_attribute: 'mail' } });
    expect(renamed.saml).toEqual({ metadata_url: null, email_attribute: 'mail' });
    expect((await fresh().client.signOn.offer('a@third.example')).providers).toEqual([]);
    expect((await problemOf(fresh().client.signOn.begin({ provider_id: made.id }))).code).toBe('NOT_FOUND');
    await house.owner.signOn.remove(made.id);
    expect((await problemOf(house.owner.signOn.change(made.id, { name: 'x' }))).code).toBe('NOT_FOUND');
  });

  test('from the configuration: added once, then kept in step, and not for owners to change', async () => {
    const metadata = await (await fetch(`${idp.saml}/metadata`)).text();
    const wanted = (domain: string) =>
      ({ kind: 'saml', name: 'From the file', domains: [domain], saml: { metadata } }) satisfies NewIdentityProvider;
    for (const domain of ['one.example', 'two.example'])
      await configureProvider(house.server.house, await tenant(), wanted(domain));
    const found = (await house.owner.signOn.providers()).identity_providers.filter(({ configured }) => configured);
    expect(found.map(({ name, domains }) => [name, domains])).toEqual([['From the file', ['two.example']]]);
    expect((await problemOf(house.owner.signOn.remove(found[0]!.id))).code).toBe('FORBIDDEN');
  });
});

const tenant = async () => (await house.owner.account.organisation()).id;
