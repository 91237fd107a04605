/** Sheets made by us: added at the end, or with their content replaced. */
import { type SheetContent, type SheetState, XlsxError } from '../api.ts';
import type { Package } from '../package/package.ts';
import { child, parseTree, prefixOf } from '../xml/element-tree.ts';
import { Splices } from '../xml/splices.ts';
import { escapeAttribute } from '../xml/xml-text.ts';
import { type Dialect, dialectOf, relationAttribute } from './dialect.ts';
import { freeNumber } from './free-number.ts';
import { freePart, siblingFolder } from './part-names.ts';
import { insertChild, workbookOrder, worksheetOrder } from './schema-order.ts';
import { findSheet, type SheetEntry, setSheetState, sheetList } from './sheet-list.ts';
import { sheetMarkup } from './sheet-markup.ts';
import { attachTable } from './table-part.ts';

/** Excel takes no greater one. */
const lastSheetId = 65_534;

const worksheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml';

/** What the content of a sheet says anew; other children (drawings, page setup …) of a replaced sheet stay. */
const owned = new Set(
  'sheetPr dimension sheetViews cols sheetData autoFilter sortState mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks rowBreaks colBreaks ignoredErrors tableParts'.split(
    ' ',
  ),
);

/**
 * Adds the sheet behind the others, or replaces the content of the one with that name. Its state stays unless given
 * (new: visible). Returns its part. Throws BAD_ARGUMENT for a name Excel does not accept or a sheet without cells.
 */
export function putSheet(pkg: Package, name: string, content: SheetContent, state?: SheetState): string {
  const existing = findSheet(sheetList(pkg), name);
  if (existing !== undefined && existing.type !== 'worksheet') {
    throw new XlsxError('BAD_ARGUMENT', `Sheet '${name}' holds no cells.`, { sheet: name });
  }
  const part = existing === undefined ? addSheet(pkg, name, state ?? 'visible') : existing.part;
  writeContent(pkg, part, name, content);
  if (existing !== undefined && state !== undefined) setSheetState(pkg, existing.name, state);
  return part;
}

/** A new empty sheet behind the others; returns its part. */
export function addSheet(pkg: Package, name: string, state: SheetState): string {
  requireSheetName(name);
  const dialect = dialectOf(pkg);
  const sheets = sheetList(pkg);
  const part = freePart(pkg, `${siblingFolder(pkg.mainPart)}worksheets/sheet`);
  pkg.put(part, emptySheet(dialect), `new sheet '${name}'`, worksheetType);
  const id = pkg.relate(pkg.mainPart, `${dialect.relations}/worksheet`, part);
  listSheet(pkg, dialect, name, state, id, sheets);
  return part;
}

function emptySheet(dialect: Dialect): string {
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="${dialect.main}" xmlns:r="${dialect.relations}"><sheetData/></worksheet>`;
}

function listSheet(
  pkg: Package,
  dialect: Dialect,
  name: string,
  state: SheetState,
  id: string,
  sheets: readonly SheetEntry[],
): void {
  const tree = parseTree(pkg.text(pkg.mainPart));
  const splices = new Splices(tree.text);
  const p = prefixOf(tree.root);
  const list = child(tree.root, 'sheets');
  const taken = sheets.map((sheet) => sheet.sheetId);
  const sheetId = freeNumber(taken, lastSheetId);
  const visibility = state === 'visible' ? '' : ` state="${state}"`;
  const relation = relationAttribute(list ?? tree.root, dialect, id);
  const markup = `<${p}sheet name="${escapeAttribute(name)}" sheetId="${sheetId}"${visibility} ${relation}/>`;
  if (list !== undefined) splices.append(list, markup);
  else insertChild(splices, tree.root, workbookOrder, 'sheets', `<${p}sheets>${markup}</${p}sheets>`);
  pkg.put(pkg.mainPart, splices.apply(), `new sheet '${name}'`);
}

function writeContent(pkg: Package, part: string, name: string, content: SheetContent): void {
  const tree = parseTree(pkg.text(part), ['sheetData']);
  const splices = new Splices(tree.text);
  const p = prefixOf(tree.root);
  for (const element of tree.root.children) if (owned.has(element.local)) splices.remove(element.start, element.end);
  for (const [local, markup] of sheetMarkup(content, p)) insertChild(splices, tree.root, worksheetOrder, local, markup);
  const tableId = attachTable(pkg, part, content);
  if (tableId !== undefined) {
    const relation = relationAttribute(tree.root, dialectOf(pkg), tableId);
    const markup = `<${p}tableParts count="1"><${p}tablePart ${relation}/></${p}tableParts>`;
    insertChild(splices, tree.root, worksheetOrder, 'tableParts', markup);
  }
  pkg.put(part, splices.apply(), `content of sheet '${name}'`);
}

function requireSheetName(name: string): void {
  const bad = name === '' || name.length > 31 || /[:\\/?*[\]\u0000-\u001f]/.test(name);
  if (!bad && !name.startsWith("'") && !name.endsWith("'") && name.toLowerCase() !== 'history') return;
  throw new XlsxError('BAD_ARGUMENT', `'${name}' cannot be the name of a sheet.`, { sheet: name });
}
