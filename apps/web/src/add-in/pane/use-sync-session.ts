/** Keeps one workbook in sync while the pane is open: at the button, every 15 minutes, when others changed the plan, when the server is back. */
import { ProblemError } from '@sprintforge/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { client } from '../../data/client.ts';
import type { CopyOf } from '../plan/copy-of.ts';
import { comesBack, type Pending, type Synced, SyncSession } from '../sync/sync-session.ts';

const AUTO_MS = 15 * 60_000;
const AGAIN_MS = 30_000;
const QUIET_MS = 1500;
const autoKey = 'sprintforge.add-in.auto';

export interface SyncState {
  readonly pending: Pending | null;
  readonly last: Synced | null;
  readonly error: unknown;
  readonly busy: boolean;
  /** The server cannot be reached; what was to be sent waits. */
  readonly offline: boolean;
  readonly auto: boolean;
}

export interface SyncActions {
  sync(confirm?: readonly string[]): Promise<void>;
  setAuto(on: boolean): void;
  goTo(taskId: string, field: string | null): void;
}

export function useSyncSession(copy: CopyOf): readonly [SyncState, SyncActions] {
  const session = useMemo(() => new SyncSession(copy, client), [copy]);
  const queries = useQueryClient();
  const [state, setState] = useState<SyncState>(() => ({
    ...{ pending: null, last: null, error: null, busy: false, offline: false },
    auto: localStorage.getItem(autoKey) !== 'off',
  }));
  const auto = useRef(state.auto);
  auto.current = state.auto;
  const put = useCallback((change: Partial<SyncState>) => setState((before) => ({ ...before, ...change })), []);
  const failed = useCallback(
    (error: unknown) => {
      const offline = error instanceof ProblemError && comesBack(error);
      put(offline ? { offline } : { error, offline });
    },
    [put],
  );
  const look = useCallback(
    () => session.pending().then((pending) => put({ pending, offline: pending.offline }), failed),
    [session, put, failed],
  );
  const sync = useCallback(
    async (confirm: readonly string[] = []) => {
      put({ busy: true, error: null });
      await session.sync(confirm).then((last) => put({ last, offline: false }), failed);
      await look();
      put({ busy: false });
      await queries.invalidateQueries({ queryKey: ['project', copy.project] });
    },
    [session, put, failed, look, queries, copy.project],
  );
  const occasions = useMemo(() => ({ look, sync, isAuto: () => auto.current }), [look, sync]);
  useOccasions(session, copy.project, occasions);
  useEffect(() => {
    if (!state.offline) return;
    const timer = setInterval(() => void sync(), AGAIN_MS);
    const back = () => void sync();
    addEventListener('online', back);
    return () => {
      clearInterval(timer);
      removeEventListener('online', back);
    };
  }, [state.offline, sync]);
  const actions: SyncActions = {
    sync,
    setAuto(on) {
      localStorage.setItem(autoKey, on ? 'on' : 'off');
      put({ auto: on });
    },
    goTo: (taskId, field) => void session.goTo(taskId, field).catch(failed),
  };
  return [state, actions];
}

interface Occasions {
  readonly look: () => Promise<void>;
  readonly sync: () => Promise<void>;
  readonly isAuto: () => boolean;
}

function useOccasions(session: SyncSession, project: string, occasions: Occasions): void {
  useEffect(() => {
    const { look, sync, isAuto } = occasions;
    let quiet: ReturnType<typeof setTimeout> | undefined;
    void look();
    session
      .watch(() => {
        clearTimeout(quiet);
        quiet = setTimeout(() => void look(), QUIET_MS);
      })
      .catch(look);
    const timer = setInterval(() => {
      if (isAuto()) void sync();
    }, AUTO_MS);
    return () => {
      clearTimeout(quiet);
      clearInterval(timer);
    };
  }, [session, occasions]);
  useEffect(() => {
    const { look, sync, isAuto } = occasions;
    const stop = new AbortController();
    const follow = async (): Promise<void> => {
      for await (const event of client().events(project, { signal: stop.signal }))
        if (event.type === 'revision' || event.type === 'reset') await (isAuto() ? sync() : look());
        else if (event.type === 'conflict') await look();
    };
    // refused: the pane says so at the next look; the timer goes on
    follow().catch(look);
    return () => stop.abort();
  }, [project, occasions]);
}
