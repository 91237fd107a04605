import type { FieldType } from '@sprintforge/core';
import type { Cell, Workbook, Worksheet } from '@sprintforge/xlsx';
import type { ColumnStyle } from '../api.ts';
import { parseDateText } from '../values/date-text.ts';
import { durationUnit, parseDurationText } from '../values/duration-text.ts';
import { majorityScale } from '../values/percent-value.ts';
import type { Role } from '../vocabulary/roles.ts';
import { isDateCell } from './header-block.ts';

/** The type of a field whatever the column holds. */
export const ROLE_TYPE: Readonly<Record<Role, FieldType>> = {
  name: 'text',
  start: 'date',
  finish: 'date',
  duration: 'duration',
  status: 'choice',
  percent: 'percent',
  assignee: 'people',
  predecessors: 'dependencies',
  priority: 'choice',
  cost: 'money',
  notes: 'text',
  wbs: 'outline',
  level: 'integer',
  number: 'text',
  id: 'text',
};

/** How the cells of a column write their values; from the majority. */
export function columnStyle(
  type: FieldType,
  workbook: Workbook,
  cells: readonly Cell[],
  unit?: 'h' | 'w',
): ColumnStyle {
  switch (type) {
    case 'date':
      return { date: dateStyle(workbook, cells), ...datePattern(cells) };
    case 'percent':
      return { percent: majorityScale(workbook, cells), ...textual(cells) };
    case 'duration':
      return { ...durationStyle(cells, unit), ...textual(cells) };
    case 'people':
    case 'dependencies':
      return separatorStyle(cells);
    case 'number':
    case 'integer':
    case 'money':
      return textual(cells);
    default:
      return {};
  }
}

function textual(cells: readonly Cell[]): ColumnStyle {
  const texts = cells.filter(({ value }) => typeof value === 'string');
  return texts.length * 2 > cells.length ? { textual: true } : {};
}

/** The cells of one column in these rows. */
export function columnCells(sheet: Worksheet, column: number, rows: readonly number[]): Cell[] {
  return rows.flatMap((row) => {
    const cell = sheet.cell(row, column);
    return cell === undefined || cell.value === null || cell.value === '' ? [] : [cell];
  });
}

function mostFrequent<T>(items: readonly T[]): T | undefined {
  const counts = new Map<T, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

function dateStyle(workbook: Workbook, cells: readonly Cell[]): NonNullable<ColumnStyle['date']> {
  const serial = cells.filter((cell) => isDateCell(workbook, cell) || typeof cell.value === 'number').length;
  const orders = cells.flatMap(({ value }) => (typeof value === 'string' ? [parseDateText(value)] : []));
  const known = orders.filter((date) => date !== undefined);
  if (serial >= known.length) return 'serial';
  const order = mostFrequent(
    known.flatMap(({ order: said }) => (said === undefined || said === 'words' ? [] : [said])),
  );
  return order ?? 'iso';
}

/** A date text of the column: new ones are written after its pattern. */
function datePattern(cells: readonly Cell[]): ColumnStyle {
  const example = cells.find(({ value }) => typeof value === 'string' && parseDateText(value)?.day !== undefined);
  return typeof example?.value === 'string' ? { dateExample: example.value } : {};
}

function durationStyle(cells: readonly Cell[], unit: 'h' | 'w' | undefined): ColumnStyle {
  const texts = cells.flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
  const written = mostFrequent(texts.flatMap((text) => parseDurationText(text)?.unit ?? []));
  const textual = texts.length > cells.length / 2;
  if (textual && written !== undefined) {
    const spaced = texts.some((text) => new RegExp(`\\d\\s+${written}`, 'u').test(text));
    return { durationUnit: written, durationText: true, ...(spaced ? { separator: ' ' } : {}) };
  }
  return unit !== undefined && durationUnit(unit) !== undefined ? { durationUnit: unit } : {};
}

function separatorStyle(cells: readonly Cell[]): ColumnStyle {
  const found = cells.flatMap(({ value }) => {
    const separator = typeof value === 'string' ? /\s*[;,、\n/|&]\s*/.exec(value.trim())?.[0] : undefined;
    return separator === undefined ? [] : [separator.replace(/ +/g, ' ')];
  });
  const separator = mostFrequent(found);
  return separator === undefined ? {} : { separator };
}
