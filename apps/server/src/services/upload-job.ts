/** What an upload is asked to do, and what became of it, as values. */
import { createHash } from 'node:crypto';
import type { Strategy, WriteRights } from '@sprintforge/core';
import type { Notice, ProblemCode, SyncResult } from '@sprintforge/protocol';
import type { ScreenPolicies } from '@sprintforge/xlsx';
import type { Unit } from '../ports/database.ts';
import { digest } from '../ports/digest.ts';
import type { ConflictChoices, CopyTicket, Delta, HeldWorkbook, Merged, MergeTerms } from '../ports/engine.ts';
import type { HeldFiles, ParkedRecord, ProjectRecord } from '../ports/records.ts';
import type { Verdict } from './claim.ts';
import type { Caller } from './house.ts';
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
  /** Accepted earlier and counted then: the limit of uploads is not asked again. */
  readonly counted?: boolean;
  /** Told what begins, for whoever waits. */
  readonly told?: (stage: UploadStage) => Promise<void>;
}

/** An upload out of something that stays open and saves again (rule B1). */
export interface UploadSession {
  /** What revisions and the audit log call the door. */
  readonly door: string;
  /** Tells this state of the session from the others (rule A2); empty: as an upload by itself. */
  readonly key: string;
  /** What it last stored, instead of what the copy says; null: the copy named in the bytes decides. */
  readonly ground: HeldFiles | null;
  /** Does what the workbook holds now become the base of the next one? */
  readonly keepHeld: boolean;
  /** Why somebody has to look at it first; null: nothing. */
  readonly hold: { readonly code: ProblemCode; readonly detail: string } | null;
  /** In the transaction of the commit. */
  committed(unit: Unit, held: HeldWorkbook | undefined, version: number): Promise<void>;
}

/** Opening and checking the workbook; comparing it with the plan; writing. */
export type UploadStage = 'reading' | 'merging' | 'saving';

/** The request with all that follows from it and stays the same over retries. */
export interface Upload extends UploadRequest {
  readonly strategyInForce: Strategy;
  readonly sha256: string;
  readonly choicesHash: string;
  /** For conflicts, by their id. */
  readonly choices: ConflictChoices;
  /** The parked upload that this decides; null: it comes in just now. */
  readonly parked: ParkedRecord | null;
  readonly session: UploadSession | null;
  /** Changes that come without a workbook; `bytes` are then what makes two of them the same. */
  readonly deltas: UploadDeltas | null;
  /** What was done in a cloud to the plan that went there; `bytes` are then what makes two of them the same. */
  readonly homecoming: Homecoming | null;
}

/** What a client did to the plan that it held at a version. */
export interface UploadDeltas {
  readonly version: number;
  readonly copyId: string | null;
  readonly changes: readonly Delta[];
}

/** Files of a plan that a cloud holds (see `HomecomingJob`). */
export interface Homecoming {
  readonly base: string;
  /** The revision here that the cloud held last. */
  readonly revision: number;
  readonly before: string;
  readonly now: string;
  readonly masked: boolean;
}

/** Where an upload comes from, when that is no file that was sent. */
export interface UploadOrigin {
  readonly session?: UploadSession;
  readonly deltas?: UploadDeltas;
  readonly homecoming?: Homecoming;
}

/** Is it a workbook that was sent? */
export const isWorkbook = ({ deltas, homecoming }: Pick<Upload, 'deltas' | 'homecoming'>): boolean =>
  deltas === null && homecoming === null;

export interface Start {
  readonly project: ProjectRecord;
  readonly ticket: CopyTicket;
  /** What the uploader may write; null: everything. */
  readonly rights: WriteRights | null;
  /** For the screen. */
  readonly policies: Partial<ScreenPolicies>;
  /** What the upload is, or would be, parked as. */
  readonly parkedId: string;
  /** What is told besides: who else is at it (rule R9), and whose token came along. */
  readonly others: readonly Notice[];
}

/** What every merge of this upload is told, whatever it came as. `released`: brakes that were confirmed. */
export const mergeTerms = (caller: Caller, job: Upload, start: Start, released: readonly string[]): MergeTerms => ({
  strategy: job.strategyInForce,
  leaveOut: job.select,
  rights: start.rights,
  released,
  choices: job.choices,
  seed: start.parkedId,
  author: { name: caller.user.name, at: start.ticket.issuedAt },
});

export interface Judged {
  readonly merged: Merged;
  readonly verdict: Exclude<Verdict, { kind: 'refuse' | 'search' }>;
  /** What its `Sync` sheet decided of uploads that waited. */
  readonly settled?: SyncResult['resolved'];
  /** The workbook of the answer where none is made: the copy that was uploaded. */
  readonly held?: SyncResult['workbook'];
}

/** What the upload is merged against, where that is not what its copy says. */
export const ownGround = ({ session, parked }: Upload): HeldFiles | undefined =>
  session?.ground ?? parked?.decision.ground;

export async function describe(
  request: UploadRequest,
  project: ProjectRecord,
  choices: ConflictChoices = {},
  parked: ParkedRecord | null = null,
  { session, deltas, homecoming }: UploadOrigin = {},
): Promise<Upload> {
  return {
    ...request,
    projectId: project.id,
    strategyInForce: request.strategy ?? project.strategy,
    sha256: await digest(request.bytes),
    choicesHash: hashOf(request, choices, session?.key ?? ''),
    choices,
    parked,
    session: session ?? null,
    deltas: deltas ?? null,
    homecoming: homecoming ?? null,
  };
}

function hashOf(request: UploadRequest, choices: ConflictChoices, session: string): string {
  const made = Object.entries(choices).sort(([a], [b]) => (a < b ? -1 : 1));
  const content = [
    [...request.repair].sort(),
    [...request.select].sort(),
    ...(made.length > 0 ? [made] : []),
    ...(session === '' ? [] : [session]),
  ];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

/** The report of what was, or would be, done. */
export function report(job: Upload, start: Start, judged: Judged, version: number, copyId: string | null): SyncResult {
  const frame = {
    projectId: start.project.id,
    version,
    baseVersion: judged.verdict.revision,
    before: job.dryRun ? null : start.project.head,
    dryRun: job.dryRun,
  };
  const plain = syncResult(frame, judged.merged, copyId);
  const resolved = [...(judged.settled ?? []), ...plain.resolved];
  const result = { ...plain, resolved, warnings: [...plain.warnings, ...start.others] };
  return judged.held && !job.dryRun ? { ...result, workbook: judged.held } : result;
}
