/**
 * A configuration file at work: the identity provider that it names, here oidc-provider by https under a company's own authority, and
 * the limits of organisations.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import type { RoleName } from '@sprintforge/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort, type OwnProcess, serve } from '../../../../test/support/own-process.ts';
import { variablesOf } from '../../src/config/file-variables.ts';
import { configOf } from '../../src/config/from-variables.ts';
import { readConfigFile } from '../../src/config/read-file.ts';
import { type ServerConfig, startServer } from '../../src/index.ts';
import { browser } from '../browser.ts';
import { makeCertificate, placeCertificate } from '../certificates.ts';
import { edited, freshCopy, openHouse, problemOf, type TestHouse } from '../support.ts';
import { throughProvider } from './through-provider.ts';

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-configured-'));
const trusted = tls.getCACertificates('default');
const secret = 'hush, a client secret of forty characters';
let provider: OwnProcess;
let issuer: string;
let house: TestHouse;
let log = '';

/** With other roles, if need be. */
const file = (roles = '{bosses: owner, planners: editor}') => `
deployment_mode: on_premise
enterprise:
  customer: Demo
  settings:
    sso:
      provider: Company
      discovery_url: ${issuer}
      client_id: plans
      client_secret: \${COMPANY_SECRET}
      scopes: [profile, email, groups]
      domains: [demo.example]
      role_claim: groups
      roles: ${roles}
outgoing:
  allow: [127.0.0.1/32]
  ca_file: ${path.join(dir, 'tls.crt')}
limits:
  organisation: {uploads_per_minute: 1000}
  organisations:
    Demo: {uploads_per_minute: 1, calls_per_minute: 5000}
`;

/** What the file says, but for where this server is. */
function said(text: string, COMPANY_SECRET = secret): Partial<ServerConfig> {
  const env = { COMPANY_SECRET };
  const all = configOf(variablesOf(readConfigFile(text, 'company.yaml', env), env));
  const { enterprise, organisationLimits, outgoingAllowed, outside, provesDomains } = all;
  return {
    ...{ organisationLimits, outgoingAllowed, provesDomains },
    ...(enterprise ? { enterprise } : {}),
    ...(outside ? { outside } : {}),
  } as Partial<ServerConfig>;
}

const put = (where: string, body: object) => fetch(`${issuer}/${where}`, { method: 'PUT', body: JSON.stringify(body) });
const ours = async () =>
  (await house.owner.signOn.providers()).identity_providers.filter(({ configured }) => configured);

/** As a server that is started on the same services, with another file or another environment. */
async function startedWith(config: Partial<ServerConfig>): Promise<void> {
  const server = await startServer({ ...house.config, ...config });
  await server.close();
}

beforeAll(async () => {
  const files = placeCertificate(dir, await makeCertificate('Company'));
  const port = await freePort();
  issuer = `https://127.0.0.1:${port}`;
  const script = path.join(import.meta.dirname, 'oidc-server.ts');
  provider = await serve(process.execPath, [script, String(port), files.cert, files.key], port);
  const write = (line: string): void => {
    log += line;
  };
  house = await openHouse({ ...said(file()), engineProcesses: 1, logLevel: 'info', logTo: { write } });
  await startedWith({}); // where there was no organisation yet, it is set up at the next start
  const { addresses } = (await ours())[0]!;
  const client = { client_id: 'plans', client_secret: secret, redirect_uris: [addresses.answer] };
  await put('clients', { ...client, post_logout_redirect_uris: [addresses.signed_out] });
});
afterAll(async () => {
  await house.stop();
  await provider.stop();
  tls.setDefaultCACertificates(trusted);
  fs.rmSync(dir, { recursive: true, force: true });
});

interface Person {
  readonly name: string;
  readonly groups?: readonly string[];
  readonly domain?: string;
}

