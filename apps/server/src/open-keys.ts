/** From configuration to the keys that everything at rest is sealed under. */
import { postgresDatabase } from './adapters/database/postgres.ts';
import { awsKms, type KmsPlace } from './adapters/keys/aws-kms.ts';
import { databaseKeys } from './adapters/keys/key-stores.ts';
import { keyring } from './adapters/keys/keyring.ts';
import { localMaster, masterFromSecret } from './adapters/keys/local-master.ts';
import { masterKeyFile, readMasterKeys } from './adapters/keys/master-key-file.ts';
import { type VaultPlace, vaultTransit } from './adapters/keys/vault-transit.ts';
import { nodeSystem } from './adapters/node-system.ts';
import { type OutsideNetwork, proxyAgents } from './adapters/outside-network.ts';
import type { Undo } from './open-services.ts';
import { KEY_HOLDERS, type KeyHolder, type Keys, type MasterKey } from './ports/keys.ts';
import type { System } from './ports/system.ts';

export interface KeyConfig {
  readonly data: string;
  /** Signs, and without `sealingKeys` the master key is derived from it. */
  readonly secret?: string;
  /** Who of those that are named wraps from now on; what others have wrapped still opens by those. Without it a key service does. */
  readonly keyHolder?: KeyHolder;
  /** Holds master keys. */
  readonly vault?: VaultPlace;
  /** The same, at AWS. */
  readonly kms?: KmsPlace;
  /** The way that calls to it take. */
  readonly outside?: OutsideNetwork;
  /** Master keys of 32 bytes: the current one, then former ones that only open. */
  readonly sealingKeys?: readonly Uint8Array[];
}

/** Throws `KeyError` when the tenants' keys of this database cannot be unwrapped. */
export async function openKeys(
  config: KeyConfig,
  url: string,
  onError: (error: Error) => void,
  undo: Undo[],
): Promise<Keys> {
  // connections of its own: units of work that seal what they store would wait for each other's
  const database = postgresDatabase({ url, poolSize: 2, onError, queueIn: () => ({ add: async () => null }) });
  undo.push(() => database.close());
  // where keys of tenants are there already, one that is made now would open none of them; who comes home from a key service needs one
  const inUse = (await database.masterKeysInUse()).map(({ id }) => id);
  const comesHome = config.keyHolder === 'local' && inUse.every((id) => !id.startsWith('local:'));
  const make = inUse.length === 0 || comesHome ? nodeSystem : null;
  const keys = keyring({ store: databaseKeys(database), ...mastersOf(config, make), system: nodeSystem });
  await keys.check();
  return keys;
}

/** Of all that are named; first of who holds the master key. `make`: with what a local one is made where there is none. */
export function mastersOf(
  config: KeyConfig,
  make: System | null,
): { readonly masters: () => readonly MasterKey[]; readonly place: string } {
  const { data, secret, sealingKeys, vault, kms, outside } = config;
  const holder = config.keyHolder ?? (vault ? 'vault' : kms ? 'kms' : 'local');
  const agents = outside && proxyAgents(outside);
  const all = (place: { readonly key: string; readonly former?: readonly string[] }) => [
    place.key,
    ...(place.former ?? []),
  ];
  const services = {
    vault: vault ? all(vault).map((key) => vaultTransit({ ...vault, key })) : [],
    kms: kms ? all(kms).map((key) => awsKms({ ...kms, key }, agents)) : [],
  };
  const file = secret === undefined ? masterKeyFile(data) : 'SPRINTFORGE_SECRET';
  const places = {
    vault: vault?.address,
    kms: kms && `AWS KMS in ${kms.region}`,
    local: sealingKeys ? 'SPRINTFORGE_SEALING_KEY' : file,
  };
  const order = [holder, ...KEY_HOLDERS.filter((one) => one !== holder)];
  const local = () => rawMasters(config, holder === 'local' ? make : null).map(localMaster);
  return {
    place: order.flatMap((one) => places[one] ?? []).join(', or '),
    masters: () => order.flatMap((one): readonly MasterKey[] => (one === 'local' ? local() : services[one])),
  };
}

/** The master keys that this process holds itself, the current one first. `make`: there is one in any case. */
export function rawMasters({ data, secret, sealingKeys }: KeyConfig, make: System | null): readonly Uint8Array[] {
  const given = sealingKeys ?? (secret === undefined ? [] : [masterFromSecret(secret)]);
  return [...given, ...readMasterKeys(data, given.length === 0 ? make : null)];
}
