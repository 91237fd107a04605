/** From configuration to the keys that everything at rest is sealed under. */
import { postgresDatabase } from './adapters/database/postgres.ts';
import { keyring } from './adapters/keys/keyring.ts';
import { localMaster, masterFromSecret } from './adapters/keys/local-master.ts';
import { masterKeyFile, readMasterKeys } from './adapters/keys/master-key-file.ts';
import { nodeSystem } from './adapters/node-system.ts';
import type { Undo } from './open-services.ts';
import type { Keys, MasterKey } from './ports/keys.ts';

export interface KeyConfig {
  readonly data: string;
  /** Signs, and without `sealingKeys` the master key is derived from it. */
  readonly secret?: string;
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
  const { masters, place } = mastersOf(config);
  // connections of its own: units of work that seal what they store would wait for each other's
  const database = postgresDatabase({ url, poolSize: 2, onError, queueIn: () => ({ add: async () => null }) });
  undo.push(() => database.close());
  const keys = keyring({ database, masters, system: nodeSystem, place });
  await keys.check();
  return keys;
}

interface Masters {
  readonly masters: readonly [MasterKey, ...MasterKey[]];
  /** Where they are kept, for the operator. */
  readonly place: string;
}

/** Given ones; else one of the secret; else those of the data folder, which is looked into in any case. */
export function mastersOf({ data, secret, sealingKeys }: KeyConfig): Masters {
  const given = sealingKeys ?? (secret === undefined ? [] : [masterFromSecret(secret)]);
  const kept = readMasterKeys(data, given.length === 0 ? nodeSystem : null);
  const [current, ...former] = [...given, ...kept].map(localMaster);
  const place = sealingKeys
    ? 'SPRINTFORGE_SEALING_KEY'
    : secret === undefined
      ? masterKeyFile(data)
      : 'SPRINTFORGE_SECRET';
  return { masters: [current!, ...former], place };
}
