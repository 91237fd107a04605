/** Drawings (ECMA-376 Part 1 §20.5): anchors move with their cells as `editAs` says; rows are 0-based. */
import { shiftFormula } from '../formula/shift-formula.ts';
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
    pkg.put(target, edit.apply(), 'drawings move with their rows');
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
  const to = rowElement(anchor, 'to');
  if (to === undefined) return;
  const bottom = Number(textOf(edit.tree, to));
  const movedBottom = how === 'twoCell' ? shift.rowOrNext(bottom + 1) - 1 : bottom + movedTop - top;
  write(edit, to, bottom, Math.max(movedTop, movedBottom));
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

const linkAttributes = ['textlink', 'fmlaLink', 'fmlaRange', 'fmlaGroup', 'fmlaTxbx', 'cellRange'];

/** Formulas in attributes: text linked to a cell, the linked cell and the list of a form control, camera pictures. */
export function moveLinks(edit: PartEdit, sheet: string | undefined, { shift }: RowPlan): void {
  for (const element of [edit.tree.root, ...descendants(edit.tree.root)]) {
    const tag = edit.tree.text.slice(element.nameEnd, element.openEnd);
    for (const name of linkAttributes) {
      if (!tag.includes(name)) continue;
      const before = edit.attribute(element, name);
      if (before === undefined || before === '') continue;
      const after = shiftFormula(before, { formulaSheet: sheet }, shift);
      if (after !== before) edit.set(element, name, after);
    }
  }
}
