/**
 * Formulas of every kind. They read values in columns A to F (which no formula stands in), names, tables and, of formulas,
 * only columns left of their own: nothing is circular.
 */
import type { Dice } from '../../../../test/support/dice.ts';

export interface FormulaScene {
  readonly dice: Dice;
  /** All sheets, in order. */
  readonly sheets: readonly string[];
  /** Index of the sheet on which the formula stands. */
  readonly sheet: number;
  readonly row: number;
  /** Names of the workbook that mean one value, and many. */
  readonly scalars: readonly string[];
  readonly blocks: readonly string[];
  /** Tables, with columns of numbers. */
  readonly tables: readonly { readonly name: string; readonly columns: readonly string[]; readonly totals: boolean }[];
}

const columns = 'ABCDEF';
export const lastValueRow = 20;

function cell(dice: Dice): string {
  const dollar = () => (dice.chance(0.25) ? '$' : '');
  return `${dollar()}${dice.pick([...columns])}${dollar()}${dice.int(1, lastValueRow + 3)}`;
}

/** Rarely upside down. */
function range(dice: Dice): string {
  const dollar = () => (dice.chance(0.25) ? '$' : '');
  const top = dice.int(1, lastValueRow);
  const rows = [top, Math.min(top + dice.pick([0, 1, 2, 3, 5, 8, 20]), lastValueRow + 3)];
  const left = dice.int(0, 4);
  const right = dice.int(left, 5);
  if (rows[0] === rows[1] && left === right) rows[1]! += 1;
  return `${dollar()}${columns[left]}${dollar()}${rows[0]}:${dollar()}${columns[right]}${dollar()}${rows[1]}`;
}

function column(dice: Dice, rows = dice.int(2, 12)): string {
  const top = dice.int(1, lastValueRow - rows);
  const letter = dice.pick([...columns]);
  return `${letter}${top}:${letter}${top + rows - 1}`;
}

function rowBeam(dice: Dice): string {
  const top = dice.int(1, lastValueRow);
  const dollar = () => (dice.chance(0.3) ? '$' : '');
  return `${dollar()}${top}:${dollar()}${top + dice.pick([0, 1, 4])}`;
}

/** As Excel writes it: quoted unless it is plain; sometimes quoted although it is. */
export function quoted(name: string, always = false): string {
  const plain = /^[A-Za-z_\u00c0-\u024f][A-Za-z_\u00c0-\u024f]*$/.test(name) && !/^([rc]|rc|true|false)$/i.test(name);
  return plain && !always ? name : `'${name.replaceAll("'", "''")}'`;
}

function onSheet(scene: FormulaScene, reference: string): string {
  return `${quoted(scene.dice.pick(scene.sheets), scene.dice.chance(0.2))}!${reference}`;
}

/** `First:Last!…`; the quotes go around both. */
function overSheets({ dice, sheets }: FormulaScene, reference: string): string {
  const first = dice.int(0, sheets.length - 2);
  const names = [sheets[first]!, sheets[dice.int(first + 1, sheets.length - 1)]!];
  if (names.every((name) => quoted(name) === name)) return `${names.join(':')}!${reference}`;
  return `'${names.join(':').replaceAll("'", "''")}'!${reference}`;
}

