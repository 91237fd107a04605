/** Changes of the plan that come from no workbook: rollback, undo, resolution (rules A6, M3). */
import {
  apply,
  checkPlan,
  diff,
  fieldType,
  forbidden,
  impact,
  merge,
  resolve,
  type Snapshot,
  type Subject,
  type SubjectState,
  stateIn,
  theirsOf,
  type WriteRights,
  withCalendar,
} from '@sprintforge/core';
import { goneFields, withoutFields } from '@sprintforge/mapping';
import type { ChangeJob, ChangeOutcome, EditReport, PlanChange } from '../ports/engine.ts';
import { erasedPlan } from './erased-plan.ts';
import { isOfFields, withFields } from './field-changes.ts';
import { takenChanges } from './hybrid/taken-changes.ts';
import { firstOf } from './json-lists.ts';
import { nextPlan } from './new-state.ts';
import { snapshotHash, unpackSnapshot } from './packing.ts';
import { changeReports, editReport, namesOf, subjectOfReport } from './reports.ts';
import { fitValue } from './sheet-conflicts.ts';
import { toldChanges } from './told.ts';
import { toldImpact } from './told-impact.ts';

/** Of what is forbidden so much is named. */
const mostNamed = 100;

interface Changed {
  readonly after: Snapshot;
  readonly kept?: readonly EditReport[];
  readonly moved?: ChangeOutcome['moved'];
  readonly invalid?: ChangeOutcome['invalid'];
  readonly values?: Readonly<Record<string, SubjectState>>;
}

export async function changeJob(job: ChangeJob): Promise<ChangeOutcome> {
  const ours = unpackSnapshot(job.ours);
  const { after, kept = [], moved = [], invalid = [], values = {} } = change(ours, job.change);
  const { state, plan } = nextPlan(ours, after);
  const warnings = checkPlan(after, ours);
  const edits = changeReports(diff(ours, after), [after, ours]);
  const forbidden = job.rights ? forbiddenOf(ours, job.rights, job.change, edits) : [];
  return {
    kind: 'changed',
    state,
    hash: state?.hash ?? snapshotHash(ours),
    changes: toldChanges(edits),
    moved,
    invalid,
    forbidden: forbidden.slice(0, mostNamed),
    keptCount: kept.length,
    kept: firstOf(kept),
    warnings: firstOf(warnings),
    names: namesOf(
      warnings.map(({ taskId }) => taskId),
      after,
      ours,
    ),
    impact: toldImpact(impact(ours, plan)),
    values,
  };
}

/** Calendar and fields are another right's matter, whatever follows from them; of a resolution its conflict counts, whatever was chosen. */
function forbiddenOf(
  ours: Snapshot,
  rights: WriteRights,
  wanted: PlanChange,
  edits: readonly EditReport[],
): ChangeOutcome['forbidden'] {
  if (wanted.kind === 'calendar' || isOfFields(wanted)) return [];
  const subjects =
    wanted.kind === 'resolve' ? wanted.resolutions.map(({ conflict }) => conflict.subject) : edits.map(subjectOfReport);
  return subjects.flatMap((subject) => {
    const code = forbidden(rights, subject, ours);
    const field = subject.kind === 'field' ? subject.field : null;
    return code === null ? [] : [{ id: subject.kind === 'dependency' ? subject.key : subject.id, field, code }];
  });
}

function change(ours: Snapshot, wanted: PlanChange): Changed {
  if (isOfFields(wanted)) return { after: withFields(ours, wanted) };
  if (wanted.kind === 'take') return take(ours, wanted);
  if (wanted.kind === 'erase') return { after: erasedPlan(ours, wanted.names) };
  if (wanted.kind === 'restore') return { after: unpackSnapshot(wanted.target) };
  if (wanted.kind === 'calendar')
    return {
      after: withCalendar(ours, { ...ours.calendar, ...wanted.calendar }, wanted.scheduling ?? ours.scheduling),
    };
  return wanted.kind === 'undo' ? undo(ours, wanted) : decide(ours, wanted.resolutions);
}

function take(ours: Snapshot, { changes, hash }: Extract<PlanChange, { kind: 'take' }>): Changed {
  const after = takenChanges(ours, changes, hash);
  return after ? { after } : { after: ours, invalid: [{ id: '', expected: 'changes of this plan' }] };
}

/**
 * A merge of its own: base is the plan with the edits, theirs the plan before them; what was edited since stays as it is, and fields that
 * were archived since stay away (rule C5).
 */
function undo(ours: Snapshot, wanted: Extract<PlanChange, { kind: 'undo' }>): Changed {
  const edited = unpackSnapshot(wanted.base);
  const gone = goneFields(edited.fields, ours.fields);
  const [base, target] = [withoutFields(edited, gone), withoutFields(unpackSnapshot(wanted.target), gone)];
  const result = merge(base, ours, theirsOf(target, base), { strategy: 'server' });
  const kept = result.edits.filter(({ outcome }) => outcome === 'conflict');
  return { after: result.merged, kept: kept.map((edit) => editReport(edit, [ours, base])) };
}

type Resolutions = Extract<PlanChange, { kind: 'resolve' }>['resolutions'];

/** One after the other, each on the plan that the ones before it left. */
function decide(ours: Snapshot, resolutions: Resolutions): Changed {
  let after = ours;
  const values: Record<string, SubjectState> = {};
  const moved: ChangeOutcome['moved'][number][] = [];
  const invalid: ChangeOutcome['invalid'][number][] = [];
  for (const { conflict, choice, value } of resolutions) {
    const fitted = choice === 'value' ? fitValue(after, conflict.subject, value) : null;
    if (fitted === undefined) {
      invalid.push({ id: conflict.id, expected: expectedOf(after, conflict.subject) });
      continue;
    }
    const done = resolve(after, conflict, choice === 'value' ? { value: fitted } : choice);
    if (done.headMoved) moved.push({ id: conflict.id, ours: stateIn(ours, conflict.subject) });
    else if (done.blocked !== null) invalid.push({ id: conflict.id, expected: `a plan without ${done.blocked}` });
    else after = apply(after, done.changes);
    values[conflict.id] = stateIn(after, conflict.subject);
  }
  return { after, moved, invalid, values };
}

const expectedOf = (plan: Snapshot, subject: Subject): string =>
  subject.kind === 'field' ? `a value of type ${fieldType(plan.fields, subject.field)}` : 'ours, theirs or base';
