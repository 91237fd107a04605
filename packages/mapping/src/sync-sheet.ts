import type { PlanWarning, Snapshot } from '@sprintforge/core';
import type { SheetCell, SheetContent, Workbook, Worksheet } from '@sprintforge/xlsx';
import type { HandOut, ReadNotice, SheetChoice, SyncSheetConflict } from './api.ts';
import { allCatalogues, type Catalogue, catalogueOf, type SyncWord } from './layout/catalogue.ts';
import { findOwn, ownName, SYNC_SHEET } from './layout/sheet-names.ts';

/** Columns of the conflict table; the last two carry what a choice must bring back (rule R4). */
const COLUMNS = [
  'taskId',
  'task',
  'field',
  'mine',
  'server',
  'base',
  'choice',
  'custom',
  'conflict',
  'seen',
] as const satisfies readonly SyncWord[];
type Column = (typeof COLUMNS)[number];

interface Line {
  readonly cells: readonly (SheetCell | null)[];
}

/** Puts the `Sync` sheet: visible when there is something to decide or tell, else hidden (and not made). */
export function writeSyncSheet(workbook: Workbook, handOut: HandOut, target: Snapshot): void {
  const something = handOut.conflicts.length + handOut.refused.length + handOut.warnings.length > 0;
  if (!something && findOwn(workbook, SYNC_SHEET) === undefined) return;
  const words = catalogueOf(handOut.locale);
  const look: Look = {
    words,
    names: (id) => String(target.tasks.get(id ?? '')?.fields['name'] ?? ''),
    bold: workbook.style({ bold: true }),
    header: workbook.style({ bold: true, fillColor: 'D9E2F3' }),
    choice: workbook.style({ fillColor: 'FFF2CC' }),
  };
  const lines: Line[] = [
    { cells: [{ value: SYNC_SHEET.mark, style: look.bold }] },
    ...words.legend.map((value) => ({ cells: [{ value }] })),
    { cells: [] },
  ];
  const first = lines.length + 3;
  if (handOut.conflicts.length > 0) lines.push(...conflictLines(handOut.conflicts, look));
  if (handOut.refused.length > 0) lines.push(...refusedLines(handOut, look));
  if (handOut.warnings.length > 0) lines.push(...warningLines(handOut.warnings, look));
  const content: SheetContent = {
    rows: lines.map((line) => line.cells),
    columns: [14, 32, 14, 24, 24, 24, 12, 24].map((width) => ({ width })),
    tabColor: 'FFC000',
    ...(handOut.conflicts.length > 0
      ? {
          validations: [
            {
              range: `G${first}:G${first + handOut.conflicts.length - 1}`,
              list: Object.values(words.choices).join(','),
            },
          ],
        }
      : {}),
  };
  const sheet = workbook.putSheet(ownName(workbook, SYNC_SHEET), content, something ? 'visible' : 'hidden');
  for (const column of [9, 10]) workbook.setColumn(sheet.name, column, { hidden: true });
}

interface Look {
  readonly words: Catalogue;
  /** Name of a task; '' where there is none. */
  readonly names: (id: string | null | undefined) => string;
  readonly bold: number;
  readonly header: number;
  readonly choice: number;
}

/** Title and header of a table. */
function head({ words, bold, header }: Look, title: SyncWord, columns: readonly SyncWord[]): Line[] {
  return [
    { cells: [{ value: words.sync[title], style: bold }] },
    { cells: columns.map((column) => ({ value: words.sync[column], style: header })) },
  ];
}

const texts = (values: readonly string[]): SheetCell[] => values.map((value) => ({ value }));

function conflictLines(conflicts: readonly SyncSheetConflict[], look: Look): Line[] {
  return [
    ...head(look, 'conflicts', COLUMNS),
    ...conflicts.map(({ taskId, taskName, field, mine, server, base, id, seen }) => ({
      cells: [
        ...texts([taskId, taskName, field, mine, server, base]),
        { style: look.choice },
        { style: look.choice },
        ...texts([id, seen]),
      ],
    })),
    { cells: [] },
  ];
}

function refusedLines({ refused }: HandOut, look: Look): Line[] {
  return [
    ...head(look, 'refused', ['taskId', 'task', 'field', 'cell', 'found', 'expected', 'code']),
    ...refused.map(({ task_id: id, sheet, cell, field, found, expected, code }) => ({
      cells: texts([id ?? '', look.names(id), field, `${sheet}!${cell}`, found, expected, code]),
    })),
    { cells: [] },
  ];
}

function warningLines(warnings: readonly (PlanWarning | ReadNotice)[], look: Look): Line[] {
  return [
    ...head(look, 'warnings', ['taskId', 'task', 'cell', 'what', 'code']),
    ...warnings.map((warning) => {
      const id = 'taskId' in warning ? warning.taskId : warning.task_id;
      const cell = 'cell' in warning ? warning.cell : undefined;
      return { cells: texts([id ?? '', look.names(id), cell ?? '', warning.message, warning.code]) };
    }),
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
    const read = (column: Column) => text(sheet, row, table.columns.get(table.words.sync[column]));
    if (read('conflict') === '') break;
    const choice = sideOf(read('choice'));
    if (choice === undefined) continue;
    const custom = choice === 'custom' ? { value: read('custom') } : {};
    choices.push({ conflictId: read('conflict'), choice, seen: read('seen'), ...custom });
  }
  return choices;
}

interface ConflictTable {
  readonly headerRow: number;
  readonly columns: ReadonlyMap<string, number>;
  readonly words: Catalogue;
}

/** In whatever language it was written. */
function findTable(sheet: Worksheet): ConflictTable | undefined {
  for (const row of sheet.rows()) {
    const columns = new Map(sheet.row(row).map((cell) => [String(cell.value ?? ''), cell.column]));
    const words = allCatalogues.find(({ sync }) =>
      (['conflict', 'choice', 'seen'] as const).every((column) => columns.has(sync[column])),
    );
    if (words !== undefined) return { headerRow: row, columns, words };
  }
  return undefined;
}

/** A word of any language: somebody else may have filled it in. */
function sideOf(word: string): SheetChoice['choice'] | undefined {
  const wanted = word.trim().toLowerCase();
  for (const { choices } of allCatalogues)
    for (const side of ['theirs', 'ours', 'base', 'custom'] as const)
      if (choices[side].toLowerCase() === wanted) return side;
  return undefined;
}

function text(sheet: Worksheet, row: number, column: number | undefined): string {
  const cell = column === undefined ? undefined : sheet.cell(row, column);
  return cell === undefined || cell.value === null ? '' : sheet.displayText(cell);
}
