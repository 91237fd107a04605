import type { Present, ReceivedEvent } from '@sprintforge/protocol';
import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { client } from './client.ts';

/** What this tab says of itself: the task that was edited last, for as long as that is news. */
let edited: { readonly project: string; readonly task: string; readonly until: number } | null = null;
const NEWS_MS = 3 * 60_000;

/** Others see who is at work on which task. */
export function sayEditing(project: string, task: string): void {
  if (edited?.project === project && edited.task === task) return;
  edited = { project, task, until: Date.now() + NEWS_MS };
  sayPresence(project);
}

function sayPresence(project: string): void {
  const now = edited?.project === project && edited.until > Date.now() ? edited : null;
  const what = now ? { editing: true, task_ids: [now.task] } : { editing: false };
  // presence is a courtesy: when it cannot be said, nothing else is the matter
  client()
    .sayPresence(project, { door: 'web', session: tab, ...what })
    .catch(() => undefined);
}

/** Tells the tabs of one person apart. */
const tab = crypto.randomUUID();
const SAY_EVERY_MS = 60_000;

/**
 * Keeps what is shown of a project up to date while it is open: others' changes arrive by themselves. Says, too, that
 * this person is here. `onEvent` hears of everything.
 */
export function useLive(project: string, onEvent: (event: ReceivedEvent) => void): void {
  const queries = useQueryClient();
  const heard = useRef(onEvent);
  heard.current = onEvent;
  useEffect(() => {
    const stop = new AbortController();
    const follow = async (): Promise<void> => {
      for await (const event of client().events(project, { signal: stop.signal })) {
        if (event.type === 'presence') queries.setQueryData(['project', project, 'presence'], event.present);
        else if (event.type === 'notification') void queries.invalidateQueries({ queryKey: ['notifications'] });
        else if (event.type !== 'hello' && event.type !== 'job')
          void queries.invalidateQueries({ queryKey: ['project', project] });
        heard.current(event);
      }
    };
    // a refusal (signed out, project gone) shows in the queries of the page; without the line they are read on focus
    follow().catch(() => stop.abort());
    return () => stop.abort();
  }, [project, queries]);
  useEffect(() => {
    sayPresence(project);
    const timer = setInterval(() => sayPresence(project), SAY_EVERY_MS);
    return () => {
      clearInterval(timer);
      client()
        .leavePresence(project, tab)
        .catch(() => undefined);
    };
  }, [project]);
}

/** Who is in the project now; kept up to date by `useLive`. */
export function usePresence(project: string): UseQueryResult<readonly Present[]> {
  return useQuery({
    queryKey: ['project', project, 'presence'],
    queryFn: async () => (await client().presence(project)).present,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
