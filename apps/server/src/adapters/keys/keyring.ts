/** The `Keys` port: tenants' keys in the database, wrapped by master keys; what is unwrapped is kept for a while. */
import { LRUCache } from 'lru-cache';
import { KEY_SECONDS, KeyError, type KeyStore, type Keys, type MasterKey, type TenantKey } from '../../ports/keys.ts';
import type { System } from '../../ports/system.ts';
import { open, rewrap, seal, type WrappingKey, wrappedBy } from './envelope.ts';

export interface KeyringOptions {
  readonly store: KeyStore;
  /** The current one, then those that only open; asked anew when a key is wrapped by none of them. */
  readonly masters: () => readonly MasterKey[];
  readonly system: System;
  /** Where the operator keeps master keys, for messages. */
  readonly place: string;
}

interface Ring {
  readonly rows: readonly TenantKey[];
  /** Unwrapped as they are needed, by id. */
  readonly opened: Map<string, Promise<WrappingKey>>;
}

const SEAL = 'seal';

export function keyring({ store, masters, system, place }: KeyringOptions): Keys {
  let known = masters();
  const rings = new LRUCache<string, Promise<Ring>>({ max: 2000, ttl: KEY_SECONDS * 1000 });

  function currently(): MasterKey {
    const [current] = known;
    if (!current) throw new KeyError('KEY_MISSING', `there is no master key (${place})`, {});
    return current;
  }

  function masterOf(id: string): MasterKey {
    const find = (): MasterKey | undefined => known.find((one) => one.id === id);
    if (!find()) known = masters();
    const master = find();
    if (!master) throw new KeyError('KEY_MISSING', missing(id, place), { key: id });
    return master;
  }

  /** One that could not be read is not kept. */
  function ringOf(tenant: string, anew = false): Promise<Ring> {
    const kept = anew ? undefined : rings.get(tenant);
    if (kept) return kept;
    const reading = store.all(tenant).then((rows): Ring => ({ rows, opened: new Map() }));
    rings.set(tenant, reading);
    reading.catch(() => rings.delete(tenant));
    return reading;
  }

  function opened(tenant: string, ring: Ring, row: TenantKey): Promise<WrappingKey> {
    const before = ring.opened.get(row.id);
    if (before) return before;
    const { id, version } = row;
    const opening = (async () => {
      const key = await masterOf(row.wrappedBy).unwrap(row.wrapped, identity(tenant, row));
      return { id, version, key };
    })();
    ring.opened.set(id, opening);
    opening.catch(() => ring.opened.delete(id));
    return opening;
  }

  /** Made by whoever is first, for all processes. */
  async function newest(tenant: string, purpose: string): Promise<WrappingKey> {
    const ring = await ringOf(tenant);
    const row = ring.rows.findLast((one) => one.purpose === purpose);
    if (row) return opened(tenant, ring, row);
    await make(tenant, purpose, 1);
    const again = await ringOf(tenant, true);
    return opened(tenant, again, again.rows.findLast((one) => one.purpose === purpose)!);
  }

  async function make(tenant: string, purpose: string, version: number): Promise<boolean> {
    const named = { purpose, version, id: system.uuid() };
    const wrapped = await currently().wrap(system.random(32), identity(tenant, named));
    const key = { ...named, wrapped, wrappedBy: currently().id, createdAt: system.now() };
    return store.add(tenant, key);
  }

  async function keyOf(tenant: string, about: string, sealed: Uint8Array): Promise<WrappingKey> {
    const { id } = wrappedBy(sealed, about);
    const find = (ring: Ring) => ring.rows.find((row) => row.id === id);
    let ring = await ringOf(tenant);
    if (!find(ring)) ring = await ringOf(tenant, true); // another process made it
    const row = find(ring);
    if (!row)
      throw new KeyError('KEY_MISSING', `${about} is sealed under ${id}, a key that this database has not`, {
        key: id,
      });
    return opened(tenant, ring, row);
  }

  return {
    seal: async (tenant, about, bytes) => seal(await newest(tenant, SEAL), `${tenant} ${about}`, bytes),
    open: async (tenant, about, sealed) => open(await keyOf(tenant, about, sealed), `${tenant} ${about}`, sealed),
    async rewrap(tenant, about, sealed) {
      const [from, to] = [await keyOf(tenant, about, sealed), await newest(tenant, SEAL)];
      return from.id === to.id ? null : rewrap(from, to, `${tenant} ${about}`, sealed);
    },
    fixed: async (tenant, purpose) => (await newest(tenant, `fixed/${purpose}`)).key,
    async rotate(tenant) {
      for (;;) {
        const { rows } = await ringOf(tenant, true);
        const version = (rows.findLast((row) => row.purpose === SEAL)?.version ?? 0) + 1;
        const made = await make(tenant, SEAL, version);
        await ringOf(tenant, true);
        if (made) return version;
      }
    },
    async adopt(tenant) {
      known = masters();
      const ring = await ringOf(tenant, true);
      const foreign = ring.rows.filter((row) => row.wrappedBy !== currently().id);
      for (const row of foreign) {
        const { key } = await opened(tenant, ring, row);
        const wrapped = await currently().wrap(key, identity(tenant, row));
        await store.rewrap(tenant, row.id, wrapped, currently().id);
      }
      if (foreign.length > 0) await ringOf(tenant, true);
      return foreign.length;
    },
    wrapped: (tenant) => store.all(tenant),
    keyOf: (sealed) => wrappedBy(sealed, 'what is said to be sealed').id,
    rotatedAt: async (tenant) => (await ringOf(tenant)).rows.findLast((row) => row.purpose === SEAL)?.createdAt ?? null,
    mastersInUse: async () => [...new Set([currently().id, ...(await store.mastersInUse())])],
    async check() {
      for (const id of await store.mastersInUse()) masterOf(id);
      const probe = system.random(32);
      const back = await currently().unwrap(await currently().wrap(probe, 'check'), 'check');
      if (Buffer.compare(back, probe) !== 0)
        throw new KeyError('KEY_SERVICE', `${currently().id} gives back another key than it was given`, {
          key: currently().id,
        });
    },
  };
}

/** A wrapped key opens as what it was made for, and as nothing else. */
const identity = (tenant: string, { purpose, version, id }: Pick<TenantKey, 'purpose' | 'version' | 'id'>): string =>
  `${tenant} ${purpose} ${version} ${id}`;

const missing = (id: string, place: string): string =>
  `the keys of this database were wrapped by the master key ${id}, which this server has not: ${cureOf(id, place)}`;

/** Whoever left a key service names it again until everything is moved. */
function cureOf(id: string, place: string): string {
  const variable = { vault: 'SPRINTFORGE_VAULT_KEY', kms: 'SPRINTFORGE_KMS_KEY' }[id.slice(0, id.indexOf(':'))];
  if (variable === undefined) return `put it back (${place}), or restore a backup together with its keys`;
  return `name it again in ${variable} or ${variable}_FORMER, beside who holds the master key now (SPRINTFORGE_KEY_HOLDER), until \`sprintforge keys move\` has moved everything`;
}
