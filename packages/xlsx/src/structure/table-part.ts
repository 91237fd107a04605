/** The table part of a sheet made by us (ECMA-376 Part 1 §18.5.1.2). */
import { type SheetContent, XlsxError } from '../api.ts';
import type { Package } from '../package/package.ts';
import { attribute, parseTree } from '../xml/element-tree.ts';
import { escapeAttribute } from '../xml/xml-text.ts';
import { dialectOf, isRelation } from './dialect.ts';
import { freeNumber } from './free-number.ts';
import { removeOrphans } from './orphans.ts';
import { freePart, siblingFolder } from './part-names.ts';
import { parseRange, writeRange } from './ranges.ts';

const tableType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml';

/** Makes the sheet's only table as the content says (or removes what there was); returns its relationship id. */
export function attachTable(pkg: Package, sheetPart: string, content: SheetContent): string | undefined {
  const old = pkg.relationships(sheetPart).filter((r) => isRelation(r.type, 'table') && !r.external);
  const reused = content.table === undefined ? undefined : old[0];
  for (const relation of old) {
    if (relation === reused) continue;
    pkg.unrelate(sheetPart, relation.id);
    removeOrphans(pkg, [relation.target], 'table of a replaced sheet');
  }
  if (content.table === undefined) return undefined;
  const part = reused?.target ?? freePart(pkg, `${siblingFolder(pkg.mainPart)}tables/table`);
  pkg.put(part, tableMarkup(pkg, part, content), `table '${content.table.name}'`, tableType);
  return reused?.id ?? pkg.relate(sheetPart, `${dialectOf(pkg).relations}/table`, part);
}

function tableMarkup(pkg: Package, part: string, content: SheetContent): string {
  const { name, range, style } = content.table!;
  const area = parseRange(range);
  if (area === undefined) throw new XlsxError('BAD_ARGUMENT', `'${range}' is no range.`);
  const others = tableIds(pkg, part);
  if (others.names.has(name.toLowerCase())) throw new XlsxError('BAD_ARGUMENT', `There is a table '${name}' already.`);
  const headers = headersOf(content, area.firstRow, area.firstColumn, area.lastColumn);
  const columns = headers.map((header, index) => `<tableColumn id="${index + 1}" name="${columnName(header)}"/>`);
  const ref = writeRange(area);
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<table xmlns="${dialectOf(pkg).main}" id="${others.free}" name="${escapeAttribute(name)}" displayName="${escapeAttribute(name)}" ref="${ref}" totalsRowShown="0"><autoFilter ref="${ref}"/><tableColumns count="${columns.length}">${columns.join('')}</tableColumns><tableStyleInfo name="${escapeAttribute(style ?? 'TableStyleMedium2')}" showFirstColumn="0" showLastColumn="0" showRowStripes="1" showColumnStripes="0"/></table>`;
}

/** A header as `tableColumn/@name`: line breaks as `_x000a_`, as Excel writes them. */
export function columnName(header: string): string {
  return escapeAttribute(header.replaceAll('\r\n', '\n').replaceAll('\n', '_x000a_'));
}

function headersOf(content: SheetContent, row: number, first: number, last: number): string[] {
  const headers: string[] = [];
  for (let column = first; column <= last; column++) {
    const value = content.rows[row - 1]?.[column - 1]?.value;
    if (typeof value !== 'string' || value === '') {
      throw new XlsxError('BAD_ARGUMENT', `The table needs a header text in column ${column}.`);
    }
    headers.push(value);
  }
  if (new Set(headers.map((h) => h.toLowerCase())).size < headers.length) {
    throw new XlsxError('BAD_ARGUMENT', 'The headers of a table must differ from each other.');
  }
  return headers;
}

/** Of all tables of the workbook, in lower case. */
export const tableNames = (pkg: Package): ReadonlySet<string> => tableIds(pkg, '').names;

/** Ids and names of the other tables of the workbook; the id of `part` itself stays its own. */
function tableIds(pkg: Package, part: string): { readonly free: number; readonly names: ReadonlySet<string> } {
  const names = new Set<string>();
  const ids: number[] = [];
  let own: number | undefined;
  for (const source of pkg.names) {
    if (pkg.contentType(source) !== tableType) continue;
    const tree = parseTree(pkg.text(source));
    const id = Number(attribute(tree, tree.root, 'id') ?? 0);
    ids.push(id);
    if (source === part) own = id;
    else names.add((attribute(tree, tree.root, 'displayName') ?? '').toLowerCase());
  }
  return { free: own ?? freeNumber(ids, 0xffffffff), names };
}
