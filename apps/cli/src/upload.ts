/** One upload of a workbook, with the questions that it may bring: brakes and repairs are shown, then confirmed or not. */

import path from 'node:path';
import { readMetadata } from '@sprintforge/mapping';
import { ProblemError, type SprintforgeClient, type StrategyName, type SyncResult } from '@sprintforge/protocol';
import { openWorkbook } from '@sprintforge/xlsx';
import { CliError } from './failure.ts';
import { readBytes } from './files.ts';
import type { Outcome } from './outcome.ts';
import { syncText } from './sync-report.ts';
import { canAsk, confirm, progress } from './terminal.ts';

export interface PushOptions {
  readonly strategy?: StrategyName;
  readonly dryRun?: boolean;
  /** Confirms what the server asks, after it has been shown. */
  readonly yes?: boolean;
  readonly confirm?: readonly string[];
  readonly repair?: readonly string[];
  /** Nobody can be asked: what needs a decision is parked (rule A9). */
  readonly park?: boolean;
  readonly project?: string;
}

export interface LocalCopy {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly project: string;
  readonly revision: number;
  readonly copy: string;
}

/** Throws `NOT_A_COPY` when the workbook does not say whose copy it is and no project is given. */
export async function openCopy(file: string, project?: string): Promise<LocalCopy> {
  const bytes = readBytes(file);
  const state = readMetadata(openWorkbook(bytes));
  const metadata = state.state === 'none' ? {} : state.metadata;
  const id = project ?? metadata.project;
  if (!id) {
    const message = `${file} is no copy of a project: \`sprintforge clone PROJECT\` makes one, or name the project with --project`;
    throw new CliError('NOT_A_COPY', message, { file });
  }
  return { file, bytes, project: id, revision: metadata.revision ?? 0, copy: metadata.copy ?? '' };
}

export async function push(client: SprintforgeClient, copy: LocalCopy, options: PushOptions): Promise<SyncResult> {
  progress(`uploading ${copy.file} …`);
  const request = {
    project_id: copy.project,
    file: copy.bytes,
    filename: path.basename(copy.file),
    ...(options.strategy ? { strategy: options.strategy } : {}),
    ...(options.dryRun ? { dry_run: true } : {}),
    ...(options.park ? { park: true } : {}),
  };
  const given = { confirm: options.confirm ?? [], repair: options.repair ?? [] };
  try {
    return await client.upload({ ...request, ...given });
  } catch (error) {
    const question = questionOf(error);
    if (!question || !(await agreed(question, options.yes ?? false))) throw error;
    return client.upload({
      ...request,
      confirm: [...given.confirm, ...question.confirm.map((brake) => brake.token)],
      repair: [...given.repair, ...offered(question).map((repair) => repair.id)],
    });
  }
}

type Question = Pick<SyncResult, 'confirm' | 'repairs'>;

/** Of each accident the first way out: what undoes it. */
export function offered({ repairs }: Question): Question['repairs'] {
  return repairs.filter(({ code }, at) => repairs.findIndex((other) => other.code === code) === at);
}

function questionOf(error: unknown): Question | undefined {
  if (!(error instanceof ProblemError) || error.status !== 409) return undefined;
  const result = error.problem.result as Partial<Question> | undefined;
  const question = { confirm: result?.confirm ?? [], repairs: result?.repairs ?? [] };
  return question.confirm.length + question.repairs.length > 0 ? question : undefined;
}

/** Shows what is asked, and says whether to go on. */
export async function agreed(question: Question, yes: boolean): Promise<boolean> {
  const lines = [
    ...question.confirm.map((brake) => `${brake.code}: ${brake.effect}`),
    ...offered(question).map((repair) => `${repair.code}: ${repair.what}`),
  ];
  for (const line of lines) process.stderr.write(`${line}\n`);
  return yes || (canAsk() && (await confirm('Go on?')));
}

/** The report that the server gave with a 409 when the upload waits: parked there, or under the manual strategy. */
export function waitingResult(error: unknown): SyncResult | undefined {
  if (!(error instanceof ProblemError)) return undefined;
  if (error.code !== 'NEEDS_DECISION' && error.problem.parked === undefined) return undefined;
  return error.problem.result as SyncResult | undefined;
}

/** How a command ends whose upload waits for decisions; throws the error again when it is another one. */
export function waitingOutcome(error: unknown): Outcome {
  const waiting = waitingResult(error);
  if (!waiting) throw error;
  const why = error instanceof Error ? ` (${error.message})` : '';
  const text = waiting.parked ? syncText(waiting) : `${syncText(waiting)}\nNothing was applied${why}.`;
  return { document: waiting, text, exit: 1 };
}
