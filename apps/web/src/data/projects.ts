import type { Project } from '@sprintforge/protocol';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { client } from './client.ts';

export function useProjects(): UseQueryResult<readonly Project[]> {
  return useQuery({ queryKey: ['projects'], queryFn: async () => (await client().projects()).projects });
}

export function useProject(id: string): UseQueryResult<Project> {
  return useQuery({ queryKey: ['project', id], queryFn: () => client().project(id) });
}
