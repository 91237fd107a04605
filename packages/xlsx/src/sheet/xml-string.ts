/**
 * Strings of a workbook: XML text with the escapes `_xHHHH_` of ST_Xstring (ECMA-376 Part 1 §22.9.2.19),
 * and rich text (§18.4.8 `<si>`, §18.3.1.53 `<is>`) as plain text. Phonetic runs (`<rPh>`) are not part of the value.
 */
import { elementEnd, indexNear, isMarkup, LT, localName, malformed, nextTag, skipMarkup, tagEnd } from './tokens.ts';

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/**
 * Characters of the XML text in `bytes[from, to)`: comments and the tags of elements that do not belong there are dropped, CDATA is
 * taken as it stands. Throws XML_MALFORMED for an unknown entity.
 */
export function readXmlText(bytes: Buffer, from: number, to: number): string {
  if (from === to) return '';
  let text = '';
  let at = from;
  for (let markup = indexNear(bytes, LT, at); markup >= 0 && markup < to; markup = bytes.indexOf(LT, at)) {
    text += unescapeXml(bytes.toString('utf8', at, markup));
    at = isMarkup(bytes, markup) ? skipMarkup(bytes, markup) : tagEnd(bytes, markup);
    if (bytes.toString('latin1', markup, markup + 9) === '<![CDATA[')
      text += bytes.toString('utf8', markup + 9, at - 3).replace(/\r\n?/g, '\n');
  }
  return text + unescapeXml(bytes.toString('utf8', at, to));
}

/** Resolves entities; line ends become `\n` as XML 1.0 §2.11 says. */
export function unescapeXml(text: string): string {
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  return lines.includes('&') ? lines.replace(/&(#?\w*)(;?)/g, resolveEntity) : lines;
}

function resolveEntity(whole: string, name: string, semicolon: string): string {
  const code = /^#x[0-9a-f]+$/i.test(name)
    ? Number.parseInt(name.slice(2), 16)
    : /^#\d+$/.test(name)
      ? Number(name.slice(1))
      : undefined;
  const text = code === undefined ? ENTITIES.get(name) : code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
  if (text === undefined || semicolon === '') throw malformed(`Unknown entity ${whole.slice(0, 20)}`, 0);
  return text;
}

/** `_x000D_` → carriage return, `_x005F_` → `_`. */
export function decodeEscapes(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** The plain text of rich text content in `bytes[from, to)`: `<t>` and the `<t>` of its `<r>`. */
export function readRichText(bytes: Buffer, from: number, to: number): string {
  let text = '';
  let at = from;
  for (let tag = nextTag(bytes, at); tag && tag.start < to; tag = nextTag(bytes, at)) {
    at = tag.end;
    if (tag.kind !== 'open') continue;
    const name = localName(tag.name);
    if (name === 't') {
      const end = elementEnd(bytes, tag);
      text += readXmlText(bytes, tag.end, bytes.lastIndexOf(LT, end - 1));
      at = end;
    } else if (name !== 'r') at = elementEnd(bytes, tag);
  }
  return decodeEscapes(text);
}

/** Escapes text for element content; what XML cannot hold becomes `_xHHHH_`, and a literal `_xHHHH_` stays one. */
export function escapeXmlString(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|\p{Surrogate}/gu, (character) => {
      return `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
    })
    .replace(/[&<>]/g, (character) => (character === '&' ? '&amp;' : character === '<' ? '&lt;' : '&gt;'));
}
