import { chartXml, drawingXml, type StatusCount } from './chart.ts';
import { storedZip } from './stored-zip.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export interface SkeletonSheet {
  readonly name: string;
  /** Children of the worksheet around its cells; the cells come later. */
  readonly before?: string;
  readonly after?: string;
}

/** The package of an empty workbook with these sheets; the one named `Dashboard`, if any, carries the chart. */
export function skeleton(
  sheets: readonly SkeletonSheet[],
  statuses: readonly StatusCount[],
  title: string,
): Uint8Array {
  const parts = new Map<string, string>();
  const hasChart = sheets.some(isCharted);
  parts.set('[Content_Types].xml', contentTypes(sheets.length, hasChart));
  parts.set(
    '_rels/.rels',
    relations([
      ['officeDocument', 'xl/workbook.xml'],
      ['extended-properties', 'docProps/app.xml'],
    ]),
  );
  parts.set(
    'docProps/app.xml',
    `${HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>SprintForge Sync</Application></Properties>`,
  );
  parts.set('xl/workbook.xml', workbookXml(sheets));
  parts.set(
    'xl/_rels/workbook.xml.rels',
    relations([
      ...sheets.map((_, at): [string, string] => ['worksheet', `worksheets/sheet${at + 1}.xml`]),
      ['styles', 'styles.xml'],
    ]),
  );
  parts.set('xl/styles.xml', STYLES);
  for (const [at, sheet] of sheets.entries()) {
    const charted = isCharted(sheet);
    parts.set(`xl/worksheets/sheet${at + 1}.xml`, sheetXml(sheet, charted));
    if (charted)
      parts.set(`xl/worksheets/_rels/sheet${at + 1}.xml.rels`, relations([['drawing', '../drawings/drawing1.xml']]));
  }
  if (hasChart) {
    parts.set('xl/drawings/drawing1.xml', HEAD + drawingXml);
    parts.set('xl/drawings/_rels/drawing1.xml.rels', relations([['chart', '../charts/chart1.xml']]));
    parts.set('xl/charts/chart1.xml', HEAD + chartXml(statuses, title));
  }
  return storedZip(parts);
}

const isCharted = ({ name }: SkeletonSheet): boolean => name === 'Dashboard';

function contentTypes(sheets: number, hasChart: boolean): string {
  const overrides = [
    ['xl/workbook.xml', `${TYPE}.spreadsheetml.sheet.main+xml`],
    ['xl/styles.xml', `${TYPE}.spreadsheetml.styles+xml`],
    ...(hasChart
      ? [
          ['xl/drawings/drawing1.xml', `${TYPE}.drawing+xml`],
          ['xl/charts/chart1.xml', `${TYPE}.drawingml.chart+xml`],
        ]
      : []),
    ['docProps/app.xml', `${TYPE}.extended-properties+xml`],
    ...Array.from({ length: sheets }, (_, at) => [
      `xl/worksheets/sheet${at + 1}.xml`,
      `${TYPE}.spreadsheetml.worksheet+xml`,
    ]),
  ];
  const inside = overrides.map(([part, type]) => `<Override PartName="/${part}" ContentType="${type}"/>`).join('');
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${inside}</Types>`;
}

function relations(targets: readonly (readonly [string, string])[]): string {
  const inside = targets.map(
    ([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${RELATIONS}/${type}" Target="${target}"/>`,
  );
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${inside.join('')}</Relationships>`;
}

function workbookXml(sheets: readonly SkeletonSheet[]): string {
  const inside = sheets
    .map(({ name }, at) => `<sheet name="${name}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`)
    .join('');
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><bookViews><workbookView xWindow="0" yWindow="0" windowWidth="24000" windowHeight="12000" activeTab="0"/></bookViews><sheets>${inside}</sheets></workbook>`;
}

function sheetXml({ before = '', after = '' }: SkeletonSheet, charted: boolean): string {
  const drawing = charted ? '<drawing r:id="rId1"/>' : '';
  const page =
    '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>';
  return `${HEAD}<worksheet xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>${before}<sheetData/>${after}${page}${drawing}</worksheet>`;
}

/** One font, the two fills every workbook has, and the three dxf colours of the Gantt bars (0 bar, 1 done, 2 weekend). */
const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="1"><font><sz val="11"/><color rgb="FF1F2937"/><name val="Calibri"/><family val="2"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles><dxfs count="3">${['FF5B8DEF', 'FF2F9E6E', 'FFF1F3F5'].map((color) => `<dxf><fill><patternFill patternType="solid"><fgColor rgb="${color}"/><bgColor rgb="${color}"/></patternFill></fill></dxf>`).join('')}</dxfs><tableStyles count="0" defaultTableStyle="TableStyleMedium2" defaultPivotStyle="PivotStyleLight16"/></styleSheet>`;
