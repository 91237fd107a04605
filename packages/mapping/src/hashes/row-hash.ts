import { hash } from 'node:crypto';
import type { FieldKey, Snapshot, Task, TaskId } from '@sprintforge/core';
import type { CellReading, ColumnBinding, PlanRead, PlanRow } from '../api.ts';
import { relativeFormula } from '../identify/cells.ts';
import { heldRows } from '../identify/held-rows.ts';
import { baseView, cellText } from '../identify/values.ts';
import { ASIDE } from '../layout/structural.ts';
import { cellsOfField, levelsOf, namePlaces, rowNumbersOf } from '../values/plan-columns.ts';

/** 96 bits: enough that two different rows never look alike, and little to carry for each of 100,000 rows. */
const LENGTH = 24;

/**
 * What a row of a copy says, as a hash (hex): its depth in the outline and its managed cells in the order of the bindings.
 * A formula counts by itself and not by its result (rule V7), written for its place; a cell that cannot be read by what it
 * shows. The same row hashes the same wherever it stands. Nothing that the copy does not hold goes in.
 */
export function rowHash({ mapping }: Pick<PlanRead, 'mapping'>, row: PlanRow): string {
  return hashOf(depthText(mapping, row.level), columnsOf(mapping), row.row, (field) => row.cells[field], row.namePlace);
}

/**
 * The same for every row of a copy that was just written, by index; `ids`: their tasks. What a row hashes to that says of its
 * task just what `target` does is remembered with the task: most rows of a copy say what those of the last one said.
 */
export function rowHashes(
  read: PlanRead,
  ids: readonly (TaskId | undefined)[],
  target: Snapshot,
): (index: number) => string {
  const held = heldRows(read, ids, baseView(target, { cells: [], keptRows: [] }));
  const [levels, numbers] = [levelsOf(read), rowNumbersOf(read)];
  const places = read.mapping.outline === 'columns' ? namePlaces(read) : undefined;
  const columns = columnsOf(read.mapping).map((binding) => ({ ...binding, cell: cellsOfField(read, binding.field) }));
  const cells = new Map(columns.map(({ field, cell }) => [field, cell]));
  const predecessors = cells.get('predecessors');
  const form = columns.map(({ field }) => field).join();
  return (index) => {
    const depth = depthText(read.mapping, levels[index]!);
    const hashed = () => hashOf(depth, columns, numbers[index]!, (field) => cells.get(field)?.(index), places?.[index]);
    const task = held.task(index);
    const links = predecessors?.(index);
    if (task === undefined || links?.formula !== undefined) return hashed();
    const beside = `${depth}\u0000${cellText(links) ?? ''}`;
    const known = remembered.get(task);
    if (known?.form === form && known.beside === beside) return known.hash;
    const hash = hashed();
    remembered.set(task, { form, beside, hash });
    return hash;
  };
}

/** What stands in a row besides the values of its task, and of which columns it is made. */
interface Remembered {
  readonly form: string;
  readonly beside: string;
  readonly hash: string;
}

/** Tasks are values: nobody changes one. */
const remembered = new WeakMap<Task, Remembered>();

type Column = Pick<ColumnBinding, 'field' | 'column'>;

const columnsOf = ({ columns }: PlanRead['mapping']): readonly Column[] =>
  columns.filter(({ field }) => !ASIDE.has(field));

const depthText = ({ outline }: PlanRead['mapping'], level: number): string => (outline === 'none' ? '' : `${level}`);

function hashOf(
  depth: string,
  columns: readonly Column[],
  row: number,
  cell: (field: FieldKey) => CellReading | undefined,
  namePlace: number | undefined,
): string {
  let text = depth;
  for (const { field, column } of columns) {
    const at = (field === 'name' && namePlace) || column;
    text += `\u0000${readingText(cell(field), row, at)}`;
  }
  return shortHash(text);
}

/** The same for a row of the resource sheet. */
export function resourceHash(row: PlanRow): string {
  const fields = Object.keys(row.cells).sort();
  return shortHash(fields.map((field) => `${field}\u0001${readingText(row.cells[field], row.row, 1)}`).join('\u0000'));
}

const shortHash = (text: string): string => hash('sha256', text, 'hex').slice(0, LENGTH);

function readingText(reading: CellReading | undefined, row: number, column: number): string {
  return reading?.formula === undefined
    ? (cellText(reading) ?? '')
    : `=${relativeFormula(reading.formula, row, column).replace(/\s+/g, '').toUpperCase()}`;
}
