import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readTar, writeTar } from '../src/adapters/tar-archive.ts';
import { backupTo, defaultConfig, restoreFrom, type ServerConfig } from '../src/index.ts';
import { openSecret, sealSecret } from '../src/services/sealed-secrets.ts';
import { servicesOfItsOwn } from './given-services.ts';
import { addTenant, edited, freshCopy, openHouse, problemOf, type TestHouse } from './support.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-backup-'));
const file = path.join(folder, 'backup.tar.gz');
let house: TestHouse;
let config: ServerConfig;
let before: Uint8Array;

/** An empty house of its own: a folder, and in the run on services a database and a bucket. */
async function emptyHouse(): Promise<ServerConfig> {
  const data = fs.mkdtempSync(path.join(folder, 'house-'));
  return { ...defaultConfig, port: 0, logLevel: 'silent', data, durable: false, ...(await servicesOfItsOwn()) };
}

/** The backup with some entries changed or left out (null). */
async function changed(name: string, change: (entry: string, bytes: Uint8Array) => Uint8Array | null): Promise<string> {
  const target = path.join(folder, name);
  const tar = writeTar(target);
  for await (const entry of readTar(file)) {
    const bytes = change(entry.name, entry.bytes);
    if (bytes) await tar.add(entry.name, bytes);
  }
  await tar.finish();
  return target;
}

beforeAll(async () => {
  const given = await emptyHouse();
  house = await openHouse(given);
  config = given;
  const project = house.demo.project_id;
  before = await freshCopy(house.anna, project);
  await house.anna.upload({
    project_id: project,
    file: await edited(before, [[2, 'name', 'Written before the backup']]),
  });
  await addTenant(house, 'owner');
  const { house: inside } = house.server;
  const { tenant, user_id: userId } = await house.anna.whoami();
  const secret = await sealSecret(inside, tenant.id, 'second factor', userId, 'a secret of an app');
  const now = inside.system.now();
  await inside.database.unit(tenant.id, ({ secondFactors }) =>
    secondFactors.begin({ userId, secret, createdAt: now, confirmedAt: now, lastStep: 0 }),
  );
  await backupTo(file, config); // while the server runs
});
afterAll(async () => {
  await house.stop();
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
});

describe('backup and restore', () => {
  test('a restored house serves the same plan, history and tokens, and its audit chain is whole', async () => {
    const empty = await emptyHouse();
    const restored = await restoreFrom(file, empty);
    expect(restored).toMatchObject({ tenants: 2 });
    const fresh = await openHouse(empty);
    try {
      const project = house.demo.project_id;
      const [one, other] = [house.anna, fresh.as(house.demo.users[1]!.token)];
      expect(await other.tasks(project)).toEqual(await one.tasks(project));
      expect(await other.revisions(project)).toEqual(await one.revisions(project));
      const owner = fresh.as(house.demo.users[0]!.token);
      expect(await owner.verifyAudit(project)).toMatchObject({ ok: true });
      const { entries } = await owner.chain({ type: 'house.restored' });
      expect(entries).toMatchObject([{ details: { backup_of: expect.any(String) }, user_id: null }]);
      const { tenant } = await other.whoami();
      const { house: inside } = fresh.server;
      const [kept] = await inside.database.unit(tenant.id, ({ sealedSecrets }) => sealedSecrets.list());
      expect(await openSecret(inside, tenant.id, kept!)).toBe('a secret of an app');
    } finally {
      await fresh.stop();
    }
  });

  test('B3 a workbook that was handed out before the restore is noticed, and one handed out after it syncs', async () => {
    const empty = await emptyHouse();
    await restoreFrom(file, empty);
    const fresh = await openHouse(empty);
    try {
      const project = house.demo.project_id;
      const anna = fresh.as(house.demo.users[1]!.token);
      const old = await problemOf(
        anna.upload({ project_id: project, file: await edited(before, [[3, 'name', 'Old']]) }),
      );
      expect(old.code).toBe('META_INVALID');
      const copy = await freshCopy(anna, project);
      const done = await anna.upload({ project_id: project, file: await edited(copy, [[3, 'name', 'New']]) });
      expect(done).toMatchObject({ status: 'success' });
    } finally {
      await fresh.stop();
    }
  });

  test('into a house that holds something: refused, and nothing is changed', async () => {
    const tasks = await house.anna.tasks(house.demo.project_id);
    await expect(restoreFrom(file, config)).rejects.toMatchObject({ code: 'NOT_EMPTY' });
    expect(await house.anna.tasks(house.demo.project_id)).toEqual(tasks);
  });
});

