import type { Range } from '../api.ts';

/** The ranges that lie over one that begins above or with them. Rows are looked at in order, so this stays fast for many. */
export function overlapping(ranges: readonly Range[]): readonly Range[] {
  const found: Range[] = [];
  let open: Range[] = [];
  for (const range of [...ranges].sort((a, b) => a.firstRow - b.firstRow)) {
    open = open.filter((other) => other.lastRow >= range.firstRow);
    if (open.some((other) => other.firstColumn <= range.lastColumn && range.firstColumn <= other.lastColumn))
      found.push(range);
    open.push(range);
  }
  return found;
}
