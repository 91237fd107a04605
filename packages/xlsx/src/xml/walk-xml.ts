import { XlsxError } from '../api.ts';
import * as c from './xml-bytes.ts';

/** A start tag in checked UTF-8 bytes. */
export interface StartTag {
  /** Without prefix. */
  readonly local: string;
  /** Offset of `<`. */
  readonly start: number;
  readonly nameEnd: number;
  /** Behind `>`. */
  readonly end: number;
  readonly empty: boolean;
}

/**
 * Calls `visit` with every start tag of a *checked* part whose local name `wanted` lets through, in document order; the others
 * cost a few nanoseconds. `wanted` sees where the local name lies and must not keep it. `without` are stretches of whole elements,
 * in order, that are known to hold nothing wanted; `from` and `to` bound a stretch of whole elements.
 */
export function walkXml(
  bytes: Buffer,
  wanted: (bytes: Buffer, start: number, end: number) => boolean,
  visit: (tag: StartTag) => void,
  without: readonly { readonly start: number; readonly end: number }[] = [],
  from = 0,
  to = bytes.length,
): void {
  const length = to;
  let passed = 0;
  let passFrom = without[0]?.start ?? length;
  for (let at = from; at < length; at++) {
    if (bytes[at] !== c.less) continue;
    if (passFrom <= at) {
      const end = without[passed]!.end;
      const here = passFrom === at;
      passFrom = without[++passed]?.start ?? length;
      if (here) {
        at = end - 1;
        continue;
      }
    }
    const next = bytes[at + 1]!;
    if (next === c.slash) continue;
    if (next === c.bang || next === c.question) {
      at = markupEnd(bytes, at) - 1;
      continue;
    }
    let local = at + 1;
    let end = local;
    while (c.nameByte[bytes[end]!] === 1) if (bytes[end++] === 0x3a) local = end;
    if (wanted(bytes, local, end)) visit(tagAt(bytes, at, local, end));
    at = end - 1;
  }
}

/** Local name of the root element of a checked part. */
export function rootName(bytes: Buffer): string {
  let at = bytes.indexOf(c.less);
  while (bytes[at + 1] === c.bang || bytes[at + 1] === c.question) at = bytes.indexOf(c.less, markupEnd(bytes, at));
  return /^<(?:[^\s/>:]*:)?([^\s/>:]*)/.exec(bytes.toString('latin1', at, at + 256))?.[1] ?? '';
}

function tagAt(bytes: Buffer, start: number, local: number, nameEnd: number): StartTag {
  let end = nameEnd;
  for (let mark = 0; bytes[end] !== c.greater || mark !== 0; end++) {
    const byte = bytes[end];
    if (byte === undefined) throw new XlsxError('XML_MALFORMED', 'A tag does not end.');
    if (mark !== 0) mark = byte === mark ? 0 : mark;
    else if (byte === c.quote || byte === c.apostrophe) mark = byte;
  }
  return {
    local: bytes.toString('latin1', local, nameEnd),
    start,
    nameEnd,
    end: end + 1,
    empty: bytes[end - 1] === c.slash,
  };
}

/** Where a comment, CDATA section or instruction that begins at `at` ends. */
function markupEnd(bytes: Buffer, at: number): number {
  const mark = bytes[at + 1] === c.question ? '?>' : bytes[at + 2] === c.dash ? '-->' : ']]>';
  const end = bytes.indexOf(mark, at + 2, 'latin1');
  return end < 0 ? bytes.length : end + mark.length;
}

const cdata = '<![CDATA[';

/** All character data inside the element of a tag, its descendants' included; comments and instructions are left out, as a parser does. */
export function textInside(bytes: Buffer, tag: StartTag): string {
  if (tag.empty) return '';
  let text = '';
  let depth = 1;
  for (let at = tag.end; depth > 0 && at < bytes.length; ) {
    const next = bytes.indexOf(c.less, at);
    if (next < 0) break;
    text += unescapeReferences(bytes.toString('utf8', at, next));
    const kind = bytes[next + 1];
    if (kind === c.bang || kind === c.question) {
      at = markupEnd(bytes, next);
      if (bytes.toString('latin1', next, next + cdata.length) === cdata)
        text += bytes.toString('utf8', next + cdata.length, at - 3);
      continue;
    }
    at = bytes.indexOf(c.greater, next) + 1;
    if (kind === c.slash) depth--;
    else {
      const child = tagAt(bytes, next, next + 1, next + 1);
      at = child.end;
      if (!child.empty) depth++;
    }
  }
  return text;
}

/** The attributes of a tag by local name, decoded. */
export function attributesOf(bytes: Buffer, tag: StartTag): Map<string, string> {
  const found = new Map<string, string>();
  const text = bytes.toString('utf8', tag.nameEnd, tag.end);
  for (const match of text.matchAll(/([^\s=/>]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
    found.set(match[1]!.slice(match[1]!.indexOf(':') + 1), unescapeReferences(match[2] ?? match[3] ?? ''));
  return found;
}

const named: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** Resolves the references of checked XML (XML 1.0 §4.1, §4.6). */
export function unescapeReferences(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([a-z]+));/g,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return named.get(name) ?? whole;
      const code = hex === undefined ? Number.parseInt(decimal!, 10) : Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
