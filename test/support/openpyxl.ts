/** A reader that is not ours: every cell of a workbook as openpyxl sees it. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { openpyxl, PYTHON } from './services.ts';

/** `value` is the cached one (dates as ISO text); `formula` begins with `=`. */
export interface ReadCell {
  readonly value: null | string | number | boolean;
  readonly formula?: string;
}
export interface ReadSheet {
  readonly name: string;
  readonly state: 'visible' | 'hidden' | 'veryHidden';
  /** By A1 reference; empty cells are left out. */
  readonly cells: Readonly<Record<string, ReadCell>>;
}

export const hasOpenpyxl = (): boolean => openpyxl.present();

/** Throws when openpyxl cannot open the file. */
export function readWorkbook(file: string): readonly ReadSheet[] {
  const script = path.join(import.meta.dirname, 'openpyxl-read.py');
  const json = execFileSync(PYTHON, ['-W', 'ignore', script, path.resolve(file)], {
    encoding: 'utf8',
    maxBuffer: 512 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return JSON.parse(json) as ReadSheet[];
}

export interface CellDifference {
  /** `Sheet!A1` */
  readonly cell: string;
  readonly before: ReadCell | undefined;
  readonly after: ReadCell | undefined;
}

/** Cells of sheets in both workbooks whose formula differs, or whose value differs where neither is a formula. */
export function differingCells(before: readonly ReadSheet[], after: readonly ReadSheet[]): readonly CellDifference[] {
  const found: CellDifference[] = [];
  for (const sheet of before) {
    const other = after.find((candidate) => candidate.name === sheet.name);
    const references = new Set([...Object.keys(sheet.cells), ...Object.keys(other?.cells ?? {})]);
    for (const reference of references) {
      const [a, b] = [sheet.cells[reference], other?.cells[reference]];
      const same = a?.formula === b?.formula && (a?.formula !== undefined || a?.value === b?.value);
      if (!same) found.push({ cell: `${sheet.name}!${reference}`, before: a, after: b });
    }
  }
  return found;
}

/** What openpyxl has against each file that it cannot open; all in one process of it. */
export function unopenable(files: readonly string[]): ReadonlyMap<string, string> {
  const script = path.join(import.meta.dirname, 'openpyxl-opens.py');
  const json = execFileSync(PYTHON, [script], { input: JSON.stringify(files), encoding: 'utf8', maxBuffer: 1 << 26 });
  return new Map(Object.entries(JSON.parse(json) as Record<string, string>));
}
