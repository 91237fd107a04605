/** On a server that strangers share, an organisation proves that a domain of addresses is its own before its provider speaks for it. */
import type { SprintforgeClient } from '@sprintforge/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dnsRecords } from '../src/adapters/dns-records.ts';
import { configureProvider } from '../src/index.ts';
import { speaksFor } from '../src/services/sign-on/domains.ts';
import { providerMetadata } from './api-world.ts';
import { browser } from './browser.ts';
import { type NameServer, startNameServer } from './name-server.ts';
import { addTenant, openHouse, problemOf, type TestHouse } from './support.ts';

let names: NameServer;
let house: TestHouse;
let other: SprintforgeClient;
let metadata: string;
beforeAll(async () => {
  names = await startNameServer();
  house = await openHouse({ provesDomains: true, nameServers: [names.at] });
  other = house.as((await addTenant(house, 'owner')).token);
  metadata = await providerMetadata();
});
afterAll(async () => {
  await house.stop();
  await names.close();
});

const provider = (name: string, domains: string[]) => ({ kind: 'saml' as const, name, domains, saml: { metadata } });
const offered = async (email: string) => {
  const { providers } = await browser(house.server.url).client.signOn.offer(email);
  return providers.map(({ name }) => name);
};

describe('a domain', () => {
  test('is proved by a record that only this organisation was told', async () => {
    const asked = await house.owner.signOn.proveDomain('Contoso.example');
    expect(asked).toMatchObject({
      ...{ domain: 'contoso.example', proved_at: null, found: [] },
      record: {
        name: '_sprintforge.contoso.example',
        type: 'TXT',
        value: expect.stringMatching(/^sprintforge-domain=/),
      },
    });
    const { record } = await other.signOn.proveDomain('contoso.example');
    expect(record.value).not.toBe(asked.record.value);
    names.texts.set(record.name, ['v=spf1 -all', record.value]);
    expect(await house.owner.signOn.proveDomain('contoso.example')).toMatchObject({
      ...{ proved_at: null, found: ['v=spf1 -all', record.value] },
    });
    names.texts.set(record.name, [asked.record.value]);
    expect((await house.owner.signOn.proveDomain('CONTOSO.example')).proved_at).not.toBeNull();
    names.texts.clear();
    expect((await house.owner.signOn.proveDomain('contoso.example')).proved_at).not.toBeNull(); // once is enough
    expect((await house.owner.signOn.domains()).domains.map(({ domain }) => domain)).toEqual(['contoso.example']);
    expect(await other.signOn.domains()).toEqual({ needed: true, domains: [] });
    const { entries } = await house.owner.chain({ log: 'security', type: 'organisation.settings', limit: 5 });
    expect(entries).toContainEqual(expect.objectContaining({ details: { domain: 'contoso.example', what: 'proved' } }));
  });

  test('that is not proved is no domain of a provider; one that is goes with its proof', async () => {
    const refused = await problemOf(other.signOn.add(provider('Thieves', ['contoso.example'])));
    expect([refused.code, refused.problem['records']]).toEqual([
      'DOMAIN_UNPROVED',
      [(await other.signOn.proveDomain('contoso.example')).record],
    ]);
    const theirs = await other.signOn.add(provider('Theirs', []));
    expect((await problemOf(other.signOn.change(theirs.id, { domains: ['contoso.example'] }))).code).toBe(
      'DOMAIN_UNPROVED',
    );
    const mine = await house.owner.signOn.add(provider('Mine', ['contoso.example']));
    expect(await offered('ida@contoso.example')).toEqual(['Mine']);
    await house.owner.signOn.removeDomain('contoso.example');
    expect(await offered('ida@contoso.example')).toEqual([]);
    const tenant = (await house.owner.whoami()).tenant.id;
    const { house: inside } = house.server;
    const speaks = (name: string) =>
      inside.database.unit(tenant, async (unit) =>
        speaksFor(inside, unit, (await unit.identityProviders.byName(name))!, 'contoso.example'),
      );
    expect(await speaks('Mine')).toBe(false);
    expect((await house.owner.signOn.change(mine.id, { enabled: true })).enabled).toBe(true);
    expect((await problemOf(house.owner.signOn.removeDomain('contoso.example'))).code).toBe('NOT_FOUND');
    // what the operator configures is what the operator states
    await configureProvider(inside, tenant, provider('Stated', ['contoso.example']));
    expect(await offered('ida@contoso.example')).toEqual(['Stated']);
    expect(await speaks('Stated')).toBe(true);
  });

  test('is proved by owners alone, and not where no name server answers', async () => {
    for (const call of [
      () => house.anna.signOn.proveDomain('x.example'),
      () => house.anna.signOn.domains(),
      () => house.anna.signOn.removeDomain('x.example'),
    ])
      expect((await problemOf(call())).code).toBe('FORBIDDEN');
    const deaf = await startNameServer();
    await deaf.close();
    expect(await dnsRecords([deaf.at]).texts('_sprintforge.contoso.example')).toBeNull();
    expect(await dnsRecords([names.at]).texts(`${'x'.repeat(70)}.example`)).toEqual([]);
  });
});
