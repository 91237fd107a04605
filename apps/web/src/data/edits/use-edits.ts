import type { Project, TaskRow } from '@sprintforge/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { Tasks } from '../tasks.ts';
import type { Edit } from './edit.ts';
import { type EditStore, editStore } from './edit-store.ts';
import { withEdits } from './local-plan.ts';
import { editsSince, type Outbox } from './outbox.ts';

export interface Editing {
  /** The plan with what is on its way. */
  readonly tasks: readonly TaskRow[];
  readonly box: Outbox;
  readonly store: EditStore;
  readonly edit: (edits: readonly Edit[], inverse: readonly Edit[] | null) => void;
  readonly undo: () => void;
  readonly redo: () => void;
}

const none: readonly TaskRow[] = [];

/** One's own edits in a plan: shown at once, saved in the background. */
export function useEdits(project: string, person: string, data: Tasks | undefined): Editing {
  const queries = useQueryClient();
  const store = editStore(project, person);
  const box = useSyncExternalStore(store.watch, store.now);
  const version = data?.version ?? 0;
  const complete = data?.complete ?? false;
  useEffect(() => {
    store.onSaved = (result) => {
      queries.setQueryData<Project>(['project', project], (before) =>
        before ? { ...before, version: Math.max(before.version, result.version) } : before,
      );
      void queries.invalidateQueries({ queryKey: ['project', project] });
    };
  }, [store, queries, project]);
  useEffect(() => {
    if (complete) store.caughtUp(version);
  }, [store, version, complete]);
  const pending = useMemo(() => editsSince(box, version), [box, version]);
  const tasks = useMemo(() => withEdits(data?.tasks ?? none, pending), [data, pending]);
  return useMemo(
    () => ({
      tasks,
      box,
      store,
      edit: (edits, inverse) => store.edit(version, edits, inverse),
      undo: () => store.undo(version),
      redo: () => store.redo(version),
    }),
    [tasks, box, store, version],
  );
}
