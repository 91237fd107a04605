import type { Me } from '@sprintforge/protocol';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { client } from './client.ts';

export function useMe(): UseQueryResult<Me> {
  return useQuery({ queryKey: ['me'], queryFn: () => client().account.me(), staleTime: 300_000 });
}
