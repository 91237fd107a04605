/** Where the programs and the data stand so that the user who runs PostgreSQL can reach them. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { findBinaries } from './binaries.ts';
import { type RunAs, runAs } from './run-as.ts';

export interface Place {
  readonly bin: string;
  readonly dir: string;
  readonly as: RunAs;
  readonly origin: string;
}

export function preparePlace(wanted: string): Place {
  const found = findBinaries();
  if (!found)
    throw new Error(
      `no PostgreSQL server program for ${process.platform}-${process.arch}: set DATABASE_URL=postgres://…, or install PostgreSQL (Debian: apt-get install postgresql)`,
    );
  const as = runAs([path.join(path.resolve(wanted), 'x'), path.join(found.bin, 'x')]);
  const place =
    as.how === 'relocate'
      ? relocate(found.bin, path.resolve(wanted), as)
      : { bin: found.bin, dir: path.resolve(wanted) };
  fs.mkdirSync(place.dir, { recursive: true });
  fs.chmodSync(place.dir, 0o700);
  if (as.uid !== undefined && as.gid !== undefined) fs.chownSync(place.dir, as.uid, as.gid);
  return { ...place, as, origin: `${found.origin}, ${as.how}` };
}

/** Without user namespaces: programs and data move to a folder that the unprivileged user can enter. */
function relocate(bin: string, dir: string, as: RunAs): { bin: string; dir: string } {
  const home = `/var/tmp/sprintforge-postgres-${as.uid}`;
  fs.mkdirSync(home, { recursive: true, mode: 0o755 });
  const tag = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);
  const native = path.join(home, `native-${tag(bin)}`);
  if (!fs.existsSync(native)) fs.cpSync(path.join(bin, '..'), native, { recursive: true, verbatimSymlinks: true });
  return { bin: path.join(native, 'bin'), dir: path.join(home, `data-${tag(dir)}`) };
}
