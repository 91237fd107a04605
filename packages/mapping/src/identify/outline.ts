import type { TaskId } from '@sprintforge/core';
import type { CellReading, PlanRead } from '../api.ts';
import { indentWidth, withoutLead } from '../values/indentation.ts';
import { columnDepths } from '../values/name-columns.ts';
import { cellsOfField, levelsOf } from '../values/plan-columns.ts';
import { columnLevels, indentLevels } from '../values/row-levels.ts';
import type { RowIdentity } from './rows.ts';
import type { BaseView } from './values.ts';

/**
 * Levels of all rows as the person means them (rule ID8). Where blanks before the name tell the outline, whoever types
 * over a name loses them: the blanks are a word about the outline only where the rest of the name is as the copy held it.
 */
export function meantLevels(plan: PlanRead, identity: RowIdentity, base: BaseView): readonly number[] {
  if (plan.mapping.outline === 'columns') return columnsMeant(plan, identity, base);
  if (plan.mapping.outline !== 'indent') return levelsOf(plan);
  const name = cellsOfField(plan, 'name');
  const said = identity.ids.map((id, index) => {
    const shown = nameIn(name(index));
    const held = identity.fresh.has(index) ? undefined : base.value(id, 'name');
    return indentWidth(typeof held === 'string' && !sameName(shown, held) ? held : shown);
  });
  return indentLevels(besideNeighbours(said, (index) => identity.fresh.has(index) && said[index] === 0));
}

/**
 * Where columns of names tell the outline, a task whose name was taken away stands where it stood, beside its siblings of
 * base or one below its parent: what follows it stays below it.
 */
function columnsMeant(plan: PlanRead, { ids, fresh }: RowIdentity, base: BaseView): readonly number[] {
  const said = columnDepths(plan);
  if (!said.includes(undefined)) return levelsOf(plan);
  const [own, beside] = [new Map<TaskId, number>(), new Map<TaskId | null, number>()];
  const parentOf = (index: number) => (fresh.has(index) ? undefined : base.snapshot.tasks.get(ids[index]!)?.parent);
  for (const [index, depth] of said.entries()) {
    const parent = parentOf(index);
    if (depth === undefined || parent === undefined) continue;
    own.set(ids[index]!, depth);
    if (!beside.has(parent)) beside.set(parent, depth);
  }
  const filled = said.map((depth, index) => {
    const parent = depth === undefined ? parentOf(index) : undefined;
    if (parent === undefined) return depth;
    const stood = beside.get(parent) ?? (parent === null ? 0 : (own.get(parent) ?? 0)) + 1;
    own.set(ids[index]!, stood);
    return stood;
  });
  return columnLevels(filled);
}

/**
 * Depths with those of silent new rows, which say nothing of their own, filled in: a new row stands after the task above
 * it, as its first child where deeper rows follow. So nobody else's row gets another parent by the insertion.
 */
export function besideNeighbours(depths: readonly number[], isSilent: (index: number) => boolean): number[] {
  const filled = [...depths];
  for (let index = 0; index < filled.length; index++) {
    if (!isSilent(index)) continue;
    let next = index + 1;
    while (next < filled.length && isSilent(next)) next++;
    const below = next < filled.length ? filled[next]! : filled[index]!;
    if (below > filled[index]!) filled[index] = Math.max(below, filled[index - 1] ?? below);
  }
  return filled;
}

/** Equal but for the blanks before them. */
export function sameName(a: string, b: string): boolean {
  return a === b || withoutLead(a) === withoutLead(b);
}

/** The name that a cell shows; '' where none can be read. */
export function nameIn(reading: CellReading | undefined): string {
  return reading?.kind === 'value' && typeof reading.value === 'string' ? reading.value : '';
}
