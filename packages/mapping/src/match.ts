import type { PlanRead, PlanRow } from './api.ts';
import { normalCode } from './values/outline-code.ts';
import { fold } from './vocabulary/fold.ts';

/** A row's text for one way of recognising it; '' where it has none. */
type KeyOf = (row: PlanRow) => string;

/**
 * Rows of `other` by the rows of `base` (index → index) for plans without Task IDs: by Task ID where there are some, by
 * the person's own number or WBS code where that is unique and stable, by equal values, by a unique name, then by order
 * between rows already matched. Rows without a counterpart are left out. Linear in the rows.
 */
export function matchRows(base: PlanRead, other: PlanRead): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>();
  const taken = new Set<number>();
  const pair = (theirs: number, ours: number) => {
    pairs.set(theirs, ours);
    taken.add(ours);
  };
  matchUnique(base, other, ({ id }) => id, pair, pairs, taken);
  matchUnique(base, other, allValues, pair, pairs, taken);
  for (const key of [numberKey, wbsKey]) {
    if (isStable(base, other, key)) matchUnique(base, other, key, pair, pairs, taken);
  }
  matchUnique(base, other, nameUnderNumber, pair, pairs, taken);
  matchUnique(base, other, nameKey, pair, pairs, taken);
  matchByOrder(base, other, pair, pairs, taken);
  return pairs;
}

function valueText(row: PlanRow, field: string): string {
  const reading = row.cells[field];
  if (reading === undefined) return '';
  return reading.kind === 'value' ? String(reading.value ?? '') : reading.kind === 'refused' ? reading.raw : '';
}

const numberKey: KeyOf = ({ number }) => normalCode(number);
const wbsKey: KeyOf = (row) => normalCode(valueText(row, 'wbs'));
const nameKey: KeyOf = (row) => fold(valueText(row, 'name').trim());
const nameUnderNumber: KeyOf = (row) => (nameKey(row) === '' ? '' : `${nameKey(row)}\u0000${numberKey(row)}`);

/** Every managed value: equal rows are the same task, wherever they stand. */
function allValues(row: PlanRow): string {
  const texts = Object.keys(row.cells)
    .sort()
    .map((field) => `${field}=${valueText(row, field)}`);
  return valueText(row, 'name') === '' ? '' : `${row.number}\u0000${texts.join('\u0000')}`;
}

/** Rows of one side by key; rows that share a key are left out. */
function uniqueRows(rows: readonly PlanRow[], key: KeyOf, skip: (index: number) => boolean): Map<string, number> {
  const found = new Map<string, number>();
  const twice = new Set<string>();
  rows.forEach((row, i) => {
    const text = skip(i) ? '' : key(row);
    if (text === '') return;
    if (found.has(text)) twice.add(text);
    else found.set(text, i);
  });
  for (const text of twice) found.delete(text);
  return found;
}

function matchUnique(
  base: PlanRead,
  other: PlanRead,
  key: KeyOf,
  pair: (theirs: number, ours: number) => void,
  pairs: ReadonlyMap<number, number>,
  taken: ReadonlySet<number>,
): void {
  const ours = uniqueRows(base.rows, key, (i) => taken.has(i));
  const theirs = uniqueRows(other.rows, key, (i) => pairs.has(i));
  for (const [text, row] of theirs) {
    const counterpart = ours.get(text);
    if (counterpart !== undefined) pair(row, counterpart);
  }
}

/** Numbers that are counted anew when rows are inserted do not say who a row is: the names must mostly agree with them. */
function isStable(base: PlanRead, other: PlanRead, key: KeyOf): boolean {
  const ours = uniqueRows(base.rows, key, () => false);
  const theirs = uniqueRows(other.rows, key, () => false);
  let shared = 0;
  let agreeing = 0;
  for (const [text, row] of theirs) {
    const counterpart = ours.get(text);
    if (counterpart === undefined) continue;
    shared++;
    if (nameKey(other.rows[row]!) === nameKey(base.rows[counterpart]!)) agreeing++;
  }
  return shared > 0 && agreeing >= shared * 0.6;
}

/** Between two matched neighbours, equally many unmatched rows on both sides are the same ones, one after the other. */
function matchByOrder(
  base: PlanRead,
  other: PlanRead,
  pair: (theirs: number, ours: number) => void,
  pairs: ReadonlyMap<number, number>,
  taken: ReadonlySet<number>,
): void {
  const known = [...pairs].sort((a, b) => a[0] - b[0]);
  const anchors = [[-1, -1] as const, ...known, [other.rows.length, base.rows.length] as const];
  for (let i = 1; i < anchors.length; i++) {
    const [theirsFrom, oursFrom] = anchors[i - 1]!;
    const [theirsTo, oursTo] = anchors[i]!;
    const gap = theirsTo - theirsFrom;
    if (gap <= 1 || gap !== oursTo - oursFrom) continue;
    for (let step = 1; step < gap; step++) {
      const [ours, theirs] = [base.rows[oursFrom + step]!, other.rows[theirsFrom + step]!];
      if (!taken.has(oursFrom + step) && (resemble(ours, theirs) || isNameOnly(ours)))
        pair(theirsFrom + step, oursFrom + step);
    }
  }
}

/** The row of a section: beside its name it holds nothing that another name could be recognised by. */
function isNameOnly(row: PlanRow): boolean {
  return Object.keys(row.cells).every((field) => field === 'name' || valueText(row, field) === '');
}

/** Do two rows share a value beside empty ones, or is either wholly without a name? */
function resemble(ours: PlanRow, theirs: PlanRow): boolean {
  const fields = Object.keys(ours.cells).filter((field) => field in theirs.cells);
  return fields.some((field) => {
    const text = valueText(ours, field);
    return text !== '' && text === valueText(theirs, field);
  });
}
