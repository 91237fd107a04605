/** The rows that new rows are made like: their attributes, styled cells and column formulas. */
import { toRelative } from '../formula/rebase.ts';
import { attributesOf } from '../xml/tag-scanner.ts';
import { ownFormula } from './cell-formula.ts';
import type { PlannedInsert } from './row-plan.ts';
import type { SharedGroup } from './shared-group.ts';
import { namedAttribute, type PlacedTag, walkCells } from './walk-cells.ts';

export interface ModelCell {
  readonly column: number;
  /** ` s="5"` or ''. */
  readonly style: string;
  /** '' when the cell has none that could be filled down. */
  readonly formula: string;
}

export interface ModelRow {
  readonly row: number;
  /** Those of the row but for its number and hiding, e.g. ` ht="30" customHeight="1"`. */
  readonly attributes: string;
  readonly cells: readonly ModelCell[];
}

/** Models of all rows that new rows are like, and of those next to them (to see which formulas run down). */
export function modelRows(
  text: string,
  from: number,
  to: number,
  inserts: readonly PlannedInsert[],
  groups: ReadonlyMap<string, SharedGroup>,
): ReadonlyMap<number, ModelRow> {
  const wanted = new Set(inserts.flatMap(({ at, like }) => [like, like - 1, like + 1, at]));
  const models = new Map<number, ModelRow>();
  if (inserts.length === 0) return models;
  let cells: { column: number; style: string; formula: string }[] = [];
  walkCells(text, from, to, {
    row: (tag, row) => {
      cells = [];
      if (!wanted.has(row)) return;
      models.set(row, { row, attributes: keptAttributes(text, tag), cells });
    },
    cell: (tag, row, column) => {
      if (wanted.has(row)) cells.push({ column, style: styleOf(text, tag), formula: '' });
    },
    formula: (span) => {
      const cell = cells.at(-1);
      if (cell === undefined || !wanted.has(span.row) || isBlockFormula(text, span.nameEnd, span.openEnd)) return;
      cell.formula = ownFormula(text, span, groups);
    },
  });
  return models;
}

function keptAttributes(text: string, tag: PlacedTag): string {
  return attributesOf(text, tag.nameEnd, tag.end)
    .filter(({ name }) => name !== 'r' && name !== 'hidden' && name !== 'collapsed')
    .map(({ name, valueStart, valueEnd }) => ` ${name}=${text.slice(valueStart - 1, valueEnd + 1)}`)
    .join('');
}

/** ` s="5"` or ''. */
export function styleOf(text: string, tag: PlacedTag): string {
  const style = namedAttribute(attributesOf(text, tag.nameEnd, tag.end), 's');
  return style === undefined ? '' : ` s="${text.slice(style.valueStart, style.valueEnd)}"`;
}

/** Array formulas and data tables belong to a block of cells and are never filled down. */
function isBlockFormula(text: string, nameEnd: number, openEnd: number): boolean {
  if (openEnd - nameEnd < 6) return false;
  const type = namedAttribute(attributesOf(text, nameEnd, openEnd), 't');
  const kind = type === undefined ? '' : text.slice(type.valueStart, type.valueEnd);
  return kind === 'array' || kind === 'dataTable';
}

/**
 * The column formulas of an insert: column → formula as it stands in the row `like`. A formula runs down when a row
 * next to `like` or to the new rows has the same one, seen from its own place.
 */
export function columnFormulas(
  insert: PlannedInsert,
  models: ReadonlyMap<number, ModelRow>,
): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  const { at, like } = insert;
  for (const { column, formula } of models.get(like)?.cells ?? []) {
    if (formula === '') continue;
    const relative = toRelative(formula, like, column);
    const runs = [at, like - 1, like + 1].some((row) => {
      const other = row === like ? undefined : models.get(row)?.cells.find((cell) => cell.column === column);
      return other !== undefined && other.formula !== '' && toRelative(other.formula, row, column) === relative;
    });
    if (runs) found.set(column, formula);
  }
  return found;
}
