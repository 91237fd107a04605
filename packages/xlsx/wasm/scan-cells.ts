/**
 * Scans rows and cells as programs mostly write them into the columns of `Grid`. Whatever is not understood to the last byte ends
 * the scan at the element it stands in, for the scanner in TypeScript to read, refuse or step over: this one never refuses.
 */
import { cells, clearCells, readCell, readUsualCell, startRow } from './cell';
import {
  APOSTROPHE,
  byte,
  CELLS,
  EQUALS,
  GT,
  hasPrefix,
  nextTag,
  prefixLength,
  QUOTE,
  ROW_FIRST,
  ROW_FLAGS,
  ROW_NUMBER,
  ROW_START,
  ROWS,
  SLASH,
  SPACE,
  valueEnd,
} from './memory';

const MAX_ROW: i32 = 1_048_576;
const ROW_HIDDEN: i32 = 1;
const ROW_LEVEL_SHIFT: i32 = 1;

/** Rows that the last call found. */
export let rows: i32 = 0;
/** The row that was read last, by this call or those before it. */
export let row: i32 = 0;
/** Did a row come out of order? */
export let rowDisorder: i32 = 0;
/** Is there a row that cells can stand in? */
let inRow: bool = false;

/** Goes on where another scanner has left off. */
export function resume(atRow: i32, atColumn: i32, anyRow: i32): void {
  row = atRow;
  inRow = anyRow !== 0;
  rowDisorder = 0;
  startRow(atRow, atColumn);
}

/** From `from` to `end` of the memory, where byte 0 is byte `base` of the part. Returns where it stopped. */
export function scanCells(from: i32, end: i32, base: i32): i32 {
  clearCells();
  rows = 0;
  const shift = prefixLength + 1;
  let at = from;
  while (true) {
    at = nextTag(at);
    if (at >= end) return end;
    const start = at;
    const name = byte(at + shift);
    if (prefixLength !== 0 && byte(at + 1) !== SLASH && !hasPrefix(at + 1)) return start;
    if (name === 0x63 /* c */) {
      if (cells === CELLS || !inRow) return start;
      at = prefixLength === 0 ? readUsualCell(at + 2, start, base) : 0;
      if (at === 0) at = readCell(start + shift + 1, start, base);
    } else if (
      name === 0x72 /* r */ &&
      byte(at + shift + 1) === 0x6f /* o */ &&
      byte(at + shift + 2) === 0x77 /* w */
    ) {
      if (rows === ROWS) return start;
      at = readRow(at + shift + 3, start, base);
    } else at = rowEnd(at);
    if (at === 0) return start;
  }
}

/** Behind the `</row>` at `at`; 0 when another tag stands there. */
function rowEnd(at: i32): i32 {
  if (byte(at + 1) !== SLASH || !hasPrefix(at + 2)) return 0;
  const name = at + 2 + prefixLength;
  return load<u32>(name) === 0x3e776f72 /* row> */ ? name + 4 : 0;
}

/** From behind `<row`; returns the position behind the tag, or 0 for one that is not understood. */
function readRow(from: i32, start: i32, base: i32): i32 {
  let number = row + 1;
  let flags = 0;
  let at = from;
  while (byte(at) !== GT) {
    const name = at;
    if (byte(at) === SPACE || (byte(at) === SLASH && byte(at + 1) === GT)) {
      at++;
      continue;
    }
    while (isNameByte(byte(at))) at++;
    const quote = byte(at + 1);
    if (at === name || byte(at) !== EQUALS || (quote !== QUOTE && quote !== APOSTROPHE)) return 0;
    const value = at + 2;
    const end = valueEnd(value, quote);
    if (byte(end) !== quote) return 0;
    if (byte(name) === 0x72 /* r */ && at === name + 1) number = smallNumber(value, end);
    else flags |= rowFlags(name, at - name, value, end);
    if (number < 1 || number > MAX_ROW || flags < 0) return 0;
    at = end + 1;
  }
  if (inRow && number <= row) rowDisorder = 1;
  store<u32>(ROW_NUMBER + 4 * rows, number);
  store<u32>(ROW_FIRST + 4 * rows, cells);
  store<u32>(ROW_START + 4 * rows, base + start);
  store<u8>(ROW_FLAGS + rows, flags);
  rows++;
  row = number;
  inRow = true;
  startRow(number, 0);
  return at + 1;
}

/** What `hidden` and `outlineLevel` say; 0 for other attributes, negative for what is not understood. */
function rowFlags(name: i32, length: i32, value: i32, end: i32): i32 {
  if (byte(name) === 0x68 /* h */ && byte(name + 1) === 0x69 /* i */) {
    if (length !== 6) return -1;
    return byte(value) === 0x31 /* 1 */ || byte(value) === 0x74 /* t */ ? ROW_HIDDEN : 0;
  }
  if (byte(name) !== 0x6f /* o */) return 0;
  const level = smallNumber(value, end);
  return length !== 12 || level < 0 || level > 9 ? -1 : level << ROW_LEVEL_SHIFT;
}

/** Letters, digits and `:`. */
function isNameByte(found: i32): bool {
  const letter = found | 0x20;
  return (letter >= 0x61 && letter <= 0x7a) || (found >= 0x30 && found <= 0x3a);
}

/** The number of at most seven digits between two positions, or -1. */
function smallNumber(from: i32, to: i32): i32 {
  if (from === to || to > from + 7) return -1;
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = byte(at) - 48;
    if (<u32>digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}
