/** A backup (see `backup.ts`) into an empty house, all or nothing. */
import type { ArchiveEntry } from '../ports/archive.ts';
import type { BlobStore } from '../ports/blob-store.ts';
import type { DatabaseImport } from '../ports/dump.ts';
import type { Keys, TenantKey } from '../ports/keys.ts';
import { NO_TENANT } from './audit-chain.ts';
import { type BackupCount, FORMAT, type Manifest, SIGNING } from './backup.ts';

/** What a backup is taken into. */
export interface Restored {
  /** Master keys that came along; before anything is opened. */
  takeMasters(content: Uint8Array): void;
  takeKey(tenant: string, key: TenantKey): void;
  /** Which of these master keys are not here. */
  missing(masters: readonly string[]): readonly string[];
  readonly blobs: BlobStore;
  readonly keys: Keys;
  /** Writes the signing key and what master keys came along, if the operator does not give them. */
  keep(signing: Uint8Array | undefined): Promise<void>;
}

/** A backup that cannot be restored here; nothing was changed. */
export class RestoreRefused extends Error {
  readonly code: 'NOT_A_BACKUP' | 'OTHER_VERSION' | 'NOT_EMPTY' | 'BACKUP_INCOMPLETE' | 'KEYS_NEEDED';
  constructor(code: RestoreRefused['code'], message: string) {
    super(message);
    this.name = 'RestoreRefused';
    this.code = code;
  }
}

/**
 * Into a house that holds nothing yet. Every project's epoch rises, so that copies which were handed out after the backup are
 * noticed (rule B3). Throws `RestoreRefused`, or `BlobError` for a file that is not what its name says; then no row is there.
 */
export async function restore(
  from: AsyncIterable<ArchiveEntry>,
  to: DatabaseImport,
  into: Restored,
): Promise<BackupCount & { readonly at: string }> {
  let manifest: Manifest | undefined;
  let complete: BackupCount | undefined;
  let signing: Uint8Array | undefined;
  let needed: readonly string[] = [];
  const tenants = new Set<string>();
  let [rows, files] = [0, 0];
  for await (const { name, bytes } of from) {
    const [kind, tenant = '', what = ''] = name.split('/');
    if (kind === 'manifest.json') {
      manifest = await accepted(bytes, to);
      needed = manifest.masters;
    } else if (!manifest)
      throw new RestoreRefused('NOT_A_BACKUP', 'this file is no backup: it does not begin with a manifest');
    else if (kind === 'master-keys.json') into.takeMasters(bytes);
    else if (kind === 'complete.json') complete = JSON.parse(text(bytes)) as BackupCount;
    else if (kind === 'signing.sealed') signing = await opened(name, () => into.keys.open(NO_TENANT, SIGNING, bytes));
    else if (kind === 'blobs') {
      await opened(name, () => into.blobs.putSealed(tenant, what, bytes));
      files += 1;
    } else if (kind === 'rows') {
      needed = demandKeys(into, needed);
      const lines = text(bytes).split('\n');
      await to.add({ tenant, table: what, lines });
      if (what === 'tenant_keys') for (const line of lines) into.takeKey(tenant, keyOfLine(line));
      if (tenant !== NO_TENANT) tenants.add(tenant);
      rows += lines.length;
    }
  }
  if (!manifest) throw new RestoreRefused('NOT_A_BACKUP', 'this file is no backup: it is empty');
  const count = { tenants: tenants.size, rows, files };
  demandWhole(count, complete);
  await into.keep(signing);
  await to.commit();
  return { ...count, at: manifest.at };
}

/** Asked once, before the first row: nothing of them is needed then. */
function demandKeys(into: Restored, needed: readonly string[]): readonly string[] {
  const missing = into.missing(needed);
  if (missing.length > 0)
    throw new RestoreRefused(
      'KEYS_NEEDED',
      `this backup is sealed under ${missing.join(' and ')}, and this server has no such master key. Put sealing-keys.json of the server that made it into the data folder (or give its SPRINTFORGE_SECRET, SPRINTFORGE_SEALING_KEY or key service), then restore again; or take a backup that has the keys in it (not made --without-keys, and --with-keys where the server was given its keys)`,
    );
  return [];
}

async function opened<T>(name: string, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    const { code } = error as { readonly code?: string };
    if (code !== 'SEAL_BROKEN' && code !== 'BLOB_DAMAGED' && code !== 'KEY_MISSING') throw error;
    throw new RestoreRefused('BACKUP_INCOMPLETE', `${name} of the backup is damaged. Nothing was restored.`);
  }
}

function demandWhole(count: BackupCount, complete: BackupCount | undefined): void {
  if (JSON.stringify(complete) === JSON.stringify(count)) return;
  const found = `${count.rows} rows and ${count.files} files`;
  const said = complete ? `, and should have ${complete.rows} and ${complete.files}` : '; its end is missing';
  throw new RestoreRefused(
    'BACKUP_INCOMPLETE',
    `the backup is not whole: it has ${found}${said}. Nothing was restored.`,
  );
}

async function accepted(bytes: Uint8Array, to: DatabaseImport): Promise<Manifest> {
  const manifest = JSON.parse(text(bytes)) as Manifest;
  if (manifest.format !== FORMAT || JSON.stringify(manifest.schema) !== JSON.stringify(to.schema))
    throw new RestoreRefused(
      'OTHER_VERSION',
      `this backup of ${manifest.at} was made by another version: restore it with that one, then start this version on it`,
    );
  if (!(await to.isEmpty()))
    throw new RestoreRefused(
      'NOT_EMPTY',
      'this house holds data already: restore into an empty data folder or database',
    );
  return manifest;
}

function keyOfLine(line: string): TenantKey {
  const row = JSON.parse(line) as Record<'purpose' | 'id' | 'wrapped' | 'wrapped_by' | 'created_at', string> & {
    version: number;
  };
  const { purpose, version, id } = row;
  const wrapped = Buffer.from(row.wrapped.slice(2), 'hex');
  return { purpose, version, id, wrapped, wrappedBy: row.wrapped_by, createdAt: row.created_at };
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');
