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
  /** Different values, counted as far as `MOST_DISTINCT`. */
  readonly distinct: Set<string>;
}

const TASK_ID = /^SF-[0-9A-Z]{4}-[0-9A-Z]{4}$/i;
const CODE = /^\d+(\.\d+)*\.?$/;
const REFERENCE =
  /^\s*[\p{L}\d.-]{0,14}\d+(?:\s*[A-Za-zÀ-ÿ]{2})?(?:\s*[+-]\s*[\d.,]+\s*\p{L}*%?)?(?:\s*[;,、/&\s]\s*[\p{L}\d.-]{0,14}\d+[^;,]*)*$/u;

/** A column with so many different values is no list of a few. */
const MOST_DISTINCT = 10;

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
  const texts = new Map<string, number>();
  let any = false;
  for (let i = 0; i < rows.length; i++) {
    if (state[i] === 0) continue;
    any = true;
    if (state[i] === 2 && sheet.cell(rows[i]!, column)?.formula !== undefined) profile.formulas++;
    const value = values[i]!;
    if (value === null || value === '') continue;
    if (typeof value === 'string') texts.set(value, (texts.get(value) ?? 0) + 1);
    else if (typeof value === 'number') countNumber(profile, workbook, styles[i]!, value);
    else {
      profile.filled++;
      if (typeof value === 'boolean') profile.booleans++;
      else profile.errors++;
    }
  }
  const known = kindsOf(workbook);
  for (const [text, times] of texts) countText(profile, known, text, times);
  return any;
}

/** What a text is, as bits; 0 for an empty one or a placeholder. */
const FILLED = 1;
const DATE = 2;
const PERCENT = 4;
const DURATION = 8;
const TEXT = 16;
const SENTENCE = 32;
const CODED = 64;
const OUR_ID = 128;
const REFERS = 256;

/** Candidates of one workbook look at the same texts again and again. */
const textKinds = new WeakMap<Workbook, Map<string, number>>();

function kindsOf(workbook: Workbook): Map<string, number> {
  const known = textKinds.get(workbook) ?? new Map<string, number>();
  textKinds.set(workbook, known);
  return known;
}

function countText(profile: ColumnProfile, known: Map<string, number>, value: string, times: number): void {
  let kind = known.get(value);
  if (kind === undefined) {
    kind = kindOf(value.trim());
    known.set(value, kind);
  }
  if (kind === 0) return;
  profile.filled += times;
  if (profile.distinct.size < MOST_DISTINCT) profile.distinct.add(fold(value.trim()));
  if ((kind & DATE) !== 0) profile.dateTexts += times;
  if ((kind & PERCENT) !== 0) profile.percentTexts += times;
  if ((kind & DURATION) !== 0) profile.durationTexts += times;
  if ((kind & TEXT) !== 0) profile.texts += times;
  if ((kind & SENTENCE) !== 0) profile.sentences += times;
  if ((kind & CODED) !== 0) profile.codes += times;
  if ((kind & OUR_ID) !== 0) profile.ids += times;
  if ((kind & REFERS) !== 0) profile.references += times;
}

function kindOf(text: string): number {
  if (text === '' || isPlaceholder(text)) return 0;
  let kind = FILLED;
  if (parseDateText(text) !== undefined) kind |= DATE;
  else if (/^\d+([.,]\d+)?\s*%$/.test(text)) kind |= PERCENT;
  else if (!CODE.test(text) && parseDurationText(text) !== undefined) kind |= DURATION;
  else kind |= text.length > 15 || /\s/.test(text) ? TEXT | SENTENCE : TEXT;
  if (CODE.test(text)) kind |= CODED;
  if (TASK_ID.test(text)) kind |= OUR_ID;
  if (text.length < 40 && REFERENCE.test(text)) kind |= REFERS;
  return kind;
}

function countNumber(profile: ColumnProfile, workbook: Workbook, style: number, value: number): void {
  const { kind } = workbook.numberFormat(style);
  if (kind === 'date' || kind === 'datetime') {
    if (value === 0) return;
    profile.filled++;
    profile.dates++;
    addDistinct(profile, value);
    return;
  }
  profile.filled++;
  profile.numbers++;
  addDistinct(profile, value);
  if (value >= 0) profile.codes++;
  if (Number.isInteger(value) && value >= 0) {
    profile.references++;
    if (value <= 20) profile.smallIntegers++;
  }
  if (value >= 0 && value <= 1) profile.fractions++;
  if (kind === 'percent') profile.percentFormats++;
}

function addDistinct({ distinct }: ColumnProfile, value: number): void {
  if (distinct.size < MOST_DISTINCT) distinct.add(String(value));
}
