/** Names that stand in one of several columns, one for each level of the outline (a staircase): outline `columns`. */
import type { CellReading, ColumnBinding, PlanRead, PlanRow, TableMapping } from '../api.ts';
import { NAME_FIELDS } from '../layout/structural.ts';
import { cellsOfField, type FieldColumn, namePlaces } from './plan-columns.ts';

/** A column of names and the level of the tasks that it names, 1 = top. */
export interface NameColumn {
  readonly level: number;
  readonly binding: ColumnBinding;
}

/** The columns of the names by level; none where one column holds them all. */
export function nameColumnsOf({ outline, columns }: TableMapping): readonly NameColumn[] {
  if (outline !== 'columns') return [];
  return NAME_FIELDS.flatMap((field, at) => {
    const binding = columns.find((one) => one.field === field);
    return binding === undefined ? [] : [{ level: at + 1, binding }];
  });
}

/** The column of the sheet in which the cell of a field stands, by index of the row. */
export function columnOfCell(plan: PlanRead, { field, column }: Bound): (row: number) => number {
  if (field !== 'name' || plan.mapping.outline !== 'columns') return () => column;
  const places = namePlaces(plan);
  return (row) => places[row] || column;
}

/** The same for one row. */
export function columnInRow({ namePlace }: Pick<PlanRow, 'namePlace'>, { field, column }: Bound): number {
  return (field === 'name' && namePlace) || column;
}

type Bound = Pick<ColumnBinding, 'field' | 'column'>;

/** The code of a name that stands in several columns at once. */
const SEVERAL_NAMES = 'SEVERAL_NAMES';

/** Outline `columns`: does a row fill just one of the columns, and so say how deep it stands? */
export function saysLevel(plan: PlanRead): (row: number) => boolean {
  const [places, cell] = [namePlaces(plan), cellsOfField(plan, 'name')];
  return (row) => {
    const reading = cell(row);
    return places[row] !== 0 && !(reading?.kind === 'refused' && reading.code === SEVERAL_NAMES);
  };
}

/** Outline `columns`: the level that the column of each name says; undefined where a row says none. */
export function columnDepths(plan: PlanRead): (number | undefined)[] {
  const [says, places] = [saysLevel(plan), namePlaces(plan)];
  const levels = new Map(nameColumnsOf(plan.mapping).map(({ level, binding }) => [binding.column, level]));
  return places.map((column, row) => (says(row) ? levels.get(column) : undefined));
}

export interface NamesRead {
  readonly names: FieldColumn;
  /** As `PlanColumns.namePlaces`. */
  readonly places: readonly number[];
  /** Level that the column says; undefined where it says none. */
  readonly depths: readonly (number | undefined)[];
}

/** `columns`: what each of the columns of names holds, by level; `isWhole`: none of them is gone from the file (rule C3). */
export function readNames(
  names: readonly NameColumn[],
  columns: readonly FieldColumn[],
  rows: number,
  isWhole: boolean,
): NamesRead {
  const special = new Map<number, CellReading>();
  const [values, places, depths]: [FieldColumn['values'][number][], number[], (number | undefined)[]] = [[], [], []];
  for (let row = 0; row < rows; row++) {
    const filled = names.flatMap((_, at) => (isFilled(columns[at]!, row) ? [at] : []));
    const at = filled.length === 1 ? filled[0]! : undefined;
    const reading = at === undefined ? unclear(names, columns, filled, row, isWhole) : columns[at]!.special.get(row);
    if (reading !== undefined) special.set(row, reading);
    values.push(reading === undefined && at !== undefined ? columns[at]!.values[row]! : held(reading));
    places.push(filled.length === 0 ? 0 : names[filled.at(-1)!]!.binding.column);
    depths.push(at === undefined ? undefined : names[at]!.level);
  }
  return { names: { field: 'name', values, special }, places, depths };
}

const held = (reading: CellReading | undefined) => (reading?.kind === 'value' ? reading.value : null);

/** A formula that gives nothing fills no cell. */
function isFilled({ values, special }: FieldColumn, row: number): boolean {
  const reading = special.get(row);
  if (reading !== undefined && reading.kind !== 'value') return true;
  const value = values[row] ?? null;
  return value !== null && value !== '';
}

/** What a row says that fills none of the columns, or several. */
function unclear(
  names: readonly NameColumn[],
  columns: readonly FieldColumn[],
  filled: readonly number[],
  row: number,
  isWhole: boolean,
): CellReading | undefined {
  if (filled.length === 0) return isWhole ? undefined : { kind: 'unread', reason: 'no-column' };
  const texts = filled.map((at) => {
    const reading = columns[at]!.special.get(row);
    return reading?.kind === 'refused' ? reading.raw : String(columns[at]!.values[row] ?? '');
  });
  const headers = names.flatMap(({ binding }) => (binding.header === '' ? [] : [`"${binding.header}"`]));
  const expected = `a name in one column alone${headers.length > 1 ? ` (${headers.join(', ')})` : ''}`;
  return { kind: 'refused', code: SEVERAL_NAMES, raw: texts.join(' | '), expected };
}
