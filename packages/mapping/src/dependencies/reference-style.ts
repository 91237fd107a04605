import type { Worksheet } from '@sprintforge/xlsx';
import type { ColumnBinding, ColumnStyle } from '../api.ts';
import { normalCode } from '../values/outline-code.ts';
import { isPlaceholder } from '../values/placeholder.ts';
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

/** By what the predecessors column names tasks: the way in which most of its references resolve. */
export function referenceStyle(
  sheet: Worksheet,
  columns: readonly ColumnBinding[],
  rows: readonly number[],
): ReferenceStyle {
  const text = (row: number, field: string): string => {
    const column = columns.find((binding) => binding.field === field)?.column;
    const cell = column === undefined ? undefined : sheet.cell(row, column);
    return cell === undefined || cell.value === null ? '' : sheet.displayText(cell);
  };
  const sample = rows.slice(0, SAMPLE);
  const keys = sample.map((row) => ({
    row,
    id: text(row, 'id'),
    number: text(row, 'number'),
    wbs: text(row, 'wbs'),
    name: text(row, 'name'),
  }));
  return styleThatResolves(
    keys,
    sample.map((row) => text(row, 'predecessors')),
  );
}

/** The style in which most references resolve, by preference where several do; without any: what the plan offers. */
export function styleThatResolves(keys: readonly RowKeys[], texts: readonly string[]): ReferenceStyle {
  const refs = texts
    .filter((text) => !isPlaceholder(text))
    .flatMap((text) => parsePredecessors(text).map(({ reference }) => reference));
  const offered = PREFERENCE.filter((style) => style === 'row' || keys.some((key) => key[style] !== ''));
  if (refs.length === 0) return offered.find((style) => style !== 'name') ?? 'row';
  let best: { style: ReferenceStyle; share: number } = { style: 'row', share: 0 };
  for (const style of offered) {
    const index = indexRows(keys, style);
    const share = refs.filter((reference) => index.has(referenceKey(reference, style))).length / refs.length;
    if (share > best.share + 0.05) best = { style, share };
  }
  return best.style;
}

/** A reference as the index of its style knows it. */
export function referenceKey(reference: string, style: ReferenceStyle): string {
  if (style === 'name') return fold(reference.trim());
  if (style === 'row') return reference.trim().replace(/^0+(?=\d)/, '');
  return normalCode(reference);
}

/** What finds a row by the key of a reference. */
export interface RowIndex {
  get(key: string): number | undefined;
  has(key: string): boolean;
}

/** Rows (by index) by the key of one style; a key that two rows share names neither. */
export function indexRows(keys: readonly RowKeys[], style: ReferenceStyle): RowIndex {
  if (style === 'row') return new RowNumbers(keys);
  const index = new Map<string, number>();
  const twice = new Set<string>();
  keys.forEach((key, i) => {
    const text = key[style];
    if (text.trim() === '') return;
    const known = referenceKey(text, style);
    if (index.has(known)) twice.add(known);
    else index.set(known, i);
  });
  for (const key of twice) index.delete(key);
  return index;
}

/** Row numbers are numbers: no text is made of each. */
class RowNumbers implements RowIndex {
  private readonly places = new Map<number, number>();

  constructor(keys: readonly RowKeys[]) {
    for (let place = 0; place < keys.length; place++) this.places.set(keys[place]!.row, place);
  }

  get(key: string): number | undefined {
    return /^(?:0|[1-9]\d{0,8})$/.test(key) ? this.places.get(Number(key)) : undefined;
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }
}
