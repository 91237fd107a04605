import { type CellEdit, XlsxError } from '../api.ts';
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
    const style = styles.get(base) ?? quotedLike(base, quoted);
    styles.set(base, style);
    return { ...edit, style };
  });
}

/** A cell may name a format that does not exist: Excel shows it in the default one. */
function quotedLike(base: number, quoted: (base: number) => number): number {
  try {
    return quoted(base);
  } catch (error) {
    if (error instanceof XlsxError && error.code === 'BAD_ARGUMENT') return quoted(0);
    throw error;
  }
}
