/**
 * Everything that reads a workbook or a whole plan, done outside the serving process.
 * Plans and workbooks pass through as opaque bytes; only small reports are looked at by the caller.
 */

import type {
  ChangeJob,
  ChangeOutcome,
  Compared,
  CompareJob,
  LensJob,
  RenderJob,
  RenderOutcome,
} from './engine/change.ts';
import type { DeltaJob } from './engine/delta.ts';
import type { EraseCellsJob, PrivateColumnsJob, PrivateColumnsOutcome } from './engine/fields.ts';
import type { CloudReport, CloudState, Departure, DepartureJob, HomecomingJob } from './engine/hybrid.ts';
import type { Imported, ImportJob, TemplateJob } from './engine/import.ts';
import type { Claim, Merged, MergeGround, SyncJob, SyncOutcome } from './engine/sync.ts';
import type { RefusedWorkbook } from './engine/workbooks.ts';

export type * from './engine/change.ts';
export type * from './engine/delta.ts';
export type * from './engine/fields.ts';
export type * from './engine/hybrid.ts';
export type * from './engine/impact.ts';
export type * from './engine/import.ts';
export type * from './engine/sync.ts';
export type * from './engine/workbooks.ts';

export interface Engine {
  importPlan(job: ImportJob): Promise<Imported | RefusedWorkbook>;
  template(job: TemplateJob): Promise<Imported | RefusedWorkbook>;
  /** `ground` is asked once the upload has been opened and its claim is known. */
  sync(job: SyncJob, ground: (claim: Claim) => Promise<MergeGround>): Promise<SyncOutcome>;
  render(job: RenderJob): Promise<RenderOutcome>;
  lens(job: LensJob): Promise<RenderOutcome>;
  change(job: ChangeJob): Promise<ChangeOutcome>;
  compare(job: CompareJob): Promise<Compared>;
  privateColumns(job: PrivateColumnsJob): Promise<PrivateColumnsOutcome>;
  eraseCells(job: EraseCellsJob): Promise<Uint8Array>;
  delta(job: DeltaJob): Promise<Merged>;
  cloud(report: CloudReport): Promise<CloudState>;
  homecoming(job: HomecomingJob): Promise<Merged>;
  departure(job: DepartureJob): Promise<Departure>;
  /** So many are worked on at a time. */
  readonly atOnce: number;
  /** Jobs at this moment. */
  load(): { readonly running: number; readonly waiting: number };
  close(): Promise<void>;
}

/** The engine could not work on it: the only way it fails. */
export class EngineError extends Error {
  readonly code: 'BUSY' | 'ENGINE_TIMEOUT' | 'ENGINE_CRASHED' | 'ENGINE_FAULT';
  readonly where: { readonly job: string };
  constructor(code: EngineError['code'], message: string, where: EngineError['where'], cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'EngineError';
    this.code = code;
    this.where = where;
  }
}
