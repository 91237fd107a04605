import type { CreatedProject, CreateRequest, MappingHint, ProjectPreview } from '@sprintforge/protocol';
import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { client, patientClient } from './client.ts';

export interface PreviewRequest {
  readonly bytes: Uint8Array;
  readonly mapping?: MappingHint;
}

/** What a workbook would become; nothing is written. */
export function useProjectPreview(): UseMutationResult<ProjectPreview, Error, PreviewRequest> {
  return useMutation({ mutationFn: ({ bytes, mapping }) => client().preview(bytes, mapping) });
}

export function useCreateProject(): UseMutationResult<CreatedProject, Error, CreateRequest> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (request) => patientClient().create(request),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['projects'] }),
  });
}
