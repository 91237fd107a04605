/** Drawings (ECMA-376 Part 1 §20.5): anchors move with their cells as `editAs` says; rows are 0-based. */
import { isRelation } from '../structure/dialect.ts';
import { child, descendants, parseTree, textOf, type XmlElement } from '../xml/element-tree.ts';
import { PartEdit } from './part-edit.ts';
import type { RowPlan } from './row-plan.ts';

export function moveDrawings(plan: RowPlan): void {
  const { pkg, sheet } = plan;
  for (const { type, target, external } of pkg.relationships(sheet.part)) {
    if (external || !isRelation(type, 'drawing') || !pkg.has(target)) continue;
    const edit = new PartEdit(parseTree(pkg.text(target)));
    for (const element of descendants(edit.tree.root)) {
      if (element.local === 'twoCellAnchor' || element.local === 'oneCellAnchor') moveAnchor(edit, element, plan);
    }
    edit.put(pkg, target, 'drawings move with their rows');
  }
}

/** Also for the anchors of controls and embedded objects in the sheet part, where a flag stands for `editAs`. */
export function moveAnchor(edit: PartEdit, anchor: XmlElement, { shift }: RowPlan): void {
  const how = editAs(edit, anchor);
  if (how === 'absolute') return;
  const from = rowElement(anchor, 'from');
  if (from === undefined) return;
  const top = Number(textOf(edit.tree, from));
  const movedTop = shift.rowOrNext(top + 1) - 1;
  write(edit, from, top, movedTop);
  if (shift.row(top + 1) === 0) toRowTop(edit, anchor, 'from');
  const to = rowElement(anchor, 'to');
  if (to === undefined) return;
  const bottom = Number(textOf(edit.tree, to));
  const movedBottom = how === 'twoCell' ? shift.rowOrNext(bottom + 1) - 1 : bottom + movedTop - top;
  write(edit, to, bottom, Math.max(movedTop, movedBottom));
  if (how === 'twoCell' && shift.row(bottom + 1) === 0) toRowTop(edit, anchor, 'to');
}

/** An end in a deleted row lies at the top of the next row: of an object whose rows all go, nothing but a line is left, as in Excel. */
function toRowTop(edit: PartEdit, anchor: XmlElement, end: 'from' | 'to'): void {
  const corner = child(anchor, end);
  const offset = corner === undefined ? undefined : child(corner, 'rowOff');
  if (offset !== undefined) edit.splices.replace(offset.openEnd, offset.closeStart, '0');
}

function editAs(edit: PartEdit, anchor: XmlElement): string {
  if (anchor.local !== 'anchor') return edit.attribute(anchor, 'editAs') ?? 'twoCell';
  const is = (name: string) => ['1', 'true'].includes(edit.attribute(anchor, name) ?? '');
  if (is('sizeWithCells')) return 'twoCell';
  return is('moveWithCells') ? 'oneCell' : 'absolute';
}

function rowElement(anchor: XmlElement, end: 'from' | 'to'): XmlElement | undefined {
  const corner = child(anchor, end);
  return corner === undefined ? undefined : child(corner, 'row');
}

function write(edit: PartEdit, element: XmlElement, before: number, after: number): void {
  if (Number.isInteger(before) && after !== before) {
    edit.splices.replace(element.openEnd, element.closeStart, String(after));
  }
}
