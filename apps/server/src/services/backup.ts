/**
 * Everything that a server keeps as one file, and back into an empty house. A `.tar.gz` of `manifest.json`, rows as lines of JSON
 * under `rows/<tenant>/<table>/`, files under `blobs/<tenant>/`, the signing key, and `complete.json` as the last entry.
 */
import type { ArchiveEntry, ArchiveWriter } from '../ports/archive.ts';
import type { BlobStore } from '../ports/blob-store.ts';
import type { DatabaseExport, DatabaseImport, SchemaSteps } from '../ports/dump.ts';

export interface Kept {
  readonly blobs: BlobStore;
  /** The file with the signing key; null when the operator gives it. */
  readonly keys: { read(): Promise<Uint8Array | null>; write(bytes: Uint8Array): Promise<void> };
}

export interface BackupCount {
  readonly tenants: number;
  readonly rows: number;
  readonly files: number;
}

interface Manifest {
  readonly format: 1;
  readonly at: string;
  readonly schema: SchemaSteps;
}

const FORMAT = 1;

/** `at`: ISO instant. The database may be in use: rows are of one moment, and the files that they name are never changed. */
export async function backup(
  from: DatabaseExport,
  { blobs, keys }: Kept,
  to: ArchiveWriter,
  at: string,
): Promise<BackupCount> {
  await to.add('manifest.json', json({ format: FORMAT, at, schema: from.schema } satisfies Manifest));
  const secret = await keys.read();
  if (secret) await to.add('keys.json', secret);
  const files: { tenant: string; sha256: string }[] = [];
  const tenants = new Set<string>();
  let rows = 0;
  let batch = 0;
  for await (const { tenant, table, lines } of from.rows()) {
    tenants.add(tenant);
    rows += lines.length;
    if (table === 'blobs') for (const line of lines) files.push({ tenant, sha256: JSON.parse(line).sha256 as string });
    await to.add(`rows/${tenant}/${table}/${String(++batch).padStart(8, '0')}`, Buffer.from(lines.join('\n')));
  }
  for (const { tenant, sha256 } of files) await to.add(`blobs/${tenant}/${sha256}`, await blobs.get(tenant, sha256));
  const count = { tenants: tenants.size, rows, files: files.length };
  await to.add('complete.json', json(count));
  await to.finish();
  return count;
}

/** A backup that cannot be restored here; nothing was changed. */
export class RestoreRefused extends Error {
  readonly code: 'NOT_A_BACKUP' | 'OTHER_VERSION' | 'NOT_EMPTY' | 'BACKUP_INCOMPLETE';
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
  { blobs, keys }: Kept,
): Promise<BackupCount & { readonly at: string }> {
  let manifest: Manifest | undefined;
  let complete: BackupCount | undefined;
  let secret: Uint8Array | undefined;
  const tenants = new Set<string>();
  let [rows, files] = [0, 0];
  for await (const { name, bytes } of from) {
    const [kind, tenant = '', what = ''] = name.split('/');
    if (kind === 'manifest.json') manifest = await accepted(bytes, to);
    else if (!manifest)
      throw new RestoreRefused('NOT_A_BACKUP', 'this file is no backup: it does not begin with a manifest');
    else if (kind === 'keys.json') secret = bytes;
    else if (kind === 'complete.json') complete = JSON.parse(text(bytes)) as BackupCount;
    else if (kind === 'blobs') {
      if ((await blobs.put(tenant, bytes)) !== what)
        throw new RestoreRefused('BACKUP_INCOMPLETE', `the file ${name} is damaged`);
      files += 1;
    } else if (kind === 'rows') {
      const lines = text(bytes).split('\n');
      await to.add({ tenant, table: what, lines });
      tenants.add(tenant);
      rows += lines.length;
    }
  }
  if (!manifest) throw new RestoreRefused('NOT_A_BACKUP', 'this file is no backup: it is empty');
  const count = { tenants: tenants.size, rows, files };
  if (JSON.stringify(complete) !== JSON.stringify(count)) {
    const found = `${rows} rows and ${files} files`;
    const said = complete ? `, and should have ${complete.rows} and ${complete.files}` : '; its end is missing';
    throw new RestoreRefused(
      'BACKUP_INCOMPLETE',
      `the backup is not whole: it has ${found}${said}. Nothing was restored.`,
    );
  }
  if (secret) await keys.write(secret);
  await to.commit();
  return { ...count, at: manifest.at };
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

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');
const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
