import type { DecideParked, ParkedUpload, SyncResult } from '@sprintforge/protocol';
import { type UseMutationResult, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useProjectMutation } from './change.ts';
import { client } from './client.ts';

export function useParked(project: string): UseQueryResult<readonly ParkedUpload[]> {
  return useQuery({
    queryKey: ['project', project, 'parked'],
    queryFn: async () => (await client().parked(project)).parked,
  });
}

/** Merged anew with the plan as it is now. */
export function useParkedUpload(project: string, id: string): UseQueryResult<ParkedUpload> {
  return useQuery({
    queryKey: ['project', project, 'parked', id],
    queryFn: () => client().parkedUpload(project, id),
  });
}

export function useDecideParked(project: string, id: string): UseMutationResult<SyncResult, Error, DecideParked> {
  return useProjectMutation(project, (decision) => client().decideParked(project, id, decision));
}

export function useDiscardParked(project: string): UseMutationResult<void, Error, string> {
  return useProjectMutation(project, (id) => client().discardParked(project, id));
}
