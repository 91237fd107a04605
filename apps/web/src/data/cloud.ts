import type { HybridLink } from '@sprintforge/protocol';
import { type UseMutationResult, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useProjectMutation } from './change.ts';
import { client } from './client.ts';

/** Asked anew while it is looked at: an exchange goes on by itself. */
export function useCloud(project: string): UseQueryResult<HybridLink> {
  return useQuery({
    queryKey: ['project', project, 'cloud'],
    queryFn: () => client().privacy.cloud(project),
    refetchInterval: ({ state }) => (state.data?.cloud_project_id ? 10_000 : false),
  });
}

export function useCloudChange<Wish, Answer>(
  project: string,
  change: (wish: Wish) => Promise<Answer>,
): UseMutationResult<Answer, Error, Wish> {
  return useProjectMutation(project, change);
}
