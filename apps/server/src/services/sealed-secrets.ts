/** Secrets of others that rows hold: each opens as what it is and whose it is, and as nothing else. */
import type { Database } from '../ports/database.ts';
import type { Keys } from '../ports/keys.ts';
import type { SealedSecret, SecretKind } from '../ports/sealed-secrets.ts';
import type { House } from './house.ts';

const about = ({ kind, id }: Pick<SealedSecret, 'kind' | 'id'>): string => `${kind} of ${id}`;

/** Throws `KeyError`. */
export const sealSecret = (
  { keys }: Pick<House, 'keys'>,
  tenant: string,
  kind: SecretKind,
  id: string,
  text: string,
): Promise<Uint8Array> => keys.seal(tenant, about({ kind, id }), Buffer.from(text));

/** Throws `KeyError`: it was sealed as something else, or its key is not here. */
export async function openSecret({ keys }: Pick<House, 'keys'>, tenant: string, secret: SealedSecret): Promise<string> {
  return Buffer.from(await keys.open(tenant, about(secret), secret.sealed)).toString();
}

/** Brings all of a tenant's under its newest key; how many were under another. Throws `KeyError`. */
export async function renewSecrets(database: Pick<Database, 'unit'>, keys: Keys, tenant: string): Promise<number> {
  const all = await database.unit(tenant, ({ sealedSecrets }) => sealedSecrets.list());
  let renewed = 0;
  for (const secret of all) {
    const anew = await keys.rewrap(tenant, about(secret), secret.sealed);
    if (!anew) continue;
    await database.unit(tenant, ({ sealedSecrets }) => sealedSecrets.replace(secret, anew));
    renewed += 1;
  }
  return renewed;
}
