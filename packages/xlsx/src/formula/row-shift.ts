/**
 * Where rows go when rows of one sheet are inserted and deleted, all at once. Numbers given are those before the
 * change; every question is answered in logarithmic time.
 */
export const lastPossibleRow = 1_048_576;

/** Rows `at … at + count - 1` are removed, or `count` new ones stand before row `at`. */
export interface RowChange {
  readonly at: number;
  readonly count: number;
}

/** Ranges that end with `lastRow` and start at or above `firstRow`, in these columns, take in rows inserted behind it. */
export interface GrowingBlock {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
}

interface Step {
  /** From this old row on (until the next step) … */
  readonly from: number;
  /** … rows move by this much … */
  readonly by: number;
  /** … or are gone. */
  readonly gone: boolean;
}

export class RowShift {
  /** The sheet whose rows change; references are matched to it without case. */
  readonly sheet: string;
  readonly growing: readonly GrowingBlock[];
  private readonly steps: readonly Step[];

  constructor(
    sheet: string,
    inserts: readonly RowChange[],
    deletes: readonly RowChange[],
    growing: readonly GrowingBlock[] = [],
  ) {
    this.sheet = sheet;
    this.growing = growing;
    this.steps = stepsOf(inserts, deletes);
  }

  /** The first old row that does not stay where it is; Infinity when nothing changes. */
  get firstChanged(): number {
    return this.steps[1]?.from ?? Number.POSITIVE_INFINITY;
  }

  /** The new number of an old row; 0 when it is deleted. May exceed the last possible row. */
  row(old: number): number {
    const step = this.stepAt(old);
    return step.gone ? 0 : old + step.by;
  }

  /** The nearest row that is kept, at or behind `old` (for anchors of things that float). */
  rowOrNext(old: number): number {
    let index = this.indexAt(old);
    if (!this.steps[index]!.gone) return old + this.steps[index]!.by;
    while (this.steps[index]!.gone) index++;
    const step = this.steps[index]!;
    return step.from + step.by;
  }

  /**
   * Where rows `top … bottom` stand afterwards: they grow with rows inserted inside, shrink with rows deleted;
   * undefined when all of them are gone or pushed off the sheet.
   */
  range(top: number, bottom: number): readonly [number, number] | undefined {
    if (top === 1 && bottom === lastPossibleRow) return [top, bottom];
    const first = this.firstKept(top);
    const last = this.lastKept(bottom);
    if (first === undefined || first > bottom || last === undefined || last < top) return undefined;
    const newTop = this.row(first);
    if (newTop > lastPossibleRow) return undefined;
    return [newTop, Math.min(this.row(last), lastPossibleRow)];
  }

  /** As `range`, and rows appended behind a growing block are taken in by ranges that cover the block. */
  rangeWithin(top: number, bottom: number, left: number, right: number): readonly [number, number] | undefined {
    const moved = this.range(top, bottom);
    if (moved === undefined) return moved;
    for (const block of this.growing) {
      if (bottom !== block.lastRow || top > block.firstRow) continue;
      if (left < block.firstColumn || right > block.lastColumn) continue;
      return [moved[0], Math.max(moved[1], this.endOfAppended(bottom))];
    }
    return moved;
  }

  /** The last new row that was inserted directly behind old row `row`. */
  endOfAppended(row: number): number {
    return this.rowOrNext(row + 1) - 1;
  }

  /** By how much rows `top … bottom` move when all of them move alike; undefined when they do not, or are gone. */
  uniform(top: number, bottom: number): number | undefined {
    const index = this.indexAt(top);
    const step = this.steps[index]!;
    return step.gone || index !== this.indexAt(bottom) ? undefined : step.by;
  }

  private firstKept(row: number): number | undefined {
    let index = this.indexAt(row);
    if (!this.steps[index]!.gone) return row;
    while (this.steps[index]?.gone === true) index++;
    return this.steps[index]?.from;
  }

  private lastKept(row: number): number | undefined {
    let index = this.indexAt(row);
    if (!this.steps[index]!.gone) return row;
    while (this.steps[index]?.gone === true) index--;
    return index < 0 ? undefined : this.steps[index + 1]!.from - 1;
  }

  private stepAt(row: number): Step {
    return this.steps[this.indexAt(row)]!;
  }

  private indexAt(row: number): number {
    let low = 0;
    let high = this.steps.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.steps[middle]!.from <= row) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function stepsOf(inserts: readonly RowChange[], deletes: readonly RowChange[]): Step[] {
  const edges = new Map<number, { by: number; gone: number }>();
  const edge = (row: number) => {
    const found = edges.get(row) ?? { by: 0, gone: 0 };
    edges.set(row, found);
    return found;
  };
  for (const { at, count } of inserts) edge(at).by += count;
  for (const { at, count } of merged(deletes)) {
    edge(at).gone += 1;
    const after = edge(at + count);
    after.gone -= 1;
    after.by -= count;
  }
  const steps: Step[] = [{ from: 0, by: 0, gone: false }];
  let by = 0;
  let gone = 0;
  for (const from of [...edges.keys()].sort((a, b) => a - b)) {
    const change = edges.get(from)!;
    by += change.by;
    gone += change.gone;
    steps.push({ from, by, gone: gone > 0 });
  }
  return steps;
}

/** Deleted stretches that overlap or touch, as one. */
export function merged(changes: readonly RowChange[]): RowChange[] {
  const result: { at: number; count: number }[] = [];
  for (const { at, count } of [...changes].sort((a, b) => a.at - b.at)) {
    const last = result.at(-1);
    if (last !== undefined && at <= last.at + last.count) last.count = Math.max(last.count, at + count - last.at);
    else if (count > 0) result.push({ at, count });
  }
  return result;
}
