import type { Snapshot, TaskId } from '@sprintforge/core';
import type { CellReading, PlanRead } from '../api.ts';
import { indentWidth, withoutLead } from '../values/indentation.ts';
import { columnDepths } from '../values/name-columns.ts';
import { cellsOfField, levelsOf } from '../values/plan-columns.ts';
import { levelsOfDepths } from '../values/row-levels.ts';
import type { RowIdentity } from './rows.ts';
import type { BaseView } from './values.ts';

/**
 * Levels of all rows as the person means them (rule ID8). Where blanks before the name tell the outline, whoever types
 * over a name loses them: the blanks are a word about the outline only where the rest of the name is as the copy held it.
 */
export function meantLevels(plan: PlanRead, identity: RowIdentity, base: BaseView): readonly number[] {
  if (plan.mapping.outline === 'columns') return columnsMeant(plan, identity.ids, base.snapshot.tasks);
  if (plan.mapping.outline !== 'indent') return levelsOf(plan);
  const name = cellsOfField(plan, 'name');
  const said = identity.ids.map((id, index) => {
    const shown = nameIn(name(index));
    const held = identity.fresh.has(index) ? undefined : base.value(id, 'name');
    return indentWidth(typeof held === 'string' && !sameName(shown, held) ? held : shown);
  });
  return levelsOfDepths(besideNeighbours(said, (index) => identity.fresh.has(index) && said[index] === 0));
}

/**
 * Levels where columns of names tell the outline. A task whose row has no name, or several, stands where it stood in `before`,
 * beside its siblings or one below its parent: what follows it stays below it. `ids`: the task of each row, if it had one then.
 */
export function columnsMeant(
  plan: PlanRead,
  ids: readonly (TaskId | undefined)[],
  before: Snapshot['tasks'],
): readonly number[] {
  const said = columnDepths(plan);
  if (!said.includes(undefined)) return levelsOf(plan);
  const [own, beside] = [new Map<TaskId, number>(), new Map<TaskId | null, number>()];
  const taskAt = (index: number) => before.get(ids[index] ?? '');
  for (const [index, depth] of said.entries()) {
    const task = taskAt(index);
    if (depth === undefined || task === undefined) continue;
    own.set(task.id, depth);
    if (!beside.has(task.parent)) beside.set(task.parent, depth);
  }
  const filled = said.map((depth, index) => {
    const task = depth === undefined ? taskAt(index) : undefined;
    if (task === undefined) return depth;
    const { id, parent } = task;
    const stood = beside.get(parent) ?? (parent === null ? 0 : (own.get(parent) ?? 0)) + 1;
    own.set(id, stood);
    return stood;
  });
  return levelsOfDepths(filled);
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
