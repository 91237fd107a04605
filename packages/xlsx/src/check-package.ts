/**
 * Is a package consistent in itself? What Excel would repair or refuse: targets and types that are missing, ids that lead nowhere or
 * stand twice, elements out of the order of their schema, ranges off the sheet or over each other, indices into styles, strings and
 * formats that are not there, tables that disagree with their cells, names that cannot be read.
 */
import { XlsxError } from './api.ts';
import { checkParts } from './check/check-parts.ts';
import { checkSheet } from './check/check-sheet.ts';
import { checkStyles } from './check/check-styles.ts';
import { checkTables } from './check/check-tables.ts';
import { checkWorkbook } from './check/check-workbook.ts';
import { checkOrder } from './check/schema-sequences.ts';
import { limitsOf } from './limits.ts';
import { Package } from './package/package.ts';
import { sheetList } from './structure/sheet-list.ts';

/** One inconsistency, in words, with the part it is in. */
export interface PackageFault {
  readonly part: string;
  readonly fault: string;
}

/** Takes note of a fault. */
export type Report = (part: string, fault: string) => void;

/** All faults found; empty for a sound package. */
export function checkPackage(bytes: Uint8Array): readonly PackageFault[] {
  const faults: PackageFault[] = [];
  const report: Report = (part, fault) => faults.push({ part, fault });
  try {
    check(Package.open(bytes, limitsOf()), report);
  } catch (error) {
    if (!(error instanceof XlsxError)) throw error;
    report(error.where.part ?? '', `${error.code}: ${error.message}`);
  }
  return faults;
}

/**
 * The faults of a changed package that its original did not have. Numbers in them may differ, as rows and indices move; a fault that
 * is there more often than before is new.
 */
export function newFaults(before: Uint8Array, after: Uint8Array): readonly PackageFault[] {
  const faults = checkPackage(after);
  if (faults.length === 0) return [];
  const known = new Map<string, number>();
  for (const fault of checkPackage(before)) known.set(blurred(fault), (known.get(blurred(fault)) ?? 0) + 1);
  return faults.filter((fault) => {
    const left = known.get(blurred(fault)) ?? 0;
    known.set(blurred(fault), left - 1);
    return left <= 0;
  });
}

function blurred({ part, fault }: PackageFault): string {
  return `${part}: ${fault.replace(/\b[A-Z]{1,3}(?=\d)|\d+/g, '0')}`;
}

/** Each group relies on the one before. */
function check(pkg: Package, report: Report): void {
  const readable = checkParts(pkg, report);
  for (const part of readable) checkOrder(pkg, part, report);
  if (!readable.has(pkg.mainPart)) return;
  checkWorkbook(pkg, report);
  const sizes = checkStyles(pkg, report);
  for (const sheet of sheetList(pkg)) {
    if (!readable.has(sheet.part)) continue;
    checkSheet(pkg, sheet, sizes, report);
  }
  checkTables(pkg, report);
}
