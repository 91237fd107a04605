/** A workbook of a generated case: what stands on its sheets, written as XML by the small writer of the tests. */

import type { Dice } from '../../../../test/support/dice.ts';
import { type SmallSheet, smallBytes } from '../small-package.ts';
import { attribute, Cells, putArrays, putDataTable, putFormulas, putShared, putValues, xml } from './case-cells.ts';
import { chartParts, drawingPart } from './case-chart.ts';
import { type FormulaScene, lastValueRow, quoted } from './case-formulas.ts';
import { type CaseTable, makeTables, partOf, putTable, tableList, tableType, tableXml } from './case-tables.ts';

const sheetNames = [
  'Tasks',
  'My Plan',
  "Bob's",
  'Übersicht',
  '2026',
  'A1',
  'R1C1',
  'Data-1',
  '計画',
  'x.y',
  'Q&A',
  'RC',
];

export interface CaseWorkbook {
  readonly bytes: Buffer;
  /** The same with every shared formula written out. */
  readonly apart: Buffer;
  readonly sheets: readonly string[];
  readonly tables: readonly CaseTable[];
  /** Rows that array formulas and data tables of several rows take, per sheet. */
  readonly blocks: readonly {
    readonly sheet: number;
    readonly first: number;
    readonly last: number;
    readonly at: string;
  }[];
}

/** Columns: A–F values, G a filled-down formula, H–L any, N–P shared, R–T arrays, AA– tables, AX–AY a data table. */
export function makeWorkbook(dice: Dice): CaseWorkbook {
  const sheets = pickSheets(dice);
  const tables = makeTables(dice, sheets.length);
  const names = makeNames(dice, sheets);
  const blocks: { sheet: number; first: number; last: number; at: string }[] = [];
  const more = dice.fork();
  const parts: Record<string, readonly [string, string]> = more.chance(0.5) ? chartParts(more, sheets) : {};
  const made = sheets.map((name, sheet): readonly SmallSheet[] => {
    const cells = new Cells();
    const scene = (row: number): FormulaScene => ({
      dice,
      sheets,
      sheet,
      row,
      scalars: names.scalars,
      blocks: names.blocks,
      tables,
    });
    putValues(cells, dice);
    putFormulas(cells, dice, scene);
    putShared(cells, dice, scene);
    blocks.push(...putArrays(cells, dice, scene).map((block) => ({ ...block, sheet })));
    if (more.chance(0.3)) blocks.push({ ...putDataTable(cells, more), sheet });
    const own = tables.filter((table) => table.sheet === sheet);
    for (const table of own) putTable(cells, dice, table);
    for (const table of own) parts[partOf(tables, table)] = [tableType, tableXml(table, tables.indexOf(table) + 1)];
    const drawn = sheet === 0 && drawingPart in parts;
    const relations: Record<string, readonly [string, string]> = drawn ? { rId9: ['drawing', drawingPart] } : {};
    own.forEach((table, at) => {
      relations[`rId${at + 1}`] = ['table', partOf(tables, table)];
    });
    const rest = around(dice, scene(5)) + (drawn ? '<drawing r:id="rId9"/>' : '') + tableList(own.length);
    return (['shared', 'apart'] as const).map((form) => ({
      name: attribute(name),
      xml: cells.write(form) + rest,
      relations,
    }));
  });
  const [bytes, apart] = [0, 1].map((form) => {
    const forms = made.map((both) => both[form]!);
    return smallBytes({ sheets: forms, workbook: `<definedNames>${names.xml}</definedNames>`, parts, styles });
  });
  return { bytes: bytes!, apart: apart!, sheets, tables, blocks };
}

const styles =
  '<fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellXfs count="1"><xf/></cellXfs><dxfs count="1"><dxf><font><b/></font></dxf></dxfs>';

function pickSheets(dice: Dice): string[] {
  const names = dice.some(sheetNames, 0.25).slice(0, 4);
  for (const name of ['Tasks', 'My Plan']) if (names.length < 2 && !names.includes(name)) names.push(name);
  return names;
}

/** Merged cells, a conditional format and a validation, in schema order (ECMA-376 Part 1 §18.3.1.99). */
function around(dice: Dice, scene: FormulaScene): string {
  const top = dice.int(1, 25);
  const merge = `<mergeCells count="1"><mergeCell ref="X${top}:Y${top + dice.int(0, 4)}"/></mergeCells>`;
  const from = dice.int(1, 9);
  const sqref = `A${from}:C${from + dice.int(0, 15)}`;
  const sheet = quoted(scene.sheets[scene.sheet]!);
  const format = `<conditionalFormatting sqref="${sqref}"><cfRule type="expression" dxfId="0" priority="1"><formula>$B${from}&gt;SUM($C$1:$C$9)</formula></cfRule></conditionalFormatting>`;
  const list = `<dataValidation type="list" sqref="E${from}:E${from + 9}"><formula1>${xml(sheet)}!$A$2:$A$${dice.int(3, 20)}</formula1></dataValidation>`;
  return `${merge}${format}<dataValidations count="1">${list}</dataValidations>`;
}

/** Names of a value, a range, a constant, a formula and a relative place, of the workbook and of one sheet. */
function makeNames(dice: Dice, sheets: readonly string[]) {
  const on = () => quoted(dice.pick(sheets));
  const row = () => dice.int(1, lastValueRow);
  const top = row();
  const all: readonly (readonly [string, string, number?])[] = [
    ['Rate', `${on()}!$B$${row()}`],
    ['Rate', `${on()}!$C$${row()}`, 0],
    ['Tax_rate', '0.19'],
    ['Block', `${on()}!$A$${top}:$C$${top + dice.int(0, 6)}`],
    ['Rows_', `${on()}!$${top}:$${top + dice.int(0, 2)}`],
    ['Calc', `SUM(${on()}!$A$1:$A$${row()})*2`],
    ['Above', `${on()}!B1048576`],
    ['Beside', `${on()}!$A1`],
    ['Running', `${on()}!$A$${dice.int(1, 4)}:$A1`],
    ['Two', `${on()}!$A$2:$A$9,${on()}!$C$4:$C$${dice.int(5, 20)}`],
  ];
  const made = dice.some(all, 0.6);
  const item = ([name, formula, sheet]: (typeof all)[number]) =>
    `<definedName name="${name}"${sheet === undefined ? '' : ` localSheetId="${sheet}"`}>${xml(formula)}</definedName>`;
  const named = new Set(made.filter(([, , sheet]) => sheet === undefined).map(([name]) => name));
  return {
    xml: made.map(item).join(''),
    scalars: ['Rate', 'Tax_rate', 'Calc', 'Beside', 'Above'].filter((name) => named.has(name)),
    blocks: ['Block', 'Two', 'Running'].filter((name) => named.has(name)),
  };
}
