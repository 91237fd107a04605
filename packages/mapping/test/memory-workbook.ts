/** A workbook in memory, for tests of what reads one: rows of plain values, numbers with a format, formulas. */
import type { Cell, CellScalar, NumberFormat, Range, Table, Workbook, Worksheet } from '@sprintforge/xlsx';

export type Given =
  | CellScalar
  | { readonly value: CellScalar; readonly format?: NumberFormat['kind']; readonly formula?: string };

export interface GivenSheet {
  readonly name?: string;
  readonly rows: readonly (readonly Given[])[];
  readonly merges?: readonly Range[];
  readonly tables?: readonly Table[];
  readonly outline?: Readonly<Record<number, number>>;
  readonly state?: Worksheet['state'];
}

const KINDS: readonly NumberFormat['kind'][] = [
  'general',
  'date',
  'percent',
  'datetime',
  'duration',
  'currency',
  'text',
];

export const date = (value: number): Given => ({ value, format: 'date' });
export const percent = (value: number): Given => ({ value, format: 'percent' });
export const formula = (text: string, value: CellScalar, format?: NumberFormat['kind']): Given => ({
  value,
  formula: text,
  ...(format === undefined ? {} : { format }),
});

export function memoryWorkbook(sheets: readonly GivenSheet[], options: { readonly date1904?: boolean } = {}): Workbook {
  const made = sheets.map((sheet, index) => memorySheet(sheet, index));
  const workbook = {
    sheets: made,
    date1904: options.date1904 ?? false,
    definedNames: [],
    application: 'Test',
    parts: [],
    customProperties: new Map<string, string>(),
    sheet: (name: string) => made.find((sheet) => sheet.name.toLowerCase() === name.toLowerCase()),
    numberFormat: (style: number): NumberFormat => ({ id: style, code: '', kind: KINDS[style] ?? 'general' }),
  };
  return workbook as unknown as Workbook;
}

function memorySheet(given: GivenSheet, index: number): Worksheet {
  const cells = given.rows.map((row, r) => row.flatMap((entry, c) => cellOf(entry, r + 1, c + 1)));
  const sheet = {
    name: given.name ?? `Sheet${index + 1}`,
    index,
    state: given.state ?? 'visible',
    part: '',
    lastRow: given.rows.length,
    lastColumn: Math.max(0, ...given.rows.map((row) => row.length)),
    cellCount: cells.flat().length,
    merges: given.merges ?? [],
    tables: given.tables ?? [],
    autoFilter: undefined,
    cell: (row: number, column: number) => cells[row - 1]?.find((cell) => cell.column === column),
    row: (row: number) => cells[row - 1] ?? [],
    block: (rows: readonly number[], columns: readonly number[]) => ({
      columns: columns.map((column) => {
        const found = rows.map((row) => cells[row - 1]?.find((cell) => cell.column === column));
        return {
          column,
          state: Uint8Array.from(found, (cell) => (cell === undefined ? 0 : cell.formula === undefined ? 1 : 2)),
          values: found.map((cell) => cell?.value ?? null),
          styles: Uint16Array.from(found, (cell) => cell?.style ?? 0),
        };
      }),
      others: Uint8Array.from(rows, (row) =>
        Number(
          (cells[row - 1] ?? []).some(
            ({ column, value, formula: own }) =>
              !columns.includes(column) && own === undefined && value !== null && String(value).trim() !== '',
          ),
        ),
      ),
    }),
    rowInfo: (row: number) => ({ row, hidden: false, outlineLevel: given.outline?.[row] ?? 0 }),
    rows: () => cells.flatMap((row, r) => (row.length > 0 ? [r + 1] : [])),
    displayText: ({ value }: Cell) =>
      value === null
        ? ''
        : typeof value === 'object'
          ? value.error
          : typeof value === 'boolean'
            ? String(value).toUpperCase()
            : String(value),
    columnWidth: () => undefined,
    columnHidden: () => false,
  };
  return sheet as unknown as Worksheet;
}

function cellOf(given: Given, row: number, column: number): Cell[] {
  if (given === null) return [];
  const full = typeof given === 'object' && 'value' in given ? given : { value: given };
  const style = KINDS.indexOf(full.format ?? 'general');
  return [
    {
      row,
      column,
      value: full.value,
      style,
      ...(full.formula === undefined ? {} : { formula: { text: full.formula, kind: 'normal' as const } }),
    },
  ];
}
