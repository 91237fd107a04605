import { XLSX_MEDIA_TYPE } from '@sprintforge/protocol';
import { type UseMutationResult, useMutation } from '@tanstack/react-query';
import { useText } from '../text/use-text.ts';
import { client, patientClient } from './client.ts';
import { saveFile } from './save-file.ts';

/** Which workbook: a fresh copy (nothing named), the exact bytes of one handed out, or one of an older revision. */
export interface WantedWorkbook {
  readonly copy?: string;
  readonly revision?: number;
  /** What the file shall be called; else as the project. */
  readonly name?: string;
}

/** Fetches a workbook of the project and hands it to the person. */
export function useWorkbookDownload(project: string): UseMutationResult<void, Error, WantedWorkbook> {
  const { locale } = useText();
  return useMutation({
    mutationFn: async ({ copy, revision, name }) => {
      const workbook =
        revision === undefined
          ? await patientClient().download(project, copy === undefined ? { locale: inWorkbooks(locale) } : { copy })
          : await client().revisionWorkbook(project, revision);
      if (workbook) saveFile(name ?? workbook.filename, workbook.bytes, XLSX_MEDIA_TYPE);
    },
  });
}

/** What is written into workbooks for people is there in English and German. */
const inWorkbooks = (locale: string): string => (locale === 'de' ? 'de' : 'en');
