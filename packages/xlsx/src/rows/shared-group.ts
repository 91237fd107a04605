/**
 * One shared formula behind a change of rows. Members whose formulas still say the same, seen from their cells, go on
 * sharing one text; where the change parts them, each part of two or more is a group, and single ones stand alone.
 */
import { columnLetters } from '../formula/area.ts';
import { type CompiledFormula, compileFormula, renderFormula } from '../formula/compiled.ts';
import { rebaseArea } from '../formula/rebase.ts';
import { lastPossibleRow, type RowShift } from '../formula/row-shift.ts';
import { type FormulaContext, relativeRows, shiftReference } from '../formula/shift-formula.ts';

export interface FormulaChange {
  readonly context: FormulaContext;
  readonly shift: RowShift;
  /** Where a cell of this row stands afterwards; 0 when the formulas of the row are gone. */
  readonly rowOf: (row: number) => number;
}

interface Member {
  readonly row: number;
  readonly column: number;
}

/** What becomes of a member: it stays as it is written, or … */
export type Fate =
  | { readonly kind: 'stays' }
  | { readonly kind: 'first'; readonly number: string; readonly ref: string; readonly formula: string }
  | { readonly kind: 'member'; readonly number: string }
  | { readonly kind: 'alone'; readonly formula: string };

const stays: Fate = { kind: 'stays' };

interface Run {
  readonly key: string;
  readonly members: Member[];
}

export class SharedGroup {
  readonly number: string;
  /** Text and place of the cell that holds it; row 0 while it has not been found. */
  text = '';
  row = 0;
  column = 0;
  /** The group that takes over the number further down, as some programs write it. */
  following: SharedGroup | undefined = undefined;
  private readonly members: Member[] = [];
  private readonly fates = new Map<Member, Fate>();
  private next = 0;

  constructor(number: string) {
    this.number = number;
  }

  /** In the order of the part. */
  add(row: number, column: number): void {
    this.members.push({ row, column });
  }

  hold(text: string, row: number, column: number): void {
    this.text = text;
    this.row = row;
    this.column = column;
  }

  /** Decides what becomes of every member; `fresh` gives numbers of groups that are not in use. */
  part(change: FormulaChange, fresh: () => string): void {
    if (this.row === 0) return;
    const formula = compileFormula(this.text);
    const kept = this.members.filter(({ row }) => change.rowOf(row) > 0);
    const { runs, single } = runsOf(kept, (member) => this.relative(formula, member, change));
    const whole = runs.length === 1 && single.length === 0 && change.rowOf(this.row) > 0;
    if (whole) return;
    const own = runs.find(({ members }) => members.some((member) => this.isHolder(member))) ?? runs[0];
    for (const run of runs) this.share(run, run === own ? this.number : fresh(), formula, change);
    for (const member of single)
      this.fates.set(member, { kind: 'alone', formula: this.moved(formula, member, change) });
  }

  /** To be asked in the order of the part. */
  fate(row: number, column: number): Fate {
    const { members } = this;
    while (this.next < members.length) {
      const member = members[this.next++]!;
      if (member.row === row && member.column === column) return this.fates.get(member) ?? stays;
    }
    return this.following?.fate(row, column) ?? stays;
  }

  private share({ members }: Run, number: string, formula: CompiledFormula, change: FormulaChange): void {
    const [first, ...others] = members;
    const text = this.moved(formula, first!, change);
    this.fates.set(first!, { kind: 'first', number, ref: refOf(members, change), formula: text });
    if (number === this.number && !others.some((member) => this.isHolder(member))) return;
    for (const member of others) this.fates.set(member, { kind: 'member', number });
  }

  private isHolder({ row, column }: Member): boolean {
    return row === this.row && column === this.column;
  }

  /** Equal for members that can share a text afterwards. */
  private relative(
    formula: CompiledFormula,
    { row, column }: Member,
    { context, shift, rowOf }: FormulaChange,
  ): string {
    const at = rowOf(row);
    let key = '';
    for (const piece of formula.pieces) {
      if (typeof piece === 'string') continue;
      key += relativeRows(piece, rebaseArea(piece, row - this.row, column - this.column), at, context, shift);
    }
    return key;
  }

  private moved(formula: CompiledFormula, { row, column }: Member, { context, shift }: FormulaChange): string {
    return renderFormula(formula, (piece) =>
      shiftReference(piece, rebaseArea(piece, row - this.row, column - this.column), context, shift),
    );
  }
}

/** Stretches of members with the same key; what stands alone between two parts of one does not part them. */
function runsOf(members: readonly Member[], keyOf: (member: Member) => string) {
  const stretches: Run[] = [];
  for (const member of members) {
    const key = keyOf(member);
    const last = stretches.at(-1);
    if (last?.key === key) last.members.push(member);
    else stretches.push({ key, members: [member] });
  }
  const runs: Run[] = [];
  const single: Member[] = [];
  let open: Run | undefined;
  for (const stretch of stretches) {
    if (open?.key === stretch.key) open.members.push(...stretch.members);
    else if (open !== undefined && stretch.members.length === 1) single.push(stretch.members[0]!);
    else {
      open = stretch;
      runs.push(stretch);
    }
  }
  const alone = runs.length === 1 && single.length === 0 ? [] : runs.filter(({ members }) => members.length === 1);
  single.push(...alone.map(({ members }) => members[0]!));
  return { runs: runs.filter((run) => !alone.includes(run)), single };
}

function refOf(members: readonly Member[], { rowOf }: FormulaChange): string {
  let [top, bottom, left, right] = [lastPossibleRow, 0, 16_384, 0];
  for (const { row, column } of members) {
    top = Math.min(top, rowOf(row));
    bottom = Math.max(bottom, rowOf(row));
    left = Math.min(left, column);
    right = Math.max(right, column);
  }
  const first = `${columnLetters(left)}${top}`;
  return top === bottom && left === right ? first : `${first}:${columnLetters(right)}${bottom}`;
}
