import { isConsistent } from '../calendar.ts';
import { checkPlan } from '../checks.ts';
import { diff, NO_CHANGES } from '../diff.ts';
import { followFinish } from '../schedule.ts';
import type {
  Dependency,
  Edit,
  FieldDefinition,
  MergeConflict,
  MergeOptions,
  MergeResult,
  PlanWarning,
  Snapshot,
  Theirs,
} from '../types.ts';
import { settleCycles } from './cycles.ts';
import { mergeEdges } from './edges.ts';
import { settleOutline } from './outline.ts';
import { findMoves, fitRanks } from './place.ts';
import { mergeResources, mergeTasks } from './rows.ts';
import { MergeRun, type OpenEdit } from './run.ts';

/**
 * Three-way merge of an upload into the head (rules M1 to M8). Every edit of theirs against base ends in exactly one outcome:
 * `counts.applied + counts.same + counts.conflicts = counts.edits`, and `conflicts` holds one entry per edit in conflict.
 *
 * What is one edit: a field set; a row added or deleted, with its edges; a row that theirs edited and ours deleted (one edit about
 * the whole row, M5); an edge added, removed or given another lag. Of a row that both added: the addition (`same`), and
 * each field in which they differ.
 *
 * Strategies (M2): `server`, `client` and `merge` apply what does not conflict. `manual` with a conflict that `choices` does not
 * decide applies nothing: `merged === ours`, `changes` is empty, the edits carry the outcome that they would have, and
 * `preview` is the plan that they would make.
 *
 * `merged === ours` when nothing changes. Deterministic; linear in rows but for the order of renumbered siblings (n log n).
 */
export function merge(base: Snapshot, ours: Snapshot, theirs: Theirs, options: MergeOptions): MergeResult {
  const run = new MergeRun(base, ours, theirs, options);
  const moves = findMoves(run);
  mergeTasks(run, moves);
  mergeResources(run);
  settleOutline(run);
  fitRanks(run, moves);
  mergeEdges(run);
  settleCycles(run);
  const draft = run.draft.snapshot(withNewFields(ours.fields, theirs.fields));
  const planned = followFinish(ours, draft, run.finishEdited);
  const conflicts = run.edits.filter((edit) => edit.outcome === 'conflict').map((edit) => conflictOf(run, edit));
  const waits = options.strategy === 'manual' && conflicts.length > 0;
  return {
    merged: waits ? ours : planned,
    changes: waits ? NO_CHANGES : diff(ours, planned),
    ...(waits ? { preview: planned } : {}),
    edits: run.edits.map(editOf),
    conflicts,
    warnings: warningsOf(run, planned),
    counts: countsOf(run.edits),
  };
}

function withNewFields(
  ours: readonly FieldDefinition[],
  theirs: readonly FieldDefinition[] | undefined,
): readonly FieldDefinition[] {
  const known = new Set(ours.map((definition) => definition.key));
  const added = (theirs ?? []).filter((definition) => !known.has(definition.key));
  return added.length === 0 ? ours : [...ours, ...added];
}

function editOf({ subject, action, base, ours, theirs, outcome }: OpenEdit): Edit {
  return { subject, action, base, ours, theirs, outcome };
}

function countsOf(edits: readonly OpenEdit[]): MergeResult['counts'] {
  const counts = { edits: edits.length, applied: 0, same: 0, conflicts: 0 };
  for (const { outcome } of edits) {
    if (outcome === 'applied') counts.applied += 1;
    else if (outcome === 'same') counts.same += 1;
    else counts.conflicts += 1;
  }
  return counts;
}

function conflictOf(run: MergeRun, edit: OpenEdit): MergeConflict {
  const { subject, base, ours, theirs, standing } = edit;
  const conflict = { subject, reason: edit.reason!, base, ours, theirs, standing };
  return subject.kind === 'task' ? { ...conflict, edges: edgesOf(run, edit, subject.id) } : conflict;
}

/** Edges of a task on the side that has it. */
function edgesOf(run: MergeRun, edit: OpenEdit, id: string): Dependency[] {
  const held = edit.ours !== null ? run.ours.dependencies : (run.theirs.dependencies ?? run.base.dependencies);
  const edges: Dependency[] = [];
  for (const edge of held.values()) if (edge.predecessor === id || edge.successor === id) edges.push(edge);
  return edges;
}

/** A duration that does not fit is no news when the upload itself wrote it so (M6: where both sides had them consistent). */
function warningsOf(run: MergeRun, planned: Snapshot): PlanWarning[] {
  const checked = checkPlan(planned, run.ours).filter(({ code, taskId }) => {
    if (code !== 'DURATION_MISMATCH') return true;
    const theirs = run.theirs.tasks.get(taskId);
    const fields = { ...run.base.tasks.get(taskId)?.fields, ...theirs?.fields };
    return isConsistent(fields, planned.calendar) !== false;
  });
  return [...run.warnings, ...checked];
}
