import type { CopyList } from '@sprintforge/protocol';
import { type UseMutationResult, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useProjectMutation } from './change.ts';
import { client } from './client.ts';

export type Copy = CopyList['copies'][number];

export function useCopies(project: string): UseQueryResult<readonly Copy[]> {
  return useQuery({
    queryKey: ['project', project, 'copies'],
    queryFn: async () => (await client().copies(project)).copies,
  });
}

export function useRevokeCopy(project: string): UseMutationResult<void, Error, string> {
  return useProjectMutation(project, (copy) => client().revokeCopy(project, copy));
}
