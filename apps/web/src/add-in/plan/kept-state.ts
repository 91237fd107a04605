/** What this copy last exchanged, kept in the workbook itself (a row of the hidden `_CONFIG`), so that it goes with the file and is one for all who have it open. */
import type { Value } from '@sprintforge/core';
import type { CopyOf } from './copy-of.ts';
import { letter } from './plan-rows.ts';

export interface KeptState {
  readonly copy: string;
  /** The revision that the cells stand at. */
  readonly version: number;
  /** The server's word for it: where an upload of the workbook starts from. */
  readonly receipt?: string;
  /** Cells that stand at something else, by `taskId field`: what they are compared with instead. */
  readonly held: Readonly<Record<string, Value>>;
  /** What the predecessors of a task said then, by Task ID, where that depends on where rows stand or what they are called (rule V9). */
  readonly texts?: Readonly<Record<string, string>>;
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
  const kept = parsed(row.slice(1).map((piece) => String(piece).replace(/^s:/, '')));
  return kept?.copy === copy.copy ? kept : handedOut;
}

/** null: some program cut it off; the cells are then compared with the copy as it was handed out, which loses nothing. */
function parsed(pieces: readonly string[]): KeptState | null {
  try {
    return JSON.parse(pieces.join('')) as KeptState;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Queues the writing; the caller syncs. Each piece begins with a letter, so that none is taken for a formula or number. */
export async function writeState(context: Excel.RequestContext, state: KeptState): Promise<void> {
  const { sheet, at } = await configRows(context);
  if (!sheet) return;
  const text = JSON.stringify(state);
  const pieces = [KEY];
  for (let from = 0; from < text.length; from += CHUNK) pieces.push(`s:${text.slice(from, from + CHUNK)}`);
  // one write: killed before it, the state of before stands whole
  sheet.getRange(`A${at}:${letter(pieces.length)}${at}`).values = [pieces];
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
