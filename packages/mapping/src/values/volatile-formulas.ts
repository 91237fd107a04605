import { type Cell, columnNumber, type Workbook, type Worksheet } from '@sprintforge/xlsx';
import { fold } from '../vocabulary/fold.ts';

/** Functions whose result changes by itself; a value that depends on them says nothing about the plan (rule V7). */
const VOLATILE = /\b(?:TODAY|NOW|RAND|RANDBETWEEN|RANDARRAY|OFFSET|INDIRECT)\s*\(/i;
const STRINGS = /"(?:[^"]|"")*"/g;
const REFERENCE =
  /(?:('(?:[^']|'')+'|[\p{L}_][\p{L}\p{N}_.]*)!)?\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?(?![\p{L}\p{N}_(!.])/giu;
const NAME = /[\p{L}_\\][\p{L}\p{N}_.]*(?![\p{L}\p{N}_.(!])/gu;
/** Cells of a referenced range that are looked into; longer ranges are taken as data. */
const LOOK_INTO = 40;

/** Tells, with a memory over the workbook, whether formulas depend on volatile functions, through cells and names too. */
export class VolatileFormulas {
  private readonly workbook: Workbook;
  private readonly known = new Map<string, boolean>();
  private readonly names: ReadonlyMap<string, string>;

  constructor(workbook: Workbook) {
    this.workbook = workbook;
    this.names = new Map(workbook.definedNames.map(({ name, formula }) => [fold(name), formula]));
  }

  /** Depth first with a stack of its own: chains of dates can be as long as the plan. */
  depends(sheet: Worksheet, cell: Cell): boolean {
    if (cell.formula === undefined) return false;
    const stack: { key: string; next: readonly Place[]; at: number }[] = [this.enter(sheet, cell)];
    while (stack.length > 0) {
      const top = stack.at(-1)!;
      const place = this.known.get(top.key) === true ? undefined : top.next[top.at++];
      if (place === undefined) {
        stack.pop();
        const below = stack.at(-1);
        if (below !== undefined && this.known.get(top.key) === true) this.known.set(below.key, true);
        continue;
      }
      const key = keyOf(place.sheet, place.cell);
      const known = this.known.get(key);
      if (known === true) this.known.set(top.key, true);
      else if (known === undefined) stack.push(this.enter(place.sheet, place.cell));
    }
    return this.known.get(keyOf(sheet, cell)) === true;
  }

  /** Marks the cell as seen and lists the formula cells that it refers to. */
  private enter(sheet: Worksheet, cell: Cell): { key: string; next: readonly Place[]; at: number } {
    const key = keyOf(sheet, cell);
    const text = this.expanded(cell.formula?.text ?? '');
    const volatile = VOLATILE.test(text);
    this.known.set(key, volatile);
    return { key, next: volatile ? [] : this.references(sheet, text), at: 0 };
  }

  /** The formula without its strings, with the formulas of the names it uses after it. */
  private expanded(formula: string): string {
    const text = formula.replace(STRINGS, '""');
    if (this.names.size === 0) return text;
    const used = (text.match(NAME) ?? []).flatMap((word) => this.names.get(fold(word)) ?? []);
    return [text, ...used].join(' ');
  }

  private references(sheet: Worksheet, text: string): Place[] {
    const places: Place[] = [];
    for (const match of text.matchAll(REFERENCE)) {
      const target =
        match[1] === undefined ? sheet : this.workbook.sheet(match[1].replace(/^'|'$/g, '').replace(/''/g, "'"));
      if (target === undefined || beyondSheet(match[2]!) || beyondSheet(match[4] ?? 'A')) continue;
      const [first, last] = [
        columnNumber(match[2]!.toUpperCase()),
        columnNumber((match[4] ?? match[2]!).toUpperCase()),
      ];
      const [top, bottom] = [Number(match[3]), Number(match[5] ?? match[3])];
      if ((Math.abs(last - first) + 1) * (Math.abs(bottom - top) + 1) > LOOK_INTO) continue;
      for (let row = Math.min(top, bottom); row <= Math.max(top, bottom); row++) {
        for (let column = Math.min(first, last); column <= Math.max(first, last); column++) {
          const cell = target.cell(row, column);
          if (cell?.formula !== undefined) places.push({ sheet: target, cell });
        }
      }
    }
    return places;
  }
}

interface Place {
  readonly sheet: Worksheet;
  readonly cell: Cell;
}

/** Letters after XFD are a word that looks like a reference. */
function beyondSheet(letters: string): boolean {
  return letters.length === 3 && letters.toUpperCase() > 'XFD';
}

function keyOf(sheet: Worksheet, cell: Cell): string {
  return `${sheet.index}!${cell.row},${cell.column}`;
}
