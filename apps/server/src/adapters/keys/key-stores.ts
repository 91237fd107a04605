import type { Database } from '../../ports/database.ts';
import type { KeyStore, TenantKey } from '../../ports/keys.ts';

/** The database must have connections of its own: keys are asked for within units of work, which would wait for each other's. */
export const databaseKeys = (database: Pick<Database, 'unit' | 'masterKeysInUse'>): KeyStore => ({
  all: (tenant) => database.unit(tenant, ({ tenantKeys }) => tenantKeys.all()),
  add: (tenant, key) => database.unit(tenant, ({ tenantKeys }) => tenantKeys.add(key)),
  rewrap: (tenant, id, wrapped, by) => database.unit(tenant, ({ tenantKeys }) => tenantKeys.rewrap(id, wrapped, by)),
  mastersInUse: async () => (await database.masterKeysInUse()).map(({ id }) => id),
});

/** Those of a backup that is being read, which no database has yet; nothing is added to them. */
export function backupKeys(): KeyStore & { take(tenant: string, key: TenantKey): void } {
  const held = new Map<string, TenantKey[]>();
  const refuse = async (): Promise<never> => {
    throw new Error('a backup holds every key that it needs');
  };
  return {
    take: (tenant, key) => void held.set(tenant, [...(held.get(tenant) ?? []), key]),
    all: async (tenant) => held.get(tenant) ?? [],
    add: refuse,
    rewrap: refuse,
    mastersInUse: async () => [...new Set([...held.values()].flat().map(({ wrappedBy }) => wrappedBy))],
  };
}
