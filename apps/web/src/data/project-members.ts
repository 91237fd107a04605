/** What people are in one project, and who may write which field. */
import type { FieldRights, ProjectGrant, ProjectMemberList } from '@sprintforge/protocol';
import { type UseMutationResult, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useProjectMutation } from './change.ts';
import { client } from './client.ts';

export function useProjectMembers(project: string, wanted: boolean): UseQueryResult<ProjectMemberList['members']> {
  return useQuery({
    queryKey: ['project', project, 'members'],
    queryFn: async () => (await client().members(project)).members,
    enabled: wanted,
  });
}

/** `grant` null: what they are in the organisation holds again. */
export function useSetMember(
  project: string,
): UseMutationResult<void, Error, { readonly user: string; readonly grant: ProjectGrant | null }> {
  return useProjectMutation(project, ({ user, grant }) =>
    grant ? client().setMember(project, user, grant) : client().removeMember(project, user),
  );
}

export function useFieldRights(project: string): UseQueryResult<FieldRights['rights']> {
  return useQuery({
    queryKey: ['project', project, 'field-rights'],
    queryFn: async () => (await client().fieldRights(project)).rights,
    staleTime: 60_000,
  });
}

export function useSetFieldRights(project: string): UseMutationResult<FieldRights, Error, FieldRights['rights']> {
  return useProjectMutation(project, (rights) => client().setFieldRights(project, rights));
}
