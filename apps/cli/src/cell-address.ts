/** `Sheet!D14` as people type it, with quotes around a sheet name where Excel wants them. */
import type { Workbook } from '@sprintforge/xlsx';
import { CliError } from './failure.ts';

export interface SheetAndRest {
  readonly sheet: string;
  /** What stands after the `!`. */
  readonly rest: string;
}

/** `'My Sheet'!A1=x` → sheet `My Sheet`, rest `A1=x`. A quote inside quotes is doubled, as in Excel. */
export function splitSheet(text: string): SheetAndRest {
  const quoted = /^'((?:[^']|'')+)'!(.*)$/s.exec(text);
  if (quoted) return { sheet: quoted[1]!.replaceAll("''", "'"), rest: quoted[2]! };
  const plain = /^([^!=']+)!(.*)$/s.exec(text);
  if (plain) return { sheet: plain[1]!, rest: plain[2]! };
  throw new CliError('BAD_ARGUMENT', `${text} does not name a sheet: write Sheet!D14, or 'My Sheet'!D14`, {
    argument: text,
  });
}

/** The sheet's own spelling of its name; throws when the workbook has none of that name. */
export function sheetName(workbook: Workbook, given: string): string {
  const sheet = workbook.sheet(given);
  if (sheet) return sheet.name;
  const names = workbook.sheets.map((one) => one.name).join(', ');
  throw new CliError('BAD_ARGUMENT', `there is no sheet ${given}; the workbook has: ${names}`, { sheet: given });
}
