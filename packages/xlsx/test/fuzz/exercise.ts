/** What is done with a fuzzed workbook that the screen lets through, and what must hold for it. */
import { type Workbook, type Worksheet, XlsxError } from '../../src/api.ts';
import { newFaults } from '../../src/check-package.ts';
import { screenWorkbook } from '../../src/screen/screen.ts';
import { stripWorkbook } from '../../src/screen/strip/strip-workbook.ts';
import { openWorkbook } from '../../src/workbook.ts';
import type { Random } from './random.ts';

export interface Outcome {
  /** `refused`, `accepted`, or what an accepted one could not be put through: `edit CODE`. */
  readonly verdict: string;
  /** What must not be; undefined when all is well. */
  readonly fault?: string;
  /** The edited workbook of an accepted input. */
  readonly output?: Uint8Array;
}

/** Screens, strips, reads, edits, moves rows, writes, checks and reopens. Throws nothing that is an XlsxError. */
export async function exercise(bytes: Uint8Array, random: Random): Promise<Outcome> {
  const { verdict } = screenWorkbook(bytes);
  if (verdict === 'refuse')
    return { verdict: 'refused', ...misplaced(() => openWorkbook(bytes).sheets.map(readSheet)) };
  try {
    const clean = verdict === 'strip' ? (await stripWorkbook(bytes)).bytes : bytes;
    const again = verdict === 'strip' ? screenWorkbook(clean) : undefined;
    if (again !== undefined && again.verdict !== 'accept')
      return { verdict: 'stripped', fault: `stripped, then ${again.verdict}: ${JSON.stringify(again.findings)}` };
    const workbook = openWorkbook(clean);
    readAll(workbook);
    const expected = edit(workbook, random);
    const output = await workbook.toBytes();
    const fault = firstFault(clean, output) ?? lostEdit(openWorkbook(output), expected) ?? worse(output);
    return { verdict: 'accepted', output, ...(fault === undefined ? {} : { fault }) };
  } catch (error) {
    if (!(error instanceof XlsxError)) throw error;
    if (error.code === 'LIMIT') return { verdict: 'accepted' };
    return {
      verdict: 'accepted',
      fault: `${error.code} ${error.message} ${JSON.stringify(error.where)} ${placeOf(error)}`,
    };
  }
}

/** A file that was refused may be opened all the same: it is read, or an XlsxError says why not. */
function misplaced(read: () => unknown): { fault?: string } {
  try {
    read();
  } catch (error) {
    if (!(error instanceof XlsxError)) throw error;
    if (error.message === '' || error.code === 'BAD_ARGUMENT') return { fault: `reading ends in ${error.code}` };
  }
  return {};
}

function readAll(workbook: Workbook): void {
  for (const sheet of workbook.sheets) readSheet(sheet);
  void [workbook.definedNames, workbook.application, workbook.customProperties, workbook.numberFormat(1)];
}

function readSheet(sheet: Worksheet): number {
  let cells = 0;
  for (const row of sheet.rows()) {
    for (const cell of sheet.row(row)) if (sheet.displayText(cell) !== undefined) cells++;
    void sheet.rowInfo(row);
  }
  void [sheet.tables, sheet.merges, sheet.autoFilter, sheet.columnWidth(1), sheet.columnHidden(1), sheet.cell(1, 1)];
  return cells + sheet.block([...sheet.rows()].slice(0, 50), [1, 2, 3]).others.length;
}

interface Expected {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
  readonly value: string | number;
}

