/** Tables of a generated case: columns of numbers, the last one calculated, some with totals. */

import type { Dice } from '../../../../test/support/dice.ts';
import { attribute, type Cells, letters, xml } from './case-cells.ts';

const numberNames = ['Cost', 'Work (h)', "It's", 'A#1', 'B[2]', 'Umlaut ä', 'C 3'];

export interface CaseTable {
  readonly name: string;
  readonly sheet: number;
  readonly first: number;
  readonly last: number;
  readonly columns: readonly string[];
  readonly totals: boolean;
}

export const tableType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml';

export function makeTables(dice: Dice, sheets: number): CaseTable[] {
  return Array.from({ length: dice.int(0, 2) }, (_, at) => {
    const first = dice.int(1, 12);
    const totals = dice.chance(0.4);
    return {
      name: dice.pick(['Table', 'tbl_Ä', 'T.x']) + String(at + 1),
      sheet: dice.int(0, sheets - 1),
      first,
      last: first + dice.int(2, 9) + (totals ? 1 : 0),
      columns: dice.some(numberNames, 0.4).slice(0, 3).concat(['Last']),
      totals,
    };
  });
}

export function partOf(tables: readonly CaseTable[], table: CaseTable): string {
  return `xl/tables/table${tables.indexOf(table) + 1}.xml`;
}

/** The first table of a sheet begins in AA, further ones right of it; the last column is calculated. */
function leftOf(table: CaseTable): number {
  return table.name.endsWith('2') ? 34 : 27;
}

export function putTable(cells: Cells, dice: Dice, table: CaseTable): void {
  const left = leftOf(table);
  const body = table.totals ? table.last - 1 : table.last;
  table.columns.forEach((name, at) => {
    const column = left + at;
    cells.put(column, table.first, ' t="str"', `<v>${xml(name)}</v>`);
    for (let row = table.first + 1; row <= body; row++) {
      if (at < table.columns.length - 1) cells.put(column, row, '', `<v>${dice.int(1, 50)}</v>`);
      else cells.put(column, row, '', `<f>${xml(calculated(table))}</f>`);
    }
    if (table.totals) cells.put(column, table.last, '', `<f>${xml(total(table, name))}</f>`);
  });
}

function specified(name: string): string {
  return name.replace(/['#[\]@]/g, "'$&");
}

function calculated(table: CaseTable): string {
  return table.columns.length === 1 ? '1+ROW()' : `${table.name}[[#This Row],[${specified(table.columns[0]!)}]]*2`;
}

function total(table: CaseTable, name: string): string {
  return `SUBTOTAL(109,${table.name}[${specified(name)}])`;
}

export function tableXml(table: CaseTable, id: number): string {
  const { name, first, last, columns, totals } = table;
  const left = leftOf(table);
  const right = letters(left + columns.length - 1);
  const filter = `<autoFilter ref="${letters(left)}${first}:${right}${totals ? last - 1 : last}"/>`;
  const items = columns.map((column, at) => {
    const formula =
      at === columns.length - 1 ? `<calculatedColumnFormula>${xml(calculated(table))}</calculatedColumnFormula>` : '';
    const foot = totals ? `<totalsRowFormula>${xml(total(table, column))}</totalsRowFormula>` : '';
    return `<tableColumn id="${at + 1}" name="${attribute(column)}"${totals ? ' totalsRowFunction="custom"' : ''}>${formula}${foot}</tableColumn>`;
  });
  const rows = totals ? 'totalsRowCount="1"' : 'totalsRowShown="0"';
  return `<table xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" id="${id}" name="${name}" displayName="${name}" ref="${letters(left)}${first}:${right}${last}" ${rows}>${filter}<tableColumns count="${columns.length}">${items.join('')}</tableColumns></table>`;
}

export function tableList(count: number): string {
  if (count === 0) return '';
  const parts = Array.from({ length: count }, (_, at) => `<tablePart r:id="rId${at + 1}"/>`);
  return `<tableParts count="${count}">${parts.join('')}</tableParts>`;
}
