/**
 * Steps over text and tags that are well-formed beyond doubt (XML 1.0 §2.4, §3.1): what is taken here needs no other check, whatever
 * the limits of a part, if they allow 32 attributes of 1 KiB.
 */
import { AMPERSAND, APOSTROPHE, byte, EQUALS, GT, LT, MOST_NAMES, NAMES, QUOTE, SLASH, SPACE } from './memory';

const LONGEST_VALUE: i32 = 1024;

/** Position of the `<` behind the text at `from`; 0 when it holds what it may not, or a reference that is not one of the five names. */
export function textEnd(from: i32): i32 {
  let at = from;
  let found = byte(at);
  while (found !== LT) {
    if (found === AMPERSAND) {
      at = referenceEnd(at);
      if (at === 0) return 0;
    } else if (found < SPACE && !isSpace(found)) return 0;
    else at++;
    found = byte(at);
  }
  return at;
}

/** Position of the `<` behind white space; 0 when there is anything else. */
export function gapEnd(from: i32): i32 {
  let at = from;
  while (isSpace(byte(at))) at++;
  return byte(at) === LT ? at : 0;
}

export function isSpace(found: i32): bool {
  return found === SPACE || found === 0x0a || found === 0x0d || found === 0x09;
}

/** Behind `&amp;` and the like; 0 for other references. */
export function referenceEnd(at: i32): i32 {
  const name = load<u32>(at + 1);
  if ((name & 0xffffff) === 0x3b746c /* lt; */ || (name & 0xffffff) === 0x3b7467 /* gt; */) return at + 4;
  if (name === 0x3b706d61 /* amp; */) return at + 5;
  if ((name === 0x746f7571 /* quot */ || name === 0x736f7061) /* apos */ && byte(at + 5) === 0x3b) return at + 6;
  return 0;
}

/** Behind the start tag whose name ends at `at`; 0 when it is none, or not well-formed. */
export function tagEnd(from: i32): i32 {
  let at = from;
  attributes = 0;
  while (byte(at) !== GT) {
    if (byte(at) === SLASH) return byte(at + 1) === GT ? at + 2 : 0;
    at = attributeEnd(at);
    if (at === 0) return 0;
  }
  return at + 1;
}

/** Attributes of the tag that is being read. */
let attributes: i32 = 0;
/** Of the attribute that was read last; its value ends one before the end of the attribute. */
export let nameStart: i32 = 0;
export let nameEnd: i32 = 0;

/** A tag begins. */
export function startTag(): void {
  attributes = 0;
}

/** Behind the white space and attribute, or only white space, at `from`; 0 when there is none, or it has been there before. */
export function attributeEnd(from: i32): i32 {
  let at = from;
  while (byte(at) === SPACE) at++;
  if (at === from) return 0;
  nameStart = at;
  nameEnd = at;
  if (byte(at) === GT || byte(at) === SLASH) return at;
  while (isNameByte(byte(at))) at++;
  const quote = byte(at + 1);
  nameEnd = at;
  if (at === nameStart || <u32>(byte(nameStart) - 0x30) <= 9 || byte(at) !== EQUALS) return 0;
  if ((quote !== QUOTE && quote !== APOSTROPHE) || isRepeated()) return 0;
  const end = valueEnd(at + 2, quote);
  return end === 0 || end > at + LONGEST_VALUE ? 0 : end + 1;
}

/** Letters, digits and `:`. */
function isNameByte(found: i32): bool {
  const letter = found | 0x20;
  return (letter >= 0x61 && letter <= 0x7a) || (found >= 0x30 && found <= 0x3a);
}

/** Position of the quote that ends the value at `at`; 0 when it holds what it may not. */
function valueEnd(from: i32, quote: i32): i32 {
  let at = from;
  let found = byte(at);
  while (found !== quote) {
    if (found === AMPERSAND) {
      at = referenceEnd(at);
      if (at === 0) return 0;
    } else if (found === LT || (found < SPACE && !isSpace(found))) return 0;
    else at++;
    found = byte(at);
  }
  return at;
}

/** Has the tag an attribute of the name that was read last? It has one from now on. */
function isRepeated(): bool {
  if (attributes === MOST_NAMES) return true;
  const length = nameEnd - nameStart;
  for (let i = 0; i < attributes; i++) {
    const other = load<i32>(NAMES + 8 * i);
    if (load<i32>(NAMES + 8 * i + 4) - other === length && equal(other, nameStart, length)) return true;
  }
  store<i32>(NAMES + 8 * attributes, nameStart);
  store<i32>(NAMES + 8 * attributes + 4, nameEnd);
  attributes++;
  return false;
}

function equal(a: i32, b: i32, length: i32): bool {
  for (let i = 0; i < length; i++) if (byte(a + i) !== byte(b + i)) return false;
  return true;
}
