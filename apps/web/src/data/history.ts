import type { RevisionDetail, RevisionList, SyncResult } from '@sprintforge/protocol';
import {
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseMutationResult,
  type UseQueryResult,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query';
import { useProjectMutation } from './change.ts';
import { client } from './client.ts';

/** Newest first, page by page. */
export function useRevisions(project: string, limit = 30): UseInfiniteQueryResult<InfiniteData<RevisionList>> {
  return useInfiniteQuery({
    queryKey: ['project', project, 'revisions', limit],
    queryFn: ({ pageParam }) => client().revisions(project, { limit, ...(pageParam ? { cursor: pageParam } : {}) }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });
}

/** A revision never changes, and neither does what lies between two of them (`against`). */
export function useRevision(project: string, revision: number, against?: number): UseQueryResult<RevisionDetail> {
  return useQuery({
    queryKey: ['revision', project, revision, against ?? null],
    queryFn: () => client().revision(project, revision, against),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export type StepBack = { readonly kind: 'undo' | 'rollback'; readonly revision: number };

export function useStepBack(project: string): UseMutationResult<SyncResult, Error, StepBack> {
  return useProjectMutation(project, ({ kind, revision }) =>
    kind === 'undo' ? client().undo(project, revision) : client().rollback(project, revision),
  );
}
