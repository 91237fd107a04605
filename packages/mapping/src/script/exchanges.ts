/** To what version programs that work in a copy say they have brought it: the Office Script in `_HASH`, the add-in in `_CONFIG`. */
import { PREDECESSORS, type Value } from '@sprintforge/core';
import type { Workbook } from '@sprintforge/xlsx';
import type { HeldCell } from '../identify/brought-forward.ts';
import { CONFIG_SHEET, findOwn } from '../layout/sheet-names.ts';
import { readHeldTexts, readScriptVersion, type ScriptVersion } from './store.ts';

/** Whether it is true is told by its receipt. */
export interface Exchange extends ScriptVersion {
  /** Cells that stand at something else. */
  readonly held: readonly HeldCell[];
}

/** The row of `_CONFIG` that the add-in keeps its state in, in pieces. */
const ADD_IN = 'add_in_state';

/** The newest first. */
export function readExchanges(workbook: Workbook): readonly Exchange[] {
  const script = readScriptVersion(workbook);
  const addIn = readAddInState(workbook);
  const found = [...(script ? [{ ...script, held: readHeldTexts(workbook) }] : []), ...(addIn ? [addIn] : [])];
  return found.sort((a, b) => b.version - a.version);
}

function readAddInState(workbook: Workbook): Exchange | undefined {
  const sheet = findOwn(workbook, CONFIG_SHEET);
  const row = sheet && [...sheet.rows()].find((at) => sheet.cell(at, 1)?.value === ADD_IN);
  if (sheet === undefined || row === undefined) return undefined;
  const pieces = Array.from({ length: sheet.lastColumn - 1 }, (_, at) => sheet.cell(row, at + 2)?.value ?? '');
  try {
    const { version, copy, receipt, held, texts } = JSON.parse(pieces.map((piece) => String(piece).slice(2)).join(''));
    if (!Number.isSafeInteger(version) || typeof copy !== 'string' || typeof receipt !== 'string') return undefined;
    return { version, copy, receipt, held: [...heldCells(held), ...heldTexts(texts)] };
  } catch {
    return undefined; // a damaged one says nothing: the copy is what was signed
  }
}

/** By `taskId field`. */
function heldCells(held: unknown): HeldCell[] {
  return Object.entries(typeof held === 'object' && held !== null ? held : {}).flatMap(([key, value]) => {
    const [id = '', field = ''] = key.split(' ');
    return isValue(value) ? [{ id, field, value }] : [];
  });
}

/** What the predecessors of a task were last seen to say, by Task ID. */
const heldTexts = (texts: unknown): HeldCell[] =>
  Object.entries(typeof texts === 'object' && texts !== null ? texts : {}).flatMap(([id, value]) =>
    isValue(value) ? [{ id, field: PREDECESSORS, value }] : [],
  );

const isValue = (value: unknown): value is Value =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);
