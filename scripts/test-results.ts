/** What vitest's JSON reporter wrote, and the closing table of what did not run and why. */
import fs from 'node:fs';
import path from 'node:path';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

interface Assertion {
  readonly status: 'passed' | 'failed' | 'skipped' | 'pending' | 'todo' | 'disabled';
  readonly ancestorTitles: readonly string[];
}
interface TestFile {
  readonly name: string;
  readonly status: 'passed' | 'failed';
  readonly assertionResults: readonly Assertion[];
}
export interface TestResults {
  readonly success: boolean;
  readonly testResults: readonly TestFile[];
}

/** A file that could not be loaded counts as one failure; so does a run that failed outside every test. */
export function countTests(results: TestResults): Counts {
  const all = results.testResults.flatMap((file) => file.assertionResults);
  const count = (...states: readonly Assertion['status'][]) => all.filter((one) => states.includes(one.status)).length;
  const brokenFiles = results.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((one) => one.status === 'failed'),
  ).length;
  const failed = count('failed') + brokenFiles;
  return {
    passed: count('passed'),
    failed: failed === 0 && !results.success ? 1 : failed,
    skipped: count('skipped', 'pending', 'todo', 'disabled'),
  };
}

/** Something tests need that is not here: `mark` is what a test file that needs it mentions. */
export interface Absence {
  readonly mark: RegExp;
  readonly why: string;
}

export interface NotRun {
  readonly suite: string;
  readonly tests: number;
  readonly why: string;
}

/** One line for each suite with skipped tests, with the absences that its file depends on. */
export function suitesNotRun(results: TestResults, absences: readonly Absence[], root: string): readonly NotRun[] {
  const rows = new Map<string, NotRun>();
  for (const file of results.testResults) {
    const skipped = file.assertionResults.filter((one) => one.status !== 'passed' && one.status !== 'failed');
    if (skipped.length === 0 && file.assertionResults.length > 0) continue;
    const source = fs.readFileSync(file.name, 'utf8');
    const why = absences.filter((absence) => absence.mark.test(source)).map((absence) => absence.why);
    if (file.assertionResults.length === 0) {
      // Rows made from files that are not here: no test came into being at all.
      const suite = path.relative(root, file.name);
      rows.set(suite, { suite, tests: 0, why: why.join('; ') || 'could not be loaded' });
    }
    for (const one of skipped) {
      const suite = [path.relative(root, file.name), ...one.ancestorTitles.slice(0, 1)].join(' › ');
      const tests = (rows.get(suite)?.tests ?? 0) + 1;
      rows.set(suite, { suite, tests, why: why.join('; ') || 'switched off in the test itself' });
    }
  }
  return [...rows.values()];
}

export function printNotRun(rows: readonly NotRun[]): void {
  if (rows.length === 0) return;
  console.log('\nNot run:');
  const width = Math.max(...rows.map((row) => row.suite.length));
  for (const row of rows) console.log(`  ${row.suite.padEnd(width)}  ${String(row.tests).padStart(4)}  ${row.why}`);
}
