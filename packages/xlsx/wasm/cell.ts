/** One cell: its attributes, its content, and its line in the columns of `Grid`. */
import { decimalEnd, readDecimal } from './decimal';
import { gapEnd, tagEnd, textEnd } from './markup';
import {
  byte,
  COLUMN,
  closeEnd,
  closeEnd2,
  EQUALS,
  GT,
  hasPrefix,
  LT,
  NUMBER,
  prefixLength,
  QUOTE,
  SLASH,
  SLOW,
  SPACE,
  START,
  STYLE,
  TYPE,
} from './memory';

const MAX_COLUMN: i32 = 16_384;

// Types and flags of `Grid.type`.
const EMPTY: i32 = 0;
const NUMERIC: i32 = 1;
const SHARED: i32 = 2;
const TEXT: i32 = 3;
const BOOLEAN: i32 = 4;
const ERROR: i32 = 5;
const INLINE: i32 = 6;
const ISO_DATE: i32 = 7;
const TYPE_BITS: i32 = 7;
const FORMULA: i32 = 16;
const METADATA: i32 = 32;

/** What the last call found: cells, and those among them whose number is not read. */
export let cells: i32 = 0;
export let slow: i32 = 0;
/** The column that was read last. */
export let column: i32 = 0;
/** Did a cell come out of order? */
export let cellDisorder: i32 = 0;

/** Digits of the row and a quote, as they stand in the references of its cells, and how many bytes they are. */
let rowText: u64 = 0;
let rowMask: u64 = 0;
let rowLength: i32 = 0;

// The cell that is being read.
let type: i32 = 0;
let style: i32 = 0;
let number: f64 = 0;
let slowly: bool = false;

/** Is there a formula in the row that is being read? */
export let formulas: i32 = 0;

export function clearCells(): void {
  cells = 0;
  slow = 0;
  cellDisorder = 0;
}

/** The cells that follow are of that row and behind that column. */
export function startRow(row: i32, behind: i32): void {
  column = behind;
  formulas = 0;
  rowText = QUOTE;
  rowLength = 1;
  for (let rest = row; rest > 0; rest /= 10) {
    rowText = (rowText << 8) | (48 + (rest % 10));
    rowLength++;
  }
  rowMask = rowLength === 8 ? ~0 : ((<u64>1) << (8 * rowLength)) - 1;
}

/** ` r="A1" s="1" t="s"><v>1</v></c>` without a prefix, as most cells are; from behind `<c`, 0 for any other. */
export function readUsualCell(from: i32, start: i32, base: i32): i32 {
  if (load<u32>(from) !== 0x223d7220 /* _r=" */) return 0;
  let at = readReference(from + 4);
  if (at === 0) return 0;
  const found = referenced;
  style = 0;
  if (load<u32>(at) === 0x223d7320 /* _s=" */) {
    at = readStyle(at + 4);
    if (at === 0) return 0;
  }
  type = EMPTY;
  number = 0;
  if (load<u16>(at) === 0x3e2f /* /> */) at += 2;
  else {
    type = NUMERIC;
    if (load<u32>(at) === 0x223d7420 /* _t=" */ && load<u16>(at + 4) === 0x2273 /* s" */) {
      type = SHARED;
      at += 6;
    }
    if (load<u32>(at) !== 0x3e763c3e /* ><v> */) return 0;
    number = readDecimal(at + 4);
    at = decimalEnd;
    if (F64.isNaN(number) || !closesUsual(at)) return 0;
    at += 8;
  }
  add(found, base + start);
  return at;
}

/** `</v></c>`. */
function closesUsual(at: i32): bool {
  return load<u32>(at) === 0x3e762f3c && load<u32>(at + 4) === 0x3e632f3c;
}

/** From behind `<c`; returns the position behind the cell, or 0 for one that is not understood. */
export function readCell(from: i32, start: i32, base: i32): i32 {
  referenced = column + 1;
  type = NUMERIC;
  style = 0;
  number = 0;
  slowly = false;
  let at = readAttributes(from);
  if (at === 0 || referenced > MAX_COLUMN) return 0;
  if (byte(at - 2) === SLASH) type = (type & METADATA) | EMPTY;
  else at = readContent(at, start);
  if (at === 0) return 0;
  if (slowly) store<u32>(SLOW + 4 * slow++, cells);
  add(referenced, base + start);
  return at;
}

function add(found: i32, start: i32): void {
  if (found <= column) cellDisorder = 1;
  column = found;
  store<f64>(NUMBER + 8 * cells, number);
  store<u32>(START + 4 * cells, start);
  store<u16>(COLUMN + 2 * cells, found);
  store<u16>(STYLE + 2 * cells, style);
  store<u8>(TYPE + cells, type);
  cells++;
}

/** `r`, `s`, `t`, `cm`, `vm`, each at most once. Returns the position behind the tag, or 0. */
function readAttributes(from: i32): i32 {
  let at = from;
  let seen = 0;
  while (byte(at) !== GT) {
    if (byte(at) === SLASH) return byte(at + 1) === GT ? at + 2 : 0;
    if (byte(at) !== SPACE) return 0;
    while (byte(at) === SPACE) at++;
    const name = byte(at);
    if (name === GT || name === SLASH) continue;
    const long = byte(at + 1) === 0x6d /* m */ && (name === 0x63 /* c */ || name === 0x76); /* v */
    const value = long ? at + 4 : at + 3;
    if (byte(value - 2) !== EQUALS || byte(value - 1) !== QUOTE) return 0;
    const bit = 1 << ((name & 0x1f) - 1);
    if ((seen & bit) !== 0) return 0;
    seen |= bit;
    if (long) at = skipMetadata(value);
    else if (name === 0x72 /* r */) at = readReference(value);
    else if (name === 0x73 /* s */) at = readStyle(value);
    else if (name === 0x74 /* t */) at = readType(value);
    else return 0;
    if (at === 0) return 0;
  }
  return at + 1;
}

