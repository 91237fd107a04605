/** Queries put into a workbook: their mashup, a connection each, and a sheet each with the table that they are loaded into. */
import { createHash } from 'node:crypto';
import { limitsOf } from '../limits.ts';
import { Package } from '../package/package.ts';
import { columnLetter } from '../sheet/reference.ts';
import { definedNames, setDefinedName } from '../structure/defined-names.ts';
import { dialectOf, isRelation } from '../structure/dialect.ts';
import { freePart, siblingFolder } from '../structure/part-names.ts';
import { putSheet } from '../structure/put-sheet.ts';
import { sheetList } from '../structure/sheet-list.ts';
import { tableNames } from '../structure/table-part.ts';
import { XlsxError } from '../xlsx-error.ts';
import { escapeAttribute } from '../xml/xml-text.ts';
import { type LoadedQuery, mashupNamespace, mashupPart, readSection } from './mashup.ts';

export interface QuerySheet extends LoadedQuery {
  /** Where the table stands; another name is found when there is such a sheet. */
  readonly sheet: string;
}

export interface Queries {
  /** A whole section document in M. */
  readonly section: string;
  readonly sheets: readonly QuerySheet[];
  /** Minutes from one refresh to the next while the workbook is open; 0: only on opening. */
  readonly refreshMinutes: number;
}

const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/**
 * The workbook with these queries; every part that need not know of them stays byte for byte. A workbook that has queries already
 * gets the new section in the place of the old one, and its sheets stay as they are: screen first what queries those are.
 * Throws BAD_ARGUMENT when it has connections without queries.
 */
export async function putQueries(bytes: Uint8Array, queries: Queries): Promise<Uint8Array> {
  const pkg = Package.open(bytes, limitsOf({}));
  const present = sectionPart(pkg);
  if (present === undefined) await addQueries(pkg, queries);
  else pkg.put(present, await mashupPart(queries.section, queries.sheets), 'queries');
  return pkg.toBytes();
}

/** The name of the part that holds the queries. */
export function sectionPart(pkg: Package): string | undefined {
  return pkg.names.find(
    (name) => /^customXml\/[^/]+\.xml$/i.test(name) && readSection(pkg.bytes(name), name) !== undefined,
  );
}

async function addQueries(pkg: Package, queries: Queries): Promise<void> {
  const connections = `${siblingFolder(pkg.mainPart)}connections.xml`;
  if (pkg.has(connections))
    throw new XlsxError('BAD_ARGUMENT', 'There are connections already.', { part: connections });
  const { relations, main } = dialectOf(pkg);
  const sheets = withFreeNames(pkg, queries.sheets);
  addMashup(pkg, await mashupPart(queries.section, sheets), queries.section, relations);
  const list = sheets.map((query, at) => connectionMarkup(query, at + 1, queries.refreshMinutes));
  const markup = `${declaration}<connections xmlns="${main}">${list.join('')}</connections>`;
  pkg.put(connections, markup, 'connections of the queries', `${spreadsheet}.connections+xml`);
  pkg.relate(pkg.mainPart, `${relations}/connections`, connections);
  for (const [at, query] of sheets.entries()) addQuerySheet(pkg, query, at + 1);
}

function addMashup(pkg: Package, mashup: Buffer, section: string, relations: string): void {
  const item = freePart(pkg, 'customXml/item');
  const number = /(\d+)\.xml$/.exec(item)![1]!;
  const properties = pkg.has(`customXml/itemProps${number}.xml`)
    ? freePart(pkg, 'customXml/itemProps')
    : `customXml/itemProps${number}.xml`;
  pkg.put(item, mashup, 'queries', 'application/xml');
  const described = `${declaration}<ds:datastoreItem ds:itemID="${guidOf(section)}" xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs><ds:schemaRef ds:uri="${mashupNamespace}"/></ds:schemaRefs></ds:datastoreItem>`;
  pkg.put(properties, described, 'queries', 'application/vnd.openxmlformats-officedocument.customXmlProperties+xml');
  pkg.relate(item, `${relations}/customXmlProps`, properties);
  pkg.relate(pkg.mainPart, `${relations}/customXml`, item);
}

/** The same queries have the same id. */
function guidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex').toUpperCase();
  const version = `4${hex.slice(13, 16)}-8${hex.slice(17, 20)}`;
  return `{${hex.slice(0, 8)}-${hex.slice(8, 12)}-${version}-${hex.slice(20, 32)}}`;
}

