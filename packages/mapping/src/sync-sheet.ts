import type { PlanWarning } from '@sprintforge/core';
import type { SheetCell, SheetContent, Workbook, Worksheet } from '@sprintforge/xlsx';
import type { HandOut, ReadNotice, SheetChoice, SyncSheetConflict } from './api.ts';
import { findOwn, ownName, SYNC_SHEET } from './layout/sheet-names.ts';
import { choiceWords } from './layout/words.ts';

/** Headers of the conflict table; the last two carry what a choice must bring back (rule R4). */
const HEADERS = [
  'Task ID',
  'Task',
  'Field',
  'Mine',
  'Server',
  'Base',
  'Choice',
  'Custom value',
  'Conflict',
  'Seen',
] as const;
type Header = (typeof HEADERS)[number];

const LEGEND = [
  'Coloured rows were changed by others since this copy last synced; the columns Sync Status, Changed By and Changed At say how.',
  'Mine is what this workbook said, Server what the project holds now, Base what both started from.',
  'Choose Mine, Server, Base or Custom beside a conflict and sync again. A blank choice decides nothing.',
] as const;

interface Line {
  readonly cells: readonly (SheetCell | null)[];
}

/** Puts the `Sync` sheet: visible when there is something to decide or tell, else hidden (and not made). */
export function writeSyncSheet(workbook: Workbook, handOut: HandOut): void {
  const something = handOut.conflicts.length + handOut.refused.length + handOut.warnings.length > 0;
  if (!something && findOwn(workbook, SYNC_SHEET) === undefined) return;
  const bold = workbook.style({ bold: true });
  const header = workbook.style({ bold: true, fillColor: 'D9E2F3' });
  const choice = workbook.style({ fillColor: 'FFF2CC' });
  const lines: Line[] = [
    { cells: [{ value: SYNC_SHEET.mark, style: bold }] },
    ...LEGEND.map((value) => ({ cells: [{ value }] })),
    { cells: [] },
  ];
  const first = lines.length + 3;
  if (handOut.conflicts.length > 0) lines.push(...conflictLines(handOut.conflicts, bold, header, choice));
  if (handOut.refused.length > 0) lines.push(...refusedLines(handOut, bold, header));
  if (handOut.warnings.length > 0) lines.push(...warningLines(handOut.warnings, bold, header));
  const content: SheetContent = {
    rows: lines.map((line) => line.cells),
    columns: [14, 32, 14, 24, 24, 24, 12, 24].map((width) => ({ width })),
    tabColor: 'FFC000',
    ...(handOut.conflicts.length > 0
      ? {
          validations: [
            { range: `G${first}:G${first + handOut.conflicts.length - 1}`, list: Object.keys(choiceWords).join(',') },
          ],
        }
      : {}),
  };
  const sheet = workbook.putSheet(ownName(workbook, SYNC_SHEET), content, something ? 'visible' : 'hidden');
  for (const column of [9, 10]) workbook.setColumn(sheet.name, column, { hidden: true });
}

function conflictLines(conflicts: readonly SyncSheetConflict[], bold: number, header: number, choice: number): Line[] {
  return [
    { cells: [{ value: 'Conflicts', style: bold }] },
    { cells: HEADERS.map((value) => ({ value, style: header })) },
    ...conflicts.map((conflict) => ({
      cells: [
        ...[conflict.taskId, conflict.taskName, conflict.field, conflict.mine, conflict.server, conflict.base].map(
          (value) => ({ value }),
        ),
        { style: choice },
        { style: choice },
        { value: conflict.id },
        { value: conflict.seen },
      ],
    })),
    { cells: [] },
  ];
}

function refusedLines({ refused }: HandOut, bold: number, header: number): Line[] {
  return [
    { cells: [{ value: 'Cells that could not be read', style: bold }] },
    { cells: ['Task ID', 'Cell', 'Field', 'Found', 'Expected', 'Code'].map((value) => ({ value, style: header })) },
    ...refused.map((cell) => ({
      cells: [cell.task_id ?? '', `${cell.sheet}!${cell.cell}`, cell.field, cell.found, cell.expected, cell.code].map(
        (value) => ({ value }),
      ),
    })),
    { cells: [] },
  ];
}

function warningLines(warnings: readonly (PlanWarning | ReadNotice)[], bold: number, header: number): Line[] {
  return [
    { cells: [{ value: 'Warnings', style: bold }] },
    { cells: ['Task ID', 'What', 'Code', 'Cell'].map((value) => ({ value, style: header })) },
    ...warnings.map((warning) => ({
      cells: [
        { value: ('taskId' in warning ? warning.taskId : warning.task_id) ?? '' },
        { value: warning.message },
        { value: warning.code },
        { value: ('cell' in warning ? warning.cell : '') ?? '' },
      ],
    })),
  ];
}

/** The decisions that a person made on the `Sync` sheet (rule R4); a blank choice is none. */
export function readChoices(workbook: Workbook): readonly SheetChoice[] {
  const sheet = findOwn(workbook, SYNC_SHEET);
  const table = sheet && findTable(sheet);
  if (sheet === undefined || table === undefined) return [];
  const choices: SheetChoice[] = [];
  for (const row of sheet.rows()) {
    if (row <= table.headerRow) continue;
    const read = (header: Header) => text(sheet, row, table.columns.get(header));
    if (read('Conflict') === '') break;
    const choice = sideOf(read('Choice'));
    if (choice === undefined) continue;
    const custom = choice === 'custom' ? { value: read('Custom value') } : {};
    choices.push({ conflictId: read('Conflict'), choice, seen: read('Seen'), ...custom });
  }
  return choices;
}

function findTable(sheet: Worksheet): { headerRow: number; columns: ReadonlyMap<string, number> } | undefined {
  for (const row of sheet.rows()) {
    const columns = new Map(sheet.row(row).map((cell) => [String(cell.value ?? ''), cell.column]));
    if ((['Conflict', 'Choice', 'Seen'] as const).every((header) => columns.has(header)))
      return { headerRow: row, columns };
  }
  return undefined;
}

function sideOf(word: string): SheetChoice['choice'] | undefined {
  const known = Object.entries(choiceWords).find(([name]) => name.toLowerCase() === word.trim().toLowerCase());
  return known?.[1];
}

function text(sheet: Worksheet, row: number, column: number | undefined): string {
  const cell = column === undefined ? undefined : sheet.cell(row, column);
  return cell === undefined || cell.value === null ? '' : sheet.displayText(cell);
}