/** Over the digits of `cm` or `vm`. */
function skipMetadata(from: i32): i32 {
  let at = from;
  while (<u32>(byte(at) - 48) <= 9) at++;
  type |= METADATA;
  return byte(at) === QUOTE ? at + 1 : 0;
}

/** The column of the reference that was read last. */
let referenced: i32 = 0;

/** `B7"` where 7 is the row's number. Returns the position behind, or 0. */
function readReference(from: i32): i32 {
  let at = from;
  let found = 0;
  let letter = byte(at) - 64;
  while (<u32>(letter - 1) < 26) {
    found = found * 26 + letter;
    letter = byte(++at) - 64;
  }
  if (found === 0 || at > from + 3 || found > MAX_COLUMN || (load<u64>(at) & rowMask) !== rowText) return 0;
  referenced = found;
  return at + rowLength;
}

function readStyle(from: i32): i32 {
  let at = from;
  let found = 0;
  let digit = byte(at) - 48;
  while (<u32>digit <= 9) {
    found = found * 10 + digit;
    digit = byte(++at) - 48;
  }
  if (at === from || at > from + 5 || found > 65_535 || byte(at) !== QUOTE) return 0;
  style = found;
  return at + 1;
}

function readType(at: i32): i32 {
  const first = byte(at);
  let found = -1;
  let length = 1;
  if (byte(at + 1) === QUOTE) {
    if (first === 0x73 /* s */) found = SHARED;
    else if (first === 0x6e /* n */) found = NUMERIC;
    else if (first === 0x62 /* b */) found = BOOLEAN;
    else if (first === 0x65 /* e */) found = ERROR;
    else if (first === 0x64 /* d */) found = ISO_DATE;
  } else if (load<u32>(at) === 0x22727473 /* str" */) {
    found = TEXT;
    length = 3;
  } else if (isInline(at)) {
    found = INLINE;
    length = 9;
  }
  if (found < 0) return 0;
  type = (type & METADATA) | found;
  return at + length + 1;
}

/** `inlineStr"`. */
function isInline(at: i32): bool {
  return load<u32>(at) === 0x696c6e69 && load<u32>(at + 4) === 0x7453656e && load<u16>(at + 8) === 0x2272;
}

/** `<f>`, `<v>`, `<is>` up to `</c>`. Returns the position behind it, or 0. */
function readContent(from: i32, start: i32): i32 {
  const shift = prefixLength + 1;
  let filled = false;
  let at = gapEnd(from);
  while (at !== 0 && byte(at + 1) !== SLASH) {
    if (!hasPrefix(at + 1)) return 0;
    const name = byte(at + shift);
    const next = at + shift + 1;
    if (name === 0x69 /* i */) {
      at = readInline(next, start);
      filled = true;
    } else if (name !== 0x76 /* v */ && name !== 0x66 /* f */) return 0;
    else {
      at = tagEnd(next);
      if (at === 0) return 0;
      if (name === 0x66 /* f */) {
        type |= FORMULA;
        formulas = 1;
      }
      if (byte(at - 2) !== SLASH) {
        if (name === 0x76 /* v */) {
          readValue(at, start);
          filled = true;
        }
        at = closeText(at, name);
      }
    }
    if (at === 0) return 0;
    at = gapEnd(at);
  }
  if (!filled) type &= FORMULA | METADATA;
  return at === 0 ? 0 : closeEnd(at, 0x63 /* c */);
}

/** Behind the text at `from` and the end tag of that one letter; 0 when there is anything else. */
function closeText(from: i32, name: i32): i32 {
  const at = textEnd(from);
  return at === 0 ? 0 : closeEnd(at, name);
}

function readValue(text: i32, start: i32): void {
  slowly = false;
  if ((type & TYPE_BITS) > SHARED) number = text - start;
  else {
    number = readDecimal(text);
    if (!F64.isNaN(number)) return;
    number = text - start;
    slowly = true;
  }
}

/** From behind `<i`: `s><t>text</t></is>`; 0 when anything else stands there. */
function readInline(from: i32, start: i32): i32 {
  const content = from + 2;
  if (byte(from) !== 0x73 /* s */ || byte(from + 1) !== GT) return 0;
  if (byte(content) !== LT || !hasPrefix(content + 1) || byte(content + prefixLength + 1) !== 0x74 /* t */) return 0;
  number = content - start;
  slowly = false;
  type = (type & (FORMULA | METADATA)) | INLINE;
  const text = tagEnd(content + prefixLength + 2);
  if (text === 0) return 0;
  const at = byte(text - 2) === SLASH ? text : closeText(text, 0x74 /* t */);
  return at === 0 || byte(at) !== LT ? 0 : closeEnd2(at, 0x69 /* i */, 0x73 /* s */);
}
