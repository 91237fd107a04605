import type { ConflictRecord } from '@sprintforge/protocol';
import { useMemo } from 'react';
import type { Outbox } from '../../data/edits/outbox.ts';
import { usePresence } from '../../data/live.ts';
import { useMe } from '../../data/who-am-i.ts';
import type { Marks } from './grid.tsx';

/** What cells and rows say besides their values. */
export function useMarks(project: string, box: Outbox, conflicts: readonly ConflictRecord[]): Marks {
  const { data: me } = useMe();
  const { data: present } = usePresence(project);
  const disputed = useMemo(() => fieldsByTask(conflicts.map(({ task_id, field }) => [task_id, field])), [conflicts]);
  const unsaved = useMemo(() => fieldsByTask(stuck(box)), [box]);
  const others = useMemo(() => {
    const people = new Map<string, string>();
    for (const { user, editing, task_ids } of present ?? [])
      if (editing && user.id !== me?.user_id) for (const task of task_ids) people.set(task, user.name);
    return people;
  }, [present, me]);
  return { disputed, unsaved, others };
}

/** What failed, and what waits behind it; what is just on its way is not worth a word. */
function stuck({ batches }: Outbox): (readonly [string, string])[] {
  if (!batches.some(({ state }) => state === 'failed')) return [];
  return batches
    .filter(({ state }) => state !== 'saved')
    .flatMap(({ edits }) => edits)
    .flatMap((edit) => {
      if (edit.op === 'set') return [[edit.task, edit.field] as const];
      return edit.op === 'insert' ? [[edit.task, 'name'] as const] : [];
    });
}

function fieldsByTask(places: readonly (readonly [string, string | null])[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [task, field] of places) if (field !== null) found.set(task, `${found.get(task) ?? ','}${field},`);
  return found;
}
