/** Escaping of XML text and attribute values (XML 1.0 §2.4, §3.3.3). */

const entities: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

/**
 * Resolves the five predefined entities and character references; an unknown entity is left as it stands. Line ends as
 * written become line feeds (XML 1.0 §2.11).
 */
export function decodeXml(text: string): string {
  if (text.includes('\r')) text = text.replace(/\r\n?/g, '\n');
  if (!text.includes('&')) return text;
  return text.replace(/&(#x[0-9a-fA-F]+|#[0-9]+|[a-z]+);/g, (whole, name: string) => {
    if (!name.startsWith('#')) return entities.get(name) ?? whole;
    const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

const illegal = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
/** Most texts hold nothing that is written otherwise. */
const special = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff&<>]/;

/** For element content. Characters that XML cannot hold are dropped; a carriage return becomes a reference. */
export function escapeText(text: string): string {
  if (!special.test(text)) return text;
  return text
    .replace(illegal, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

/** For an attribute value in double quotes; line breaks and tabs survive attribute-value normalisation. */
export function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}

/** ST_Xstring (ECMA-376 Part 1 §22.9.2.19): characters XML cannot hold as `_xHHHH_`, and what looks so already is kept apart. */
export function escapeXstring(text: string): string {
  const kept = text.includes('_x') ? text.replace(/_x([0-9a-fA-F]{4})_/g, '_x005F_x$1_') : text;
  if (!special.test(kept)) return kept;
  const coded = kept.replace(illegal, (c) => `_x${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`);
  return escapeText(coded);
}

/** `xml:space="preserve"` is needed where white space at the ends or a line break would be lost. */
export function needsPreserve(text: string): boolean {
  if (!/\s/.test(text)) return false;
  return text !== text.trim() || text.includes('\n') || text.includes('  ');
}
