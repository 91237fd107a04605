/** What people do to a copy between two syncs, by chance: cells, rows, sorting, copying, pasting. On the bytes, with our own engine. */
import { readMetadata, rebind, type TableMapping } from '@sprintforge/mapping';
import { type CellEdit, openWorkbook, type Workbook } from '@sprintforge/xlsx';
import type { Dice } from './dice.ts';

/** A copy as it lies open on somebody's screen. */
interface Desk {
  readonly dice: Dice;
  readonly workbook: Workbook;
  readonly mapping: TableMapping;
  /** Who sits there: their texts are told apart. */
  readonly who: string;
}

/** One to four things done; `what` names them. */
export async function editAtRandom(
  dice: Dice,
  bytes: Uint8Array,
  who: string,
): Promise<{ bytes: Uint8Array; what: string[] }> {
  let file = bytes;
  const what = Array.from({ length: dice.int(1, 4) }, () => dice.pick(usual));
  for (const name of what) {
    const workbook = openWorkbook(file);
    const found = readMetadata(workbook);
    if (found.state !== 'signed') throw new Error('not a copy of ours');
    deeds[name]({ dice, workbook, mapping: rebind(workbook, found.metadata).mapping, who });
    file = await workbook.toBytes();
  }
  return { bytes: file, what };
}

const usual = ['cells', 'cells', 'cells', 'cells', 'clear', 'insert', 'delete', 'sort', 'copy', 'paste'] as const;

const deeds = {
  cells: (desk) =>
    desk.workbook.setCells(
      desk.mapping.sheet,
      times(desk, 1, 5, () => newCell(desk, someRow(desk))),
    ),
  clear: (desk) => {
    const column = columnOf(desk, desk.dice.pick(['notes', 'cost', 'percent', 'assignee', 'finish']));
    if (column) desk.workbook.setCells(desk.mapping.sheet, [{ row: someRow(desk), column, value: null }]);
  },
  insert: (desk) => {
    const at = someRow(desk);
    const count = desk.dice.int(1, 2);
    desk.workbook.insertRows(desk.mapping.sheet, [{ at, count }]);
    const cells = Array.from({ length: count }, (_, n) => [named(desk, at + n), newCell(desk, at + n)]).flat();
    desk.workbook.setCells(desk.mapping.sheet, cells);
  },
  delete: ({ workbook, mapping, dice }) => {
    if (rowsOf(mapping).length < 12) return;
    const count = dice.int(1, 2);
    workbook.deleteRows(mapping.sheet, [{ at: dice.int(mapping.firstRow, mapping.lastRow - count), count }]);
  },
  sort: (desk) => {
    const by = columnOf(desk, desk.dice.pick(['name', 'cost', 'start', 'status'])) ?? 1;
    const rows = rowsOf(desk.mapping);
    const key = (row: number): string => String(desk.workbook.sheet(desk.mapping.sheet)?.cell(row, by)?.value ?? '');
    const sorted = [...rows].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a - b));
    desk.workbook.setCells(
      desk.mapping.sheet,
      rows.flatMap((row, at) => asIn(desk, sorted[at]!, row)),
    );
  },
  copy: (desk) => {
    const from = someRow(desk);
    desk.workbook.insertRows(desk.mapping.sheet, [{ at: from + 1, count: 1 }]);
    desk.workbook.setCells(desk.mapping.sheet, asIn(desk, from, from + 1));
  },
  paste: (desk) => {
    const column = columnOf(desk, desk.dice.pick(['name', 'notes', 'cost', 'assignee']));
    const [from, to] = [someRow(desk), someRow(desk)];
    if (column)
      desk.workbook.setCells(
        desk.mapping.sheet,
        asIn(desk, from, to).filter((cell) => cell.column === column),
      );
  },
} satisfies Record<string, (desk: Desk) => void>;

const times = <T>({ dice }: Desk, low: number, high: number, make: () => T): T[] =>
  Array.from({ length: dice.int(low, high) }, make);

const rowsOf = ({ firstRow, lastRow }: TableMapping): number[] =>
  Array.from({ length: lastRow - firstRow + 1 }, (_, at) => firstRow + at);

/** Half of the time one of the first rows, where people meet. */
const someRow = ({ dice, mapping }: Desk): number =>
  dice.int(mapping.firstRow, dice.chance(0.5) ? Math.min(mapping.lastRow, mapping.firstRow + 5) : mapping.lastRow);

const columnOf = ({ mapping }: Desk, field: string): number | undefined =>
  mapping.columns.find((binding) => binding.field === field)?.column;

const values: Readonly<Record<string, (desk: Desk) => CellEdit['value']>> = {
  name: ({ dice, who }) =>
    dice.pick([`${who} ${dice.int(1, 999)}`, 'the same for all', '=1+1', '  ', 'ä\n"<&>"', '0012']),
  notes: ({ dice, who }) => dice.pick([`${who}: ${dice.int(1, 99)}\nline`, 'x'.repeat(300), 'the same for all']),
  cost: ({ dice }) => dice.pick([dice.int(0, 5000), 0.1 + 0.2, 'a lot', -1]),
  percent: ({ dice }) => dice.pick([0, 0.5, 1, 'half']),
  assignee: ({ dice, who }) => dice.pick([who, 'Ines Moreau', 'Tom Adeyemi, Ines Moreau']),
  status: ({ dice }) => dice.pick(['Done', 'In progress', 'Not started']),
  start: ({ dice }) => dice.int(46_270, 46_330),
  duration: ({ dice }) => dice.int(1, 20),
  predecessors: ({ dice }) => dice.pick(['2', '3FS+2', '2, 4', '', 'nonsense', '40']),
};

function newCell(desk: Desk, row: number): CellEdit {
  const field = desk.dice.pick(Object.keys(values).filter((name) => columnOf(desk, name) !== undefined));
  return { row, column: columnOf(desk, field)!, value: values[field]!(desk) ?? null };
}

const named = (desk: Desk, row: number): CellEdit => ({
  row,
  column: columnOf(desk, 'name')!,
  value: `new of ${desk.who} ${desk.dice.int(1, 9999)}`,
});

/** The cells of one row for another one, Task ID and the person's own columns included; formulas stay where they are, as they are alike in all rows. */
function asIn({ workbook, mapping }: Desk, from: number, to: number): CellEdit[] {
  const sheet = workbook.sheet(mapping.sheet)!;
  const last = Math.max(mapping.idColumn ?? 1, ...mapping.columns.map(({ column }) => column));
  return Array.from({ length: last }, (_, at) => at + 1).flatMap((column) => {
    const [source, target] = [sheet.cell(from, column), sheet.cell(to, column)];
    if (source?.formula || target?.formula) return [];
    const value = source?.value ?? null;
    return typeof value === 'object' && value !== null ? [] : [{ row: to, column, value }];
  });
}
