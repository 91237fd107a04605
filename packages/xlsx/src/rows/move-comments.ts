/** Comments (ECMA-376 Part 1 §18.7.3) and threaded comments ([MS-XLSX] 2.6.204): each stands at one cell. */
import { isRelation } from '../structure/dialect.ts';
import { descendants, parseTree } from '../xml/element-tree.ts';
import { PartEdit } from './part-edit.ts';
import type { RowPlan } from './row-plan.ts';
import { shiftRange } from './shift-ranges.ts';

export function moveComments({ pkg, sheet, shift }: RowPlan): void {
  for (const { type, target, external } of pkg.relationships(sheet.part)) {
    if (external || !pkg.has(target)) continue;
    if (!isRelation(type, 'comments') && !isRelation(type, 'threadedComment')) continue;
    const edit = new PartEdit(parseTree(pkg.text(target)));
    for (const element of descendants(edit.tree.root)) {
      if (element.local !== 'comment' && element.local !== 'threadedComment') continue;
      const before = edit.attribute(element, 'ref') ?? '';
      const after = shiftRange(before, shift);
      if (after === undefined) edit.remove(element);
      else if (after !== before) edit.set(element, 'ref', after);
    }
    edit.put(pkg, target, 'comments move with their rows');
  }
}
