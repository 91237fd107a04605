import type { ColumnCells, Workbook, Worksheet } from '@sprintforge/xlsx';
import { parseDateText } from '../values/date-text.ts';
import { parseDurationText } from '../values/duration-text.ts';
import { isPlaceholder } from '../values/placeholder.ts';
import { fold } from '../vocabulary/fold.ts';

/** What a column holds under its header, counted over a sample of rows. */
export interface ColumnProfile {
  /** Cells with a value that is neither empty nor a placeholder. */
  filled: number;
  formulas: number;
  dates: number;
  dateTexts: number;
  numbers: number;
  smallIntegers: number;
  /** Numbers from 0 to 1, and those shown as percentages. */
  fractions: number;
  percentFormats: number;
  percentTexts: number;
  durationTexts: number;
  texts: number;
  /** Texts of several words or of more than 15 characters. */
  sentences: number;
  codes: number;
  /** Task IDs given by us (rule ID1). */
  ids: number;
  references: number;
  booleans: number;
  errors: number;
  readonly distinct: Set<string>;
}

const TASK_ID = /^SF-[0-9A-Z]{4}-[0-9A-Z]{4}$/i;
const CODE = /^\d+(\.\d+)*\.?$/;
const REFERENCE =
  /^\s*[\p{L}\d.-]{0,14}\d+(?:\s*[A-Za-zÀ-ÿ]{2})?(?:\s*[+-]\s*[\d.,]+\s*\p{L}*%?)?(?:\s*[;,、/&\s]\s*[\p{L}\d.-]{0,14}\d+[^;,]*)*$/u;

function emptyProfile(): ColumnProfile {
  return {
    filled: 0,
    formulas: 0,
    dates: 0,
    dateTexts: 0,
    numbers: 0,
    smallIntegers: 0,
    fractions: 0,
    percentFormats: 0,
    percentTexts: 0,
    durationTexts: 0,
    texts: 0,
    sentences: 0,
    codes: 0,
    ids: 0,
    references: 0,
    booleans: 0,
    errors: 0,
    distinct: new Set(),
  };
}

/** Profiles of these columns over the given rows (rising); none of a column without cells. */
export function profileColumns(
  workbook: Workbook,
  sheet: Worksheet,
  rows: readonly number[],
  columns: ReadonlySet<number>,
): ReadonlyMap<number, ColumnProfile> {
  const profiles = new Map<number, ColumnProfile>();
  for (const cells of sheet.block(rows, [...columns]).columns) {
    const profile = emptyProfile();
    if (countCells(profile, workbook, sheet, cells, rows)) profiles.set(cells.column, profile);
  }
  return profiles;
}

/** False when there is no cell. */
function countCells(
  profile: ColumnProfile,
  workbook: Workbook,
  sheet: Worksheet,
  { column, state, values, styles }: ColumnCells,
  rows: readonly number[],
): boolean {
  let any = false;
  for (let i = 0; i < rows.length; i++) {
    if (state[i] === 0) continue;
    any = true;
    if (state[i] === 2 && sheet.cell(rows[i]!, column)?.formula !== undefined) profile.formulas++;
    const value = values[i]!;
    if (value === null || value === '') continue;
    if (typeof value === 'string') countText(profile, workbook, value);
    else if (typeof value === 'number') countNumber(profile, workbook, styles[i]!, value);
    else {
      profile.filled++;
      if (typeof value === 'boolean') profile.booleans++;
      else profile.errors++;
    }
  }
  return any;
}

/** What one text is, as the counters that it raises; null for an empty one or a placeholder. */
interface TextKind {
  readonly folded: string;
  readonly counters: readonly (
    | 'dateTexts'
    | 'percentTexts'
    | 'durationTexts'
    | 'texts'
    | 'sentences'
    | 'codes'
    | 'ids'
    | 'references'
  )[]; // prettier-ignore
}

/** Candidates of one workbook look at the same texts again and again. */
const textKinds = new WeakMap<Workbook, Map<string, TextKind | null>>();

function countText(profile: ColumnProfile, workbook: Workbook, value: string): void {
  const known = textKinds.get(workbook) ?? new Map<string, TextKind | null>();
  if (known.size === 0) textKinds.set(workbook, known);
  let kind = known.get(value);
  if (kind === undefined) {
    kind = kindOf(value.trim());
    known.set(value, kind);
  }
  if (kind === null) return;
  profile.filled++;
  profile.distinct.add(kind.folded);
  for (const counter of kind.counters) profile[counter]++;
}

function kindOf(text: string): TextKind | null {
  if (text === '' || isPlaceholder(text)) return null;
  const counters: TextKind['counters'][number][] = [];
  if (parseDateText(text) !== undefined) counters.push('dateTexts');
  else if (/^\d+([.,]\d+)?\s*%$/.test(text)) counters.push('percentTexts');
  else if (!CODE.test(text) && parseDurationText(text) !== undefined) counters.push('durationTexts');
  else {
    counters.push('texts');
    if (text.length > 15 || /\s/.test(text)) counters.push('sentences');
  }
  if (CODE.test(text)) counters.push('codes');
  if (TASK_ID.test(text)) counters.push('ids');
  if (text.length < 40 && REFERENCE.test(text)) counters.push('references');
  return { folded: fold(text), counters };
}

function countNumber(profile: ColumnProfile, workbook: Workbook, style: number, value: number): void {
  const { kind } = workbook.numberFormat(style);
  if (kind === 'date' || kind === 'datetime') {
    if (value === 0) return;
    profile.filled++;
    profile.dates++;
    profile.distinct.add(String(value));
    return;
  }
  profile.filled++;
  profile.numbers++;
  profile.distinct.add(String(value));
  if (value >= 0) profile.codes++;
  if (Number.isInteger(value) && value >= 0) {
    profile.references++;
    if (value <= 20) profile.smallIntegers++;
  }
  if (value >= 0 && value <= 1) profile.fractions++;
  if (kind === 'percent') profile.percentFormats++;
}
