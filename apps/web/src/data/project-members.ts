/** What people are in one project, and who may write which field. */
import type { FieldRights, ProjectMemberList } from '@sprintforge/protocol';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { client } from './client.ts';

export function useProjectMembers(project: string, wanted: boolean): UseQueryResult<ProjectMemberList['members']> {
  return useQuery({
    queryKey: ['project', project, 'members'],
    queryFn: async () => (await client().members(project)).members,
    enabled: wanted,
  });
}

export function useFieldRights(project: string): UseQueryResult<FieldRights['rights']> {
  return useQuery({
    queryKey: ['project', project, 'field-rights'],
    queryFn: async () => (await client().fieldRights(project)).rights,
    staleTime: 60_000,
  });
}
