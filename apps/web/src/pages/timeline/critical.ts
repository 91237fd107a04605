import {
  criticalPath,
  DEFAULT_CALENDAR,
  dependencyKey,
  emptySnapshot,
  type Fields,
  type Snapshot,
} from '@sprintforge/core';
import type { DependencyList, Project, TaskRow } from '@sprintforge/protocol';

/** Tasks that cannot slip without moving the end of the plan. */
export function criticalTasks(
  tasks: readonly TaskRow[],
  edges: DependencyList['dependencies'],
  calendar: Project['calendar'],
): ReadonlySet<string> {
  const plan: Snapshot = {
    ...emptySnapshot(),
    tasks: new Map(
      tasks.map((task) => [task.id, { id: task.id, parent: task.parent, rank: task.rank, fields: datesOf(task) }]),
    ),
    dependencies: new Map(edges.map((edge) => [dependencyKey(edge), edge])),
    calendar: { ...DEFAULT_CALENDAR, ...calendar },
  };
  return new Set(criticalPath(plan));
}

function datesOf(task: TaskRow): Fields {
  const { start = null, finish = null, duration = null } = task as unknown as Fields;
  return { start, finish, duration };
}
