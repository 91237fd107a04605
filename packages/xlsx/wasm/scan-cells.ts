/**
 * Scans rows and cells as programs mostly write them into the columns of `Grid`. Whatever is not understood to the last byte ends
 * the scan at the element it stands in, for the scanner in TypeScript to read, refuse or step over: this one never refuses.
 * Rows that it has read from beginning to end are well-formed, and hold nothing but cells with their values and formulas.
 */
import { cells, clearCells, formulas, readCell, readUsualCell, startRow } from './cell';
import { attributeEnd, gapEnd, nameEnd, nameStart, startTag } from './markup';
import {
  byte,
  CELLS,
  GT,
  hasPrefix,
  prefixLength,
  ROW_FIRST,
  ROW_FLAGS,
  ROW_NUMBER,
  ROW_START,
  ROWS,
  SLASH,
  SPAN_END,
  SPAN_FORMULAS,
  SPAN_START,
} from './memory';

const MAX_ROW: i32 = 1_048_576;
const ROW_HIDDEN: i32 = 1;
const ROW_LEVEL_SHIFT: i32 = 1;

/** Rows and stretches of whole rows that the last call found. */
export let rows: i32 = 0;
export let spans: i32 = 0;
/** The row that was read last, by this call or those before it. */
export let row: i32 = 0;
/** Did a row come out of order? */
export let rowDisorder: i32 = 0;

// Where the scan stands: between rows, in a row that was read from its beginning, or where another scanner left off.
const BETWEEN: i32 = 0;
const INSIDE: i32 = 1;
const SOMEWHERE: i32 = 2;
let place: i32 = 0;
/** Where in the part the row begins that is being read; does only white space lie between it and the one before, which was whole? */
let rowStart: i32 = 0;
let follows: bool = false;
/** Was the row before whole, with only white space since? */
let whole: bool = false;

/** Goes on where another scanner has left off. */
export function resume(atRow: i32, atColumn: i32, anyRow: i32): void {
  row = atRow;
  place = anyRow === 0 ? BETWEEN : SOMEWHERE;
  whole = false;
  rowDisorder = 0;
  startRow(atRow, atColumn);
}

/** From `from` to `end` of the memory, where byte 0 is byte `base` of the part. Returns where it stopped. */
export function scanCells(from: i32, end: i32, base: i32): i32 {
  clearCells();
  rows = 0;
  spans = 0;
  const shift = prefixLength + 1;
  let at = from;
  while (true) {
    const start = gapEnd(at);
    if (start === 0) return at;
    if (start >= end) return end;
    const name = byte(start + shift);
    if (name === 0x63 /* c */) {
      if (cells === CELLS || place === BETWEEN || !hasPrefix(start + 1)) return start;
      at = prefixLength === 0 ? readUsualCell(start + 2, start, base) : 0;
      if (at === 0) at = readCell(start + shift + 1, start, base);
    } else if (name === 0x72 /* r */ && byte(start + 1) !== SLASH) {
      if (rows === ROWS || place === INSIDE || !hasPrefix(start + 1)) return start;
      at = readRow(start + shift + 1, start, base);
    } else at = closeRow(start, base);
    if (at === 0) return start;
  }
}

/** Behind the `</row>` at `at`; 0 when another tag stands there. */
function closeRow(at: i32, base: i32): i32 {
  if (byte(at + 1) !== SLASH || place === BETWEEN || !hasPrefix(at + 2)) return 0;
  const name = at + 2 + prefixLength;
  if (load<u32>(name) !== 0x3e776f72 /* row> */) return 0;
  if (place === INSIDE && !addSpan(base + name + 4)) return 0;
  place = BETWEEN;
  return name + 4;
}

/** The row that was read is whole, and ends there. False when there is no room to say so. */
function addSpan(end: i32): bool {
  const last = spans - 1;
  whole = true;
  if (last >= 0 && follows && load<u8>(SPAN_FORMULAS + last) === formulas) store<i32>(SPAN_END + 4 * last, end);
  else {
    if (spans === ROWS) return false;
    store<i32>(SPAN_START + 4 * spans, rowStart);
    store<i32>(SPAN_END + 4 * spans, end);
    store<u8>(SPAN_FORMULAS + spans, formulas);
    spans++;
  }
  return true;
}

/** From behind the `r` of `<row`; returns the position behind the tag, or 0 for one that is not understood. */
function readRow(from: i32, start: i32, base: i32): i32 {
  if (byte(from) !== 0x6f /* o */ || byte(from + 1) !== 0x77 /* w */) return 0;
  let number = row + 1;
  let flags = 0;
  let at = from + 2;
  startTag();
  while (byte(at) !== GT) {
    if (byte(at) === SLASH) {
      if (byte(at + 1) !== GT) return 0;
      break;
    }
    at = attributeEnd(at);
    if (at === 0) return 0;
    if (nameEnd === nameStart) continue;
    if (byte(nameStart) === 0x72 /* r */ && nameEnd === nameStart + 1) number = smallNumber(nameEnd + 2, at - 1);
    else flags |= rowFlags(nameStart, nameEnd - nameStart, nameEnd + 2, at - 1);
    if (number < 1 || number > MAX_ROW || flags < 0) return 0;
  }
  const empty = byte(at) === SLASH;
  if (empty) at++;
  rowStart = base + start;
  follows = whole;
  whole = false;
  add(number, flags);
  place = empty ? BETWEEN : INSIDE;
  if (empty) addSpan(base + at + 1);
  return at + 1;
}

function add(number: i32, flags: i32): void {
  if (number <= row) rowDisorder = 1;
  store<u32>(ROW_NUMBER + 4 * rows, number);
  store<u32>(ROW_FIRST + 4 * rows, cells);
  store<u32>(ROW_START + 4 * rows, rowStart);
  store<u8>(ROW_FLAGS + rows, flags);
  rows++;
  row = number;
  startRow(number, 0);
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
