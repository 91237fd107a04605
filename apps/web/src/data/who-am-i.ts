import type { WhoAmI } from '@sprintforge/protocol';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { client } from './client.ts';

export function useWhoAmI(): UseQueryResult<WhoAmI> {
  return useQuery({ queryKey: ['me'], queryFn: () => client().whoami(), staleTime: 300_000 });
}
