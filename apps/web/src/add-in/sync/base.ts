/** What the plan held at the revision that the workbook stands at: the base of its edits. */
import { PREDECESSORS, type Value } from '@sprintforge/core';
import type { Change, SprintforgeClient } from '@sprintforge/protocol';

export type Fields = Readonly<Record<string, Value>>;

export interface Base {
  readonly version: number;
  readonly head: number;
  readonly tasks: ReadonlyMap<string, Fields>;
}

/** The head as it is, with what happened since taken back: a dry run without changes tells it. */
export async function loadBase(
  client: SprintforgeClient,
  project: string,
  copy: string,
  version: number,
): Promise<Base> {
  for (;;) {
    const { tasks, head } = await headTasks(client, project);
    if (head === version) return { version, head, tasks };
    const since = await client.sync({ project_id: project, copy_id: copy, version, changes: [], dry_run: true });
    if (since.version !== head) continue; // it moved between the two
    for (const change of since.changes) if (change.kind === 'task') takeBack(tasks, change);
    for (const { task_id: id, before } of since.predecessors)
      if (tasks.has(id)) tasks.set(id, { ...tasks.get(id), [PREDECESSORS]: before });
    return { version, head, tasks };
  }
}

async function headTasks(
  client: SprintforgeClient,
  project: string,
): Promise<{ readonly tasks: Map<string, Fields>; readonly head: number }> {
  const tasks = new Map<string, Fields>();
  let head = 0;
  let cursor: string | null = null;
  do {
    const page = await client.tasks(project, { limit: 1000, ...(cursor === null ? {} : { cursor }) });
    if (cursor !== null && page.version !== head) return headTasks(client, project);
    head = page.version;
    for (const task of page.tasks) tasks.set(task.task_id, task as unknown as Fields);
    cursor = page.next;
  } while (cursor !== null);
  return { tasks, head };
}

function takeBack(tasks: Map<string, Fields>, { action, task_id: id, field, before }: Change): void {
  if (action === 'add') tasks.delete(id);
  else if (action === 'delete') tasks.set(id, (before as unknown as { readonly fields: Fields }).fields);
  else if (field !== null) tasks.set(id, { ...tasks.get(id), [field]: before as Value });
}
