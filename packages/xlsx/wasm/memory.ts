/**
 * The memory that the scanners share: constants of the compiler (from 128 on, see scripts/build-wasm.ts), a window of the part, and
 * their results in columns, which JavaScript copies out. Behind what the window holds stand `<` and zeros, which nothing that they
 * understand continues with.
 */
export const WINDOW: i32 = 1024;
export const WINDOW_SIZE: i32 = 0x40000;
/** Of cells or strings, and of rows, that one call gives at most. */
export const CELLS: i32 = 0x4000;
export const ROWS: i32 = 0x1000;

/** Columns of `Grid`. */
export const NUMBER: i32 = WINDOW + WINDOW_SIZE + 64;
export const START: i32 = NUMBER + 8 * CELLS;
export const COLUMN: i32 = START + 4 * CELLS;
export const STYLE: i32 = COLUMN + 2 * CELLS;
export const TYPE: i32 = STYLE + 2 * CELLS;
/** Places of cells whose number JavaScript has to read. */
export const SLOW: i32 = TYPE + CELLS;
export const ROW_NUMBER: i32 = SLOW + 4 * CELLS;
export const ROW_FIRST: i32 = ROW_NUMBER + 4 * ROWS;
export const ROW_START: i32 = ROW_FIRST + 4 * ROWS;
export const ROW_FLAGS: i32 = ROW_START + 4 * ROWS;

/** Columns of `SharedStrings`, which are not there at the same time as those of the grid. */
export const STRING_START: i32 = NUMBER;
export const STRING_END: i32 = STRING_START + 4 * CELLS;
export const STRING_KIND: i32 = STRING_END + 4 * CELLS;

/** Stretches of whole rows, and whether there are formulas in them. */
export const SPAN_START: i32 = ROW_FLAGS + ROWS;
export const SPAN_END: i32 = SPAN_START + 4 * ROWS;
export const SPAN_FORMULAS: i32 = SPAN_END + 4 * ROWS;

/** Names of the attributes of one tag: where they begin and end. */
export const NAMES: i32 = SPAN_FORMULAS + ROWS;
export const MOST_NAMES: i32 = 32;

/** Bytes of the prefix of the part's names, `x:`, if it has one. */
export const PREFIX: i32 = 448;
export const PREFIX_SIZE: i32 = 32;
/** Of 5^n, n from 0 to 27: upper and lower half of 128 bits of the inverse, the highest one set; written by JavaScript. */
export const POWERS_OF_FIVE: i32 = 512;

export const SPACE: i32 = 0x20;
export const QUOTE: i32 = 0x22;
export const AMPERSAND: i32 = 0x26;
export const APOSTROPHE: i32 = 0x27;
export const SLASH: i32 = 0x2f;
export const LT: i32 = 0x3c;
export const EQUALS: i32 = 0x3d;
export const GT: i32 = 0x3e;

export function byte(at: i32): i32 {
  return load<u8>(at);
}

/** Length of the prefix; set before a part is scanned. */
export let prefixLength: i32 = 0;

export function setPrefix(length: i32): void {
  prefixLength = length;
}

/** Does the part's prefix stand at `at`? */
export function hasPrefix(at: i32): bool {
  for (let i = 0; i < prefixLength; i++) if (byte(at + i) !== byte(PREFIX + i)) return false;
  return true;
}

/** Behind the end tag of that one letter at the `<` at `at`; 0 when it is another tag. */
export function closeEnd(at: i32, name: i32): i32 {
  if (byte(at + 1) !== SLASH || !hasPrefix(at + 2)) return 0;
  const close = at + 2 + prefixLength;
  return byte(close) === name && byte(close + 1) === GT ? close + 2 : 0;
}

/** The same for a name of two letters. */
export function closeEnd2(at: i32, name: i32, second: i32): i32 {
  if (byte(at + 1) !== SLASH || !hasPrefix(at + 2)) return 0;
  const close = at + 2 + prefixLength;
  return byte(close) === name && byte(close + 1) === second && byte(close + 2) === GT ? close + 3 : 0;
}
