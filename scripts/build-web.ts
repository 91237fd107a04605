/**
 * The web application's build in `apps/web/dist`: made when it is missing or older than what it is made of, by
 * `npm start`, by tests, and by `node scripts/build-web.ts` (the Docker image).
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const root = path.resolve(import.meta.dirname, '..');
const web = path.join(root, 'apps/web');
const stamp = path.join(web, 'dist/.built-from');
const program = path.join(root, 'node_modules/vite/bin/vite.js');
const sources = [
  'apps/web/src',
  'apps/web/public',
  'apps/web/index.html',
  'apps/web/add-in.html',
  'apps/web/vite.config.ts',
  'packages/protocol/src',
  'packages/core/src',
  'package-lock.json',
];

/** Builds unless the present build is of exactly these sources. Returns whether it built; without the development packages it says that it cannot. */
export async function ensureWeb(log: (line: string) => void): Promise<boolean> {
  if (isPresent()) return false;
  if (!fs.existsSync(program)) {
    log('the web application cannot be built without the development packages (npm ci)');
    return false;
  }
  return alone(async () => {
    if (isPresent()) return false;
    log('building the web application …');
    const wanted = fingerprint();
    await vite();
    fs.writeFileSync(stamp, wanted);
    return true;
  });
}

const isPresent = (): boolean => fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === fingerprint();

/** A process of its own: what is set for ours (a test's NODE_ENV) would make another build. Throws with what it printed. */
async function vite(): Promise<void> {
  const child = spawn(process.execPath, [program, 'build', '--logLevel', 'warn'], {
    cwd: web,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`the web application could not be built:\n${printed}`);
}

const lock = path.join(web, '.building');
/** A build takes seconds; a lock so old is of one that was killed. */
const forgottenMs = 180_000;

/** One build at a time, whoever asks. */
async function alone<T>(work: () => Promise<T>): Promise<T> {
  while (!taken()) await sleep(200);
  try {
    return await work();
  } finally {
    fs.rmSync(lock, { recursive: true, force: true });
  }
}

function taken(): boolean {
  try {
    fs.mkdirSync(lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const since = fs.statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (Date.now() - since > forgottenMs) fs.rmSync(lock, { recursive: true, force: true });
    return false;
  }
}

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const source of sources)
    for (const file of filesOf(path.join(root, source)))
      hash.update(path.relative(root, file)).update('\0').update(fs.readFileSync(file)).update('\0');
  return hash.digest('hex');
}

function filesOf(place: string): readonly string[] {
  if (!fs.statSync(place).isDirectory()) return [place];
  const names = fs.readdirSync(place, { recursive: true, encoding: 'utf8' }).sort();
  return names.map((name) => path.join(place, name)).filter((file) => fs.statSync(file).isFile());
}

if (import.meta.main) await ensureWeb((line) => console.error(line));
