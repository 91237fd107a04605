/** Page breaks (ECMA-376 Part 1 §18.3.1.73): `id` is the row above the break; the row below it carries it along. */
import { childrenOf, descendants, type XmlElement } from '../xml/element-tree.ts';
import type { PartEdit } from './part-edit.ts';
import type { RowPlan } from './row-plan.ts';

export function moveBreaks(edit: PartEdit, { shift }: RowPlan): void {
  for (const list of descendants(edit.tree.root)) {
    if (list.local !== 'rowBreaks') continue;
    let removed = 0;
    for (const item of childrenOf(list, 'brk')) {
      const id = Number(edit.attribute(item, 'id') ?? 0);
      if (!Number.isInteger(id) || id < 1) continue;
      const below = shift.row(id + 1);
      if (below <= 1) {
        if (isManual(edit, item)) removed++;
        edit.remove(item);
      } else if (below - 1 !== id) edit.set(item, 'id', String(below - 1));
    }
    const manual = edit.attribute(list, 'manualBreakCount');
    if (removed > 0 && manual !== undefined) edit.set(list, 'manualBreakCount', String(Number(manual) - removed));
  }
}

function isManual(edit: PartEdit, item: XmlElement): boolean {
  return ['1', 'true'].includes(edit.attribute(item, 'man') ?? '');
}
