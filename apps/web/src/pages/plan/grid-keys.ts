/** Keys of the grid that do something to cells or rows, as in Excel and Project. Pure. */
import type { Shift } from './sheet-edits.ts';

export type GridAction =
  | { readonly does: 'edit' /** What was typed; null: what stands there is edited. */; readonly typed: string | null }
  | { readonly does: 'clear' | 'undo' | 'redo' | 'fill' | 'insert' | 'remove' | 'open' | 'close' }
  | { readonly does: 'shift'; readonly shift: Shift };

export interface PressedKey {
  readonly key: string;
  readonly ctrl: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
}

const withAltShift: Readonly<Record<string, GridAction>> = {
  ArrowRight: { does: 'shift', shift: 'indent' },
  ArrowLeft: { does: 'shift', shift: 'outdent' },
  ArrowUp: { does: 'shift', shift: 'up' },
  ArrowDown: { does: 'shift', shift: 'down' },
  '+': { does: 'open' },
  '*': { does: 'open' },
  '-': { does: 'close' },
  _: { does: 'close' },
};

const withCtrl: Readonly<Record<string, GridAction>> = {
  z: { does: 'undo' },
  y: { does: 'redo' },
  d: { does: 'fill' },
  '+': { does: 'insert' },
  '=': { does: 'insert' },
  '-': { does: 'remove' },
};

const withCtrlShift: Readonly<Record<string, GridAction>> = { z: { does: 'redo' } };

const alone: Readonly<Record<string, GridAction>> = {
  F2: { does: 'edit', typed: null },
  Delete: { does: 'clear' },
  Backspace: { does: 'clear' },
  Insert: { does: 'insert' },
  // an input method begins: it writes into the field itself
  Process: { does: 'edit', typed: '' },
};

/** null: no key of this kind. */
export function actionOf({ key, ctrl, shift, alt }: PressedKey): GridAction | null {
  if (alt) return (shift && !ctrl && withAltShift[key]) || null;
  if (ctrl) return (shift && withCtrlShift[key.toLowerCase()]) || (withCtrl[key.toLowerCase()] ?? null);
  return alone[key] ?? (key.length === 1 ? { does: 'edit', typed: key } : null);
}
