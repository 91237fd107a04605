import { leafTasks } from './critical-path.ts';
import { dayNumber, dayText } from './day.ts';
import { compareText } from './rank.ts';
import type { Snapshot } from './types.ts';
import { splitPeople } from './value.ts';

/** A person with more work than capacity, from the first to the last day, `YYYY-MM-DD`, both included. */
export interface Overload {
  readonly person: string;
  readonly day_from: string;
  readonly day_to: string;
}

/**
 * Who has more at once than the capacity of the resource of that name (1 without one). An open leaf task takes the whole of each of
 * its people from start to finish; finished tasks (100 %) take nothing. By person, then day.
 */
export function overloads(plan: Snapshot): Overload[] {
  const capacity = capacities(plan);
  const found: Overload[] = [];
  for (const [person, steps] of [...workSteps(plan)].sort((a, b) => compareText(a[0], b[0]))) {
    found.push(...overloadsOf(person, steps, capacity.get(person) ?? 1));
  }
  return found;
}

function capacities(plan: Snapshot): ReadonlyMap<string, number> {
  const capacity = new Map<string, number>();
  for (const { fields } of plan.resources.values()) {
    const { name, capacity: share } = fields;
    if (typeof name === 'string' && typeof share === 'number') capacity.set(name, share);
  }
  return capacity;
}

/** For each person the days on which the number of tasks changes, and by how much. */
function workSteps(plan: Snapshot): Map<string, [day: number, change: number][]> {
  const steps = new Map<string, [number, number][]>();
  for (const { fields } of leafTasks(plan)) {
    const { start, finish, assignee, percent } = fields;
    if (typeof start !== 'string' || typeof finish !== 'string' || typeof assignee !== 'string') continue;
    const [from, to] = [dayNumber(start), dayNumber(finish)];
    if (from === null || to === null || to < from || (typeof percent === 'number' && percent >= 1)) continue;
    const end = plan.calendar.inclusive ? to + 1 : to;
    for (const person of splitPeople(assignee)) {
      const known = steps.get(person) ?? [];
      known.push([from, 1], [end, -1]);
      steps.set(person, known);
    }
  }
  return steps;
}

function overloadsOf(person: string, steps: [number, number][], capacity: number): Overload[] {
  steps.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const found: Overload[] = [];
  let load = 0;
  let since: number | null = null;
  steps.forEach(([day, change], index) => {
    load += change;
    if (steps[index + 1]?.[0] === day) return;
    // One whole task is never too much for one person: capacity says how many run side by side, at least one.
    const over = load > Math.max(1, capacity);
    if (over && since === null) since = day;
    else if (!over && since !== null) {
      found.push({ person, day_from: dayText(since)!, day_to: dayText(day - 1)! });
      since = null;
    }
  });
  return found;
}
