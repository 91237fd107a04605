/** Manual page breaks (ECMA-376 Part 1 §18.3.1.73): `id` is the row above the break. */
import { childrenOf, descendants } from '../xml/element-tree.ts';
import type { PartEdit } from './part-edit.ts';
import type { RowPlan } from './row-plan.ts';

export function moveBreaks(edit: PartEdit, { shift }: RowPlan): void {
  for (const list of descendants(edit.tree.root)) {
    if (list.local !== 'rowBreaks') continue;
    for (const item of childrenOf(list, 'brk')) {
      const id = Number(edit.attribute(item, 'id') ?? 0);
      if (!Number.isInteger(id) || id < 1) continue;
      const below = shift.row(id + 1);
      if (below <= 1) edit.remove(item);
      else if (below - 1 !== id) edit.set(item, 'id', String(below - 1));
    }
  }
}
