import type { DecideParked, ParkedUpload, SyncResult } from '@sprintforge/protocol';
import {
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
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
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (decision) => client().decideParked(project, id, decision),
    onSettled: () => queries.invalidateQueries({ queryKey: ['project', project] }),
  });
}

export function useDiscardParked(project: string): (id: string) => Promise<void> {
  const queries = useQueryClient();
  return async (id) => {
    await client().discardParked(project, id);
    await queries.invalidateQueries({ queryKey: ['project', project] });
  };
}