describe('a backup without the master keys', () => {
  const sealed = path.join(folder, 'sealed.tar.gz');
  beforeAll(async () => {
    await backupTo(sealed, config, { along: 'none' });
  });

  test('holds no plain byte of a workbook, no signing key and no master key', async () => {
    const secrets = [
      'PK\x03\x04',
      JSON.parse(fs.readFileSync(path.join(config.data, 'keys.json'), 'utf8')).signing,
      JSON.parse(fs.readFileSync(path.join(config.data, 'sealing-keys.json'), 'utf8')).keys[0],
    ];
    let files = 0;
    for await (const { name, bytes } of readTar(sealed)) {
      for (const secret of secrets) expect([name, Buffer.from(bytes).includes(secret)]).toEqual([name, false]);
      if (name.startsWith('blobs/')) files += 1;
    }
    expect(files).toBeGreaterThan(3);
  });

  test('is refused by a house that has not got them, which is told what to do; with their file it is restored', async () => {
    const empty = await emptyHouse();
    await expect(restoreFrom(sealed, empty)).rejects.toMatchObject({
      code: 'KEYS_NEEDED',
      message: expect.stringMatching(/sealed under local:[0-9a-f]{16}.* Put sealing-keys\.json of the server/),
    });
    expect(fs.existsSync(path.join(empty.data, 'sealing-keys.json'))).toBe(false);
    fs.copyFileSync(path.join(config.data, 'sealing-keys.json'), path.join(empty.data, 'sealing-keys.json'));
    await expect(restoreFrom(sealed, empty)).resolves.toMatchObject({ tenants: 2 });
  });

  test('that is taken while keys are exchanged is whole: what was made after its rows goes along', async () => {
    const later = path.join(folder, 'later.tar.gz');
    const { keys, blobs } = house.server.house;
    const { project_id: project } = house.demo;
    const tenant = (await house.owner.whoami()).tenant.id;
    // the moment of the rows is the one before: as if they had been read when the key was not there yet
    const rotated = (async () => {
      await keys.rotate(tenant);
      await blobs.renew(tenant, true);
    })();
    await Promise.all([rotated, backupTo(later, config)]);
    const empty = await emptyHouse();
    await restoreFrom(later, empty);
    const fresh = await openHouse(empty);
    try {
      expect((await freshCopy(fresh.as(house.demo.users[1]!.token), project)).length).toBeGreaterThan(1000);
    } finally {
      await fresh.stop();
    }
  });
});

describe('a backup that is not as it was written', () => {
  let empty: ServerConfig;
  beforeAll(async () => {
    empty = await emptyHouse();
  });

  test.each([
    [
      'without its end',
      'BACKUP_INCOMPLETE',
      (name: string, bytes: Uint8Array) => (name === 'complete.json' ? null : bytes),
    ],
    [
      'without some rows',
      'BACKUP_INCOMPLETE',
      (name: string, bytes: Uint8Array) => (/tasks/.test(name) ? null : bytes),
    ],
    [
      'with a damaged file',
      'BACKUP_INCOMPLETE',
      (n: string, bytes: Uint8Array) => (n.startsWith('blobs/') ? Buffer.from('x') : bytes),
    ],
    [
      'of another version',
      'OTHER_VERSION',
      (n: string, b: Uint8Array) => (n === 'manifest.json' ? Buffer.from('{"format":1,"schema":[]}') : b),
    ],
    [
      'that is something else',
      'NOT_A_BACKUP',
      (name: string, bytes: Uint8Array) => (name === 'manifest.json' ? null : bytes),
    ],
  ])('a backup %s is refused', async (name, code, change) => {
    const damaged = await changed(`${name}.tar.gz`, change);
    await expect(restoreFrom(damaged, empty)).rejects.toMatchObject({ code });
  });

  test('a file that is cut off is refused', async () => {
    const cut = path.join(folder, 'cut.tar.gz');
    fs.writeFileSync(cut, fs.readFileSync(file).subarray(0, 20_000));
    await expect(restoreFrom(cut, empty)).rejects.toMatchObject({ code: 'BACKUP_INCOMPLETE' });
    fs.writeFileSync(cut, 'not an archive');
    await expect(restoreFrom(cut, empty)).rejects.toMatchObject({ code: 'BACKUP_INCOMPLETE' });
  });

  test('and none of it is left: the whole one can still be restored', async () => {
    await expect(restoreFrom(file, empty)).resolves.toMatchObject({ tenants: 2 });
  });
});
