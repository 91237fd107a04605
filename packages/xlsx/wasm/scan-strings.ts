/**
 * Scans the `<si>` of the shared strings. As with cells, whatever is not understood to the last byte ends the scan at its `<si>`.
 */
import { gapEnd, isSpace, referenceEnd, tagEnd } from './markup';
import {
  AMPERSAND,
  byte,
  CELLS,
  closeEnd,
  closeEnd2,
  GT,
  hasPrefix,
  LT,
  prefixLength,
  ROWS,
  SLASH,
  SPACE,
  SPAN_END,
  SPAN_START,
  STRING_END,
  STRING_KIND,
  STRING_START,
} from './memory';

// Kinds of `SharedStrings`.
const RICH: i32 = 0;
const TEXT: i32 = 1;
const PLAIN: i32 = 2;

/** Strings that the last call found, and stretches of those whose markup is as usual. */
export let strings: i32 = 0;
export let stringSpans: i32 = 0;
/** Does the last stretch end where the scan stands, but for white space? */
let follows: bool = false;

/** From `from` to `end` of the memory, where byte 0 is byte `base` of the part. Returns where it stopped. */
export function scanStrings(from: i32, end: i32, base: i32): i32 {
  strings = 0;
  stringSpans = 0;
  follows = false;
  let at = from;
  while (true) {
    const start = gapEnd(at);
    if (start === 0) return at;
    if (start >= end) return end;
    at = start;
    const name = at + 1 + prefixLength;
    if (strings === CELLS || !hasPrefix(at + 1) || byte(name) !== 0x73 /* s */) return at;
    if (byte(name + 1) !== 0x69 /* i */ || byte(name + 2) !== GT) return at;
    plain = false;
    const behind = readItem(name + 3, base);
    if (behind === 0) return at;
    if (plain) {
      if (!follows) {
        if (stringSpans === ROWS) return at;
        store<i32>(SPAN_START + 4 * stringSpans++, base + at);
      }
      store<i32>(SPAN_END + 4 * stringSpans - 4, base + behind);
    }
    follows = plain;
    at = behind;
  }
}

/** Is the string that was read last well-formed, with nothing but `<t>` and text in it? */
let plain: bool = false;

/** From behind `<si>`; returns the position behind `</si>`, or 0. */
function readItem(from: i32, base: i32): i32 {
  const name = from + 1 + prefixLength;
  if (byte(from) === LT && hasPrefix(from + 1) && byte(name) === 0x74 /* t */) {
    const text = tagEnd(name + 1);
    if (text !== 0 && byte(text - 2) !== SLASH) {
      const kind = kindOf(text);
      const close = kind < 0 ? 0 : closeEnd(textEnd, 0x74 /* t */);
      const behind = close !== 0 && byte(close) === LT ? closeEnd2(close, 0x73 /* s */, 0x69 /* i */) : 0;
      if (behind !== 0) {
        add(base + text, base + textEnd, kind);
        plain = true;
        return behind;
      }
    }
  }
  const close = contentEnd(from);
  const behind = close === 0 ? 0 : closeEnd2(close, 0x73 /* s */, 0x69 /* i */);
  if (behind !== 0) add(base + from, base + close, RICH);
  return behind;
}

function add(start: i32, end: i32, kind: i32): void {
  store<u32>(STRING_START + 4 * strings, start);
  store<u32>(STRING_END + 4 * strings, end);
  store<u8>(STRING_KIND + strings, kind);
  strings++;
}

/** Of the `<` behind the text that was looked at last. */
let textEnd: i32 = 0;

/** Is the text at `from` ASCII without references, line ends to be changed or escapes (`_x000D_`)? -1 when it may not be well-formed. */
function kindOf(from: i32): i32 {
  let all = 0;
  let special = false;
  let at = from;
  for (let found = byte(at); found !== LT; found = byte(at)) {
    all |= found;
    if (found === AMPERSAND) {
      at = referenceEnd(at) - 1;
      if (at < 0) return -1;
      special = true;
    } else if (found < SPACE) {
      if (!isSpace(found)) return -1;
      special = true;
    } else if (found === 0x5f /* _ */) special = true;
    at++;
  }
  textEnd = at;
  return special || all > 0x7f ? TEXT : PLAIN;
}

/** Position of the end tag that closes what is open at `from`; 0 for comments and other things between tags. */
function contentEnd(from: i32): i32 {
  let depth = 1;
  let at = tagStart(from);
  while (true) {
    const next = byte(at + 1);
    if (next === 0x21 /* ! */ || next === 0x3f /* ? */ || next === 0) return 0;
    let name = at + 1;
    while (byte(name) > 0x20 && byte(name) !== GT && byte(name) !== LT && (byte(name) !== SLASH || name === at + 1))
      name++;
    if (next === SLASH && --depth === 0) return at;
    const end = tagEnd(name);
    if (end === 0) return 0;
    if (next !== SLASH && byte(end - 2) !== SLASH) depth++;
    at = tagStart(end);
  }
}

/** Position of the next `<`. */
function tagStart(from: i32): i32 {
  let at = from;
  while (byte(at) !== LT) at++;
  return at;
}
