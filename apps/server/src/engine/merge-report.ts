/** The merge of a third side, however it came, and its report. */
import {
  impact,
  type MergeConflict,
  type MergeResult,
  parseSubjectKey,
  type Snapshot,
  stateIn,
  subjectKey,
  type Theirs,
} from '@sprintforge/core';
import type { ConflictReport, LastChange, Merged, SyncJob } from '../ports/engine.ts';
import { brakesOf } from './brakes.ts';
import type { cellPlaces } from './cell-places.ts';
import { conflictId, mergeChosen } from './chosen-merge.ts';
import { nextPlan } from './new-state.ts';
import { snapshotHash } from './packing.ts';
import { editReport, namesOf, subjectType, taskName } from './reports.ts';
import { oursBy } from './row-status.ts';
import type { FullReport } from './told.ts';
import { toldImpact } from './told-impact.ts';
import { withinRights } from './within-rights.ts';

export interface MergeSides {
  readonly base: Snapshot;
  readonly ours: Snapshot;
  /** Ours with the choices that came along carried out. */
  readonly head: Snapshot;
  readonly theirs: Theirs;
  /** What theirs showed of its base. */
  readonly held: Snapshot;
  /** Rows of which nobody can say any more what their base was (rule A7). */
  readonly unknown: ReadonlySet<string>;
}

/** What reading it brought besides. */
export interface Brought extends Pick<Merged, 'refused' | 'warnings' | 'repairs' | 'resolved'> {
  /** JSON list of subject keys. */
  readonly possibleReverts: string;
  /** What others did since. */
  readonly lastChanges: readonly LastChange[];
  /** The cell that a subject stands in, where there are cells. */
  readonly placeOf: ReturnType<typeof cellPlaces>;
}

export interface ReportedMerge {
  readonly result: MergeResult;
  /** The plan after it: ours where everything waits (`manual`). */
  readonly target: Snapshot;
  /** Somebody has to decide first. */
  readonly stopped: boolean;
  readonly report: Omit<FullReport, 'copy' | 'handoutFailed'>;
}

type Asked = Pick<SyncJob, 'strategy' | 'leaveOut' | 'rights' | 'released' | 'choices' | 'seed'>;

export function mergeReport(job: Asked, sides: MergeSides, read: Brought): ReportedMerge {
  const { base, ours, head, held, unknown } = sides;
  const asked = {
    strategy: job.strategy,
    possibleReverts: new Set(JSON.parse(read.possibleReverts) as string[]),
    unknownBase: unknown,
    leaveOut: new Set(job.leaveOut.map(asSubjectKey)),
  };
  const { theirs, leaveOut, refused } = withinRights(sides, job.rights, asked, read.placeOf);
  const brought = { ...read, refused: [...read.refused, ...refused] };
  const options = { ...asked, leaveOut };
  const { result, decided } = mergeChosen({ base, ours: head, theirs }, options, job);
  // of an expired base nothing is deleted before somebody said so
  const brakes = brakesOf(
    held,
    unknown.size > 0 ? result.edits.filter(({ outcome }) => outcome !== 'conflict') : result.edits,
  );
  const waits = job.strategy === 'manual' && result.conflicts.length > 0;
  const stopped =
    waits || brought.repairs.length > 0 || brakes.some((brake) => !job.released.includes(brake.code + brake.effect));
  const target = waits ? ours : result.merged;
  const { state, plan } = nextPlan(ours, target);
  const planned = result.preview ?? result.merged;
  const authorOf = oursBy(brought.lastChanges);
  const told = (conflict: MergeConflict): ConflictReport => ({
    ...conflict,
    id: conflictId(job.seed, conflict),
    subjectKey: subjectKey(conflict.subject),
    taskName: taskName(conflict.subject, ours, base, planned),
    type: subjectType(conflict.subject, ours),
    ...brought.placeOf(conflict.subject),
    ...authorOf(conflict.subject),
  });
  const report = {
    ...outcomes(sides, brought, result),
    kind: 'merged' as const,
    brakes,
    conflicts: result.conflicts.map(told),
    decided: decided.map(({ conflict, choice }) => ({
      ...told(conflict),
      choice,
      value: stateIn(planned, conflict.subject),
    })),
    // of what the edits make of the plan, the conflicting ones too where they wait
    impact: toldImpact(impact(ours, result.preview ?? plan)),
    state,
    hash: state?.hash ?? snapshotHash(target),
  };
  return { result, target, stopped, report };
}

/** `taskId:field` or `taskId`, as people name an edit, or a subject key as it is. */
function asSubjectKey(text: string): string {
  if (parseSubjectKey(text) !== null) return text;
  const [id = '', field] = text.split(':', 2);
  return subjectKey(field ? { kind: 'field', entity: 'task', id, field } : { kind: 'task', id });
}

function outcomes(
  { base, ours }: MergeSides,
  { refused, repairs, resolved, placeOf, ...brought }: Brought,
  result: MergeResult,
) {
  const warnings = [...result.warnings, ...brought.warnings];
  const about = [...warnings, ...refused].map((one) =>
    'taskId' in one ? one.taskId : 'task_id' in one ? one.task_id : null,
  );
  return {
    counts: {
      ...result.counts,
      edits: result.counts.edits + refused.length,
      refused: refused.length,
    },
    edits: result.edits.map((edit) => ({
      ...editReport(edit, [result.preview ?? result.merged, ours, base]),
      ...placeOf(edit.subject),
    })),
    appliedKeys: result.edits.filter((edit) => edit.outcome === 'applied').map((edit) => subjectKey(edit.subject)),
    refused,
    warnings,
    names: namesOf(about, result.merged, ours, base),
    repairs,
    resolved,
  };
}
