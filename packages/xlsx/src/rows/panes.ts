/** Frozen panes (ECMA-376 Part 1 §18.3.1.66): rows inserted or deleted among the frozen ones change how many are frozen. */
import { parseArea } from '../formula/area.ts';
import { descendants } from '../xml/element-tree.ts';
import type { PartEdit } from './part-edit.ts';
import type { RowPlan } from './row-plan.ts';

export function movePanes(edit: PartEdit, { shift }: RowPlan): void {
  for (const pane of descendants(edit.tree.root)) {
    if (pane.local !== 'pane' || pane.parent === undefined) continue;
    if (!(edit.attribute(pane, 'state') ?? '').startsWith('frozen')) continue;
    const frozen = Number(edit.attribute(pane, 'ySplit') ?? 0);
    if (!Number.isInteger(frozen) || frozen < 1) continue;
    const top = parseArea(edit.attribute(pane.parent, 'topLeftCell') ?? 'A1')?.first.row ?? 1;
    const moved = shift.range(top, top + frozen - 1);
    const rows = moved === undefined ? 1 : moved[1] - shift.rowOrNext(top) + 1;
    if (rows !== frozen && rows > 0) edit.set(pane, 'ySplit', String(rows));
  }
}
