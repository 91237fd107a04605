/**
 * Where rows go when rows of one sheet are inserted and deleted, all at once: what follows from first inserting and
 * then deleting, in one answer. Numbers given are those before the change; every question is logarithmic.
 */
import { lastPossibleRow, merged, type RowChange, RowSteps } from './row-steps.ts';

export { lastPossibleRow, type RowChange } from './row-steps.ts';

/** Ranges that end with `lastRow` and start at or above `firstRow`, in these columns, take in rows inserted behind it. */
export interface GrowingBlock {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
}

export class RowShift {
  /** The sheet whose rows change; references are matched to it without case. */
  readonly sheet: string;
  readonly growing: readonly GrowingBlock[];
  private readonly first: RowSteps;
  /** Deletes behind inserts, in the numbering between the two. */
  private readonly second: RowSteps | undefined;

  constructor(
    sheet: string,
    inserts: readonly RowChange[],
    deletes: readonly RowChange[],
    growing: readonly GrowingBlock[] = [],
  ) {
    this.sheet = sheet;
    this.growing = growing;
    if (inserts.length === 0) {
      this.first = RowSteps.deleting(deletes);
      this.second = undefined;
    } else {
      this.first = RowSteps.inserting(inserts);
      this.second = deletes.length === 0 ? undefined : RowSteps.deleting(behindInserts(inserts, deletes));
    }
  }

  /** References to rows above this one stay as they are. */
  get firstTouched(): number {
    const moved = Math.min(this.first.firstMoved, this.second?.firstMoved ?? Number.POSITIVE_INFINITY);
    return this.growing.reduce((first, { lastRow }) => Math.min(first, lastRow), moved);
  }

  /** The new number of an old row; 0 when it is deleted. May exceed the last possible row. */
  row(old: number): number {
    const row = this.first.row(old);
    return this.second === undefined || row === 0 || row > lastPossibleRow ? row : this.second.row(row);
  }

  /** The nearest row that is kept, at or behind `old` (for anchors of things that float). */
  rowOrNext(old: number): number {
    const row = this.first.rowOrNext(old);
    return this.second === undefined ? row : this.second.rowOrNext(row);
  }

  /**
   * Where rows `top … bottom` stand afterwards: they grow with rows inserted inside, shrink with rows deleted;
   * undefined when all of them are gone or pushed off the sheet.
   */
  range(top: number, bottom: number): readonly [number, number] | undefined {
    return this.behind(this.first.range(top, bottom));
  }

  /** As `range`, and rows appended behind a growing block are taken in by ranges that cover the block. */
  rangeWithin(top: number, bottom: number, left: number, right: number): readonly [number, number] | undefined {
    const moved = this.first.range(top, bottom);
    if (moved === undefined) return moved;
    for (const block of this.growing) {
      if (bottom !== block.lastRow || top > block.firstRow) continue;
      if (left < block.firstColumn || right > block.lastColumn) continue;
      return this.behind([moved[0], Math.max(moved[1], this.first.rowOrNext(bottom + 1) - 1)]);
    }
    return this.behind(moved);
  }

  /** By how much rows `top … bottom` move when all of them move alike; undefined when they do not, or are gone. */
  uniform(top: number, bottom: number): number | undefined {
    const by = this.first.uniform(top, bottom);
    if (this.second === undefined || by === undefined) return by;
    const more = this.second.uniform(top + by, bottom + by);
    return more === undefined ? undefined : by + more;
  }

  private behind(range: readonly [number, number] | undefined): readonly [number, number] | undefined {
    return this.second === undefined || range === undefined ? range : this.second.range(range[0], range[1]);
  }
}

/** Deleted rows in the numbering behind the inserts: new rows among them part them. */
export function behindInserts(inserts: readonly RowChange[], deletes: readonly RowChange[]): readonly RowChange[] {
  if (inserts.length === 0) return deletes;
  const moved = RowSteps.inserting(inserts);
  const starts = [...new Set(inserts.map(({ at }) => at))].sort((a, b) => a - b);
  const pieces: RowChange[] = [];
  let next = 0;
  for (const { at, count } of merged(deletes)) {
    let from = at;
    while (next < starts.length && starts[next]! <= from) next++;
    for (; next < starts.length && starts[next]! < at + count; next++) {
      pieces.push({ at: moved.row(from), count: starts[next]! - from });
      from = starts[next]!;
    }
    pieces.push({ at: moved.row(from), count: at + count - from });
  }
  return pieces;
}
