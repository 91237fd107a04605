/** What `npm run check` looks at: format and lint, types, walls, dead code, scanner module, lock file. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { missingFromLockFile } from './lock-file.ts';
import { findViolations } from './walls.ts';

export const root: string = path.resolve(import.meta.dirname, '..');

interface Check {
  readonly name: string;
  /** What it found, as text for a person; empty when all is well. */
  run(): string;
}

function tool(file: string, ...args: readonly string[]): string {
  const run = spawnSync(process.execPath, [path.join(root, 'node_modules', file), ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (run.status === 0) return '';
  return `${run.stdout ?? ''}${run.stderr ?? ''}${run.error?.message ?? ''}`.trim() || `exit code ${run.status}`;
}

const checks: readonly Check[] = [
  { name: 'format and lint', run: () => tool('@biomejs/biome/bin/biome', 'ci', '--colors=off', '.') },
  { name: 'types', run: () => tool('typescript/bin/tsc', '-b') },
  { name: 'walls', run: () => findViolations(root).join('\n') },
  { name: 'dead code', run: () => tool('knip/bin/knip.js', '--no-progress') },
  { name: 'scanner module', run: () => tool('../scripts/build-wasm.ts', '--check') },
  { name: 'lock file', run: () => missingFromLockFile(path.join(root, 'package-lock.json')).join('\n') },
];

/** Runs all checks, printing one line for each and what it found. */
export function runChecks(): { readonly passed: number; readonly failed: number } {
  let failed = 0;
  for (const check of checks) {
    const started = performance.now();
    const found = check.run();
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${found ? 'FAIL' : 'ok  '}  ${check.name} (${seconds} s)`);
    if (!found) continue;
    failed += 1;
    console.log(found);
  }
  return { passed: checks.length - failed, failed };
}
