import type { TaskId } from '@sprintforge/core';
import type { CellReading, PlanRead } from './api.ts';
import type { RowIdentity } from './identify-rows.ts';
import type { BaseView } from './identify-values.ts';
import { indentWidth, withoutLead } from './values/indentation.ts';
import { indentLevels } from './values/row-levels.ts';

/**
 * Levels of all rows as the person means them (rule ID8). Where blanks before the name tell the outline, whoever types
 * over a name loses them: the blanks are a word about the outline only where the rest of the name is as the copy held it.
 */
export function meantLevels(plan: PlanRead, identity: RowIdentity, base: BaseView): readonly number[] {
  if (plan.mapping.outline !== 'indent') return plan.rows.map((row) => row.level);
  const widths = plan.rows.map((row, index) => {
    const shown = nameIn(row.cells['name']);
    const held = identity.fresh.has(index) ? undefined : base.value(identity.ids[index] as TaskId, 'name');
    return indentWidth(typeof held === 'string' && !sameName(shown, held) ? held : shown);
  });
  return indentLevels(widths);
}

/** Equal but for the blanks before them. */
export function sameName(a: string, b: string): boolean {
  return a === b || withoutLead(a) === withoutLead(b);
}

function nameIn(reading: CellReading | undefined): string {
  return reading?.kind === 'value' && typeof reading.value === 'string' ? reading.value : '';
}