/** Goes to the provider and back; where our server sends the browser then. */
async function signIn({ name, groups = [], domain = 'demo.example' }: Person, one = browser(house.server.url)) {
  const claims = { sub: name, name, email: `${name}@${domain}`, email_verified: true, groups };
  await put('told', { person: claims });
  const [{ id } = { id: '' }] = await ours();
  const { url } = await one.client.signOn.begin({ provider_id: id });
  const back = await throughProvider(url, house.server.url);
  const response = await one.fetch(back, { headers: { accept: 'text/html' }, redirect: 'manual' });
  return { ...one, landed: /#(problem=)?(.*)$/.exec(response.headers.get('location') ?? '')?.[2] };
}

describe('an identity provider in the file', () => {
  test('is there once, by the first organisation of that name; its secret came from the environment and is told nobody', async () => {
    const found = await ours();
    expect(found).toMatchObject([
      {
        ...{ kind: 'oidc', name: 'Company', domains: ['demo.example'], role_claim: 'groups', default_role: null },
        oidc: { discovery_url: expect.stringContaining(issuer), client_id: 'plans', has_secret: true },
      },
    ]);
    const { providers } = await browser(house.server.url).client.signOn.offer('nina@demo.example');
    expect(providers.map(({ id }) => id)).toEqual([found[0]?.id]);
    expect(JSON.stringify(found) + log).not.toContain(secret);
  });

  test.each<[Person, RoleName | 'SSO_NOT_ADMITTED']>([
    [{ name: 'nina', groups: ['planners'] }, 'editor'],
    [{ name: 'bob', groups: ['others', 'planners', 'bosses'] }, 'owner'],
    [{ name: 'bob', groups: ['planners'] }, 'editor'], // the role follows the groups
    [{ name: 'eve', groups: ['others'] }, 'SSO_NOT_ADMITTED'],
    [{ name: 'eve', groups: ['bosses'], domain: 'evil.example' }, 'SSO_NOT_ADMITTED'],
  ])('%j comes in as %s', async (person, as) => {
    const { client, landed } = await signIn(person);
    if (as === 'SSO_NOT_ADMITTED') {
      expect(landed).toBe(as);
      expect((await problemOf(client.account.me())).code).toBe('UNAUTHENTICATED');
    } else {
      expect(landed).toBe('signed-in');
      expect(await client.account.me()).toMatchObject({ role: as, email: `${person.name}@demo.example` });
    }
  });

  test('signing out ends the session here, and leads to the page of the provider that ends it there', async () => {
    const { client } = await signIn({ name: 'nina', groups: ['planners'] });
    const { url } = await client.account.signOut();
    expect((await problemOf(client.account.me())).code).toBe('UNAUTHENTICATED');
    expect(url).toContain(`${issuer}/session/end?`);
    expect((await fetch(url!)).status).toBe(200);
  });

  test('is kept in step by the next start: a secret that is no longer right, other roles', async () => {
    const [before] = await ours();
    await startedWith(said(file(), 'a secret that somebody mistyped, long enough'));
    expect((await signIn({ name: 'nina', groups: ['planners'] })).landed).toBe('SSO_INVALID');
    await startedWith(said(file('{planners: viewer}')));
    const { client, landed } = await signIn({ name: 'nina', groups: ['planners'] });
    expect([landed, (await client.account.me()).role]).toEqual(['signed-in', 'viewer']);
    expect((await signIn({ name: 'bob', groups: ['bosses'] })).landed).toBe('SSO_NOT_ADMITTED');
    expect((await ours()).map(({ id }) => id)).toEqual([before?.id]);
  });

  test('a provider that does not answer at the start keeps no server from starting', async () => {
    const [before] = await ours();
    const elsewhere = file().replace(issuer, 'https://127.0.0.1:9');
    await startedWith(said(elsewhere));
    expect(log).toContain('single sign-on stays as it was');
    expect(await ours()).toEqual([before]);
  });
});

test('limits of an organisation in the file hold for all its people together', async () => {
  const project = house.demo.project_id;
  const upload = async (client: TestHouse['anna'], note: string) => {
    const copy = await edited(await freshCopy(client, project), [[2, 'notes', note]]);
    return client.upload({ project_id: project, file: copy });
  };
  await upload(house.anna, 'one');
  const limits = await house.owner.account.limits();
  expect(limits).toMatchObject({
    per_minute: {
      calls: { person: 100_000, organisation: 5000, used: expect.any(Number) },
      uploads: { person: 100_000, organisation: 1, used: 1 },
    },
    ...{ upload_bytes: 50 * 1024 * 1024, projects: 1 },
  });
  expect(limits.per_minute.calls.used).toBeGreaterThan(3);
  expect(limits.people).toBe((await house.owner.account.members()).members.length);
  expect(limits.stored_bytes).toBeGreaterThan(10_000);
  expect((await problemOf(house.ben.account.limits())).code).toBe('FORBIDDEN');
  expect(await problemOf(upload(house.ben, 'two'))).toMatchObject({
    ...{ code: 'RATE_LIMITED', message: 'at most 1 uploads a minute of one organisation' },
  });
});
