import type { Worksheet } from '@sprintforge/xlsx';
import type { ColumnBinding, ColumnStyle } from '../api.ts';
import { normalCode } from '../values/outline-code.ts';
import { isPlaceholder } from '../values/placeholder.ts';
import { shownTexts } from '../values/shown-texts.ts';
import { fold } from '../vocabulary/fold.ts';
import { parsePredecessors } from './parse-predecessors.ts';

export type ReferenceStyle = NonNullable<ColumnStyle['reference']>;

/** The texts by which one row can be referred to. */
export interface RowKeys {
  readonly row: number;
  readonly id: string;
  readonly number: string;
  readonly wbs: string;
  readonly name: string;
}

const PREFERENCE: readonly ReferenceStyle[] = ['id', 'number', 'wbs', 'name', 'row'];
const SAMPLE = 3000;

/** The same for many rows, in lists as long as they are. */
export interface KeyTexts {
  readonly rows: readonly number[];
  /** '' for a row that has no such text. */
  of(style: Exclude<ReferenceStyle, 'row'>): readonly string[];
}

/** By what the predecessors column names tasks: the way in which most of its references resolve. */
export function referenceStyle(
  sheet: Worksheet,
  columns: readonly ColumnBinding[],
  rows: readonly number[],
): ReferenceStyle {
  const sample = rows.slice(0, SAMPLE);
  const texts = (field: string): readonly string[] => {
    const column = columns.find((binding) => binding.field === field)?.column;
    return column === undefined ? sample.map(() => '') : shownTexts(sheet, column, sample);
  };
  return styleThatResolves({ rows: sample, of: texts }, texts('predecessors'));
}

/** The style in which most references resolve, by preference where several do; without any: what the plan offers. */
export function styleThatResolves(keys: KeyTexts, texts: readonly string[]): ReferenceStyle {
  const refs = texts
    .filter((text) => !isPlaceholder(text))
    .flatMap((text) => parsePredecessors(text).map(({ reference }) => reference));
  const offered = PREFERENCE.filter((style) => style === 'row' || keys.of(style).some((text) => text !== ''));
  if (refs.length === 0) return offered.find((style) => style !== 'name') ?? 'row';
  let best: { style: ReferenceStyle; share: number } = { style: 'row', share: 0 };
  for (const style of offered) {
    const share = countResolved(keys, style, refs) / refs.length;
    if (share > best.share + 0.05) best = { style, share };
  }
  return best.style;
}

/** How many references name exactly one row. */
function countResolved(keys: KeyTexts, style: ReferenceStyle, refs: readonly string[]): number {
  if (style === 'row') {
    const rows = new RowNumbers(keys.rows);
    return refs.filter((reference) => rows.has(referenceKey(reference, style))).length;
  }
  const wanted = new Map<string, { refs: number; rows: number }>();
  for (const reference of refs) {
    const key = referenceKey(reference, style);
    const known = wanted.get(key);
    if (known === undefined) wanted.set(key, { refs: 1, rows: 0 });
    else known.refs++;
  }
  const begins = beginnings(wanted);
  for (const text of keys.of(style)) {
    if (text.trim() === '' || !begins(text)) continue;
    const named = wanted.get(referenceKey(text, style));
    if (named !== undefined) named.rows++;
  }
  let resolved = 0;
  for (const { refs: count, rows } of wanted.values()) if (rows === 1) resolved += count;
  return resolved;
}

/** Can a text have one of these keys, as far as its first character tells? */
function beginnings(keys: ReadonlyMap<string, unknown>): (text: string) => boolean {
  const first = new Set([...keys.keys()].flatMap(([char = '']) => [char.toLowerCase(), char.toUpperCase()]));
  if (first.has('')) return () => true;
  return (text) => text[0]! <= ' ' || text[0]! > '~' || first.has(text[0]!);
}

/** A reference as the index of its style knows it. */
export function referenceKey(reference: string, style: ReferenceStyle): string {
  if (style === 'name') return fold(reference.trim());
  if (style === 'row') return PLAIN_NUMBER.test(reference) ? reference : reference.trim().replace(/^0+(?=\d)/, '');
  return normalCode(reference);
}

const PLAIN_NUMBER = /^[1-9]\d*$/;

/** What finds a row by the key of a reference. */
export interface RowIndex {
  get(key: string): number | undefined;
  has(key: string): boolean;
}

/** Rows (by index) by the key of one style; a key that two rows share names neither. */
export function indexRows(keys: readonly RowKeys[], style: ReferenceStyle): RowIndex {
  return style === 'row'
    ? new RowNumbers(keys.map(({ row }) => row))
    : indexTexts(
        keys.map((key) => key[style]),
        style,
      );
}

/** As `indexRows`. */
export function indexKeys(keys: KeyTexts, style: ReferenceStyle): RowIndex {
  return style === 'row' ? new RowNumbers(keys.rows) : indexTexts(keys.of(style), style);
}

function indexTexts(texts: readonly string[], style: ReferenceStyle): RowIndex {
  const index = new Map<string, number>();
  const twice = new Set<string>();
  texts.forEach((text, i) => {
    if (text.trim() === '') return;
    const key = referenceKey(text, style);
    if (index.has(key)) twice.add(key);
    else index.set(key, i);
  });
  for (const key of twice) index.delete(key);
  return index;
}

/** Row numbers are numbers: no text is made of each. Most plans have no gaps, where the number itself says the place. */
class RowNumbers implements RowIndex {
  /** Always alive: V8 forgets the optimised code of a class when a collection finds no object of it. */
  protected static readonly kept = new RowNumbers([]);

  private readonly rows: readonly number[];
  private places: Map<number, number> | undefined;

  constructor(rows: readonly number[]) {
    this.rows = rows;
  }

  get(key: string): number | undefined {
    if (key !== '0' && (key.length > 9 || !PLAIN_NUMBER.test(key))) return undefined;
    const row = Number(key);
    const place = row - (this.rows[0] ?? 0);
    if (this.rows[place] === row) return place;
    this.places ??= new Map(this.rows.map((number, at) => [number, at]));
    return this.places.get(row);
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }
}
