/** Single cells that are mapped to XML (ECMA-376 Part 1 §18.6). */
import { isRelation } from '../structure/dialect.ts';
import { removeOrphans } from '../structure/orphans.ts';
import { parseTree } from '../xml/element-tree.ts';
import { PartEdit } from './part-edit.ts';
import type { RowPlan } from './row-plan.ts';
import { shiftRange } from './shift-ranges.ts';

/** A part of which every cell is deleted goes: it must hold one at least. */
export function moveMappedCells({ pkg, sheet, shift }: RowPlan): void {
  for (const relation of pkg.relationships(sheet.part)) {
    if (!isRelation(relation.type, 'tableSingleCells') || !pkg.has(relation.target)) continue;
    const edit = new PartEdit(parseTree(pkg.text(relation.target)));
    const cells = edit.tree.root.children;
    const moved = cells.map((cell) => shiftRange(edit.attribute(cell, 'r') ?? '', shift));
    if (cells.length > 0 && moved.every((place) => place === undefined)) {
      pkg.unrelate(sheet.part, relation.id);
      removeOrphans(pkg, [relation.target], 'its cells were deleted');
      continue;
    }
    for (const [index, cell] of cells.entries()) {
      const after = moved[index];
      if (after === undefined) edit.remove(cell);
      else if (after !== edit.attribute(cell, 'r')) edit.set(cell, 'r', after);
    }
    edit.put(pkg, relation.target, 'mapped cells move with their rows');
  }
}
