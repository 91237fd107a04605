import type { Change } from '@sprintforge/protocol';

export interface TaskChanges {
  readonly id: string;
  readonly name: string | undefined;
  readonly changes: readonly Change[];
}

/** Changes that stand together because they are about one task, in the order in which the tasks come first. */
export function byTask(changes: readonly Change[]): readonly TaskChanges[] {
  const tasks = new Map<string, Change[]>();
  for (const change of changes) {
    // an edge is told where its successor is
    const id = change.kind === 'dependency' ? (/>(.*):/.exec(change.task_id)?.[1] ?? change.task_id) : change.task_id;
    const beside = tasks.get(id);
    if (beside) beside.push(change);
    else tasks.set(id, [change]);
  }
  return [...tasks].map(([id, all]) => ({ id, name: all.find(({ task_name }) => task_name)?.task_name, changes: all }));
}
