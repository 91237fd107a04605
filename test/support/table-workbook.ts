/** Workbooks from tables of text, and back: what the stories in `scenarios/` are written in. */
import { emptySnapshot } from '@sprintforge/core';
import { newWorkbook } from '@sprintforge/mapping';
import { dateToSerial, openWorkbook, type SheetCell, type Workbook } from '@sprintforge/xlsx';

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const PERCENT = /^(\d+)%$/;

/**
 * One line a row, tabs between cells. `2026-03-02` is a date cell, `50%` a percent, `7` a number, `'7` text, `=…` a formula
 * whose result stands behind ` → `; all else is text.
 */
export async function workbookOf(table: string, sheet = 'Plan'): Promise<Uint8Array> {
  const workbook = openWorkbook(await newWorkbook(emptySnapshot(), 'tasks', 'Story'));
  const others = workbook.sheets.map(({ name }) => name);
  const rows = table.trimEnd().split('\n');
  workbook.putSheet(sheet, { rows: rows.map((line) => line.split('\t').map((text) => cellOf(workbook, text))) });
  for (const other of others) workbook.removeSheet(other);
  return workbook.toBytes();
}

function cellOf(workbook: Workbook, text: string): SheetCell | null {
  if (text === '') return null;
  if (DATE.test(text))
    return { value: dateToSerial(text, false), style: workbook.style({ numberFormat: 'yyyy-mm-dd' }) };
  const percent = PERCENT.exec(text);
  if (percent) return { value: Number(percent[1]) / 100, style: workbook.style({ numberFormat: '0%' }) };
  if (text.startsWith("'")) return { value: text.slice(1) };
  if (text.startsWith('=')) {
    const [formula = '', result = ''] = text.slice(1).split(' → ');
    return { formula, value: scalar(result) };
  }
  return { value: scalar(text) };
}

const scalar = (text: string): string | number => (text !== '' && Number.isFinite(Number(text)) ? Number(text) : text);

/** The table of a sheet in the same notation, so that both can be compared as text. */
export function tableOf(bytes: Uint8Array, sheet = 'Plan'): string {
  const found = openWorkbook(bytes).sheet(sheet);
  if (!found) throw new Error(`no sheet ${sheet}`);
  const lines: string[] = [];
  for (let row = 1; row <= found.lastRow; row++) {
    const texts = Array.from({ length: found.lastColumn }, (_, at) => {
      const cell = found.cell(row, at + 1);
      if (!cell) return '';
      const shown = found.displayText(cell);
      if (cell.formula) return `=${cell.formula.text} → ${shown}`;
      return typeof cell.value === 'string' && scalar(cell.value) !== cell.value ? `'${shown}` : shown;
    });
    lines.push(texts.join('\t').trimEnd());
  }
  return lines.join('\n').trimEnd();
}
