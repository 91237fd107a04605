import type { ConflictRecord, ResolveChoice, SyncResult } from '@sprintforge/protocol';
import {
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { client } from './client.ts';

export type ConflictStatus = 'open' | 'resolved';
export type Decision = ResolveChoice & { readonly id: string };

export function useConflicts(project: string, status: ConflictStatus): UseQueryResult<readonly ConflictRecord[]> {
  return useQuery({
    queryKey: ['project', project, 'conflicts', status],
    queryFn: async () => (await client().conflicts(project, status)).conflicts,
  });
}

/** All or none. */
export function useResolve(project: string): UseMutationResult<SyncResult, Error, readonly Decision[]> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (decisions) => client().resolveMany(project, decisions),
    // also after a failure: it may have failed because somebody else decided
    onSettled: () => queries.invalidateQueries({ queryKey: ['project', project] }),
  });
}
