/** Where rows go when rows are inserted, or when rows are deleted: one of the two. Every question is logarithmic. */
export const lastPossibleRow = 1_048_576;

/** Rows `at … at + count - 1` are removed, or `count` new ones stand before row `at`. */
export interface RowChange {
  readonly at: number;
  readonly count: number;
}

interface Step {
  /** From this old row on (until the next step) … */
  readonly from: number;
  /** … rows move by this much … */
  readonly by: number;
  /** … or are gone. */
  readonly gone: boolean;
}

export class RowSteps {
  private readonly steps: readonly Step[];

  private constructor(steps: readonly Step[]) {
    this.steps = steps;
  }

  static inserting(inserts: readonly RowChange[]): RowSteps {
    const counts = new Map<number, number>();
    for (const { at, count } of inserts) counts.set(at, (counts.get(at) ?? 0) + count);
    const steps: Step[] = [{ from: 0, by: 0, gone: false }];
    let by = 0;
    for (const from of [...counts.keys()].sort((a, b) => a - b)) {
      by += counts.get(from)!;
      steps.push({ from, by, gone: false });
    }
    return new RowSteps(steps);
  }

  /** Stretches that overlap or touch are one. */
  static deleting(deletes: readonly RowChange[]): RowSteps {
    const steps: Step[] = [{ from: 0, by: 0, gone: false }];
    let by = 0;
    for (const { at, count } of merged(deletes)) {
      steps.push({ from: at, by, gone: true });
      by -= count;
      steps.push({ from: at + count, by, gone: false });
    }
    return new RowSteps(steps);
  }

  /** The first row that does not stay where it is; Infinity when all do. */
  get firstMoved(): number {
    return this.steps[1]?.from ?? Number.POSITIVE_INFINITY;
  }

  /** The new number of an old row; 0 when it is deleted. May exceed the last possible row. */
  row(old: number): number {
    const step = this.steps[this.indexAt(old)]!;
    return step.gone ? 0 : old + step.by;
  }

  /** The nearest row that is kept, at or behind `old`. */
  rowOrNext(old: number): number {
    const index = this.indexAt(old);
    const step = this.steps[index]!;
    if (!step.gone) return old + step.by;
    const next = this.steps[index + 1]!;
    return next.from + next.by;
  }

  /** Where rows `top … bottom` stand; undefined when all of them are gone or pushed off the sheet. */
  range(top: number, bottom: number): readonly [number, number] | undefined {
    if (top === 1 && bottom === lastPossibleRow) return [top, bottom];
    const newTop = this.rowOrNext(top);
    const newBottom = this.rowOrLast(bottom);
    if (newBottom < newTop || newTop > lastPossibleRow) return undefined;
    return [newTop, Math.min(newBottom, lastPossibleRow)];
  }

  /** By how much rows `top … bottom` move when all of them move alike; undefined when they do not, or are gone. */
  uniform(top: number, bottom: number): number | undefined {
    const index = this.indexAt(top);
    const step = this.steps[index]!;
    return step.gone || index !== this.indexAt(bottom) ? undefined : step.by;
  }

  /** The nearest row that is kept, at or above `old`; 0 when there is none. */
  private rowOrLast(old: number): number {
    const step = this.steps[this.indexAt(old)]!;
    return step.gone ? step.from + step.by - 1 : old + step.by;
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

/** Deleted stretches in rising order; those that overlap or touch are one. */
export function merged(changes: readonly RowChange[]): RowChange[] {
  const result: { at: number; count: number }[] = [];
  for (const { at, count } of [...changes].sort((a, b) => a.at - b.at)) {
    const last = result.at(-1);
    if (last !== undefined && at <= last.at + last.count) last.count = Math.max(last.count, at + count - last.at);
    else if (count > 0) result.push({ at, count });
  }
  return result;
}
