import type { Present, ReceivedEvent } from '@sprintforge/protocol';
import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { client } from './client.ts';

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
    const say = () => {
      // presence is a courtesy: when it cannot be said, nothing else is the matter
      client()
        .sayPresence(project, { door: 'web', session: tab, editing: false })
        .catch(() => undefined);
    };
    say();
    const timer = setInterval(say, SAY_EVERY_MS);
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
