/** What a change does to the plan, as far as a report tells it (rule A8): counted, the first shown. */
import type { Impact, TaskId } from '@sprintforge/core';
import type { ToldImpact } from '../ports/engine.ts';
import { firstOf } from './json-lists.ts';

export function toldImpact({ finish, critical_path: path, overload, cost }: Impact): ToldImpact {
  return {
    finish: { ...finish, because: firstOf(finish.because), because_count: finish.because.length },
    critical_path: {
      before: firstOf(path.before),
      after: firstOf(path.after),
      before_count: path.before.length,
      after_count: path.after.length,
      joined_count: notAmong(path.before, path.after),
      left_count: notAmong(path.after, path.before),
    },
    overload: firstOf(overload),
    overload_count: overload.length,
    cost,
  };
}

function notAmong(known: readonly TaskId[], ids: readonly TaskId[]): number {
  if (known === ids) return 0;
  const all = new Set(known);
  return ids.filter((id) => !all.has(id)).length;
}
