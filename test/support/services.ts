/**
 * The programs that some tests need. `npm test` asks for them once; on Debian as root what is missing is installed
 * with apt (unless SPRINTFORGE_NO_APT is set), elsewhere the suites that need it skip and the closing table says why.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** Debian's Python: the one that has `uno` and `openpyxl` as packages. */
export const PYTHON = '/usr/bin/python3';

export interface Service {
  readonly name: string;
  readonly packages: readonly string[];
  present(): boolean;
  /** What a person does about it where we cannot. */
  readonly remedy: string;
}

export function onPath(...names: readonly string[]): string | undefined {
  for (const name of names) {
    for (const dir of (process.env.PATH ?? '').split(path.delimiter)) {
      const file = path.join(dir, name);
      if (fs.existsSync(file)) return file;
    }
  }
  return undefined;
}

const known = new Map<string, boolean>();

function pythonHas(module: string): boolean {
  const cached = known.get(module);
  if (cached !== undefined) return cached;
  const found = fs.existsSync(PYTHON) && spawnSync(PYTHON, ['-c', `import ${module}`]).status === 0;
  known.set(module, found);
  return found;
}

export const libreOffice: Service = {
  name: 'LibreOffice',
  packages: ['libreoffice-calc', 'python3-uno'],
  present: () => onPath('soffice') !== undefined && pythonHas('uno'),
  remedy: 'install LibreOffice Calc with its Python bridge (Debian: apt-get install libreoffice-calc python3-uno)',
};

export const openpyxl: Service = {
  name: 'openpyxl',
  packages: ['python3-openpyxl'],
  present: () => pythonHas('openpyxl'),
  remedy: 'install openpyxl for /usr/bin/python3 (Debian: apt-get install python3-openpyxl)',
};

export const redis: Service = {
  name: 'Redis',
  packages: ['redis-server'],
  present: () => Boolean(process.env.TEST_REDIS_URL) || onPath('redis-server', 'valkey-server') !== undefined,
  remedy: 'install Redis or Valkey, or set TEST_REDIS_URL=redis://host:port',
};

const swift = '/usr/lib/python3/dist-packages/swift/common/middleware/s3api';

export const objectStorage: Service = {
  name: 'S3',
  packages: ['swift-proxy', 'swift-account', 'swift-container', 'swift-object'],
  present: () =>
    Boolean(process.env.TEST_S3_ENDPOINT) ||
    onPath('minio') !== undefined ||
    (fs.existsSync(swift) && fs.existsSync(PYTHON)),
  remedy: 'put minio on the PATH, or set TEST_S3_ENDPOINT, TEST_S3_ACCESS_KEY and TEST_S3_SECRET_KEY',
};

export const davPrograms: Service = {
  name: 'WebDAV programs',
  packages: ['litmus', 'cadaver', 'rclone'],
  present: () => ['litmus', 'cadaver', 'rclone'].every((name) => onPath(name) !== undefined),
  remedy: 'install litmus, cadaver and rclone (Debian: apt-get install litmus cadaver rclone)',
};

export const chromium: Service = {
  name: 'Chromium',
  packages: ['chromium', 'fonts-noto-core'],
  present: () => chromiumPath() !== undefined,
  remedy: 'install Chromium or Chrome (Debian: apt-get install chromium), or set TEST_CHROMIUM to its program',
};

const scanner: Service = {
  name: 'wapiti',
  packages: ['wapiti'],
  present: () => onPath('wapiti') !== undefined,
  remedy: 'install wapiti (Debian: apt-get install wapiti)',
};

/** The browser that the tests of the web application drive. */
export function chromiumPath(): string | undefined {
  return process.env.TEST_CHROMIUM ?? onPath('chromium', 'chromium-browser', 'google-chrome');
}

export const clamAV: Service = {
  name: 'ClamAV',
  packages: ['clamav-daemon'],
  present: () => onPath('clamd') !== undefined,
  remedy: 'install the daemon of ClamAV (Debian: apt-get install clamav-daemon)',
};

/** The long run needs one more. */
const services = (): readonly Service[] => [
  ...[libreOffice, openpyxl, redis, objectStorage, davPrograms, chromium, clamAV],
  ...(process.env.SPRINTFORGE_LONG ? [scanner] : []),
];

/** Installs what is missing where that is possible; returns what is still missing. */
export function provideServices(log: (line: string) => void): readonly Service[] {
  const missing = services().filter((service) => !service.present());
  // each by itself: one that cannot be had takes no other with it
  for (const { packages } of missing) if (aptInstall(packages, log)) known.clear();
  return missing.filter((service) => !service.present());
}

function aptInstall(packages: readonly string[], log: (line: string) => void): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || process.env.SPRINTFORGE_NO_APT) return false;
  if (!onPath('apt-get')) return false;
  log(`installing ${packages.join(' ')} with apt-get …`);
  if (apt(['install', '-y', '-q', '--no-install-recommends', ...packages], log)) return true;
  return apt(['update', '-q'], log) && apt(['install', '-y', '-q', '--no-install-recommends', ...packages], log);
}

function apt(args: readonly string[], log: (line: string) => void): boolean {
  const wait = ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3'];
  const run = spawnSync('apt-get', [...wait, ...args], {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: 10 * 60_000,
  });
  if (run.status !== 0) log(`apt-get ${args[0]} failed: ${(run.stderr ?? '').trim().split('\n').at(-1) ?? ''}`);
  return run.status === 0;
}
