import type { ConflictRecord, ResolveChoice, SyncResult } from '@sprintforge/protocol';
import { type UseMutationResult, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useProjectMutation } from './change.ts';
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
  return useProjectMutation(project, (decisions) => client().resolveMany(project, decisions));
}
