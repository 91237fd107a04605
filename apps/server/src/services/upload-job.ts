/** What an upload is asked to do, and what became of it, as values. */
import { createHash } from 'node:crypto';
import type { Strategy } from '@sprintforge/core';
import type { Notice, SyncResult } from '@sprintforge/protocol';
import type { ConflictChoices, CopyTicket, Merged } from '../ports/engine.ts';
import type { ParkedRecord, ProjectRecord } from '../ports/records.ts';
import type { Verdict } from './claim.ts';
import { syncResult } from './sync-result.ts';

export interface UploadRequest {
  readonly projectId: string;
  readonly bytes: Uint8Array;
  readonly strategy: Strategy | null;
  readonly dryRun: boolean;
  readonly confirm: readonly string[];
  readonly repair: readonly string[];
  readonly select: readonly string[];
  readonly idempotencyKey: string | null;
  /** From a door that cannot ask: what needs a decision is accepted and parked (rule A9). */
  readonly park: boolean;
}

/** The request with all that follows from it and stays the same over retries. */
export interface Upload extends UploadRequest {
  readonly strategyInForce: Strategy;
  readonly sha256: string;
  readonly choicesHash: string;
  /** For conflicts, by their id. */
  readonly choices: ConflictChoices;
  /** The parked upload that this decides; null: it comes in just now. */
  readonly parked: ParkedRecord | null;
}

export interface Start {
  readonly project: ProjectRecord;
  readonly ticket: CopyTicket;
  /** What the upload is, or would be, parked as. */
  readonly parkedId: string;
  /** Who else is at it (rule R9). */
  readonly others: readonly Notice[];
}
export interface Judged {
  readonly merged: Merged;
  readonly verdict: Exclude<Verdict, { kind: 'refuse' | 'search' }>;
  /** The workbook of the answer where none is made: the copy that was uploaded. */
  readonly held?: SyncResult['workbook'];
}

export function describe(
  request: UploadRequest,
  project: ProjectRecord,
  choices: ConflictChoices = {},
  parked: ParkedRecord | null = null,
): Upload {
  return {
    ...request,
    projectId: project.id,
    strategyInForce: request.strategy ?? project.strategy,
    sha256: createHash('sha256').update(request.bytes).digest('hex'),
    choicesHash: hashOf(request, choices),
    choices,
    parked,
  };
}

function hashOf(request: UploadRequest, choices: ConflictChoices): string {
  const made = Object.entries(choices).sort(([a], [b]) => (a < b ? -1 : 1));
  const content = [[...request.repair].sort(), [...request.select].sort(), ...(made.length > 0 ? [made] : [])];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

/** The report of what was, or would be, done. */
export function report(job: Upload, start: Start, judged: Judged, version: number, copyId: string | null): SyncResult {
  const frame = {
    projectId: start.project.id,
    version,
    baseVersion: judged.verdict.revision,
    dryRun: job.dryRun,
  };
  const plain = syncResult(frame, judged.merged, copyId);
  const result = { ...plain, warnings: [...plain.warnings, ...start.others] };
  return judged.held && !job.dryRun ? { ...result, workbook: judged.held } : result;
}
