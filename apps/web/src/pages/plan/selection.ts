/** Where the keyboard is in the grid, and what is selected. Rows and columns count from 0. Pure. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** `at`: where one is; `from`: where the selected range began. */
export interface Selection {
  readonly at: Place;
  readonly from: Place;
}

export interface Extent {
  readonly rows: number;
  readonly columns: number;
  /** Rows that fit into the window. */
  readonly page: number;
}

export interface Key {
  readonly key: string;
  readonly ctrl: boolean;
  readonly shift: boolean;
}

/** Where a key leads, as in a spreadsheet; null: it is no key of the grid's. Tab leaves the grid at the end of a row. */
export function moved({ at, from }: Selection, { key, ctrl, shift }: Key, extent: Extent): Selection | null {
  const [lastRow, lastColumn] = [extent.rows - 1, extent.columns - 1];
  const to: Readonly<Record<string, Place>> = {
    ArrowUp: { ...at, row: ctrl ? 0 : at.row - 1 },
    ArrowDown: { ...at, row: ctrl ? lastRow : at.row + 1 },
    ArrowLeft: { ...at, column: ctrl ? 0 : at.column - 1 },
    ArrowRight: { ...at, column: ctrl ? lastColumn : at.column + 1 },
    PageUp: { ...at, row: at.row - extent.page },
    PageDown: { ...at, row: at.row + extent.page },
    Home: { row: ctrl ? 0 : at.row, column: 0 },
    End: { row: ctrl ? lastRow : at.row, column: lastColumn },
    Enter: { ...at, row: at.row + (shift ? -1 : 1) },
    Tab: { ...at, column: at.column + (shift ? -1 : 1) },
  };
  if (key === 'a' && ctrl) return { from: { row: 0, column: 0 }, at: { row: lastRow, column: lastColumn } };
  const wanted = to[key];
  if (!wanted || (key === 'Tab' && wanted.column !== bound(wanted.column, lastColumn))) return null;
  const next = { row: bound(wanted.row, lastRow), column: bound(wanted.column, lastColumn) };
  return { at: next, from: shift && key !== 'Enter' && key !== 'Tab' ? from : next };
}

const bound = (value: number, last: number): number => Math.max(0, Math.min(value, last));

/** The same within fewer rows or columns. */
export function within({ at, from }: Selection, extent: Pick<Extent, 'rows' | 'columns'>): Selection {
  const inside = ({ row, column }: Place) => ({
    row: bound(row, extent.rows - 1),
    column: bound(column, extent.columns - 1),
  });
  return { at: inside(at), from: inside(from) };
}

export interface Range {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export const rangeOf = ({ at, from }: Selection): Range => ({
  top: Math.min(at.row, from.row),
  bottom: Math.max(at.row, from.row),
  left: Math.min(at.column, from.column),
  right: Math.max(at.column, from.column),
});

/** Cells as a spreadsheet takes them from the clipboard. */
export const asTabs = (rows: readonly (readonly string[])[]): string =>
  rows
    .map((row) => row.map((cell) => (/[\t\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join('\t'))
    .join('\n');

/** Cells as a spreadsheet hands them to the clipboard: quoted where they hold tabs or lines. */
export function fromTabs(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r?\n|\r|$)/g;
  for (let found = cell.exec(text); found; found = cell.exec(text)) {
    rows.at(-1)!.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    const end = found[3] ?? '';
    if (end === '') break;
    if (end !== '\t') rows.push([]);
  }
  // Excel ends the last line too
  if (rows.length > 1 && rows.at(-1)!.every((one) => one === '')) rows.pop();
  return rows;
}
