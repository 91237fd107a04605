/** Workbooks of people who never heard of us, written part by part, so that nothing of ours is in them. */
import type { TableMapping } from '../src/api.ts';
import { storedZip } from '../src/template/stored-zip.ts';

/** text, number, a date as its serial number, or nothing. */
export type StrangerCell = null | string | number | { readonly serial: number };

export interface StrangerSheet {
  readonly rows: readonly (readonly StrangerCell[])[];
  /** Excel's own row groups, by row number. */
  readonly groups?: Readonly<Record<number, number>>;
  /** `A5:B5` */
  readonly merges?: readonly string[];
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/** A workbook with the one sheet `Plan`. */
export function strangersWorkbook(sheet: StrangerSheet): Uint8Array {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const parts = new Map([
    [
      '[Content_Types].xml',
      `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/></Types>`,
    ],
    ['_rels/.rels', relations([['officeDocument', 'xl/workbook.xml']])],
    [
      'xl/workbook.xml',
      `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Plan" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      relations([
        ['worksheet', 'worksheets/sheet1.xml'],
        ['styles', 'styles.xml'],
      ]),
    ],
    [
      'xl/styles.xml',
      `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf xfId="0"/><xf numFmtId="14" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    ],
    ['xl/worksheets/sheet1.xml', sheetXml(sheet)],
  ]);
  return storedZip(parts);
}

function relations(targets: readonly (readonly [string, string])[]): string {
  const items = targets.map(
    ([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${items.join('')}</Relationships>`;
}

function sheetXml({ rows, groups = {}, merges = [] }: StrangerSheet): string {
  const lines = rows.map((cells, at) => {
    const level = groups[at + 1] === undefined ? '' : ` outlineLevel="${groups[at + 1]}"`;
    return `<row r="${at + 1}"${level}>${cells.map((cell, column) => cellXml(cell, at + 1, column)).join('')}</row>`;
  });
  const cells = merges.map((range) => `<mergeCell ref="${range}"/>`);
  const merged = cells.length === 0 ? '' : `<mergeCells count="${cells.length}">${cells.join('')}</mergeCells>`;
  return `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${lines.join('')}</sheetData>${merged}</worksheet>`;
}

function cellXml(cell: StrangerCell, row: number, column: number): string {
  const at = `${String.fromCharCode(65 + column)}${row}`;
  if (cell === null) return '';
  if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
  if (typeof cell === 'object') return `<c r="${at}" s="1"><v>${cell.serial}</v></c>`;
  const text = cell.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}

/** A house in eight tasks; what tells their depth is up to the caller. */
const HOUSE: readonly (readonly [name: string, depth: number, code: string])[] = [
  ['House', 1, '1'],
  ['Ground', 2, '1.1'],
  ['Dig', 3, '1.1.1'],
  ['Pour', 3, '1.1.2'],
  ['Walls', 2, '1.2'],
  ['Bricks', 3, '1.2.1'],
  ['Garden', 1, '2'],
  ['Trees', 2, '2.1'],
];

const named = (outline: TableMapping['outline'], name: string, depth: number): string =>
  outline === 'indent' ? '  '.repeat(depth - 1) + name : name;

export function strangersPlan(outline: TableMapping['outline']): Uint8Array {
  const own = outline === 'wbs' ? 'WBS' : outline === 'level' ? 'Outline Level' : undefined;
  const names = outline === 'columns' ? ['Phase', 'Work package', 'Task'] : ['Task Name'];
  const rows = HOUSE.map(([name, depth, code], at): StrangerCell[] => [
    ...names.map((_, column) => (names.length === 1 || column === depth - 1 ? named(outline, name, depth) : null)),
    { serial: 46_150 + at },
    { serial: 46_153 + at },
    at % 2 === 0 ? 'Ann' : 'Bob',
    ...(own === undefined ? [] : [own === 'WBS' ? code : depth]),
  ]);
  return strangersWorkbook({
    rows: [[...names, 'Start', 'Finish', 'Assignee', ...(own === undefined ? [] : [own])], ...rows],
    groups: outline === 'rows' ? Object.fromEntries(HOUSE.map(([, depth], at) => [at + 2, depth - 1])) : {},
  });
}
