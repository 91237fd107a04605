/** One plan that is watched: what has to happen with it now. Called again it does nothing more (rule A2). */
import fs from 'node:fs';
import type { SprintforgeClient, SyncResult } from '@sprintforge/protocol';
import { handBack, lockFileOf, readBytes, writeAtomically } from '../files.ts';
import { downloadMerged, handedBackText } from '../sync-file.ts';
import { syncText } from '../sync-report.ts';
import { openCopy, push } from '../upload.ts';
import { type PlanMemory, sha256, type WatchMemory } from './watch-memory.ts';

/**
 * Sends the file if it was saved since, and takes in what the project has; `news`: looks whether the project went on, too.
 * A merged workbook that stands beside takes its place once no program has the file open. What there is to tell; '' nothing.
 */
export async function settlePlan(
  client: SprintforgeClient,
  file: string,
  memory: WatchMemory,
  news: boolean,
): Promise<string> {
  const bytes = readBytes(file);
  const known = memory.get(file);
  const isSettled = known?.settled === sha256(bytes);
  const beside = isSettled ? besideOf(known) : undefined;
  if (known && beside && !lockFileOf(file)) return swap(file, known, beside, memory);
  if (isSettled && !news) return '';
  const source = beside ? beside.file : file;
  const copy = await openCopy(source);
  if (isSettled && (await client.project(copy.project)).version === known?.version) return '';
  const result = await push(client, copy, { park: true });
  const text = `${file}: ${syncText(result)}`;
  const merged = await mergedOf(client, copy, result);
  const sent = { settled: sha256(bytes), version: result.version };
  if (merged === null) {
    memory.set(file, beside ? { ...sent, beside } : sent);
    return text;
  }
  if (beside) {
    writeAtomically(beside.file, merged);
    memory.set(file, { ...sent, beside: { file: beside.file, sha256: sha256(merged) } });
    return `${text}\n${handedBackText({ file: beside.file, because: 'open in a program' })}`;
  }
  return `${text}\n${takeIn(file, bytes, merged, known, sent, memory)}`;
}

/** Over the file, or beside it while it must not be touched. */
function takeIn(
  file: string,
  bytes: Uint8Array,
  merged: Uint8Array,
  known: PlanMemory | undefined,
  sent: PlanMemory,
  memory: WatchMemory,
): string {
  const done = handBack(file, bytes, merged);
  if (done.because) memory.set(file, { ...sent, beside: { file: done.file, sha256: sha256(merged) } });
  else {
    dropBeside(known);
    memory.set(file, { settled: sha256(merged), version: sent.version });
  }
  return handedBackText(done);
}

/** null: none was made, or it is what was sent. */
async function mergedOf(
  client: SprintforgeClient,
  copy: Awaited<ReturnType<typeof openCopy>>,
  result: SyncResult,
): Promise<Uint8Array | null> {
  if (!result.workbook || result.workbook.sha256 === sha256(copy.bytes)) return null;
  return downloadMerged(client, copy.project, result.workbook.copy_id);
}

/** The file is closed, and as it was sent: the merged workbook takes its place. */
function swap(file: string, known: PlanMemory, beside: Beside, memory: WatchMemory): string {
  writeAtomically(file, readBytes(beside.file));
  memory.set(file, { settled: beside.sha256, version: known.version });
  fs.rmSync(beside.file, { force: true });
  return `${file}: closed, so the merged workbook took its place`;
}

type Beside = NonNullable<PlanMemory['beside']>;

/** As we wrote it: one that somebody has open or edited is theirs. */
function besideOf(known: PlanMemory | undefined): Beside | undefined {
  const beside = known?.beside;
  if (!beside || !fs.existsSync(beside.file) || lockFileOf(beside.file)) return undefined;
  return sha256(readBytes(beside.file)) === beside.sha256 ? beside : undefined;
}

function dropBeside(known: PlanMemory | undefined): void {
  const beside = besideOf(known);
  if (beside) fs.rmSync(beside.file, { force: true });
}
