/** The Excel add-in as the server hands it out: codes that pair it, manifests, its page. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { validateManifest } from 'office-addin-manifest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureWeb } from '../../../scripts/build-web.ts';
import { addInFacts } from '../src/http/add-in/add-in-facts.ts';
import { manifestJson } from '../src/http/add-in/manifest-json.ts';
import { manifestXml } from '../src/http/add-in/manifest-xml.ts';
import { findFaults } from './manifest-rules.ts';
import { addPerson, openHouse, problemOf, type TestHouse } from './support.ts';

let house: TestHouse;
let project: string;
let nobody: TestHouse['owner'];

beforeAll(async () => {
  await ensureWeb(() => {});
  house = await openHouse();
  project = house.demo.project_id;
  nobody = house.as('');
});
afterAll(() => house.stop());

describe('pairing', () => {
  test('a code, however it is typed, gives a token for its project alone, once', async () => {
    const { code, expires_at } = await house.anna.pairing(project);
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(Date.parse(expires_at) - Date.now()).toBeLessThanOrEqual(10 * 60_000);
    const typed = ` ${code.toLowerCase().replace('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `;
    const paired = await nobody.account.pair({ code: typed });
    expect(paired).toMatchObject({ project_id: project, user: { name: house.demo.users[1]!.name } });
    const addIn = house.as(paired.token);
    expect((await addIn.tasks(project, { limit: 1 })).tasks).toHaveLength(1);
    expect((await problemOf(addIn.tokens())).code).toBe('TOKEN_WRONG_SCOPE');
    expect((await problemOf(addIn.pairing(project))).code).toBe('TOKEN_WRONG_SCOPE');
    expect((await problemOf(nobody.account.pair({ code }))).code).toBe('LINK_INVALID');
    const [token] = (await house.anna.tokens()).tokens.filter(({ id }) => id === paired.token_id);
    expect(token).toMatchObject({ name: 'Excel add-in', kind: 'project', project_id: project });
    await house.anna.revokeToken(paired.token_id);
    expect((await problemOf(addIn.project(project))).code).toBe('TOKEN_REVOKED');
  });

  test('a newer code ends the one before; of two at once one is paired; a wrong one and a mailed link’s page are told nothing', async () => {
    const old = await house.anna.pairing(project);
    const { code } = await house.anna.pairing(project);
    expect((await problemOf(nobody.account.pair({ code: old.code }))).code).toBe('LINK_INVALID');
    const both = await Promise.allSettled([nobody.account.pair({ code }), nobody.account.pair({ code })]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await problemOf(nobody.account.pair({ code: 'AAAA-AAAA' }))).code).toBe('LINK_INVALID');
    const fresh = await house.anna.pairing(project);
    expect((await problemOf(nobody.account.link(`pairing:${fresh.code.replace('-', '')}`))).code).toBe('LINK_INVALID');
  });

  test('a code that is over, or of somebody who left, pairs nothing; guessing is stopped', async () => {
    const tenant = (await house.owner.whoami()).tenant.id;
    const { system, database } = house.server.house;
    const { code } = await house.anna.pairing(project);
    const now = system.now.bind(system);
    system.now = () => new Date(Date.now() + 11 * 60_000).toISOString();
    expect((await problemOf(nobody.account.pair({ code }))).code).toBe('LINK_INVALID');
    system.now = now;
    const leaver = house.as(await addPerson(house, tenant, 'editor'));
    const { user_id } = await leaver.whoami();
    const theirs = await leaver.pairing(project);
    await database.unit(tenant, (unit) => unit.accounts.removeMember(user_id));
    expect((await problemOf(nobody.account.pair({ code: theirs.code }))).code).toBe('LINK_INVALID');
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => problemOf(nobody.account.pair({ code: 'ZZZZ-ZZZZ' }))),
    );
    expect(answers.at(-1)?.code).toBe('RATE_LIMITED');
  });
});

describe('manifests', () => {
  const facts = addInFacts('https://plans.example.com/sync&more/');

  test('the id is a GUID of the server’s address and stays', () => {
    expect(facts.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(addInFacts('https://plans.example.com/sync&more').id).toBe(facts.id);
    expect(addInFacts('https://other.example.com').id).not.toBe(facts.id);
  });

  test('the XML one keeps the rules of its schema, and the rules find what breaks them', () => {
    const xml = manifestXml(facts);
    expect(findFaults(xml)).toEqual([]);
    for (const [from, to] of [
      ['<Version>1.0.0.0', '<Version>1.0'],
      [/<Id>[^<]*/, '<Id>SprintForge'],
      ['<Permissions>ReadWriteDocument</Permissions>', ''],
      [/(<Description [^>]*>)\s*(<IconUrl [^>]*>)/, '$2$1'],
      ['resid="ButtonWords"', 'resid="Nothing"'],
      ['<bt:Image size="32" resid="Icon.32" />', ''],
      ['https://plans.example.com/sync&amp;more/addin/taskpane', 'http://plans.example.com/addin/taskpane'],
      ['DefaultValue="Sync"', `DefaultValue="${'x'.repeat(126)}"`],
    ] as const)
      expect(findFaults(xml.replace(from, to)), String(from)).not.toEqual([]);
  });

  test('the JSON one names the same add-in and pages', () => {
    const json = JSON.stringify(manifestJson(facts));
    expect(JSON.parse(json)).toMatchObject({ id: facts.id, validDomains: ['plans.example.com'] });
    expect(json).toContain('https://plans.example.com/sync&more/addin/taskpane.html');
  });

  test('Microsoft’s own validator takes the JSON one, and finds what breaks it', async () => {
    const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'manifest-')), 'manifest.json');
    const isValid = async (manifest: object): Promise<boolean> => {
      fs.writeFileSync(file, JSON.stringify(manifest));
      // what it cannot even read it throws
      return validateManifest(file).then(
        (found) => found.isValid,
        () => false,
      );
    };
    const manifest = { ...manifestJson(facts) };
    expect(await isValid(manifest)).toBe(true);
    for (const broken of [{ developer: undefined }, { id: 'SprintForge' }, { icons: {} }, { accentColor: 'green' }])
      expect(await isValid({ ...manifest, ...broken }), JSON.stringify(broken)).toBe(false);
    fs.rmSync(path.dirname(file), { recursive: true });
  });

  test('both are served for this server, with the icons that they name', async () => {
    const { url } = house.server;
    const xml = await (await fetch(`${url}/addin/manifest.xml`)).text();
    expect(xml).toContain(`<Id>${addInFacts(house.server.house.publicUrl).id}</Id>`);
    const json = (await (await fetch(`${url}/addin/manifest.json`)).json()) as { icons: { color: string } };
    const named = [...xml.matchAll(/"([^"]+\/addin\/icon-\d+\.png)"/g)].map(([, address = '']) => address);
    for (const address of new Set([...named, json.icons.color])) {
      const answer = await fetch(address.replace(house.server.house.publicUrl, url));
      expect(answer.headers.get('cross-origin-resource-policy'), 'Office in the browser may show it').toBe(
        'cross-origin',
      );
      const icon = Buffer.from(await answer.arrayBuffer());
      const size = Number(/icon-(\d+)/.exec(address)![1]);
      expect([icon.readUInt32BE(16), icon.readUInt32BE(20)], address).toEqual([size, size]);
    }
  });

  test('an icon of a size that there is not is not found', async () => {
    expect((await fetch(`${house.server.url}/addin/icon-7.png`)).status).toBe(404);
  });

  test('its page alone may load Microsoft’s library, and be shown inside Office', async () => {
    const { url } = house.server;
    const page = await fetch(`${url}/addin/taskpane.html`);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self' https://appsforoffice.microsoft.com;");
    expect(policy).toMatch(/frame-ancestors 'self' https:\/\/\*\.officeapps\.live\.com/);
    expect(page.headers.get('x-frame-options')).toBeNull();
    const html = await page.text();
    expect(html).toContain('src="https://appsforoffice.microsoft.com/lib/1/hosted/office.js"');
    const nonce = /name="csp-nonce" content="([^"]+)"/.exec(html)?.[1];
    expect(policy).toContain(`'nonce-${nonce}'`);
    const app = await fetch(`${url}/`, { headers: { accept: 'text/html' } });
    expect(app.headers.get('content-security-policy')).not.toContain('appsforoffice');
  });
});