/** Sets a cell, puts rows in above it and takes one out below it. */
function edit(workbook: Workbook, random: Random): Expected | undefined {
  const sheets = workbook.sheets.filter((sheet) => sheet.cellCount > 0);
  if (sheets.length === 0) return undefined;
  const { name, lastRow, lastColumn } = random.pick(sheets);
  restructure(workbook, name, random);
  const row = 1 + random.below(Math.min(lastRow + 2, 60));
  const column = 1 + random.below(Math.min(lastColumn + 1, 30));
  const value = random.pick(['=1+1', 'plain', ' two\nlines ', 0, -1.5e-7, 44197]);
  allowed(() => workbook.setCells(name, [{ row, column, value }]));
  const set = workbook.sheet(name)!.cell(row, column)?.value === value;
  const at = 1 + random.below(row);
  const inserted = allowed(() =>
    workbook.insertRows(name, [{ at, count: 2, ...(random.chance(0.5) ? { grow: true } : {}) }]),
  );
  const deleted = row + 3 + random.below(3);
  allowed(() => workbook.deleteRows(name, [{ at: deleted, count: 1 }]));
  return set ? { sheet: name, row: inserted ? row + 2 : row, column, value } : undefined;
}

/** One or two changes of what stands around the cells. */
function restructure(workbook: Workbook, sheet: string, random: Random): void {
  const table = workbook.sheet(sheet)!.tables[0];
  const changes: readonly (() => unknown)[] = [
    () => workbook.putSheet('_Ours', { rows: [[{ value: 'a' }, { value: 1 }]], freeze: { rows: 1 } }, 'hidden'),
    () =>
      /[[\]\\/:|]/.test(sheet) ||
      workbook.setDefinedName('_ours', `'${sheet.replaceAll("'", "''")}'!$A$1`, { hidden: true }),
    () =>
      workbook.setCells(sheet, [{ row: 1, column: 40, style: workbook.style({ bold: true, numberFormat: '0.0' }) }]),
    () => workbook.setConditionalFormat(sheet, '_ours', { range: 'A1:B9', formula: '_ours=1', fillColor: 'FFFF00' }),
    () => workbook.setColumn(sheet, 1 + random.below(30), { hidden: random.chance(0.5), width: 9 }),
    () => workbook.setSheetState(sheet, 'hidden'),
    () => workbook.setCustomProperty('ours', random.chance(0.5) ? 'x' : null),
    () => workbook.extendAutoFilter(sheet, 40),
    () => workbook.requestFullCalculation(),
    () => {
      if (table === undefined) return;
      const column = table.range.lastColumn + 1;
      workbook.setCells(sheet, [{ row: table.range.firstRow, column, value: 'Ours' }]);
      workbook.extendTable(sheet, table.name, ['Ours']);
    },
  ];
  for (let left = 1 + random.below(2); left > 0; left--) allowed(random.pick(changes));
}

/** What a caller may be told that it cannot do; everything else that an edit of an accepted workbook throws is worth knowing. */
function allowed(change: () => unknown): boolean {
  try {
    change();
    return true;
  } catch (error) {
    if (error instanceof XlsxError && (error.code === 'BAD_ARGUMENT' || error.code === 'LIMIT')) return false;
    throw error;
  }
}

function firstFault(before: Uint8Array, after: Uint8Array): string | undefined {
  const [found] = newFaults(before, after);
  return found === undefined ? undefined : `${found.part}: ${found.fault}`;
}

function lostEdit(after: Workbook, expected: Expected | undefined): string | undefined {
  if (expected === undefined) return undefined;
  const { sheet, row, column, value } = expected;
  const found = after.sheet(sheet)?.cell(row, column)?.value;
  return found === value ? undefined : `${row}/${column} is ${JSON.stringify(found)}, not ${JSON.stringify(value)}`;
}

function worse(output: Uint8Array): string | undefined {
  const refused = screenWorkbook(output).findings.find(({ severity }) => severity === 'refuse');
  return refused === undefined ? undefined : `refused when it comes back: ${JSON.stringify(refused)}`;
}

/** The calls that an error came from. */
export function placeOf({ stack = '' }: Error): string {
  const calls = stack.split('\n').filter((line) => line.startsWith('    at '));
  return calls
    .slice(0, 4)
    .map((line) => line.trim().replace(/\(?file:.*\//, ''))
    .join(', ');
}
