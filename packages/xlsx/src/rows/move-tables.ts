/** Tables, their filters and column formulas (ECMA-376 Part 1 §18.5), and single mapped cells (§18.6). */

import { isRelation, relationPrefix } from '../structure/dialect.ts';
import { removeOrphans } from '../structure/orphans.ts';
import { tableParts } from '../structure/tables.ts';
import { attribute, child, descendants, parseTree, type XmlElement } from '../xml/element-tree.ts';
import { PartEdit } from './part-edit.ts';
import type { RowPlan } from './row-plan.ts';
import { moveFormulaText } from './sheet-shell.ts';
import { shiftRange } from './shift-ranges.ts';

const ranged = new Set(['table', 'autoFilter', 'sortState', 'sortCondition']);
const formulas = new Set(['calculatedColumnFormula', 'totalsRowFormula']);

export function moveTables(plan: RowPlan): void {
  const { pkg, sheet, shift } = plan;
  for (const part of tableParts(pkg, sheet.part)) {
    const edit = new PartEdit(parseTree(pkg.text(part)));
    const root = edit.tree.root;
    if (shiftRange(edit.attribute(root, 'ref') ?? '', shift) === undefined) {
      dropTable(plan, part);
      continue;
    }
    for (const element of [root, ...descendants(root)]) {
      if (ranged.has(element.local)) moveRef(edit, element, plan);
      else if (formulas.has(element.local)) moveFormulaText(edit, element, { formulaSheet: sheet.name }, plan);
    }
    pkg.put(part, edit.apply(), 'table moves with its rows');
  }
  moveSingleCells(plan);
}

function moveRef(edit: PartEdit, element: XmlElement, { shift }: RowPlan): void {
  const before = edit.attribute(element, 'ref');
  if (before === undefined) return;
  const after = shiftRange(before, shift);
  if (after === undefined) edit.remove(element);
  else if (after !== before) edit.set(element, 'ref', after);
}

/** All rows of a table are deleted: so is the table. */
function dropTable({ pkg, sheet }: RowPlan, part: string): void {
  const relation = pkg.relationships(sheet.part).find((r) => r.target === part && isRelation(r.type, 'table'));
  if (relation === undefined) return;
  const edit = new PartEdit(parseTree(pkg.text(sheet.part), ['sheetData']));
  const list = child(edit.tree.root, 'tableParts');
  for (const item of list?.children ?? []) {
    const id = attribute(edit.tree, item, `${relationPrefix(item) ?? 'r'}:id`);
    if (id !== relation.id) continue;
    if (list!.children.length === 1) edit.splices.remove(list!.start, list!.end);
    else edit.remove(item);
  }
  pkg.put(sheet.part, edit.apply(), 'a table was deleted with its rows');
  pkg.unrelate(sheet.part, relation.id);
  removeOrphans(pkg, [part], 'deleted with its rows');
}

function moveSingleCells({ pkg, sheet, shift }: RowPlan): void {
  for (const relation of pkg.relationships(sheet.part)) {
    if (!isRelation(relation.type, 'tableSingleCells') || !pkg.has(relation.target)) continue;
    const edit = new PartEdit(parseTree(pkg.text(relation.target)));
    for (const cell of edit.tree.root.children) {
      const before = edit.attribute(cell, 'r') ?? '';
      const after = shiftRange(before, shift);
      if (after === undefined) edit.remove(cell);
      else if (after !== before) edit.set(cell, 'r', after);
    }
    pkg.put(relation.target, edit.apply(), 'mapped cells move with their rows');
  }
}
