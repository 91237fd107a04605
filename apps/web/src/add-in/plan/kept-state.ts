/** What this copy last exchanged, kept in the workbook itself (a row of the hidden `_CONFIG`), so that it goes with the file and is one for all who have it open. */
import type { Value } from '@sprintforge/core';
import type { CopyOf } from './copy-of.ts';

export interface KeptState {
  readonly copy: string;
  /** The revision that the cells stand at. */
  readonly version: number;
  /** Cells that stand at something else, by `taskId field`: what they are compared with instead. */
  readonly held: Readonly<Record<string, Value>>;
}

const KEY = 'add_in_state';
/** Below the 32,767 characters of a cell. */
const CHUNK = 30_000;

export const cellKey = (taskId: string, field: string): string => `${taskId} ${field}`;

/** As handed out, when nothing was exchanged since. */
export async function readState(context: Excel.RequestContext, copy: CopyOf): Promise<KeptState> {
  const handedOut = { copy: copy.copy, version: copy.revision, held: {} };
  const { row } = await configRows(context);
  if (row === undefined) return handedOut;
  const kept = JSON.parse(
    row
      .slice(1)
      .map((piece) => String(piece).replace(/^s:/, ''))
      .join(''),
  ) as KeptState;
  return kept.copy === copy.copy ? kept : handedOut;
}

/** Queues the writing; the caller syncs. Each piece begins with a letter, so that none is taken for a formula or number. */
export async function writeState(context: Excel.RequestContext, state: KeptState): Promise<void> {
  const { sheet, at } = await configRows(context);
  if (!sheet) return;
  const text = JSON.stringify(state);
  const pieces = [KEY];
  for (let from = 0; from < text.length; from += CHUNK) pieces.push(`s:${text.slice(from, from + CHUNK)}`);
  for (const [index, piece] of pieces.entries())
    sheet.getRange(`${String.fromCharCode(65 + index)}${at}`).values = [[piece]];
}

interface ConfigRows {
  readonly sheet?: Excel.Worksheet;
  /** 1-based row of the state, or of the first free one. */
  readonly at: number;
  readonly row?: readonly unknown[];
}

async function configRows(context: Excel.RequestContext): Promise<ConfigRows> {
  const sheet = context.workbook.worksheets.getItemOrNullObject('_CONFIG');
  const used = sheet.getUsedRangeOrNullObject(true);
  used.load('values');
  await context.sync();
  if (used.isNullObject) return { at: 1 };
  const index = used.values.findIndex((row) => row[0] === KEY);
  if (index < 0) return { sheet, at: used.values.length + 1 };
  return { sheet, at: index + 1, row: used.values[index]!.filter((piece) => piece !== '') };
}
