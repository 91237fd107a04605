import { hash } from 'node:crypto';
import type { CellReading, PlanRead, PlanRow } from '../api.ts';
import { relativeFormula } from '../identify/cells.ts';
import { cellText } from '../identify/values.ts';

/** 96 bits: enough that two different rows never look alike, and little to carry for each of 100,000 rows. */
const LENGTH = 24;

/** Who the row is, how deep it stands (which counts by itself) and what is to be done with it: nothing that it says. */
const ASIDE: ReadonlySet<string> = new Set(['id', 'number', 'level', 'delete']);

/**
 * What a row of a copy says, as a hash (hex): its depth in the outline and its managed cells in the order of the bindings.
 * A formula counts by itself and not by its result (rule V7), written for its place; a cell that cannot be read by what it
 * shows. The same row hashes the same wherever it stands. Nothing that the copy does not hold goes in.
 */
export function rowHash({ mapping }: Pick<PlanRead, 'mapping'>, row: PlanRow): string {
  const { cells } = row;
  let text = mapping.outline === 'none' ? '' : `${row.level}`;
  for (const { field, column } of mapping.columns)
    if (!ASIDE.has(field)) text += `\u0000${readingText(cells[field], row.row, column)}`;
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