/** Column names as they stand in a structured reference: `'` before characters that mean something there. */
function escaped(name: string): string {
  return name.replace(/['#[\]@]/g, "'$&");
}

function structured({ dice, tables }: FormulaScene): string {
  if (tables.length === 0) return '1';
  const { name, columns: all, totals } = dice.pick(tables);
  const [one, two] = [escaped(all[0]!), escaped(all.at(-1)!)];
  const forms = [
    `SUM(${name}[${one}])`,
    `SUM(${name}[[${one}]:[${two}]])`,
    `COUNTA(${name}[[#Headers],[${one}]:[${two}]])`,
    `ROWS(${name}[#All])`,
    `ROWS(${name}[#Data])`,
    `SUM(${name}[])`,
    `ROWS(${name}[[#Headers],[#Data],[${one}]])`,
    `MAX(${name}[${two}])-MIN(${name}[[#Data],[${one}]])`,
  ];
  return dice.pick(totals ? [...forms, `${name}[[#Totals],[${one}]]*1`, `SUM(${name}[#Totals])`] : forms);
}

type Make = (scene: FormulaScene) => string;

const makers: readonly Make[] = [
  ({ dice }) => `${cell(dice)}+${cell(dice)}*2`,
  ({ dice }) => `SUM(${range(dice)})`,
  ({ dice }) => `SUM(${range(dice)},${cell(dice)},-${cell(dice)}%)`,
  ({ dice }) => `IF(${cell(dice)}>${cell(dice)},"A5 and ""B7""",${cell(dice)})`,
  (scene) => `SUM(${onSheet(scene, range(scene.dice))})+${onSheet(scene, cell(scene.dice))}`,
  (scene) => `${onSheet(scene, cell(scene.dice))}&"!A5"`,
  ({ dice }) => `COUNT(${dice.pick(['A:A', '$B:C', 'D:$F', '$A:$F'])})`,
  ({ dice }) => `ROWS(${rowBeam(dice)})+ROW(${rowBeam(dice)})`,
  (scene) => `COUNTA(${onSheet(scene, dice0(scene, ['A:C', '$B:$B']))})`,
  (scene) => `SUM(${overSheets(scene, cell(scene.dice))})`,
  (scene) => `COUNT(${overSheets(scene, range(scene.dice))})`,
  ({ dice }) => `INDIRECT("A${dice.int(1, 9)}")&""`,
  (scene) => `INDIRECT("${quoted(scene.dice.pick(scene.sheets), true)}!B${scene.dice.int(1, 9)}")`,
  ({ dice }) => `OFFSET(${cell(dice)},1,0)`,
  ({ dice }) => `SUM(OFFSET($A$1,${dice.int(0, 9)},0,3,2))`,
  ({ dice }) => `INDEX(${column(dice)},2)`,
  ({ dice }) => `SUM(A${dice.int(1, 9)}:INDEX(A:A,${dice.int(2, 20)}))`,
  ({ dice }) => `COUNT(INDEX(${column(dice)},1):${cell(dice)})`,
  ({ dice }) => `SUM((${range(dice)},${cell(dice)}))`,
  ({ dice }) => `SUM(A${dice.int(1, 9)}:E${dice.int(10, 20)} B${dice.int(3, 12)}:F${dice.int(13, 25)})`,
  ({ dice }) => `LOG10(ABS(N(${cell(dice)}))+1)+ATAN2(1,ABS(N(${cell(dice)})))`,
  ({ dice }) => `HEX2DEC("A1")+N(${cell(dice)})`,
  ({ dice }) => `${cell(dice)} +\n  ${cell(dice)}`,
  ({ dice }) => ` SUM( ${range(dice)} ,  ${cell(dice)} ) `,
  ({ dice }) => `"A1:B9 and 'Tasks'!A1"&${cell(dice)}`,
  ({ dice }) => `#REF!+${cell(dice)}`,
  ({ dice }) => `IFERROR(${cell(dice)}/0,ISNA(#N/A))`,
  ({ dice }) => `COUNT(A${dice.int(1, 9)}:A1048576)+COUNT(${dice.pick(['A', '$C'])}$1:F$1048576)`,
  ({ dice }) => `SUM({1,2;3,4})*N(${cell(dice)})`,
  ({ dice }) => `VLOOKUP(${cell(dice)},${range(dice)},1,FALSE)`,
  ({ dice }) => `SUMIF(A:A,">3",B:B)+SUMIF(${column(dice, 5)},"<"&${cell(dice)})`,
  ({ dice }) => `SUMPRODUCT((A2:A9>2)*(B2:B9>${cell(dice)}))`,
  ({ dice }) => `SUM(${cell(dice)}:${cell(dice)}:${cell(dice)})`,
  ({ dice }) => `NOT(AND(${cell(dice)}=TRUE,${range(dice)}<>""))`,
  ({ dice }) => `_xlfn.CONCAT(${range(dice)})&_xlfn.IFS(N(${cell(dice)})>2,"B4",TRUE,${cell(dice)})`,
  ({ dice }) => `_xlfn.XLOOKUP(${cell(dice)},A:A,B:B)`,
  ({ dice }) => `_xlfn.LET(_xlpm.x,${cell(dice)},_xlpm.x+1)`,
  ({ dice, row }) => `G${row}+N(${cell(dice)})`,
  ({ dice, row }) => `SUM(G$1:G${row})-${cell(dice)}`,
  ({ dice, row }) => `IF(ROW()>${row},G${Math.max(1, row - 1)},G${row + 1})&${cell(dice)}`,
  ({ dice, scalars }) => (scalars.length > 0 ? `${dice.pick(scalars)}*2+N(${cell(dice)})` : '2'),
  ({ dice, blocks }) => (blocks.length > 0 ? `SUM(${dice.pick(blocks)})+COUNT(${dice.pick(blocks)})` : '3'),
  structured,
  structured,
];

function dice0({ dice }: FormulaScene, from: readonly string[]): string {
  return dice.pick(from);
}

export function anyFormula(scene: FormulaScene): string {
  return scene.dice.pick(makers)(scene);
}

/** The formula of a whole group: as it stands so many rows below and columns right of its first cell. */
export interface GroupFormula {
  readonly at: (down: number, right: number) => string;
  /**
   * Makes the formula of a row unlike its neighbours' and gives the same value: LibreOffice 7.4 treats like formulas of
   * a column as one, and moves some of their references more than once.
   */
  readonly apart: (row: number) => string;
}

const number = (row: number) => `+N("k${row}")`;
const text = (row: number) => `&T(${row})`;

export function sharedFormula({ dice, row, sheets }: FormulaScene): GroupFormula {
  const to = (dollarColumn: boolean, column: number, dollarRow: boolean, at: number) => (down: number, right: number) =>
    `${dollarColumn ? '$' : ''}${columns[dollarColumn ? column : column + right]}${dollarRow ? '$' : ''}${dollarRow ? at : at + down}`;
  const near = () => to(dice.chance(0.5), dice.int(0, 3), false, Math.max(1, row + dice.int(-2, 2)));
  const [one, two] = [near(), near()];
  const top = to(true, dice.int(0, 3), true, dice.int(1, row));
  const bottom = to(dice.chance(0.5), dice.int(0, 3), true, dice.int(row + 3, lastValueRow));
  const other = quoted(dice.pick(sheets));
  const fixed = `$A$${dice.int(1, row)}:$F$${dice.int(row, lastValueRow)}`;
  return dice.pick<GroupFormula>([
    { at: (d, r) => `${one(d, r)}*2`, apart: number },
    { at: (d, r) => `${one(d, r)}+${top(d, r)}`, apart: number },
    { at: (d) => `SUM(${top(d, 0)}:$F${row + d})`, apart: number },
    { at: (d, r) => `SUM(${one(d, r)},${fixed})`, apart: number },
    { at: (d, r) => `IF(${one(d, r)}="",0,N(${two(d, r)}))`, apart: number },
    { at: (d, r) => `${other}!${one(d, r)}&""`, apart: text },
    { at: (d, r) => `COUNT(${top(d, 0)}:$F${row + d + 2})+COUNT(${bottom(d, r)})+ROW()`, apart: number },
    { at: (d, r) => `SUM($A:$C)+${one(d, r)}+SUM(${other}!${two(d, r)})`, apart: number },
  ]);
}

export function arrayFormula({ dice }: FormulaScene, rows: number, wide: number): string {
  const top = dice.int(1, lastValueRow - rows);
  const source = `A${top}:${columns[wide - 1]}${top + rows - 1}`;
  return dice.pick([
    `${source}*2`,
    `IF(${source}="",0,1)`,
    `${source}&"x"`,
    `ROW(${source})+$B$${dice.int(1, lastValueRow)}`,
  ]);
}
