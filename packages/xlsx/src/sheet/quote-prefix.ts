import type { CellEdit } from '../api.ts';
import type { SheetCells } from './sheet-cells.ts';

/**
 * Texts that a program could take for formulas get a style with the quote prefix (rule R7).
 * `quoted` gives the style that is like `base` but has it.
 */
export function quoteTexts(
  cells: SheetCells,
  edits: readonly CellEdit[],
  quoted: (base: number) => number,
): readonly CellEdit[] {
  const styles = new Map<number, number>();
  return edits.map((edit) => {
    if (typeof edit.value !== 'string' || edit.formula !== undefined || !/^[=+\-@]/.test(edit.value)) return edit;
    const base = edit.style ?? cells.styleAt(edit.row, edit.column);
    const style = styles.get(base) ?? quoted(base);
    styles.set(base, style);
    return { ...edit, style };
  });
}
