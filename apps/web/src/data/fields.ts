/** Fields of a project: made, renamed, shared out of one's own columns. */
import type { ChangedField, NewField, PrivateColumnList, ShareColumn, SharedField } from '@sprintforge/protocol';
import { type UseMutationResult, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useProjectMutation } from './change.ts';
import { client } from './client.ts';

export function useAddField(project: string): UseMutationResult<ChangedField, Error, NewField> {
  return useProjectMutation(project, (field) => client().customFields.add(project, field));
}

export function useRenameField(
  project: string,
): UseMutationResult<ChangedField, Error, { readonly key: string; readonly label: string }> {
  return useProjectMutation(project, ({ key, label }) => client().customFields.rename(project, key, label));
}

export function usePrivateColumns(project: string): UseQueryResult<PrivateColumnList['columns']> {
  return useQuery({
    queryKey: ['project', project, 'private-columns'],
    queryFn: async () => (await client().customFields.privateColumns(project)).columns,
    staleTime: 60_000,
  });
}

export function useShareColumn(project: string): UseMutationResult<SharedField, Error, ShareColumn> {
  return useProjectMutation(project, (column) => client().customFields.share(project, column));
}
