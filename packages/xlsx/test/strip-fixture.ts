/** Small workbooks with one kind of content each, and what must be true of every workbook that was stripped. */
import { expect } from 'vitest';
import { expectWhole } from '../../../test/support/whole.ts';
import { defaultLimits } from '../src/limits.ts';
import { Package } from '../src/package/package.ts';
import type { ScreenPolicies } from '../src/screen/policies.ts';
import { type ScreenOptions, screenWorkbook } from '../src/screen/screen.ts';
import { stripWorkbook } from '../src/screen/strip/strip-workbook.ts';
import { contentTypes, office, type Parts, relationship, relationships, smallWorkbook } from './small-workbook.ts';

export const microsoft = 'http://schemas.microsoft.com/office';
export const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
export const sheet = 'xl/worksheets/sheet1.xml';
export const firstSheet: string = relationship('rId1', `${office}/worksheet`, 'worksheets/sheet1.xml');
export const compatibility = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"';

/** Relationships of the sheet, of the workbook (besides its sheet), of any part. */
export const sheetLinks = (...links: string[]): Parts => linksOf(sheet, ...links);
export const bookLinks = (...links: string[]): Parts => linksOf('xl/workbook.xml', firstSheet, ...links);
export function linksOf(part: string, ...links: string[]): Parts {
  const slash = part.lastIndexOf('/') + 1;
  return { [`${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`]: relationships(...links) };
}

export const typed = (types: Readonly<Record<string, string>>): Parts => ({
  '[Content_Types].xml': contentTypes(types),
});

/** What a part must be after stripping: its text, or `null` for gone. */
type Expected = Readonly<Record<string, string | null>>;

/** A small workbook with something to strip, what its parts must be afterwards, and what is reported. */
export interface StripRow {
  readonly parts: Parts;
  readonly expected: Expected;
  readonly reported: readonly string[];
  readonly policies?: Partial<ScreenPolicies>;
}

/**
 * Strips a small workbook. The screen must say `strip` before and accept it after, the package must have no fault that it did not have,
 * and each part that is not expected to change (besides relationships and content types) must be as it was. Returns
 * `CODE part sheet cell` of all that was reported.
 */
export async function strip(parts: Parts, expected: Expected, options: ScreenOptions = {}): Promise<string[]> {
  const before = smallWorkbook(parts);
  const first = screenWorkbook(before, options);
  expect([first.verdict, first.findings.filter(({ severity }) => severity === 'refuse')]).toEqual(['strip', []]);
  const { bytes, stripped } = await stripWorkbook(before, options);
  const again = screenWorkbook(bytes, options);
  expect([again.verdict, again.findings]).toEqual(['accept', []]);
  expectWhole(before, bytes);
  expectParts(Package.open(before, defaultLimits), Package.open(bytes, defaultLimits), expected);
  return stripped.map(({ code, part, sheet: name, cell }) => [code, part, name, cell].filter(Boolean).join(' '));
}

function expectParts(before: Package, after: Package, expected: Expected): void {
  for (const part of new Set([...before.names, ...Object.keys(expected)])) {
    if (/\.rels$|^\[Content_Types\]/.test(part)) continue;
    const text = expected[part];
    const now = after.has(part) ? after.bytes(part).toString() : null;
    expect([part, now]).toEqual([part, text === undefined ? before.bytes(part).toString() : text]);
  }
}
