import { XlsxError } from '../api.ts';
import type { Package } from '../package/package.ts';
import { definedNames } from '../structure/defined-names.ts';
import { type SheetEntry, sheetList } from '../structure/sheet-list.ts';
import { rootName } from '../xml/walk-xml.ts';
import type { Findings } from './findings.ts';
import { autoNamePolicy, policyOfContentType } from './part-policy.ts';
import type { ScreenOptions } from './screen.ts';

/** Our own hidden sheets. */
const ownNames = ['_SYNC_META', '_VERSION_HISTORY', '_CONFIG', '_SYNC_STATUS', '_HASH'];
const sheetRoots = new Set(['worksheet', 'chartsheet', 'dialogsheet', 'macrosheet']);

/** The list of sheets holds together: there are some, each has a name and a part of its own that is a sheet. */
export function screenSheets(pkg: Package, options: ScreenOptions, findings: Findings): void {
  const sheets = sheetList(pkg);
  if (sheets.length === 0) throw broken('The workbook has no sheets.', pkg.mainPart);
  if (sheets.length > pkg.limits.sheets)
    throw new XlsxError('LIMIT', `The workbook has more than ${pkg.limits.sheets} sheets.`, { part: pkg.mainPart });
  const names = new Set(sheets.map(({ name }) => name.toLowerCase()));
  if (names.size < sheets.length) findings.addError(broken('Two sheets have the same name.', pkg.mainPart));
  const owners = new Map<string, string>();
  for (const sheet of sheets) {
    if (sheet.relationshipId === '' && sheets.some(({ relationshipId }) => relationshipId !== '')) continue; // a VBA module
    const key = sheet.part.toLowerCase();
    const other = owners.get(key);
    if (other !== undefined) findings.addError(broken('Two sheets share one part.', sheet.part, sheet.name));
    owners.set(key, sheet.name);
    screenSheet(pkg, sheet, findings);
    screenHidden(sheet, options, findings);
  }
  screenRemaining(pkg, sheets, findings);
  screenNames(pkg, findings);
}

/** Sheets that only macros use are taken out; a workbook must have a sheet to show without them. */
function screenRemaining(pkg: Package, sheets: readonly SheetEntry[], findings: Findings): void {
  const visible = sheets.filter(({ state }) => state === 'visible');
  const policies = visible.map(({ part }) => policyOfContentType(pkg.contentType(part)));
  const [policy] = policies;
  if (policy === undefined || policies.includes(undefined)) return;
  const message = 'The workbook has no visible sheet but those that only macros use.';
  findings.add({ code: policy.code, severity: 'refuse', part: pkg.mainPart, message });
}

function screenSheet(pkg: Package, { part, name, type }: SheetEntry, findings: Findings): void {
  if (part === '' || !pkg.has(part))
    findings.addError(broken('A sheet of the workbook is missing from the file.', part || pkg.mainPart, name));
  else if (type === 'unknown' || !sheetRoots.has(rootName(pkg.utf8(part))))
    findings.addError(broken('A sheet of the workbook is something else.', part, name));
}

function screenHidden({ part, name, state }: SheetEntry, options: ScreenOptions, findings: Findings): void {
  const ours = [...ownNames, ...(options.ownSheets ?? [])].some((own) => own.toLowerCase() === name.toLowerCase());
  if (state === 'visible' || !name.startsWith('_') || ours) return;
  const severity = options.strictHiddenSheets === true ? 'refuse' : 'warn';
  findings.add({
    code: 'HIDDEN_SHEET',
    severity,
    part,
    sheet: name,
    message: 'The workbook has a hidden sheet that is not ours.',
  });
}

function screenNames(pkg: Package, findings: Findings): void {
  const names = definedNames(pkg);
  if (names.length > pkg.limits.definedNames)
    throw new XlsxError('LIMIT', `The workbook has more than ${pkg.limits.definedNames} names.`, {
      part: pkg.mainPart,
    });
  if (names.some(({ name }) => startsMacros(name))) findings.report(autoNamePolicy, { part: pkg.mainPart });
}

/** Excel runs what such a name refers to when the workbook or a sheet is opened, closed or shown. */
export function startsMacros(name: string): boolean {
  return /^(_xlnm\.)?auto_?(open|close|activate|deactivate)/i.test(name);
}

function broken(message: string, part: string, sheet?: string): XlsxError {
  return new XlsxError('PACKAGE_BROKEN', message, sheet === undefined ? { part } : { part, sheet });
}
