/** Compares two workbook packages part by part with Python's zipfile: independent of our own container code. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { PYTHON } from './services.ts';

export interface PackageDiff {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
  readonly same: readonly string[];
}

/** Part names are sorted; `changed` means other inflated bytes. Throws when Python cannot read one of the zips. */
export function diffPackages(before: string, after: string): PackageDiff {
  const script = path.join(import.meta.dirname, 'package-diff.py');
  return JSON.parse(
    execFileSync(PYTHON, [script, path.resolve(before), path.resolve(after)], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    }),
  ) as PackageDiff;
}
