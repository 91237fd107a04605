/**
 * Everything that a server keeps as one file, and back into an empty house. A `.tar.gz` of `manifest.json`, rows as lines of JSON
 * under `rows/<tenant>/<table>/`, files under `blobs/<tenant>/` sealed as they lie, the signing key sealed as well, and `complete.json`
 * as the last entry. The master keys, without which none of the sealed can be read, are in it or not as is asked for.
 */
import type { ArchiveWriter } from '../ports/archive.ts';
import type { BlobStore } from '../ports/blob-store.ts';
import type { DatabaseExport, SchemaSteps } from '../ports/dump.ts';
import type { Keys, TenantKey } from '../ports/keys.ts';
import { NO_TENANT } from './audit-chain.ts';

export interface Kept {
  readonly blobs: BlobStore;
  readonly keys: Keys;
  /** The file with the signing key; null when the operator gives it. */
  readonly signing: () => Promise<Uint8Array | null>;
}

export interface BackupCount {
  readonly tenants: number;
  readonly rows: number;
  readonly files: number;
}

export interface Manifest {
  readonly format: 2;
  readonly at: string;
  readonly schema: SchemaSteps;
  /** Ids of the master keys that are needed. */
  readonly masters: readonly string[];
}

export const FORMAT = 2;
/** What the signing key is sealed as. */
export const SIGNING = 'signing key of a backup';

export interface BackupOptions {
  /** ISO instant. */
  readonly at: string;
  /** Ids of the master keys that are needed. */
  readonly masters: readonly string[];
  /** The master keys themselves, if they are to be in it. */
  readonly withKeys: Uint8Array | null;
}

/** The database may be in use: rows are of one moment, and the files that they name are never changed but for who seals them. */
export async function backup(
  from: DatabaseExport,
  kept: Kept,
  to: ArchiveWriter,
  { at, masters, withKeys }: BackupOptions,
): Promise<BackupCount> {
  await to.add('manifest.json', json({ format: FORMAT, at, schema: from.schema, masters } satisfies Manifest));
  if (withKeys) await to.add('master-keys.json', withKeys);
  const files: { tenant: string; sha256: string }[] = [];
  const tenants = new Set<string>();
  const known = new Set<string>();
  let rows = 0;
  let batch = 0;
  const addRows = async (tenant: string, table: string, lines: readonly string[]): Promise<void> => {
    if (tenant !== NO_TENANT) tenants.add(tenant);
    rows += lines.length;
    await to.add(`rows/${tenant}/${table}/${String(++batch).padStart(8, '0')}`, Buffer.from(lines.join('\n')));
    if (table === 'tenant_keys') for (const line of lines) known.add((JSON.parse(line) as { id: string }).id);
  };
  /** A key that was made after the moment of the rows goes before what it seals. */
  const addSealed = async (name: string, tenant: string, sealed: Uint8Array): Promise<void> => {
    if (!known.has(kept.keys.keyOf(sealed))) {
      const later = (await kept.keys.wrapped(tenant)).filter(({ id }) => !known.has(id));
      await addRows(
        tenant,
        'tenant_keys',
        later.map((key) => keyLine(tenant, key)),
      );
    }
    await to.add(name, sealed);
  };
  for await (const { tenant, table, lines } of from.rows()) {
    if (table === 'blobs') for (const line of lines) files.push({ tenant, sha256: JSON.parse(line).sha256 as string });
    await addRows(tenant, table, lines);
  }
  const signing = await kept.signing();
  if (signing) await addSealed('signing.sealed', NO_TENANT, await kept.keys.seal(NO_TENANT, SIGNING, signing));
  for (const { tenant, sha256 } of files)
    await addSealed(`blobs/${tenant}/${sha256}`, tenant, await kept.blobs.takeSealed(tenant, sha256));
  const count = { tenants: tenants.size, rows, files: files.length };
  await to.add('complete.json', json(count));
  await to.finish();
  return count;
}

/** As the database writes a row. */
const keyLine = (tenant: string, { wrapped, wrappedBy, createdAt, ...key }: TenantKey): string =>
  JSON.stringify({
    tenant_id: tenant,
    ...key,
    wrapped: `\\x${Buffer.from(wrapped).toString('hex')}`,
    wrapped_by: wrappedBy,
    created_at: createdAt,
  });

const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
