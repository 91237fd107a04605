/** What a formula depends on, without computing anything. */
import { tokenize } from '@borgar/fx/xlsx';
import { parseArea } from './area.ts';
import { lastPossibleRow } from './row-shift.ts';
import { splitPrefix } from './sheet-prefix.ts';

/** One thing that a formula refers to. Sheets are undefined when the reference names none. */
export type FormulaReference =
  | {
      readonly kind: 'cells';
      readonly sheet: string | undefined;
      /** Last sheet of a 3-D reference. */
      readonly lastSheet: string | undefined;
      readonly workbook: string | undefined;
      readonly firstRow: number;
      readonly firstColumn: number;
      readonly lastRow: number;
      readonly lastColumn: number;
    }
  | {
      readonly kind: 'name';
      readonly sheet: string | undefined;
      readonly workbook: string | undefined;
      readonly name: string;
    }
  | { readonly kind: 'structured'; readonly table: string; readonly text: string };

/** Names of the functions called, upper case, `_xlfn.` and `_xlws.` left off, each once, in order of appearance. */
export function functionsOf(text: string): readonly string[] {
  const found = new Set<string>();
  for (const token of tokenize(text, { withLocation: false })) {
    if (token.type === 'func') found.add(plainFunction(token.value));
  }
  return [...found];
}

function plainFunction(name: string): string {
  let plain = name.toUpperCase();
  for (const prefix of ['_XLFN.', '_XLWS.', '_XLUDF.']) {
    if (plain.startsWith(prefix)) plain = plain.slice(prefix.length);
  }
  return plain;
}

/** Cells, ranges, names and tables that the formula refers to, in order of appearance (repeated if it repeats them). */
export function referencesOf(text: string): readonly FormulaReference[] {
  const found: FormulaReference[] = [];
  for (const token of tokenize(text, { withLocation: false })) {
    const reference = referenceOf(token.type, token.value);
    if (reference !== undefined) found.push(reference);
  }
  return found;
}

function referenceOf(type: string, value: string): FormulaReference | undefined {
  const { prefix, rest } = splitPrefix(value);
  const { sheet, lastSheet, workbook } = prefix;
  if (type === 'range_named') return { kind: 'name', sheet: sheet === '' ? undefined : sheet, workbook, name: rest };
  if (type === 'structured') {
    const open = rest.indexOf('[');
    return { kind: 'structured', table: open < 0 ? rest : rest.slice(0, open), text: value };
  }
  if (type !== 'range' && type !== 'range_beam') return undefined;
  const area = parseArea(rest);
  if (area === undefined) return undefined;
  const last = area.last ?? area.first;
  return {
    kind: 'cells',
    sheet,
    lastSheet,
    workbook,
    firstRow: Math.min(area.first.row, last.row) || 1,
    firstColumn: Math.min(area.first.column, last.column) || 1,
    lastRow: Math.max(area.first.row, last.row) || lastPossibleRow,
    lastColumn: Math.max(area.first.column, last.column) || 16_384,
  };
}
