/**
 * Steps over the bytes of a UTF-8 XML part, one markup at a time. Every step is bounded by the end of the part
 * and throws XML_MALFORMED instead of running over it.
 */
import { XlsxError } from '../api.ts';

export const LT = 0x3c;
export const GT = 0x3e;
export const SLASH = 0x2f;
export const SPACE = 0x20;
export const QUOTE = 0x22;
export const APOSTROPHE = 0x27;
export const EQUALS = 0x3d;
const BANG = 0x21;
const QUESTION = 0x3f;

export interface Tag {
  /** Position of `<` and just behind `>`. */
  readonly start: number;
  readonly end: number;
  /** With its prefix, as it stands. */
  readonly name: string;
  readonly kind: 'open' | 'close' | 'empty';
}

export function malformed(what: string, position: number): XlsxError {
  return new XlsxError('XML_MALFORMED', `${what} (at byte ${position})`);
}

/** Is the byte the end of a name: white space, `/`, `>`? */
export function endsName(byte: number | undefined): boolean {
  return byte !== undefined && (byte <= SPACE || byte === GT || byte === SLASH);
}

/** As `bytes.indexOf`, quicker for what is mostly a few bytes away. */
export function indexNear(bytes: Buffer, byte: number, from: number): number {
  const near = Math.min(bytes.length, from + 32);
  for (let at = from; at < near; at++) if (bytes[at] === byte) return at;
  return bytes.indexOf(byte, near);
}

/** Position just behind the `>` that closes the tag whose `<` (or any place outside quotes in it) is at `from`. */
export function tagEnd(bytes: Buffer, from: number): number {
  let at = from;
  for (const end = bytes.length; at < end; at++) {
    const byte = bytes[at]!;
    if (byte === GT) return at + 1;
    if (byte === QUOTE || byte === APOSTROPHE) {
      at = indexNear(bytes, byte, at + 1);
      if (at < 0) break;
    }
  }
  throw malformed('A tag is not closed.', from);
}

/** Position just behind the comment, CDATA section or processing instruction at `from` (`<!…` or `<?…`). A DTD throws XML_DTD. */
export function skipMarkup(bytes: Buffer, from: number): number {
  const next = bytes[from + 1];
  const closing = next === QUESTION ? '?>' : bytes[from + 2] === 0x2d ? '-->' : ']]>';
  if (next === BANG && bytes[from + 2] !== 0x2d && bytes[from + 2] !== 0x5b)
    throw new XlsxError('XML_DTD', 'The part has a document type declaration.');
  const at = bytes.indexOf(closing, from + 2, 'latin1');
  if (at < 0) throw malformed('A comment or section is not closed.', from);
  return at + closing.length;
}

export function isMarkup(bytes: Buffer, at: number): boolean {
  return bytes[at + 1] === BANG || bytes[at + 1] === QUESTION;
}

/** The next start or end tag at or behind `from`; undefined at the end of the part. */
export function nextTag(bytes: Buffer, from: number): Tag | undefined {
  for (let at = bytes.indexOf(LT, from); at >= 0; at = bytes.indexOf(LT, at)) {
    if (isMarkup(bytes, at)) at = skipMarkup(bytes, at);
    else return readTag(bytes, at);
  }
  return undefined;
}

export function readTag(bytes: Buffer, start: number): Tag {
  const close = bytes[start + 1] === SLASH;
  const nameStart = close ? start + 2 : start + 1;
  let nameEnd = nameStart;
  while (nameEnd < bytes.length && !endsName(bytes[nameEnd])) nameEnd++;
  const end = tagEnd(bytes, nameEnd);
  const kind = close ? 'close' : bytes[end - 2] === SLASH ? 'empty' : 'open';
  return { start, end, name: bytes.toString('latin1', nameStart, nameEnd), kind };
}

/** Position just behind the element that `tag` opens. */
export function elementEnd(bytes: Buffer, tag: Tag): number {
  if (tag.kind === 'empty') return tag.end;
  let at = tag.end;
  for (let depth = 1; depth > 0; ) {
    const next = nextTag(bytes, at);
    if (!next) throw malformed(`<${tag.name}> is not closed.`, tag.start);
    if (next.kind === 'open') depth++;
    else if (next.kind === 'close') depth--;
    at = next.end;
  }
  return at;
}

/** Local name of a tag: without its prefix. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
