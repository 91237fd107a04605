/**
 * `npm test [-- --long] [-- FILTER…]`: the checks, then every test; a closing table of the suites that were not run and
 * why; the last line is exactly `N passed, N failed, N skipped` (the checks count as one test each).
 * With filters only the matching test files run, without the checks.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { corporaRoot, hasCorpus } from '../test/support/corpora.ts';
import { provideServices } from '../test/support/services.ts';
import { root, runChecks } from './checks.ts';
import { type Absence, type Counts, countTests, printNotRun, suitesNotRun, type TestResults } from './test-results.ts';

const args = process.argv.slice(2);
const long = args.includes('--long');
const filters = args.filter((arg) => arg !== '--long');
if (long) process.env.SPRINTFORGE_LONG = '1';
// hundreds of engine processes are started: each in half the time when the sources are compiled already
process.env.NODE_COMPILE_CACHE ??= path.join(root, 'node_modules/.cache/sprintforge');

/** Runs vitest with its output to the terminal. undefined: it did not get as far as writing results. */
function runVitest(): TestResults | undefined {
  const output = path.join(root, '.cache/test-results.json');
  fs.rmSync(output, { force: true });
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
  const options = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${output}`];
  spawnSync(process.execPath, [vitest, ...options, ...filters], { cwd: root, stdio: 'inherit' });
  return fs.existsSync(output) ? (JSON.parse(fs.readFileSync(output, 'utf8')) as TestResults) : undefined;
}

/** Asks for the services (installing them where possible) and says what this machine lacks. */
function findAbsences(): readonly Absence[] {
  const marks: Readonly<Record<string, RegExp>> = {
    LibreOffice: /libreoffice|soffice/i,
    openpyxl: /openpyxl/i,
    Redis: /startRedis/,
    S3: /startObjectStorage/,
    'WebDAV programs': /davPrograms/,
    Chromium: /openBrowser/,
  };
  const missing = provideServices((line) => console.log(`[services] ${line}`)).map((service) => ({
    mark: marks[service.name] ?? new RegExp(service.name, 'i'),
    why: `no ${service.name}: ${service.remedy}`,
  }));
  const corpora = (['plans', 'fidelity', 'hostile'] as const)
    .filter((name) => !hasCorpus(name))
    .map((name) => ({
      mark: new RegExp(`['"\`/]${name}['"\`/]`),
      why: `no ${name} corpus in ${corporaRoot()} (set SPRINTFORGE_CORPORA)`,
    }));
  const short = long ? [] : [{ mark: /SPRINTFORGE_LONG/, why: 'long variant: npm test -- --long' }];
  return [...missing, ...corpora, ...short];
}

const checks = filters.length > 0 ? { passed: 0, failed: 0 } : runChecks();
const absences = findAbsences();
const results = runVitest();
const tests: Counts = results ? countTests(results) : { passed: 0, failed: 1, skipped: 0 };
if (results) printNotRun(suitesNotRun(results, absences, root));
const failed = checks.failed + tests.failed;
console.log(`\n${checks.passed + tests.passed} passed, ${failed} failed, ${tests.skipped} skipped`);
process.exitCode = failed === 0 ? 0 : 1;
