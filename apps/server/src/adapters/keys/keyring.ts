/** The `Keys` port: tenants' keys in the database, wrapped by master keys; what is unwrapped is kept for a while. */
import { LRUCache } from 'lru-cache';
import type { Database } from '../../ports/database.ts';
import { KEY_SECONDS, KeyError, type Keys, type MasterKey, type TenantKey } from '../../ports/keys.ts';
import type { System } from '../../ports/system.ts';
import { open, rewrap, seal, type WrappingKey, wrappedBy } from './envelope.ts';

export interface KeyringOptions {
  /** Must have connections of its own: keys are asked for within units of work. */
  readonly database: Pick<Database, 'unit' | 'masterKeysInUse'>;
  /** The current one, then those that only open. */
  readonly masters: readonly [MasterKey, ...MasterKey[]];
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

export function keyring({ database, masters, system, place }: KeyringOptions): Keys {
  const [current] = masters;
  const rings = new LRUCache<string, Promise<Ring>>({ max: 2000, ttl: KEY_SECONDS * 1000 });

  function masterOf(id: string): MasterKey {
    const master = masters.find((one) => one.id === id);
    if (!master) throw new KeyError('KEY_MISSING', missing(id, place), { key: id });
    return master;
  }

  /** One that could not be read is not kept. */
  function ringOf(tenant: string, anew = false): Promise<Ring> {
    const known = anew ? undefined : rings.get(tenant);
    if (known) return known;
    const reading = database
      .unit(tenant, ({ tenantKeys }) => tenantKeys.all())
      .then((rows): Ring => ({ rows, opened: new Map() }));
    rings.set(tenant, reading);
    reading.catch(() => rings.delete(tenant));
    return reading;
  }

  function opened(tenant: string, ring: Ring, row: TenantKey): Promise<WrappingKey> {
    const known = ring.opened.get(row.id);
    if (known) return known;
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
    const wrapped = await current.wrap(system.random(32), identity(tenant, named));
    const key = { ...named, wrapped, wrappedBy: current.id, createdAt: system.now() };
    return database.unit(tenant, ({ tenantKeys }) => tenantKeys.add(key));
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
      const ring = await ringOf(tenant, true);
      const foreign = ring.rows.filter((row) => row.wrappedBy !== current.id);
      for (const row of foreign) {
        const { key } = await opened(tenant, ring, row);
        const wrapped = await current.wrap(key, identity(tenant, row));
        await database.unit(tenant, ({ tenantKeys }) => tenantKeys.rewrap(row.id, wrapped, current.id));
      }
      if (foreign.length > 0) await ringOf(tenant, true);
      return foreign.length;
    },
    async check() {
      const probe = system.random(32);
      const back = await current.unwrap(await current.wrap(probe, 'check'), 'check');
      if (Buffer.compare(back, probe) !== 0)
        throw new KeyError('KEY_SERVICE', `${current.id} gives back another key than it was given`, {
          key: current.id,
        });
      for (const { id } of await database.masterKeysInUse()) masterOf(id);
    },
  };
}

/** A wrapped key opens as what it was made for, and as nothing else. */
const identity = (tenant: string, { purpose, version, id }: Pick<TenantKey, 'purpose' | 'version' | 'id'>): string =>
  `${tenant} ${purpose} ${version} ${id}`;

const missing = (id: string, place: string): string =>
  `the keys of this database were wrapped by the master key ${id}, which this server has not: put it back (${place}), or restore a backup together with its keys`;