/** What a connection to a query says, and nothing else (ECMA-376 Part 1 §18.13.1; [MS-QDEFF] 3). */
export function connectionString(query: string): string {
  const location = /^\w+$/.test(query) ? query : `"${query}"`;
  return `Provider=Microsoft.Mashup.OleDb.1;Data Source=$Workbook$;Location=${location};Extended Properties=""`;
}

function connectionMarkup({ name }: QuerySheet, id: number, minutes: number): string {
  const interval = minutes > 0 ? ` interval="${minutes}"` : '';
  const text = escapeAttribute(`Connection to the '${name}' query in the workbook.`);
  const connection = escapeAttribute(connectionString(name));
  const command = escapeAttribute(`SELECT * FROM [${name}]`);
  return `<connection id="${id}" keepAlive="1"${interval} name="${escapeAttribute(`Query - ${name}`)}" description="${text}" type="5" refreshedVersion="8" background="1" refreshOnLoad="1" saveData="1"><dbPr connection="${connection}" command="${command}"/></connection>`;
}

function addQuerySheet(pkg: Package, query: QuerySheet, connection: number): void {
  const { columns, sheet } = query;
  const last = columnLetter(columns.length);
  const content = {
    rows: [columns.map((value) => ({ value }))],
    columns: columns.map(() => ({ width: 16 })),
    table: { name: query.table, range: `A1:${last}2` },
    freeze: { rows: 1 },
  };
  const part = putSheet(pkg, sheet, content, 'visible');
  const { relations, main } = dialectOf(pkg);
  const table = pkg.relationships(part).find(({ type }) => isRelation(type, 'table'))!.target;
  pkg.put(table, asQueryTable(pkg.text(table)), 'a table over a query');
  const queryTable = freePart(pkg, `${siblingFolder(pkg.mainPart)}queryTables/queryTable`);
  const range = `ExternalData_${connection}`;
  pkg.put(
    queryTable,
    queryTableMarkup(main, range, connection, columns),
    `query '${query.name}'`,
    `${spreadsheet}.queryTable+xml`,
  );
  pkg.relate(table, `${relations}/queryTable`, queryTable);
  const scope = sheetList(pkg).findIndex(({ name }) => name === sheet);
  setDefinedName(pkg, range, `'${sheet}'!$A$1:$${last}$2`, { hidden: true, sheet: scope });
}

/** Names that no sheet and no table or name of the workbook has. */
function withFreeNames(pkg: Package, queries: readonly QuerySheet[]): QuerySheet[] {
  const sheets = new Set(sheetList(pkg).map(({ name }) => name.toLowerCase()));
  const names = new Set([...tableNames(pkg), ...definedNames(pkg).map(({ name }) => name.toLowerCase())]);
  return queries.map((query) => {
    const sheet = firstFree(query.sheet, sheets, (number) => ` (${number})`);
    const table = firstFree(query.table, names, String);
    return { ...query, sheet, table };
  });
}

function firstFree(wanted: string, taken: Set<string>, suffix: (number: number) => string): string {
  let name = wanted;
  for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${wanted}${suffix(number)}`;
  taken.add(name.toLowerCase());
  return name;
}

/** Each column is bound to the field of the query with its own number. */
function asQueryTable(table: string): string {
  return table
    .replace(' totalsRowShown=', ' tableType="queryTable" totalsRowShown=')
    .replace(/<tableColumn id="(\d+)" /g, '<tableColumn id="$1" uniqueName="$1" queryTableFieldId="$1" ');
}

function queryTableMarkup(main: string, name: string, connection: number, columns: readonly string[]): string {
  const fields = columns.map(
    (column, at) => `<queryTableField id="${at + 1}" name="${escapeAttribute(column)}" tableColumnId="${at + 1}"/>`,
  );
  const formats = ['Number', 'Border', 'Font', 'Pattern', 'Alignment', 'WidthHeight'];
  const as = formats.map((format) => `apply${format}Formats="0"`).join(' ');
  return `${declaration}<queryTable xmlns="${main}" name="${name}" refreshOnLoad="1" connectionId="${connection}" autoFormatId="16" ${as}><queryTableRefresh nextId="${columns.length + 1}"><queryTableFields count="${columns.length}">${fields.join('')}</queryTableFields></queryTableRefresh></queryTable>`;
}
