/** Changing what people wrote, wherever in a workbook it stands. */
import type { OpenOptions } from './api.ts';
import { limitsOf } from './limits.ts';
import { Package } from './package/package.ts';
import { unescapeXml } from './sheet/xml-string.ts';
import { escapeAttribute, escapeText } from './xml/xml-text.ts';

/** Elements whose text people wrote: cells, comments, who made the file, properties. Formulas and names of sheets are not among them. */
const written = /(<(?:\w+:)?(?:t|text|v|author|creator|lastModifiedBy|manager|lpwstr)(?:\s[^<>]*)?>)([^<]*)(?=<)/g;
/** Of a cell that holds no text, or says by its number which shared one it is. */
const number = /^[\d.eE+-]*$/;
/** Items of a pivot cache, authors of threaded comments, and columns of a table, which are called what their header says. */
const attributes =
  /(<(?:\w+:)?(?:s\s[^<>]*?\bv|person\s[^<>]*?\bdisplayName|tableColumn\s[^<>]*?\bname)=")([^"]*)(?=")/g;

/**
 * The same workbook with `change` made to each such text; parts in which nothing changes are byte for byte the same. A text whose
 * letters are formatted differently is several. Throws `XlsxError`.
 */
export async function rewriteTexts(
  bytes: Uint8Array,
  change: (text: string) => string,
  options: OpenOptions = {},
): Promise<Uint8Array> {
  const pkg = Package.open(bytes, limitsOf(options.limits));
  const changed = (text: string, spell: (text: string) => string): string => {
    if (number.test(text)) return text;
    const plain = unescapeXml(text);
    const after = change(plain);
    return after === plain ? text : spell(after);
  };
  for (const name of pkg.names.filter((part) => /\.(xml|vml)$/i.test(part))) {
    const before = pkg.text(name);
    const after = before
      .replaceAll(written, (_all, tag: string, text: string) => tag + changed(text, escapeText))
      .replaceAll(attributes, (_all, begun: string, text: string) => begun + changed(text, escapeAttribute));
    if (after !== before) pkg.put(name, after, 'texts were rewritten');
  }
  return pkg.toBytes();
}
