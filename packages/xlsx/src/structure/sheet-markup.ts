/** The markup of a sheet made by us (ECMA-376 Part 1 §18.3.1.99), child by child; `p` is the namespace prefix. */
import { type SheetCell, type SheetContent, XlsxError } from '../api.ts';
import { columnLetters } from '../formula/area.ts';
import { escapeAttribute, escapeText, escapeXstring, needsPreserve } from '../xml/xml-text.ts';

/** Children by local name; '' for those that this content does not have. */
export function sheetMarkup(content: SheetContent, p: string): ReadonlyMap<string, string> {
  return new Map([
    ['sheetPr', content.tabColor === undefined ? '' : tabColorMarkup(content.tabColor, p)],
    ['dimension', `<${p}dimension ref="${usedRange(content)}"/>`],
    ['sheetViews', viewsMarkup(content, p)],
    ['cols', columnsMarkup(content, p)],
    ['sheetData', dataMarkup(content, p)],
    ['dataValidations', validationsMarkup(content, p)],
  ]);
}

function tabColorMarkup(color: string, p: string): string {
  return `<${p}sheetPr><${p}tabColor rgb="${argb(color)}"/></${p}sheetPr>`;
}

/** `#1F6FEB`, `1F6FEB` or `FF1F6FEB` as ST_UnsignedIntHex. */
export function argb(color: string): string {
  const hex = color.replace(/^#/, '').toUpperCase();
  if (/^[0-9A-F]{8}$/.test(hex)) return hex;
  if (/^[0-9A-F]{6}$/.test(hex)) return `FF${hex}`;
  throw new XlsxError('BAD_ARGUMENT', `'${color}' is no colour of the form RRGGBB.`);
}

function usedRange(content: SheetContent): string {
  const width = content.rows.reduce(widest, 0);
  if (width === 0) return 'A1';
  const end = `${columnLetters(width)}${content.rows.length}`;
  return end === 'A1' ? end : `A1:${end}`;
}

const widest = (most: number, row: readonly unknown[]): number => Math.max(most, row.length);

function viewsMarkup(content: SheetContent, p: string): string {
  const rows = content.freeze?.rows ?? 0;
  const columns = content.freeze?.columns ?? 0;
  if (rows === 0 && columns === 0) return '';
  const pane = rows > 0 && columns > 0 ? 'bottomRight' : rows > 0 ? 'bottomLeft' : 'topRight';
  const split = `${columns > 0 ? ` xSplit="${columns}"` : ''}${rows > 0 ? ` ySplit="${rows}"` : ''}`;
  const corner = `${columnLetters(columns + 1)}${rows + 1}`;
  return `<${p}sheetViews><${p}sheetView workbookViewId="0"><${p}pane${split} topLeftCell="${corner}" activePane="${pane}" state="frozen"/><${p}selection pane="${pane}" activeCell="${corner}" sqref="${corner}"/></${p}sheetView></${p}sheetViews>`;
}

function columnsMarkup(content: SheetContent, p: string): string {
  const all = (content.columns ?? []).map((column, index) => {
    if (column.width === undefined && column.hidden !== true && column.style === undefined) return '';
    const at = index + 1;
    const width = ` width="${column.width ?? 9.140625}"${column.width === undefined ? '' : ' customWidth="1"'}`;
    const style = column.style === undefined ? '' : ` style="${column.style}"`;
    return `<${p}col min="${at}" max="${at}"${width}${style}${column.hidden === true ? ' hidden="1"' : ''}/>`;
  });
  const markup = all.join('');
  return markup === '' ? '' : `<${p}cols>${markup}</${p}cols>`;
}

function dataMarkup(content: SheetContent, p: string): string {
  const letters = Array.from({ length: content.rows.reduce(widest, 0) }, (_, at) => columnLetters(at + 1));
  const pieces = [`<${p}sheetData>`];
  for (let index = 0; index < content.rows.length; index++) {
    const cells = content.rows[index]!;
    let inside = '';
    for (let at = 0; at < cells.length; at++) {
      const cell = cells[at];
      if (cell) inside += cellMarkup(cell, `${letters[at]}${index + 1}`, p);
    }
    if (inside !== '') pieces.push(`<${p}row r="${index + 1}">`, inside, `</${p}row>`);
  }
  pieces.push(`</${p}sheetData>`);
  return pieces.join('');
}

function cellMarkup(cell: SheetCell, place: string, p: string): string {
  const head = `<${p}c r="${place}"${cell.style === undefined ? '' : ` s="${cell.style}"`}`;
  const formula = cell.formula === undefined ? '' : `<${p}f>${escapeText(cell.formula)}</${p}f>`;
  const value = cell.value ?? null;
  if (value === null)
    return formula === '' ? (cell.style === undefined ? '' : `${head}/>`) : `${head}>${formula}</${p}c>`;
  if (typeof value === 'number') return `${head}>${formula}<${p}v>${finite(value)}</${p}v></${p}c>`;
  if (typeof value === 'boolean') return `${head} t="b">${formula}<${p}v>${value ? 1 : 0}</${p}v></${p}c>`;
  if (formula !== '') return `${head} t="str">${formula}<${p}v>${escapeXstring(value)}</${p}v></${p}c>`;
  const space = needsPreserve(value) ? ' xml:space="preserve"' : '';
  return `${head} t="inlineStr"><${p}is><${p}t${space}>${escapeXstring(value)}</${p}t></${p}is></${p}c>`;
}

function finite(value: number): string {
  if (Number.isFinite(value)) return String(value);
  throw new XlsxError('BAD_ARGUMENT', 'A cell can hold finite numbers only.');
}

function validationsMarkup(content: SheetContent, p: string): string {
  const all = content.validations ?? [];
  if (all.length === 0) return '';
  const inside = all.map(
    ({ range, list }) =>
      `<${p}dataValidation type="list" allowBlank="1" showInputMessage="1" showErrorMessage="1" sqref="${escapeAttribute(range)}"><${p}formula1>${escapeText(listFormula(list))}</${p}formula1></${p}dataValidation>`,
  );
  return `<${p}dataValidations count="${all.length}">${inside.join('')}</${p}dataValidations>`;
}

/** `Open,Done` is a list of texts; `"Open,Done"`, `=Names` and `$A$1:$A$9` stand for themselves. */
function listFormula(list: string): string {
  if (list.startsWith('=')) return list.slice(1);
  if (list.startsWith('"') || !list.includes(',')) return list;
  if (list.length > 255) throw new XlsxError('BAD_ARGUMENT', 'A list of texts can hold 255 characters at most.');
  return `"${list.replaceAll('"', '""')}"`;
}
