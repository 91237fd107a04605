/** Walks rows, cells and formulas of `<sheetData>` (ECMA-376 Part 1 §18.3.1.80); `r` may be left out or be no reference. */
import { attributesOf, type RawAttribute, TagScanner } from '../xml/tag-scanner.ts';

/** A tag with the span of its `r` value; -1 when it has none. */
export interface PlacedTag {
  readonly start: number;
  readonly nameEnd: number;
  readonly end: number;
  readonly empty: boolean;
  readonly refStart: number;
  readonly refEnd: number;
}

export interface FormulaSpan {
  readonly start: number;
  readonly nameEnd: number;
  /** Behind the opening tag; equal to `end` when it is empty. */
  readonly openEnd: number;
  readonly closeStart: number;
  readonly end: number;
  readonly row: number;
  readonly column: number;
}

export interface CellVisitor {
  row?(tag: PlacedTag, row: number): void;
  /** `end`: behind the whole row. */
  rowEnd?(row: number, end: number): void;
  cell?(tag: PlacedTag, row: number, column: number): void;
  cellEnd?(end: number): void;
  formula?(span: FormulaSpan): void;
}

/** Visits everything between two offsets, in document order. */
export function walkCells(text: string, from: number, to: number, visitor: CellVisitor): void {
  const tags = new TagScanner(text, from);
  let row = 0;
  let column = 0;
  while (tags.next() && tags.start < to) {
    if (tags.isLocal('c')) {
      if (tags.kind === 'close') visitor.cellEnd?.(tags.end);
      else {
        const tag = placed(tags);
        column = columnOf(text, tag.refStart, tag.refEnd) || column + 1;
        visitor.cell?.(tag, row, column);
        if (tag.empty) visitor.cellEnd?.(tag.end);
      }
    } else if (tags.isLocal('f')) {
      if (tags.kind !== 'close') formulaAt(tags, row, column, visitor);
    } else if (tags.isLocal('row')) {
      if (tags.kind === 'close') visitor.rowEnd?.(row, tags.end);
      else {
        const tag = placed(tags);
        row = tag.refStart < 0 ? row + 1 : Number(text.slice(tag.refStart, tag.refEnd));
        column = 0;
        visitor.row?.(tag, row);
        if (tag.empty) visitor.rowEnd?.(row, tag.end);
      }
    }
  }
}

function placed(tags: TagScanner): PlacedTag {
  const { text, nameEnd } = tags;
  const empty = tags.kind === 'empty';
  const { start, end } = tags;
  if (text.startsWith(' r="', nameEnd)) {
    const refStart = nameEnd + 4;
    return { start, nameEnd, end, empty, refStart, refEnd: text.indexOf('"', refStart) };
  }
  const found = namedAttribute(attributesOf(text, nameEnd, end), 'r');
  return { start, nameEnd, end, empty, refStart: found?.valueStart ?? -1, refEnd: found?.valueEnd ?? -1 };
}

export function namedAttribute(all: readonly RawAttribute[], name: string): RawAttribute | undefined {
  return all.find((attribute) => attribute.name === name);
}

function columnOf(text: string, from: number, to: number): number {
  let column = 0;
  for (let at = from; at < to; at++) {
    const letter = text.charCodeAt(at) & 0xdf;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  return column;
}

/** Offset of the first digit of a cell reference; `refStart` when it has no letters (then it is no reference). */
export function digitsStart(text: string, tag: PlacedTag): number {
  let at = tag.refStart;
  while (at < tag.refEnd && text.charCodeAt(at) >= 65) at++;
  return at;
}

function formulaAt(tags: TagScanner, row: number, column: number, visitor: CellVisitor): void {
  const { start, nameEnd, end: openEnd } = tags;
  if (tags.kind === 'open') {
    while (tags.next()) if (isEndOfFormula(tags)) break;
    visitor.formula?.({ start, nameEnd, openEnd, closeStart: tags.start, end: tags.end, row, column });
  } else visitor.formula?.({ start, nameEnd, openEnd, closeStart: openEnd, end: openEnd, row, column });
}

function isEndOfFormula(tags: TagScanner): boolean {
  return tags.kind === 'close' && tags.isLocal('f');
}
