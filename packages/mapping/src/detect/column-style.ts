import type { FieldType } from '@sprintforge/core';
import type { ColumnCells, Workbook, Worksheet } from '@sprintforge/xlsx';
import type { ColumnStyle } from '../api.ts';
import { parseDateText } from '../values/date-text.ts';
import { durationUnit, parseDurationText } from '../values/duration-text.ts';
import { majorityScale } from '../values/percent-value.ts';
import type { Role } from '../vocabulary/roles.ts';

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
export function columnStyle(type: FieldType, workbook: Workbook, cells: ColumnSample, unit?: 'h' | 'w'): ColumnStyle {
  switch (type) {
    case 'date':
      return { date: dateStyle(cells), ...datePattern(cells) };
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

/** Cells of one column. */
export interface ColumnSample extends Pick<ColumnCells, 'values' | 'styles'> {
  /** How many of them are not empty, and how many are numbers. */
  readonly filled: number;
  readonly numbers: number;
  /** Their texts in order of appearance, and how often each comes. */
  readonly texts: ReadonlyMap<string, number>;
  readonly textCells: number;
}

/** The cells of one column in these rows (rising). */
export function columnSample(sheet: Worksheet, column: number, rows: readonly number[]): ColumnSample {
  const { values, styles } = sheet.block(rows, [column]).columns[0]!;
  const texts = new Map<string, number>();
  let [filled, numbers, textCells] = [0, 0, 0];
  for (const value of values) {
    if (value === null || value === '') continue;
    filled++;
    if (typeof value === 'number') numbers++;
    if (typeof value !== 'string') continue;
    textCells++;
    texts.set(value, (texts.get(value) ?? 0) + 1);
  }
  return { values, styles, filled, numbers, texts, textCells };
}

function textual({ textCells, filled }: ColumnSample): ColumnStyle {
  return textCells * 2 > filled ? { textual: true } : {};
}

/** What `of` makes of the texts, most often; of two that come equally often the first. */
function mostFrequent<T>(texts: ReadonlyMap<string, number>, of: (text: string) => T | undefined): T | undefined {
  const counts = new Map<T, number>();
  for (const [text, count] of texts) {
    const item = of(text);
    if (item !== undefined) counts.set(item, (counts.get(item) ?? 0) + count);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

function dateStyle({ numbers, texts }: ColumnSample): NonNullable<ColumnStyle['date']> {
  let known = 0;
  const order = mostFrequent(texts, (text) => {
    const date = parseDateText(text);
    if (date !== undefined) known += texts.get(text)!;
    return date?.order === 'words' ? undefined : date?.order;
  });
  return numbers >= known ? 'serial' : (order ?? 'iso');
}

/** A date text of the column: new ones are written after its pattern. */
function datePattern({ texts }: ColumnSample): ColumnStyle {
  const example = [...texts.keys()].find((text) => parseDateText(text)?.day !== undefined);
  return example === undefined ? {} : { dateExample: example };
}

function durationStyle({ texts, textCells, filled }: ColumnSample, unit: 'h' | 'w' | undefined): ColumnStyle {
  const written = mostFrequent(texts, (text) => parseDurationText(text)?.unit);
  if (textCells > filled / 2 && written !== undefined) {
    const apart = new RegExp(`\\d\\s+${written}`, 'u');
    const spaced = [...texts.keys()].some((text) => apart.test(text));
    return { durationUnit: written, durationText: true, ...(spaced ? { separator: ' ' } : {}) };
  }
  return unit !== undefined && durationUnit(unit) !== undefined ? { durationUnit: unit } : {};
}

function separatorStyle({ texts }: ColumnSample): ColumnStyle {
  const separator = mostFrequent(texts, (text) => /\s*[;,、\n/|&]\s*/.exec(text.trim())?.[0].replace(/ +/g, ' '));
  return separator === undefined ? {} : { separator };
}
