import type { TaskRow } from '@sprintforge/protocol';
import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { inPlanOrder } from '../pages/plan/task-order.ts';
import { client } from './client.ts';
import { keepPlaces, placesOf } from './edits/local-plan.ts';

export interface Tasks {
  readonly version: number;
  readonly tasks: readonly TaskRow[];
  /** false: the first pages are there, the rest is on its way. */
  readonly complete: boolean;
}

const pageSize = 1000;
const keyOf = (project: string) => ['tasks', project];

/** Every task of a plan in its order; what changes afterwards is fetched as deltas, by the project's `version`. */
export function useTasks(project: string, version: number | undefined): UseQueryResult<Tasks> {
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: keyOf(project),
    queryFn: ({ signal }) => readAll(project, signal, (part) => queries.setQueryData(keyOf(project), part)),
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  });
  const { data } = query;
  useEffect(() => {
    if (!data?.complete || version === undefined || version <= data.version) return;
    let wanted = true;
    const catchUp = async () => {
      const next = await readSince(project, data);
      if (wanted) queries.setQueryData(keyOf(project), next);
    };
    // the rows that are shown stay; reading everything again tells what is wrong, if it still is
    catchUp().catch(() => queries.invalidateQueries({ queryKey: keyOf(project) }));
    return () => {
      wanted = false;
    };
  }, [project, version, data, queries]);
  return query;
}

async function readAll(project: string, signal: AbortSignal, tell: (part: Tasks) => void): Promise<Tasks> {
  const tasks: TaskRow[] = [];
  let version = 0;
  for (let cursor: string | null = ''; cursor !== null && !signal.aborted; ) {
    const page: Awaited<ReturnType<ReturnType<typeof client>['tasks']>> = await client().tasks(project, {
      limit: pageSize,
      ...(cursor === '' ? {} : { cursor }),
    });
    tasks.push(...page.tasks);
    // of the first page: what changes while the others are read comes as a delta
    version ||= page.version;
    cursor = page.next;
    if (cursor !== null) tell({ version, tasks: [...tasks], complete: false });
  }
  return { version, tasks, complete: true };
}

async function readSince(project: string, before: Tasks): Promise<Tasks> {
  const news = new Map<string, TaskRow>();
  let version = before.version;
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Awaited<ReturnType<ReturnType<typeof client>['tasks']>> = await client().tasks(project, {
      since: before.version,
      limit: pageSize,
      ...(cursor === '' ? {} : { cursor }),
    });
    for (const task of page.tasks) news.set(task.id, task);
    version = page.version;
    cursor = page.next;
  }
  return { version, tasks: withNews(before.tasks, news), complete: true };
}

/** Where no task came, went or moved, the others stay where they are. */
function withNews(before: readonly TaskRow[], news: ReadonlyMap<string, TaskRow>): readonly TaskRow[] {
  if (news.size === 0) return before;
  const places = placesOf(before);
  const stays = (task: TaskRow, was: TaskRow | undefined) =>
    was !== undefined && !task.deleted && was.parent === task.parent && was.rank === task.rank;
  if ([...news.values()].every((task) => stays(task, before[places.get(task.id) ?? -1]))) {
    const after = [...before];
    for (const task of news.values()) {
      const at = places.get(task.id)!;
      after[at] = { ...task, level: before[at]!.level };
    }
    keepPlaces(before, after);
    return after;
  }
  const tasks = new Map(before.map((task) => [task.id, task]));
  for (const task of news.values())
    if (task.deleted) tasks.delete(task.id);
    else tasks.set(task.id, task);
  return inPlanOrder(tasks.values());
}
