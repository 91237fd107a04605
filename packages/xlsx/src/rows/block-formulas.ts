/**
 * Array formulas and data tables (ECMA-376 Part 1 §18.3.1.40) whose first row is deleted. Excel does not allow that to
 * people; here the formula goes on in the first row that is left. A dynamic array (`cm` at its cell) is a formula of one
 * cell: with that cell it is gone, and so is what it spilled.
 */
import type { Range } from '../api.ts';
import { columnLetters } from '../formula/area.ts';
import { shiftFormula } from '../formula/shift-formula.ts';
import { parseRange } from '../structure/ranges.ts';
import { attributesOf } from '../xml/tag-scanner.ts';
import { decodeXml, escapeText } from '../xml/xml-text.ts';
import { moveAttributes } from './cell-formula.ts';
import type { FormulaChange } from './shared-group.ts';
import { TextRewriter } from './text-rewriter.ts';
import { type FormulaSpan, namedAttribute, type PlacedTag, walkCells } from './walk-cells.ts';

export interface LostHeads {
  /** `row,column` (old numbers) → the `<f>` that the cell takes over. */
  readonly heirs: ReadonlyMap<string, string>;
  /** What was spilled by dynamic arrays that are gone. */
  readonly emptied: readonly Range[];
}

interface Head {
  readonly span: FormulaSpan;
  readonly range: Range;
}

const none: LostHeads = { heirs: new Map(), emptied: [] };

export function lostHeads(text: string, from: number, to: number, change: FormulaChange): LostHeads {
  if (!text.includes('array') && !text.includes('dataTable')) return none;
  const heirs = new Map<string, string>();
  const emptied: Range[] = [];
  let orphans: Head[] = [];
  let cellTag: PlacedTag | undefined;
  walkCells(text, from, to, {
    cell: (tag, row, column) => {
      cellTag = tag;
      const head = orphans.find(({ span, range }) => span.column === column && row <= range.lastRow);
      if (head === undefined || row === head.span.row || change.rowOf(row) === 0) return;
      heirs.set(`${row},${column}`, takenOver(text, head, row, change));
      orphans = orphans.filter((other) => other !== head);
    },
    formula: (span) => {
      const range = blockOf(text, span);
      if (range === undefined || change.rowOf(span.row) > 0 || range.lastRow === span.row) return;
      if (cellTag !== undefined && namedAttribute(attributesOf(text, cellTag.nameEnd, cellTag.end), 'cm') !== undefined)
        emptied.push(range);
      else orphans.push({ span, range });
    },
  });
  return { heirs, emptied };
}

/** The extent of an array formula or data table; undefined for others. */
function blockOf(text: string, span: FormulaSpan): Range | undefined {
  if (span.openEnd - span.nameEnd < 10) return undefined;
  const attributes = attributesOf(text, span.nameEnd, span.openEnd);
  const value = (name: string) => {
    const found = namedAttribute(attributes, name);
    return found === undefined ? '' : text.slice(found.valueStart, found.valueEnd);
  };
  return ['array', 'dataTable'].includes(value('t')) ? parseRange(value('ref')) : undefined;
}

function takenOver(text: string, { span, range }: Head, row: number, { context, shift, rowOf }: FormulaChange): string {
  const last = shift.range(row, range.lastRow)?.[1] ?? rowOf(row);
  const ref = `${columnLetters(range.firstColumn)}${rowOf(row)}:${columnLetters(range.lastColumn)}${last}`;
  const name = text.slice(span.start + 1, span.nameEnd);
  const tag = new TextRewriter(text, span.start);
  moveAttributes(tag, text, span, shift, ref);
  const open = tag.finish(span.openEnd);
  if (span.closeStart === span.openEnd) return open;
  const formula = shiftFormula(decodeXml(text.slice(span.openEnd, span.closeStart)), context, shift);
  return `${open}${escapeText(formula)}</${name}>`;
}
