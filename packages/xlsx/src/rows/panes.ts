/** Frozen panes (ECMA-376 Part 1 §18.3.1.66): rows inserted or deleted among the frozen ones change how many are frozen. */
import { parseArea, writeArea } from '../formula/area.ts';
import { MAX_ROW } from '../sheet/reference.ts';
import { descendants, type XmlElement } from '../xml/element-tree.ts';
import type { PartEdit } from './part-edit.ts';
import type { RowPlan } from './row-plan.ts';
import { shiftPlace } from './shift-ranges.ts';

export function movePanes(edit: PartEdit, plan: RowPlan): void {
  for (const pane of descendants(edit.tree.root)) {
    if (pane.local !== 'pane' || pane.parent === undefined) continue;
    const frozen = frozenRows(edit, pane);
    if (frozen === 0) continue;
    const top = parseArea(edit.attribute(pane.parent, 'topLeftCell') ?? 'A1')?.first.row ?? 1;
    const between = moveFrozen(top, frozen, plan.inserting);
    const after = moveFrozen(between.top, between.frozen, plan.deleting);
    if (after.frozen !== frozen) edit.set(pane, 'ySplit', String(after.frozen));
    moveFirstBelow(edit, pane, top + frozen, after.top + after.frozen, plan);
  }
}

function frozenRows(edit: PartEdit, pane: XmlElement): number {
  if (!(edit.attribute(pane, 'state') ?? '').startsWith('frozen')) return 0;
  const frozen = Number(edit.attribute(pane, 'ySplit') ?? 0);
  return Number.isInteger(frozen) && frozen > 0 ? frozen : 0;
}

/** A view that begins at row 1 still does. One row at least stays frozen: a pane of none would be no pane. */
function moveFrozen(top: number, frozen: number, shift: RowPlan['shift']): { top: number; frozen: number } {
  const moved = shift.range(top, top + frozen - 1);
  const newTop = top === 1 ? 1 : shift.rowOrNext(top);
  return { top: newTop, frozen: moved === undefined ? 1 : Math.max(1, moved[1] - newTop + 1) };
}

/** The first row shown below: what is inserted right below the frozen rows is seen, other rows stay where they were. */
function moveFirstBelow(edit: PartEdit, pane: XmlElement, first: number, newFirst: number, plan: RowPlan): void {
  const cell = edit.attribute(pane, 'topLeftCell');
  const area = cell === undefined ? undefined : parseArea(cell);
  if (cell === undefined || area === undefined) return;
  const moved = parseArea(shiftPlace(cell, plan.shift)) ?? area;
  const row = Math.min(area.first.row <= first ? newFirst : Math.max(newFirst, moved.first.row), MAX_ROW);
  if (row !== area.first.row) edit.set(pane, 'topLeftCell', writeArea({ ...area, first: { ...area.first, row } }));
}
