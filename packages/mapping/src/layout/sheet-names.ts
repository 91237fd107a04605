import type { Workbook, Worksheet } from '@sprintforge/xlsx';

/** Our sheets, each with the text of A1 by which it is known as ours (a person's own sheet of that name stays theirs). */
export const META_SHEET = { name: '_SYNC_META', mark: 'sprintforge' } as const;
export const HISTORY_SHEET = { name: '_VERSION_HISTORY', mark: 'Revision' } as const;
export const CONFIG_SHEET = { name: '_CONFIG', mark: 'project_id' } as const;
export const STATUS_SHEET = { name: '_SYNC_STATUS', mark: 'Task ID' } as const;
export const HASH_SHEET = { name: '_HASH', mark: 'Task ID' } as const;
export const SYNC_SHEET = { name: 'Sync', mark: 'SprintForge Sync' } as const;

export interface OwnSheet {
  readonly name: string;
  readonly mark: string;
}

/** Our sheet in this workbook, also under the name it got when the usual one was taken. */
export function findOwn(workbook: Workbook, own: OwnSheet): Worksheet | undefined {
  return [own.name, spareName(own)].map((name) => workbook.sheet(name)).find((sheet) => sheet && isOwn(sheet, own));
}

/** The name to write our sheet under: never that of a sheet of the person's own. */
export function ownName(workbook: Workbook, own: OwnSheet): string {
  const sheet = workbook.sheet(own.name);
  return sheet === undefined || isOwn(sheet, own) ? own.name : spareName(own);
}

function spareName(own: OwnSheet): string {
  return `${own.name} (SprintForge)`;
}

function isOwn(sheet: Worksheet, own: OwnSheet): boolean {
  return sheet.lastRow === 0 || sheet.cell(1, 1)?.value === own.mark;
}
