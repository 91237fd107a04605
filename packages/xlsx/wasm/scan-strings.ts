/**
 * Scans the `<si>` of the shared strings. As with cells, whatever is not understood to the last byte ends the scan at its `<si>`.
 */
import {
  AMPERSAND,
  byte,
  CELLS,
  closeEnd,
  closeEnd2,
  GT,
  hasPrefix,
  LT,
  nextTag,
  prefixLength,
  SLASH,
  STRING_END,
  STRING_KIND,
  STRING_START,
  tagEnd,
} from './memory';

// Kinds of `SharedStrings`.
const RICH: i32 = 0;
const TEXT: i32 = 1;
const PLAIN: i32 = 2;

/** Strings that the last call found. */
export let strings: i32 = 0;

/** From `from` to `end` of the memory, where byte 0 is byte `base` of the part. Returns where it stopped. */
export function scanStrings(from: i32, end: i32, base: i32): i32 {
  strings = 0;
  let at = from;
  while (true) {
    at = nextTag(at);
    if (at >= end) return end;
    const name = at + 1 + prefixLength;
    if (strings === CELLS || !hasPrefix(at + 1) || byte(name) !== 0x73 /* s */) return at;
    if (byte(name + 1) !== 0x69 /* i */ || byte(name + 2) !== GT) return at;
    const behind = readItem(name + 3, base);
    if (behind === 0) return at;
    at = behind;
  }
}

/** From behind `<si>`; returns the position behind `</si>`, or 0. */
function readItem(from: i32, base: i32): i32 {
  const name = from + 1 + prefixLength;
  if (byte(from) === LT && hasPrefix(from + 1) && byte(name) === 0x74 /* t */) {
    const text = tagEnd(name + 1);
    if (text !== 0 && byte(text - 2) !== SLASH) {
      const kind = kindOf(text);
      const close = closeEnd(textEnd, 0x74 /* t */);
      const behind = close !== 0 && byte(close) === LT ? closeEnd2(close, 0x73 /* s */, 0x69 /* i */) : 0;
      if (behind !== 0) {
        add(base + text, base + textEnd, kind);
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

/** Is the text at `from` ASCII without references, line ends to be changed or escapes (`_x000D_`)? */
function kindOf(from: i32): i32 {
  let all = 0;
  let special = false;
  let at = from;
  for (let found = byte(at); found !== LT; found = byte(++at)) {
    all |= found;
    if (found === AMPERSAND || found === 0x0d || found === 0x5f /* _ */) special = true;
  }
  textEnd = at;
  return special || all > 0x7f ? TEXT : PLAIN;
}

/** Position of the end tag that closes what is open at `from`; 0 for comments and other things between tags. */
function contentEnd(from: i32): i32 {
  let depth = 1;
  let at = nextTag(from);
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
    at = nextTag(end);
  }
}
