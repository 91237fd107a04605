/**
 * Is the lock file whole? A registry that lags behind gives a lock file without some optional platform packages, and
 * `npm ci` then fails elsewhere with "Missing: … from lock file". Found here instead.
 */
import fs from 'node:fs';

interface LockedPackage {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** `package lacks name@range` for each optional dependency that no entry of the lock file satisfies. */
export function missingFromLockFile(file: string): readonly string[] {
  const lock = JSON.parse(fs.readFileSync(file, 'utf8')) as { packages: Record<string, LockedPackage> };
  return Object.entries(lock.packages).flatMap(([from, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name]) => !isLocked(lock.packages, from, name))
      .map(([name, range]) => `${from || 'the root'} lacks ${name}@${range}`),
  );
}

/** npm looks for `name` in the node_modules of `from` and of each folder above it. */
function isLocked(packages: Readonly<Record<string, unknown>>, from: string, name: string): boolean {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
    if (`${at ? `${at}/` : ''}node_modules/${name}` in packages) return true;
    if (at === '') return false;
  }
}
