/** From the data folder to a key service, to another one, and home again, while people sync (issue 5, point 5). */
import { randomBytes } from 'node:crypto';
import http from 'node:http';
import type net from 'node:net';
import { SprintforgeClient } from '@sprintforge/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localMaster } from '../../src/adapters/keys/local-master.ts';
import { checkServices } from '../../src/check-services.ts';
import { defaultConfig, keyStanding, moveKeys, type ServerConfig, startServer } from '../../src/index.ts';
import type { MasterKey } from '../../src/ports/keys.ts';
import { moveKeys as moveOne } from '../../src/services/move-keys.ts';
import { addTenant, edited, freshCopy, openHouse, type TestHouse } from '../support.ts';

/** Both protocols at one address; each key by its name. `allows`: how many keys more are unwrapped by Vault's. */
const service = { allows: Number.POSITIVE_INFINITY, held: new Map<string, MasterKey>(), url: '' };
const server = http.createServer(async (request, response) => {
  const body = JSON.parse(Buffer.concat(await request.toArray()).toString()) as Record<string, string>;
  const [, what = '', key = ''] = /\/transit\/(\w+)\/(.*)$/.exec(request.url ?? '') ?? [];
  const answer = key ? await vault(what, key, body) : await kms(String(request.headers['x-amz-target']), body);
  response.writeHead(answer ? 200 : 400, { 'content-type': 'application/json' });
  response.end(JSON.stringify(answer ?? { __type: 'AccessDeniedException', errors: ['no'] }));
});

function keyOf(name: string): MasterKey {
  const held = service.held.get(name) ?? localMaster(randomBytes(32));
  service.held.set(name, held);
  return held;
}

async function unwrapped(key: string, wrapped: string, about: string): Promise<string | null> {
  const bytes = await keyOf(key)
    .unwrap(Buffer.from(wrapped, 'base64'), about)
    .catch(() => null);
  return bytes && Buffer.from(bytes).toString('base64');
}

async function vault(what: string, key: string, body: Record<string, string>): Promise<object | null> {
  const about = body['associated_data'] ?? '';
  if (what === 'decrypt') {
    service.allows -= 1;
    if (service.allows < 0) return null;
    const plaintext = await unwrapped(key, body['ciphertext']!.slice(9), about);
    return plaintext === null ? null : { data: { plaintext } };
  }
  const wrapped = await keyOf(key).wrap(Buffer.from(body['plaintext']!, 'base64'), about);
  return { data: { ciphertext: `vault:v1:${Buffer.from(wrapped).toString('base64')}` } };
}

async function kms(target: string, { KeyId = '', ...body }: Record<string, string>): Promise<object | null> {
  const about = JSON.stringify(body['EncryptionContext']);
  if (target.endsWith('.Decrypt')) {
    const Plaintext = await unwrapped(KeyId, body['CiphertextBlob']!, about);
    return Plaintext === null ? null : { KeyId, Plaintext };
  }
  const wrapped = await keyOf(KeyId).wrap(Buffer.from(body['Plaintext']!, 'base64'), about);
  return { KeyId, CiphertextBlob: Buffer.from(wrapped).toString('base64') };
}

