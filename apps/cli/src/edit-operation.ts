/** The operations of `edit`: read from the command line, applied to an open workbook one after the other. */
import { type CellEdit, dateToSerial, parseCellReference, type Workbook } from '@sprintforge/xlsx';
import { sheetName, splitSheet } from './cell-address.ts';
import { CliError } from './failure.ts';

export type EditKind = 'set' | 'set-text' | 'clear' | 'insert-rows' | 'delete-rows';

export interface EditOperation {
  readonly kind: EditKind;
  /** As typed, e.g. `Sheet!D14=7`. */
  readonly argument: string;
}

export function applyOperation(workbook: Workbook, operation: EditOperation): void {
  const { sheet: given, rest } = splitSheet(operation.argument);
  const sheet = sheetName(workbook, given);
  if (operation.kind === 'insert-rows') workbook.insertRows(sheet, [parseRows(rest)]);
  else if (operation.kind === 'delete-rows') workbook.deleteRows(sheet, [parseRows(rest)]);
  else workbook.setCells(sheet, [cellEdit(workbook, sheet, operation.kind, rest)]);
}

/** `5:2` is two rows from row 5. */
function parseRows(text: string): { readonly at: number; readonly count: number } {
  const match = /^([1-9]\d{0,6}):([1-9]\d{0,6})$/.exec(text.trim());
  if (!match) throw new CliError('BAD_ARGUMENT', `${text} is not ROW:COUNT, as in Sheet!5:2`, { argument: text });
  return { at: Number(match[1]), count: Number(match[2]) };
}

function cellEdit(workbook: Workbook, sheet: string, kind: 'set' | 'set-text' | 'clear', rest: string): CellEdit {
  if (kind === 'clear') return { ...parseCellReference(rest), value: null };
  const at = rest.indexOf('=');
  if (at < 0) throw new CliError('BAD_ARGUMENT', `${rest} has no value: write Sheet!D14=7`, { argument: rest });
  const cell = parseCellReference(rest.slice(0, at));
  const text = rest.slice(at + 1);
  return { ...cell, value: kind === 'set-text' ? text : typedValue(workbook, sheet, cell, text) };
}

/**
 * What the text means in that cell: a number of at most 15 digits, TRUE or FALSE, an ISO date where the cell has a date
 * format, `30%` where it has a percent format; otherwise text. An empty text empties the cell.
 */
function typedValue(
  workbook: Workbook,
  sheet: string,
  at: { readonly row: number; readonly column: number },
  text: string,
): null | string | number | boolean {
  if (text === '') return null;
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  if (isNumber(text)) return Number(text);
  const style = workbook.sheet(sheet)?.cell(at.row, at.column)?.style;
  const format = style === undefined ? undefined : workbook.numberFormat(style).kind;
  if (format === 'date' || format === 'datetime') return dateSerial(text, workbook.date1904) ?? text;
  if (format === 'percent' && /^-?\d+(\.\d+)?%$/.test(text)) return Number(text.slice(0, -1)) / 100;
  return text;
}

/** Leading zeros and more than 15 digits are text to a person (rule V4). */
function isNumber(text: string): boolean {
  const match = /^[-+]?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d{1,3})?$/.exec(text);
  return match !== null && text.replace(/[eE].*$/, '').replace(/\D/g, '').length <= 15 && Number.isFinite(Number(text));
}

function dateSerial(text: string, date1904: boolean): number | undefined {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? dateToSerial(text, date1904) : undefined;
}
