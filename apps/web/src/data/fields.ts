/** Fields of a project: made, renamed, shared out of one's own columns, archived and brought back. */
import type {
  ArchivedFieldList,
  ChangedField,
  NewField,
  PrivateColumnList,
  ShareColumn,
  SharedField,
} from '@sprintforge/protocol';
import { type UseMutationResult, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useProjectMutation } from './change.ts';
import { client } from './client.ts';
import { doneOrAsked } from './question.ts';

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

export function useArchivedFields(project: string): UseQueryResult<ArchivedFieldList['fields']> {
  return useQuery({
    queryKey: ['project', project, 'archived-fields'],
    queryFn: async () => (await client().customFields.archived(project)).fields,
  });
}

/** What would go with a field, and what to send to have it so. */
export interface ArchivingQuestion {
  readonly confirm: string;
  /** Tasks that have a value in it. */
  readonly values: number;
  /** Open conflicts about it. */
  readonly conflicts: number;
}

/** null: it is archived. */
export function useArchiveField(
  project: string,
): UseMutationResult<ArchivingQuestion | null, Error, { readonly key: string; readonly confirm?: string }> {
  return useProjectMutation(project, ({ key, confirm }) =>
    doneOrAsked(client().customFields.archive(project, key, confirm), ({ token, problem }) => ({
      confirm: token,
      values: Number(problem['values']),
      conflicts: Number(problem['conflicts']),
    })),
  );
}

export function useRestoreField(project: string): UseMutationResult<ChangedField, Error, string> {
  return useProjectMutation(project, (key) => client().customFields.restore(project, key));
}