let house: TestHouse;
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  service.url = `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`;
  house = await openHouse({ engineProcesses: 1, ...named('vault') });
  await addTenant(house, 'owner');
  const { keys, database } = house.server.house;
  for (const tenant of await database.tenants()) await keys.seal(tenant, 'x', Buffer.from('something'));
});
afterAll(async () => {
  await house.stop();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

type Named = Pick<ServerConfig, 'vault' | 'kms' | 'keyHolder'>;
const places = {
  vault: () => ({ vault: { address: service.url, token: 't', key: 'plans', mount: 'transit' } }),
  kms: () => ({
    kms: {
      ...{ key: 'alias/plans', region: 'eu-central-1', endpoint: service.url },
      credentials: { accessKeyId: 'AKIA', secretAccessKey: 'secret' },
    },
  }),
};
/** The services that are named; the first holds the master key. */
const named = (...all: (keyof typeof places | 'local')[]): Named =>
  Object.assign({ keyHolder: all[0] }, ...all.map((one) => (one === 'local' ? {} : places[one]())));
/** As an operator's process has it. */
const configOf = (of: Named): ServerConfig => {
  const { vault: _vault, kms: _kms, ...rest } = house.config;
  return { ...defaultConfig, ...rest, ...of };
};
const move = (of: Named) => moveKeys(configOf(of), () => undefined);
const wraps = async (of: Named) => (await keyStanding(configOf(of))).in_use.map(({ id, tenants }) => [id, tenants]);

/** A server that is started with these opens the rows and files of before, and seals. */
async function works(of: Named): Promise<void> {
  const started = await startServer(configOf(of));
  const anna = new SprintforgeClient({ url: started.url, token: house.demo.users[1]!.token });
  const { keys, blobs, database } = started.house;
  try {
    const { tasks } = await anna.tasks(house.demo.project_id, { limit: 1000 });
    expect(JSON.stringify(tasks)).toContain('Lena Fischer');
    const { id } = (await anna.whoami()).tenant;
    const head = await database.unit(id, ({ projects }) => projects.find(house.demo.project_id));
    expect((await blobs.get(id, head!.snapshotBlob)).length).toBeGreaterThan(500);
    const sealed = await keys.seal(id, 'y', Buffer.from('later'));
    expect(Buffer.from(await keys.open(id, 'y', sealed)).toString()).toBe('later');
  } finally {
    await started.close();
  }
}
const refused = (of: Named): Promise<string> =>
  startServer(configOf(of)).then(
    (started) => started.close().then(() => 'it started'),
    (error: Error) => error.message,
  );

test('the data folder’s key is left for the service: what it wrapped is moved, and the service alone is enough', async () => {
  const before = await wraps(named('vault'));
  expect(before.map(([id]) => String(id).replace(/local:.*/, 'local'))).toEqual(['local', 'vault:transit/plans']);
  expect((await move(named('vault'))).adopted).toBeGreaterThan(0);
  expect(await wraps(named('vault'))).toEqual([['vault:transit/plans', 2]]);
});

test('who names the new service alone is told to name the old one again; nothing is lost by that', async () => {
  const said = await refused(named('kms'));
  expect(said).toMatch(/wrapped by the master key vault:transit\/plans, which this server has not/);
  expect(said).toMatch(/SPRINTFORGE_VAULT_KEY.*sprintforge keys move/);
  await works(named('vault'));
});

test('a move that the old service ends midway is gone on with, while people sync', async () => {
  const both = named('kms', 'vault');
  service.allows = 1;
  await expect(move(both)).rejects.toMatchObject({ code: 'KEY_SERVICE' });
  service.allows = Number.POSITIVE_INFINITY;
  expect((await wraps(both)).map(([id]) => id)).toEqual(['kms:alias/plans', 'vault:transit/plans']);
  const doctor = await checkServices({ ...configOf(both), databaseUrl: house.databaseUrl });
  expect(doctor.find(({ name }) => name === 'keys of organisations')).toMatchObject({
    ...{ ok: true, detail: expect.stringMatching(/^kms:alias\/plans wraps .* still vault:transit\/plans .*keys move/) },
  });
  const project = house.demo.project_id;
  const uploads = (async () => {
    for (let row = 1; row <= 2; row += 1) {
      const file = await edited(await freshCopy(house.anna, project), [[row, 'notes', `round ${row}`]]);
      expect((await house.anna.upload({ project_id: project, file })).counts.applied).toBe(1);
    }
  })();
  await move(both);
  await uploads;
  expect(await wraps(both)).toEqual([['kms:alias/plans', 2]]);
  await works(named('kms'));
  expect(await refused(named('vault'))).toMatch(/kms:alias\/plans, which this server has not.*SPRINTFORGE_KMS_KEY/);
});

test('another key of the same service; and home again, by the job of the night', async () => {
  const renewed: Named = { keyHolder: 'kms', kms: { ...places.kms().kms, key: 'alias/new', former: ['alias/plans'] } };
  await move(renewed);
  expect(await wraps(renewed)).toEqual([['kms:alias/new', 2]]);
  const home: Named = { ...renewed, keyHolder: 'local' };
  const started = await startServer(configOf(home));
  for (const tenant of await started.house.database.tenants()) await moveOne(started.house, tenant);
  await started.close();
  expect((await wraps({ keyHolder: 'local' })).map(([id]) => String(id).slice(0, 6))).toEqual(['local:']);
  await works({});
});
