import type { AuditPage, AuditVerdict } from '@sprintforge/protocol';
import {
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseMutationResult,
  useInfiniteQuery,
  useMutation,
} from '@tanstack/react-query';
import { client } from './client.ts';
import { saveFile } from './save-file.ts';

export interface AuditWish {
  readonly user?: string;
  readonly type?: string;
}

export function useAudit(project: string, wish: AuditWish): UseInfiniteQueryResult<InfiniteData<AuditPage>> {
  return useInfiniteQuery({
    queryKey: ['project', project, 'audit', wish],
    queryFn: ({ pageParam }) =>
      client().audit(project, { ...wish, limit: 50, ...(pageParam ? { cursor: pageParam } : {}) }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });
}

export function useVerifyAudit(project: string): UseMutationResult<AuditVerdict, Error, void> {
  return useMutation({ mutationFn: () => client().verifyAudit(project) });
}

/** The whole log, as far as the wish goes, as a file. */
export function useAuditExport(project: string, wish: AuditWish): UseMutationResult<void, Error, void> {
  return useMutation({
    mutationFn: async () => {
      const parts: Uint8Array[] = [];
      for await (const part of await client().auditFile(project, 'csv', wish)) parts.push(part);
      saveFile('audit.csv', new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer()), 'text/csv');
    },
  });
}
