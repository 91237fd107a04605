/** Columns of the person's own (rule C2): what they are, before one of them is shared as a custom field. */
import type { FieldType } from '@sprintforge/core';
import { columnLetter, type Workbook, type Worksheet } from '@sprintforge/xlsx';
import type { PlanRead, TableMapping } from '../api.ts';
import { type ColumnProfile, profileColumns } from '../detect/column-profile.ts';
import { parseArea } from '../layout/address.ts';
import { SYSTEM_NAMES } from '../layout/names.ts';
import { headersOf } from '../metadata/rebind-columns.ts';
import { rowNumbersOf } from '../values/plan-columns.ts';

export interface PrivateColumn {
  /** Letters. */
  readonly column: string;
  readonly header: string;
  /** What its values look like. */
  readonly type: FieldType;
  /** Rows of the plan in which it holds something. */
  readonly filled: number;
  /** The first of them, as the workbook shows them. */
  readonly sample: readonly string[];
}

const SAMPLE = 3;
/** So much of a column has to be of a type. */
const MOST = 0.8;

/** Columns with a header of their own and something below it, from the left. */
export function privateColumns(workbook: Workbook, plan: PlanRead): readonly PrivateColumn[] {
  const sheet = workbook.sheet(plan.mapping.sheet);
  if (sheet === undefined) return [];
  const columns = unbound(workbook, sheet, plan.mapping);
  const rows = rowNumbersOf(plan);
  const profiles = profileColumns(workbook, sheet, rows, new Set(columns.keys()));
  const found: PrivateColumn[] = [];
  for (const [column, header] of columns) {
    const profile = profiles.get(column);
    if (profile === undefined || profile.filled === 0) continue;
    const sample = firstTexts(sheet, column, rows);
    found.push({ column: columnLetter(column), header, type: likelyType(profile), filled: profile.filled, sample });
  }
  return found;
}

/** Headers by column that are neither bound nor ours, and stand there once. */
function unbound(workbook: Workbook, sheet: Worksheet, mapping: TableMapping): ReadonlyMap<number, string> {
  const taken = new Set(mapping.columns.map(({ column }) => column));
  if (mapping.idColumn !== null) taken.add(mapping.idColumn);
  const ours = new Set<string>(Object.values(SYSTEM_NAMES));
  for (const { name, formula } of workbook.definedNames) {
    const area = ours.has(name.toLowerCase()) ? parseArea(formula) : undefined;
    if (area !== undefined) taken.add(area.firstColumn);
  }
  const single = [...headersOf(sheet, mapping.headerRow).values()].filter((columns) => columns.length === 1);
  const columns = single.map(([column]) => column!).filter((column) => !taken.has(column));
  const texts = columns
    .sort((a, b) => a - b)
    .map((column) => [column, sheet.cell(mapping.headerRow, column)?.value] as const);
  return new Map(texts.flatMap(([column, text]) => (typeof text === 'string' ? [[column, text.trim()] as const] : [])));
}

function firstTexts(sheet: Worksheet, column: number, rows: readonly number[]): readonly string[] {
  const texts: string[] = [];
  for (const row of rows) {
    const cell = sheet.cell(row, column);
    if (cell === undefined || cell.value === null || cell.value === '') continue;
    texts.push(sheet.displayText(cell).slice(0, 100));
    if (texts.length === SAMPLE) break;
  }
  return texts;
}

function likelyType(profile: ColumnProfile): FieldType {
  const mostly = (count: number) => count >= profile.filled * MOST;
  if (mostly(profile.dates + profile.dateTexts)) return 'date';
  if (mostly(profile.booleans)) return 'boolean';
  if (mostly(profile.percentFormats + profile.percentTexts)) return 'percent';
  if (mostly(profile.numbers)) return 'number';
  return mostly(profile.durationTexts) ? 'duration' : 'text';
}
