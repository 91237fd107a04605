import type { DependencyList, FieldList } from '@sprintforge/protocol';
import { skipToken, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { client } from './client.ts';

export function useFields(project: string | undefined): UseQueryResult<FieldList> {
  return useQuery({
    queryKey: ['project', project, 'fields'],
    queryFn: project === undefined ? skipToken : () => client().fields(project),
    staleTime: 60_000,
  });
}

export function useDependencies(project: string): UseQueryResult<DependencyList['dependencies']> {
  return useQuery({
    queryKey: ['project', project, 'dependencies'],
    queryFn: async () => (await client().dependencies(project)).dependencies,
  });
}
