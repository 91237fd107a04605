/** The cells of a plan by column: what works on whole columns needs no object per cell. */
import type { FieldKey, Value } from '@sprintforge/core';
import type { CellReading, PlanRead, PlanRow } from '../api.ts';

/** The cells of one field down the rows of a plan. */
export interface FieldColumn {
  readonly field: FieldKey;
  /** By index of the row; null where there is no value, or none that could be read. */
  readonly values: readonly Value[];
  /** Readings that are more than a value (formulas, refused, unread), by index of the row. */
  readonly special: ReadonlyMap<number, CellReading>;
}

/** The rows of a plan, each list as long as they are. */
export interface PlanColumns {
  readonly rowNumbers: readonly number[];
  readonly ids: readonly string[];
  readonly numbers: readonly string[];
  readonly levels: readonly number[];
  /** Outline `columns`: as `PlanRow.namePlace`. */
  readonly namePlaces?: readonly number[];
  /** 1: the person has something of their own in the row. */
  readonly privateContent: Uint8Array;
  /** In the order of the plan's bindings. */
  readonly fields: readonly FieldColumn[];
}

const known = new WeakMap<object, PlanColumns>();

/** Remembers the columns that a plan was made of. */
export function keepColumns(plan: PlanRead, columns: PlanColumns): void {
  known.set(plan, columns);
}

/** The columns of a plan: those it was made of, or its rows turned round. */
export function columnsOf(plan: PlanRead): PlanColumns {
  return madeOf(plan) ?? turned(plan.rows);
}

/** The columns that a plan was made of; undefined for one of rows. */
function madeOf(plan: PlanRead): PlanColumns | undefined {
  return known.get(plan) ?? known.get(plan.rows);
}

/** The text of the ID column of each row, without an object for each. */
export function idsOf(plan: PlanRead): readonly string[] {
  return madeOf(plan)?.ids ?? plan.rows.map(({ id }) => id);
}

/** The row of the sheet that each row of a plan is. */
export function rowNumbersOf(plan: PlanRead): readonly number[] {
  return madeOf(plan)?.rowNumbers ?? plan.rows.map(({ row }) => row);
}

/** The text by which each row is numbered by the person, '' where it is not. */
export function numbersOf(plan: PlanRead): readonly string[] {
  return madeOf(plan)?.numbers ?? plan.rows.map(({ number }) => number);
}

/** Has the person something of their own in a row? */
export function privateMarks(plan: PlanRead): (row: number) => boolean {
  const columns = madeOf(plan);
  return columns === undefined ? (row) => plan.rows[row]!.privateContent : (row) => columns.privateContent[row] === 1;
}

/** How deep each row stands, 1 at the top. */
export function levelsOf(plan: PlanRead): readonly number[] {
  return madeOf(plan)?.levels ?? plan.rows.map(({ level }) => level);
}

/** Outline `columns`: the column of the sheet in which each name stands, 0 where there is none. */
export function namePlaces(plan: PlanRead): readonly number[] {
  return madeOf(plan)?.namePlaces ?? plan.rows.map(({ namePlace }) => namePlace ?? 0);
}

/** Is a row marked as kept? Those that were just read never are. */
export function keptMarks(plan: PlanRead): (row: number) => boolean {
  return madeOf(plan) === undefined ? (row) => plan.rows[row]!.kept === true : () => false;
}

/** A cell by the index of its row; undefined where the row has none for the field. */
export type CellAt = (row: number) => CellReading | undefined;

/** The cells of a field, without an object for each row. */
export function cellsOfField(plan: PlanRead, field: FieldKey): CellAt {
  const columns = madeOf(plan);
  if (columns === undefined) return (row) => plan.rows[row]!.cells[field];
  const column = columns.fields.find((one) => one.field === field);
  return column === undefined ? () => undefined : (row) => readingAt(column, row);
}

/** The column of a field, where a plan was made of columns. */
export function columnOfField(plan: PlanRead, field: FieldKey): FieldColumn | undefined {
  return madeOf(plan)?.fields.find((one) => one.field === field);
}

