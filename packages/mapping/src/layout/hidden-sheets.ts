import type { FieldDefinition, Snapshot } from '@sprintforge/core';
import type { SheetCell, Workbook } from '@sprintforge/xlsx';
import type { HandOut, VersionHistoryRow } from '../api.ts';
import { catalogueOf } from './catalogue.ts';
import { CONFIG_SHEET, findOwn, HISTORY_SHEET, type OwnSheet, ownName, STATUS_SHEET } from './sheet-names.ts';
import { shortInstant } from './system-columns.ts';

type Line = readonly (string | number)[];

/** The sheets that people do not see, but the names, look-ups and the Office Script do (but `_SYNC_META` and `_HASH`). */
export function writeHiddenSheets(workbook: Workbook, target: Snapshot, handOut: HandOut): void {
  put(workbook, HISTORY_SHEET, historyLines(handOut.history));
  put(workbook, CONFIG_SHEET, configLines(handOut));
  put(workbook, STATUS_SHEET, statusLines(handOut, target.fields));
}

function put(workbook: Workbook, own: OwnSheet, lines: readonly Line[]): void {
  const rows: SheetCell[][] = lines.map((line) => line.map((value) => ({ value })));
  workbook.putSheet(ownName(workbook, own), { rows, columns: [{ width: 18 }, { width: 40 }] }, 'hidden');
}

const HISTORY_LENGTH = 50;

function historyLines(history: readonly VersionHistoryRow[]): readonly Line[] {
  const last = [...history].sort((a, b) => b.revision - a.revision).slice(0, HISTORY_LENGTH);
  return [
    ['Revision', 'Time', 'Changes', 'User', 'Hash Before', 'Hash After'],
    ...last.map((row) => [row.revision, row.at, row.changes, row.user, row.hashBefore, row.hashAfter]),
  ];
}

function configLines({ metadata, script }: HandOut): readonly Line[] {
  return [
    ['project_id', metadata.project],
    ['sync_token', script?.token ?? ''],
    ['server_url', metadata.serverUrl],
  ];
}

/** The token that an Office Script syncs with; undefined: none, or what stands there is none of ours. */
export function readSyncToken(workbook: Workbook): string | undefined {
  const value = findOwn(workbook, CONFIG_SHEET)?.cell(2, 2)?.value;
  return typeof value === 'string' && /^sf[a-z]_[\w-]{20,200}$/.test(value) ? value : undefined;
}

function statusLines({ status, locale }: HandOut, fields: readonly FieldDefinition[]): readonly Line[] {
  const words = catalogueOf(locale).status;
  const label = new Map(fields.map((field) => [field.key, field.label]));
  return [
    ['Task ID', 'Status', 'Changed By', 'Changed At', 'Changed Columns'],
    ...[...status].map(([id, row]) => [
      id,
      words[row.status],
      row.changedBy,
      shortInstant(row.changedAt),
      row.fields.map((field) => label.get(field) ?? field).join(', '),
    ]),
  ];
}
