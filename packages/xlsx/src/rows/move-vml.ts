/**
 * Legacy drawings (ECMA-376 Part 4 §19.4): notes and form controls. VML need not be well-formed XML, so only the tags
 * that say a place are touched: `<x:Row>` (0-based) and `<x:Anchor>` (left, dx, top row, dy, right, dx, bottom row, dy).
 */

import type { RowShift } from '../formula/row-shift.ts';
import { shiftFormula } from '../formula/shift-formula.ts';
import { isRelation } from '../structure/dialect.ts';
import { Splices } from '../xml/splices.ts';
import { TagScanner } from '../xml/tag-scanner.ts';
import { decodeXml, escapeText } from '../xml/xml-text.ts';
import type { RowPlan } from './row-plan.ts';

export function moveVml({ pkg, sheet, shift }: RowPlan): void {
  for (const { type, target, external } of pkg.relationships(sheet.part)) {
    if (external || !isRelation(type, 'vmlDrawing') || !pkg.has(target)) continue;
    const text = pkg.text(target);
    const moved = moveShapes(text, shift, sheet.name);
    if (moved !== text) pkg.put(target, moved, 'notes and controls move with their rows');
  }
}

interface Leaf {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

const leaves = new Set(['Row', 'Anchor', 'FmlaLink', 'FmlaRange', 'FmlaPict', 'FmlaTxbx', 'FmlaGroup']);

function moveShapes(text: string, shift: RowShift, sheet: string): string {
  const splices = new Splices(text);
  const tags = new TagScanner(text);
  let shape: { start: number; note: boolean; leaves: Leaf[] } | undefined;
  while (tags.next()) {
    const { local } = tags;
    if (local === 'shape' && tags.kind === 'open') shape = { start: tags.start, note: false, leaves: [] };
    else if (shape === undefined) continue;
    else if (local === 'shape' && tags.kind === 'close') {
      moveShape(splices, text, { ...shape, end: tags.end }, shift, sheet);
      shape = undefined;
    } else if (local === 'ClientData' && tags.kind === 'open') {
      shape.note = text.slice(tags.nameEnd, tags.end).includes('"Note"');
    } else if (leaves.has(local) && tags.kind === 'open') {
      shape.leaves.push({ name: local, start: tags.end, end: text.indexOf('<', tags.end) });
    }
  }
  return splices.apply();
}

function moveShape(
  splices: Splices,
  text: string,
  shape: { start: number; end: number; note: boolean; leaves: readonly Leaf[] },
  shift: RowShift,
  sheet: string,
): void {
  const value = (leaf: Leaf) => text.slice(leaf.start, leaf.end);
  const row = shape.leaves.find((leaf) => leaf.name === 'Row');
  if (shape.note && row !== undefined && shift.row(Number(value(row)) + 1) === 0) {
    splices.remove(shape.start, shape.end);
    return;
  }
  // The box of a note goes along with its cell, other boxes with their top.
  const cell = row === undefined ? Number.NaN : Number(value(row));
  const by = shape.note && Number.isInteger(cell) ? shift.rowOrNext(cell + 1) - 1 - cell : undefined;
  for (const leaf of shape.leaves) {
    if (leaf.name === 'Row')
      splices.replace(leaf.start, leaf.end, String(shift.rowOrNext(Number(value(leaf)) + 1) - 1));
    else if (leaf.name === 'Anchor') splices.replace(leaf.start, leaf.end, moveAnchor(value(leaf), by, shift));
    else {
      const formula = decodeXml(value(leaf));
      const moved = shiftFormula(formula, { formulaSheet: sheet }, shift);
      if (moved !== formula) splices.replace(leaf.start, leaf.end, escapeText(moved));
    }
  }
}

/** The box keeps its height: its bottom moves by as much as its top; what stands around the numbers stays. */
function moveAnchor(text: string, given: number | undefined, shift: RowShift): string {
  const pieces = text.split(',');
  const numbers = pieces.map((piece) => Number(piece.trim()));
  if (numbers.length !== 8 || numbers.some((number) => !Number.isFinite(number))) return text;
  const top = numbers[2]!;
  const by = Math.max(-top, given ?? shift.rowOrNext(top + 1) - 1 - top);
  for (const index of [2, 6]) pieces[index] = pieces[index]!.replace(/\S+/, String(numbers[index]! + by));
  return by === 0 ? text : pieces.join(',');
}
