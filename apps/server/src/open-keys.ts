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
import type { Keys, MasterKey } from './ports/keys.ts';
import type { System } from './ports/system.ts';

export interface KeyConfig {
  readonly data: string;
  /** Signs, and without `sealingKeys` the master key is derived from it. */
  readonly secret?: string;
  /** Holds the master key; what others have wrapped still opens by those. */
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
  // where keys of tenants are there already, one that is made now would open none of them
  const make = (await database.masterKeysInUse()).length === 0 ? nodeSystem : null;
  const keys = keyring({ store: databaseKeys(database), ...mastersOf(config, make), system: nodeSystem });
  await keys.check();
  return keys;
}

/** The key service's; given ones; else one of the secret; else those of the data folder, which is looked into in any case. `make`: with what one is made where there is none. */
export function mastersOf(
  config: KeyConfig,
  make: System | null,
): { readonly masters: () => readonly MasterKey[]; readonly place: string } {
  const { data, secret, sealingKeys, vault, kms, outside } = config;
  const service = [
    ...(vault ? [vaultTransit(vault)] : []),
    ...(kms ? [awsKms(kms, outside && proxyAgents(outside))] : []),
  ];
  const held = vault?.address ?? (kms && `AWS KMS in ${kms.region}`);
  const file = secret === undefined ? masterKeyFile(data) : 'SPRINTFORGE_SECRET';
  const given = sealingKeys ? 'SPRINTFORGE_SEALING_KEY' : file;
  return {
    place: held ? `${held}, or ${given}` : given,
    masters: () => [...service, ...rawMasters(config, held ? null : make).map(localMaster)],
  };
}

/** The master keys that this process holds itself, the current one first. `make`: there is one in any case. */
export function rawMasters({ data, secret, sealingKeys }: KeyConfig, make: System | null): readonly Uint8Array[] {
  const given = sealingKeys ?? (secret === undefined ? [] : [masterFromSecret(secret)]);
  return [...given, ...readMasterKeys(data, given.length === 0 ? make : null)];
}
