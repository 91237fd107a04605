/** The jobs of an engine child by name. */
import type {
  ChangeJob,
  CloudReport,
  CompareJob,
  DeltaJob,
  DepartureJob,
  EraseCellsJob,
  HomecomingJob,
  ImportJob,
  LensJob,
  PrivateColumnsJob,
  RenderJob,
  SyncJob,
  TemplateJob,
} from '../ports/engine.ts';
import { changeJob } from './change-job.ts';
import { compareJob } from './compare-job.ts';
import { deltaJob } from './delta-job.ts';
import { eraseCellsJob } from './erased-cells.ts';
import { cloudJob, departureJob, homecomingJob } from './hybrid/hybrid-jobs.ts';
import { importJob, templateJob } from './import-job.ts';
import { lensJob } from './lens-job.ts';
import { privateColumnsJob } from './private-columns-job.ts';
import { renderJob } from './render-job.ts';
import { syncJob } from './sync-job.ts';

/** Asks the parent one question in the middle of a job. */
export type Ask = (question: unknown) => Promise<unknown>;

export interface Jobs {
  readonly import: ImportJob;
  readonly template: TemplateJob;
  readonly sync: SyncJob;
  readonly render: RenderJob;
  readonly lens: LensJob;
  readonly change: ChangeJob;
  readonly compare: CompareJob;
  readonly privateColumns: PrivateColumnsJob;
  readonly eraseCells: EraseCellsJob;
  readonly delta: DeltaJob;
  readonly cloud: CloudReport;
  readonly homecoming: HomecomingJob;
  readonly departure: DepartureJob;
}

export const jobs: { readonly [Name in keyof Jobs]: (input: Jobs[Name], ask: Ask) => Promise<unknown> } = {
  import: importJob,
  template: templateJob,
  sync: syncJob,
  render: renderJob,
  lens: lensJob,
  change: changeJob,
  compare: compareJob,
  privateColumns: privateColumnsJob,
  eraseCells: eraseCellsJob,
  delta: deltaJob,
  cloud: cloudJob,
  homecoming: homecomingJob,
  departure: departureJob,
};
