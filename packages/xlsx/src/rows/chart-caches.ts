/**
 * The values that charts keep of their cells (ECMA-376 Part 1 §21.2.2.122 numCache, §21.2.2.201 strCache, and `cx:lvl`
 * of [MS-ODRAWXML] 2.24.3.47): points are numbered by their cell within the reference. Points of deleted rows go, those
 * behind are numbered anew, new rows have none yet. Where that cannot be told the cache goes: programs then read the cells.
 */
import { compileFormula, type ReferencePiece } from '../formula/compiled.ts';
import type { RowShift } from '../formula/row-shift.ts';
import { pointsTo } from '../formula/sheet-prefix.ts';
import { shiftArea } from '../formula/shift-formula.ts';
import { child, childrenOf, descendants, textOf, type XmlElement } from '../xml/element-tree.ts';
import type { PartEdit } from './part-edit.ts';
import type { RowPlan } from './row-plan.ts';

const caches = new Set(['numCache', 'strCache', 'multiLvlStrCache', 'dlblRangeCache', 'lvl']);

/** Reads the formulas as they were: before or behind their own move. */
export function moveChartCaches(edit: PartEdit, { shift }: RowPlan): void {
  for (const formula of descendants(edit.tree.root)) {
    if (formula.local === 'ser') moveFormattedPoints(edit, formula, shift);
    if (formula.local !== 'f' || formula.parent === undefined) continue;
    for (const cache of formula.parent.children.filter((element) => caches.has(element.local))) {
      moveCache(edit, cache, textOf(edit.tree, formula), shift);
    }
  }
}

function moveCache(edit: PartEdit, cache: XmlElement, formula: string, shift: RowShift): void {
  const count = pointCount(edit, cache);
  const renumbered = renumber(formula, count, shift);
  if (renumbered === 'same') return;
  if (renumbered === 'unknown') {
    edit.remove(cache);
    return;
  }
  setPointCount(edit, cache, renumbered.count);
  for (const level of cache.local === 'multiLvlStrCache' ? childrenOf(cache, 'lvl') : [cache]) {
    for (const point of childrenOf(level, 'pt')) {
      const to = renumbered.to[Number(edit.attribute(point, 'idx'))] ?? -1;
      if (to < 0) edit.remove(point);
      else edit.set(point, 'idx', String(to));
    }
  }
}

/**
 * Points and labels with a format of their own (§21.2.2.39 dPt, §21.2.2.47 dLbl) go with their data, as Excel's setting
 * "properties follow chart data point" has it.
 */
function moveFormattedPoints(edit: PartEdit, series: XmlElement, shift: RowShift): void {
  const values = child(series, 'val') ?? child(series, 'yVal');
  const reference = values === undefined ? undefined : child(values, 'numRef');
  const formula = reference === undefined ? undefined : child(reference, 'f');
  const cache = reference === undefined ? undefined : child(reference, 'numCache');
  if (formula === undefined || cache === undefined) return;
  const renumbered = renumber(textOf(edit.tree, formula), pointCount(edit, cache), shift);
  if (typeof renumbered === 'string') return;
  const labels = child(series, 'dLbls');
  const points = [...childrenOf(series, 'dPt'), ...(labels === undefined ? [] : childrenOf(labels, 'dLbl'))];
  for (const point of points) {
    const index = child(point, 'idx');
    if (index === undefined) continue;
    const to = renumbered.to[Number(edit.attribute(index, 'val'))] ?? -1;
    if (to < 0) edit.remove(point);
    else edit.set(index, 'val', String(to));
  }
}

/** `<c:ptCount val="9"/>`, or `ptCount="9"` of chartex. */
function pointCount(edit: PartEdit, cache: XmlElement): number {
  const element = child(cache, 'ptCount');
  const text = element === undefined ? edit.attribute(cache, 'ptCount') : edit.attribute(element, 'val');
  return Number(text ?? Number.NaN);
}

function setPointCount(edit: PartEdit, cache: XmlElement, count: number): void {
  const element = child(cache, 'ptCount');
  if (element === undefined) edit.set(cache, 'ptCount', String(count));
  else edit.set(element, 'val', String(count));
}

interface Renumbering {
  /** New number by old number; -1 for points that are gone. */
  readonly to: readonly number[];
  readonly count: number;
}

/** Of all cells of a reference, or of several in brackets: they are numbered one after the other. */
function renumber(formula: string, count: number, shift: RowShift): Renumbering | 'same' | 'unknown' {
  const pieces = compileFormula(formula).pieces.filter((piece) => typeof piece !== 'string');
  if (!pieces.some((piece) => isMoved(piece, shift))) return 'same';
  const to: number[] = [];
  let offset = 0;
  for (const piece of pieces) {
    const cells = renumberPiece(piece, count, shift);
    if (cells === undefined) return 'unknown';
    for (const cell of cells.to) to.push(cell < 0 ? -1 : cell + offset);
    offset += cells.count;
  }
  return to.length === count ? { to, count: offset } : 'unknown';
}

/** Does more happen to it than that all of it moves alike? */
function isMoved({ prefix, area }: ReferencePiece, shift: RowShift): boolean {
  if (!pointsTo(prefix, shift.sheet, undefined)) return false;
  const bottom = area.last?.row ?? area.first.row;
  const moved = area.first.row === 0 ? undefined : shiftArea(area, shift);
  if (moved === undefined) return true;
  const height = (moved.last?.row ?? moved.first.row) - moved.first.row;
  return height !== bottom - area.first.row || shift.uniform(area.first.row, bottom) === undefined;
}

/** Undefined where cells are not numbered by their row alone. */
function renumberPiece(piece: ReferencePiece, count: number, shift: RowShift): Renumbering | undefined {
  const { area, prefix } = piece;
  const last = area.last ?? area.first;
  if (area.first.row === 0 || area.first.column === 0) return undefined;
  const height = last.row - area.first.row + 1;
  const width = last.column - area.first.column + 1;
  if (height < 1 || width < 1 || (width > 1 && height > 1 && (height !== count || width === count))) return undefined;
  const moved = pointsTo(prefix, shift.sheet, undefined) ? shiftArea(area, shift) : area;
  if (height === 1) {
    const to = Array.from({ length: width }, (_, index) => (moved === undefined ? -1 : index));
    return { to, count: moved === undefined ? 0 : width };
  }
  if (moved === area) return { to: Array.from({ length: height }, (_, index) => index), count: height };
  const top = moved?.first.row ?? 0;
  const to = Array.from({ length: height }, (_, index) => {
    const row = shift.row(area.first.row + index);
    return row === 0 ? -1 : row - top;
  });
  return { to, count: moved === undefined ? 0 : (moved.last ?? moved.first).row - top + 1 };
}
