import type { CopyList } from '@sprintforge/protocol';
import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { client } from './client.ts';

export type Copy = CopyList['copies'][number];

export function useCopies(project: string): UseQueryResult<readonly Copy[]> {
  return useQuery({
    queryKey: ['project', project, 'copies'],
    queryFn: async () => (await client().copies(project)).copies,
  });
}

export function useRevokeCopy(project: string): (copy: string) => Promise<void> {
  const queries = useQueryClient();
  return async (copy) => {
    await client().revokeCopy(project, copy);
    await queries.invalidateQueries({ queryKey: ['project', project, 'copies'] });
  };
}
