/**
 * The web application's build in `apps/web/dist`: made when it is missing or older than what it is made of, by
 * `npm start`, by tests, and by `node scripts/build-web.ts` (the Docker image).
 */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const web = path.join(root, 'apps/web');
const stamp = path.join(web, 'dist/.built-from');
const sources = [
  'apps/web/src',
  'apps/web/public',
  'apps/web/index.html',
  'apps/web/vite.config.ts',
  'packages/protocol/src',
  'packages/core/src',
  'package-lock.json',
];

/** Builds unless the present build is of exactly these sources. Returns whether it built. */
export async function ensureWeb(log: (line: string) => void): Promise<boolean> {
  const wanted = fingerprint();
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return false;
  log('building the web application …');
  const { build } = await import('vite');
  await build({ root: web, logLevel: 'warn' });
  fs.writeFileSync(stamp, wanted);
  return true;
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
