/** `sync`: push a file, then put the merged workbook back in its place. */
import type { SprintforgeClient, SyncResult } from '@sprintforge/protocol';
import { CliError } from './failure.ts';
import { type HandedBack, handBack } from './files.ts';
import { progress } from './terminal.ts';
import { type LocalCopy, openCopy, type PushOptions, push } from './upload.ts';

export interface Synced {
  readonly result: SyncResult;
  /** null when nothing was written: a dry run, or no workbook came back. */
  readonly handedBack: HandedBack | null;
}

export async function syncFile(client: SprintforgeClient, file: string, options: PushOptions): Promise<Synced> {
  const copy = await openCopy(file, options.project);
  const result = await push(client, copy, options);
  return { result, handedBack: result.dry_run ? null : await takeMerged(client, copy, result) };
}

/** Downloads the workbook that this upload made and puts it over (or beside) the file. */
export async function takeMerged(
  client: SprintforgeClient,
  copy: LocalCopy,
  result: SyncResult,
): Promise<HandedBack | null> {
  if (!result.workbook) return null;
  const merged = await downloadMerged(client, copy.project, result.workbook.copy_id);
  return handBack(copy.file, copy.bytes, merged);
}

export async function downloadMerged(client: SprintforgeClient, project: string, copy: string): Promise<Uint8Array> {
  progress('downloading the merged workbook …');
  const merged = await client.download(project, { copy });
  if (merged) return merged.bytes;
  throw new CliError(
    'NOT_OFFERED',
    'the server has no merged workbook for this sync: `sprintforge clone` makes a new copy',
  );
}

export function handedBackText(handedBack: HandedBack | null): string {
  if (!handedBack) return '';
  if (!handedBack.because) return `Merged workbook: ${handedBack.file}`;
  const why = handedBack.because === 'open in a program' ? 'is open in a program' : 'was changed meanwhile';
  return `The file ${why}, so the merged workbook was written beside it: ${handedBack.file}`;
}
