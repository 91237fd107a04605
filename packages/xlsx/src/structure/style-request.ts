/** Cell formats on request (ECMA-376 Part 1 §18.8.45): the base format with some properties changed. */
import { type StyleRequest, XlsxError } from '../api.ts';
import type { Package } from '../package/package.ts';
import { attribute, child, parseTree, type XmlElement } from '../xml/element-tree.ts';
import { Splices } from '../xml/splices.ts';
import { escapeAttribute } from '../xml/xml-text.ts';
import { insertChild } from './schema-order.ts';
import { argb } from './sheet-markup.ts';
import { StylesEdit } from './styles-part.ts';

const fontOrder = 'b i strike condense extend outline shadow u vertAlign sz color name family charset scheme'.split(
  ' ',
);
const formatOrder = ['alignment', 'protection', 'extLst'];

/** Number formats that have a fixed number and need no entry (§18.8.30, those equal in every language). */
const builtin = new Map([
  ['General', 0],
  ['0', 1],
  ['0.00', 2],
  ['#,##0', 3],
  ['#,##0.00', 4],
  ['0%', 9],
  ['0.00%', 10],
  ['mm-dd-yy', 14],
  ['@', 49],
]);

/** The index into cellXfs of a format like that; appended when there is none. Throws BAD_ARGUMENT for an unknown base. */
export function ensureStyle(pkg: Package, request: StyleRequest): number {
  const styles = new StylesEdit(pkg);
  const base = styles.list('cellXfs')[request.base ?? 0];
  if (base === undefined && (request.base ?? 0) !== 0) {
    throw new XlsxError('BAD_ARGUMENT', `There is no cell format ${request.base}.`);
  }
  const markup =
    base === undefined
      ? `<${styles.prefix}xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>`
      : ownMarkup(styles, base, formatOrder);
  const index = styles.indexOf('cellXfs', formatMarkup(styles, markup, request));
  styles.finish('cell format');
  return index;
}

function formatMarkup(styles: StylesEdit, markup: string, request: StyleRequest): string {
  const copy = parseTree(markup);
  const splices = new Splices(markup);
  const set = (name: string, value: number) => {
    if (attribute(copy, copy.root, name) !== String(value)) splices.setAttribute(copy, copy.root, name, String(value));
  };
  const number = (name: string) => Number(attribute(copy, copy.root, name) ?? 0);
  if (request.numberFormat !== undefined) {
    set('numFmtId', numberFormatId(styles, request.numberFormat));
    set('applyNumberFormat', 1);
  }
  if (request.bold !== undefined || request.italic !== undefined || request.fontColor !== undefined) {
    set('fontId', fontId(styles, number('fontId'), request));
    set('applyFont', 1);
  }
  if (request.fillColor !== undefined) {
    set('fillId', fillId(styles, request.fillColor));
    set('applyFill', 1);
  }
  if (request.quotePrefix !== undefined && (request.quotePrefix || number('quotePrefix') !== 0)) {
    set('quotePrefix', request.quotePrefix ? 1 : 0);
  }
  if (request.wrap !== undefined) {
    set('applyAlignment', 1);
    setWrap(styles.prefix, splices, copy, request.wrap);
  }
  return splices.apply();
}

/** The markup of an item without what its schema does not know: a copy repeats no damage. Only extensions hold elements themselves. */
function ownMarkup(styles: StylesEdit, item: XmlElement, known: readonly string[]): string {
  const markup = styles.markupOf(item);
  const { root } = parseTree(markup);
  const splices = new Splices(markup);
  for (const { local, children, start, end } of root.children)
    if (!known.includes(local) || (children.length > 0 && local !== 'extLst')) splices.remove(start, end);
  return splices.apply();
}

function setWrap(p: string, splices: Splices, copy: ReturnType<typeof parseTree>, wrap: boolean): void {
  const alignment = child(copy.root, 'alignment');
  if (alignment !== undefined) splices.setAttribute(copy, alignment, 'wrapText', wrap ? '1' : '0');
  else {
    const markup = `<${p}alignment wrapText="${wrap ? 1 : 0}"/>`;
    insertChild(splices, copy.root, formatOrder, 'alignment', markup);
  }
}

function numberFormatId(styles: StylesEdit, code: string): number {
  const fixed = builtin.get(code);
  if (fixed !== undefined) return fixed;
  const all = styles.list('numFmts');
  const same = all.find((format) => attribute(styles.tree, format, 'formatCode') === code);
  const idOf = (format: XmlElement) => Number(attribute(styles.tree, format, 'numFmtId') ?? 0);
  if (same !== undefined) return idOf(same);
  const id = all.reduce((most, format) => Math.max(most, idOf(format)), 163) + 1;
  styles.indexOf('numFmts', `<${styles.prefix}numFmt numFmtId="${id}" formatCode="${escapeAttribute(code)}"/>`);
  return id;
}

function fontId(styles: StylesEdit, baseFont: number, request: StyleRequest): number {
  const base = styles.list('fonts')[baseFont];
  const markup =
    base === undefined ? `<${styles.prefix}font></${styles.prefix}font>` : ownMarkup(styles, base, fontOrder);
  const copy = parseTree(markup);
  const splices = new Splices(markup);
  const put = (local: string, value: string | undefined) => {
    const old = child(copy.root, local);
    if (old !== undefined) splices.remove(old.start, old.end);
    if (value !== undefined) insertChild(splices, copy.root, fontOrder, local, value);
  };
  if (request.bold !== undefined) put('b', request.bold ? `<${styles.prefix}b/>` : undefined);
  if (request.italic !== undefined) put('i', request.italic ? `<${styles.prefix}i/>` : undefined);
  if (request.fontColor !== undefined) put('color', `<${styles.prefix}color rgb="${argb(request.fontColor)}"/>`);
  return styles.indexOf('fonts', splices.apply());
}

function fillId(styles: StylesEdit, color: string): number {
  const p = styles.prefix;
  const solid = `<${p}fgColor rgb="${argb(color)}"/><${p}bgColor indexed="64"/>`;
  return styles.indexOf(
    'fills',
    `<${p}fill><${p}patternFill patternType="solid">${solid}</${p}patternFill></${p}fill>`,
  );
}