const EMPTY: CellReading = { kind: 'value', value: null };
/** A column whose values hardly come again (three in four of so many are new) has an object for each. */
const TRIED = 512;

function readingAt({ values, special }: FieldColumn, row: number): CellReading {
  const value = values[row] ?? null;
  return (special.size > 0 ? special.get(row) : undefined) ?? (value === null ? EMPTY : { kind: 'value', value });
}

/** A reading for each row; the same object for values that come again. */
export function readingsOf({ values, special }: FieldColumn): readonly CellReading[] {
  const readings = new Array<CellReading>(values.length);
  const made = new Map<Value, CellReading>();
  let recurring = true;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    let reading = value === null ? EMPTY : recurring ? made.get(value) : undefined;
    if (reading === undefined) {
      reading = { kind: 'value', value };
      if (recurring) made.set(value, reading);
      recurring = made.size < TRIED || made.size * 4 < row * 3;
    }
    readings[row] = reading;
  }
  for (const [row, reading] of special) readings[row] = reading;
  return readings;
}

/** The rows of these columns. */
export function rowsOf(columns: PlanColumns): PlanRow[] {
  const { rowNumbers, ids, levels, numbers, namePlaces: places, privateContent } = columns;
  const cells = cellsOf(columns);
  const rows = rowNumbers.map(
    (row, i): PlanRow => ({
      row,
      id: ids[i]!,
      cells: cells[i]!,
      level: levels[i]!,
      number: numbers[i]!,
      ...(places === undefined ? {} : { namePlace: places[i]! }),
      privateContent: privateContent[i] === 1,
    }),
  );
  known.set(rows, columns);
  return rows;
}

/** One row of a plan, without an object for each of the others. */
export function rowAt(plan: PlanRead, row: number): PlanRow {
  const columns = madeOf(plan);
  if (columns === undefined) return plan.rows[row]!;
  return {
    row: columns.rowNumbers[row]!,
    id: columns.ids[row]!,
    cells: Object.fromEntries(columns.fields.map((column) => [column.field, readingAt(column, row)])),
    level: columns.levels[row]!,
    number: columns.numbers[row]!,
    ...(columns.namePlaces === undefined ? {} : { namePlace: columns.namePlaces[row]! }),
    privateContent: columns.privateContent[row] === 1,
  };
}

/** The cells of every row: the same keys in the same order, each a copy of the first row's object, which is quickly made. */
function cellsOf({ fields, rowNumbers }: PlanColumns): Record<FieldKey, CellReading>[] {
  const columns = fields.map((column) => ({ field: column.field, readings: readingsOf(column) }));
  const all = new Array<Record<FieldKey, CellReading>>(rowNumbers.length);
  const first = Object.fromEntries(columns.map(({ field, readings }) => [field, readings[0]!]));
  for (let row = 0; row < all.length; row++) {
    const cells: Record<FieldKey, CellReading> = { ...first };
    for (let at = 0; at < columns.length; at++) cells[columns[at]!.field] = columns[at]!.readings[row]!;
    all[row] = cells;
  }
  return all;
}

function turned(rows: readonly PlanRow[]): PlanColumns {
  const fields = new Map<FieldKey, { values: Value[]; special: Map<number, CellReading> }>();
  rows.forEach(({ cells }, row) => {
    for (const field in cells) {
      const reading = cells[field]!;
      let column = fields.get(field);
      if (column === undefined) {
        column = { values: new Array<Value>(rows.length).fill(null), special: new Map() };
        fields.set(field, column);
      }
      if (reading.kind === 'value') column.values[row] = reading.value;
      if (reading.kind !== 'value' || reading.formula !== undefined) column.special.set(row, reading);
    }
  });
  return {
    rowNumbers: rows.map(({ row }) => row),
    ids: rows.map(({ id }) => id),
    numbers: rows.map(({ number }) => number),
    ...(rows[0]?.namePlace === undefined ? {} : { namePlaces: rows.map(({ namePlace }) => namePlace ?? 0) }),
    levels: rows.map(({ level }) => level),
    privateContent: Uint8Array.from(rows, ({ privateContent }) => Number(privateContent)),
    fields: [...fields].map(([field, column]) => ({ field, ...column })),
  };
}
