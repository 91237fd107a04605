/** The cells of one sheet of a generated case: values, formulas, shared and array formulas. */

import type { Dice } from '../../../../test/support/dice.ts';
import { anyFormula, arrayFormula, type FormulaScene, lastValueRow, sharedFormula } from './case-formulas.ts';

export const xml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
export const attribute = (text: string) => xml(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;');

/** Cells of one sheet: `A5` → markup of the cell without its reference. */
export class Cells {
  private readonly rows = new Map<number, Map<number, { readonly shared: string; readonly apart: string }>>();

  /** `apart`: what stands inside when no formula is shared. */
  put(column: number, row: number, attributes: string, inside: string, apart = inside): void {
    const cells = this.rows.get(row) ?? new Map<number, { shared: string; apart: string }>();
    this.rows.set(row, cells);
    const cell = (text: string) => `<c r="${letters(column)}${row}"${attributes}>${text}</c>`;
    cells.set(column, { shared: cell(inside), apart: cell(apart) });
  }

  write(form: 'shared' | 'apart'): string {
    const sorted = <T>(map: ReadonlyMap<number, T>) => [...map].sort(([a], [b]) => a - b);
    const row = ([number, cells]: [number, ReadonlyMap<number, { shared: string; apart: string }>]) =>
      `<row r="${number}">${sorted(cells)
        .map(([, cell]) => cell[form])
        .join('')}</row>`;
    return `<sheetData>${sorted(this.rows).map(row).join('')}</sheetData>`;
  }
}

export function letters(column: number): string {
  return column > 26
    ? letters(Math.floor((column - 1) / 26)) + letters(((column - 1) % 26) + 1)
    : String.fromCharCode(64 + column);
}

export function putValues(cells: Cells, dice: Dice): void {
  for (let row = 1; row <= lastValueRow; row++) {
    for (let column = 1; column <= 6; column++) {
      if (dice.chance(0.15)) continue;
      const kind = dice.next();
      if (kind < 0.85) cells.put(column, row, '', `<v>${dice.int(1, 99) + (dice.chance(0.2) ? 0.5 : 0)}</v>`);
      else if (kind < 0.93) cells.put(column, row, ' t="str"', `<v>${dice.pick(['A5', 'text', 'x &amp; y'])}</v>`);
      else if (kind < 0.99) cells.put(column, row, ' t="b"', `<v>${dice.int(0, 1)}</v>`);
      else cells.put(column, row, ' t="e"', '<v>#DIV/0!</v>');
    }
  }
}

export function putFormulas(cells: Cells, dice: Dice, scene: (row: number) => FormulaScene): void {
  for (let row = 1; row <= lastValueRow; row++) {
    cells.put(7, row, '', `<f>A${row}*B${row}</f>`, `<f>A${row}*B${row}+N("k${row}")</f>`);
    for (let column = 8; column <= 12; column++) {
      if (dice.chance(0.35)) cells.put(column, row, '', `<f xml:space="preserve">${xml(anyFormula(scene(row)))}</f>`);
    }
  }
}

/** A column, a block of columns and a line across; sometimes with holes. */
export function putShared(cells: Cells, dice: Dice, scene: (row: number) => FormulaScene): void {
  const groups = [
    { left: 14, right: 14, top: dice.int(1, 6), height: dice.int(2, 22) },
    { left: 15, right: 16, top: dice.int(3, 9), height: dice.int(1, 9) },
    { left: 14, right: 16, top: lastValueRow + 1, height: 1 },
  ];
  groups.forEach(({ left, right, top, height }, si) => {
    const ref = `${letters(left)}${top}:${letters(right)}${top + height - 1}`;
    const formula = sharedFormula(scene(top));
    for (let row = top; row < top + height; row++) {
      for (let column = left; column <= right; column++) {
        const master = row === top && column === left;
        const text = xml(formula.at(row - top, column - left));
        const apart = `<f>${text}${xml(formula.apart(row))}</f>`;
        if (!master && dice.chance(0.08)) cells.put(column, row, '', `<f>A${row}-1</f>`);
        else if (master) cells.put(column, row, '', `<f t="shared" ref="${ref}" si="${si}">${text}</f>`, apart);
        else cells.put(column, row, '', `<f t="shared" si="${si}"/>`, apart);
      }
    }
  });
}

export function putArrays(cells: Cells, dice: Dice, scene: (row: number) => FormulaScene) {
  const blocks: { first: number; last: number; at: string }[] = [];
  for (const column of [18, 20]) {
    const first = dice.int(1, 20);
    const height = dice.pick([1, 1, 2, 3, 6]);
    const wide = dice.int(1, 2);
    const last = first + height - 1;
    const dynamic = column === 20 && dice.chance(0.5);
    const ref = `${letters(column)}${first}:${letters(column + wide - 1)}${last}`;
    const text = xml(arrayFormula(scene(first), height, wide));
    cells.put(column, first, dynamic ? ' cm="1"' : '', `<f t="array" ref="${ref}">${text}</f>`);
    for (let row = first; row <= last; row++) {
      for (let at = column; at < column + wide; at++)
        if (row > first || at > column) cells.put(at, row, '', '<v>0</v>');
    }
    if (height > 1) blocks.push({ first, last, at: ref });
  }
  return blocks;
}

/** A data table (what-if) of one variable: its inputs in AX, below its formula in AY. */
export function putDataTable(cells: Cells, dice: Dice) {
  const first = dice.int(2, 12);
  const last = first + dice.int(1, 4);
  const input = `${dice.pick(['A', 'B'])}${dice.int(1, lastValueRow)}`;
  cells.put(51, first - 1, '', `<f>N(${input})*3+1</f>`);
  for (let row = first; row <= last; row++) {
    cells.put(50, row, '', `<v>${row * 2}</v>`);
    const table = row === first ? `<f t="dataTable" ref="AY${first}:AY${last}" dt2D="0" dtr="0" r1="${input}"/>` : '';
    cells.put(51, row, '', `${table}<v>0</v>`);
  }
  return { first: first - 1, last, at: `AX${first - 1}:AY${last}` };
}
