import { useState } from 'react';
import { type Selection, within } from './selection.ts';
import type { Sheet } from './sheet.ts';

interface Held {
  readonly selection: Selection;
  /** What the lines were, and the key of the one where the selection is. */
  readonly lines: Sheet['lines'];
  readonly key: string;
}

const start: Selection = { at: { row: 0, column: 0 }, from: { row: 0, column: 0 } };
/** Rows in which a line is looked for that stands elsewhere now. */
const near = 2000;

/** `key`: of the line that is meant, where it comes there only now. */
export type Select = (next: Selection, key?: string) => void;

/** The selection, which stays with its line when rows come and go above it. */
export function useSelection(sheet: Sheet): readonly [Selection, Select] {
  const { lines, fields, keyOf, appends } = sheet;
  const [held, hold] = useState<Held>({ selection: start, lines, key: keyOf(lines[0]) });
  const extent = { rows: Math.max(1, lines.length + (appends ? 1 : 0)), columns: Math.max(1, fields.length) };
  let { selection } = held;
  if (held.lines !== lines) {
    selection = followed(held, sheet);
    hold({ selection, lines, key: held.key === '' ? keyOf(lines[selection.at.row]) : held.key });
  }
  const select: Select = (next, key = keyOf(lines[next.at.row])) => hold({ selection: next, lines, key });
  return [within(selection, extent), select];
}

function followed({ selection, key }: Held, { lines, keyOf }: Sheet): Selection {
  const { at, from } = selection;
  if (key === '' || keyOf(lines[at.row]) === key) return selection;
  const first = Math.max(0, at.row - near);
  const found = lines.slice(first, at.row + near).findIndex((line) => keyOf(line) === key);
  if (found < 0) return selection;
  const row = first + found;
  return { at: { ...at, row }, from: { ...from, row: Math.max(0, from.row + row - at.row) } };
}
