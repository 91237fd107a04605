import { XLSX_MEDIA_TYPE } from '@sprintforge/protocol';
import { type UseMutationResult, useMutation } from '@tanstack/react-query';
import { client } from './client.ts';
import { saveFile } from './save-file.ts';

/** A copy that asks the server by itself: by queries that read, or by the Office Script. */
export function useConnectedDownload(project: string): UseMutationResult<void, Error, 'feed' | 'sync'> {
  return useMutation({
    mutationFn: async (kind) => {
      const workbook = await client().download(project, { connected: { kind } });
      if (workbook) saveFile(workbook.filename, workbook.bytes, XLSX_MEDIA_TYPE);
    },
  });
}

/** The queries as text, or the script; neither holds a secret. */
export function useClientFile(project: string): UseMutationResult<void, Error, 'queries' | 'script'> {
  return useMutation({
    mutationFn: async (what) => {
      const [name, text] =
        what === 'queries'
          ? ['SprintForge.pq', await client().powerQueryFile(project)]
          : ['SprintForge Sync.osts', await client().officeScript(project)];
      saveFile(name, new TextEncoder().encode(text), 'application/octet-stream');
    },
  });
}
