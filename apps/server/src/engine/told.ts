/** From the engine's own lists to what it tells: counted, the first shown, all of them as JSON for the database. */
import type { Change } from '@sprintforge/protocol';
import { canonicalText } from '../ports/canonical-json.ts';
import type { ConflictReport, DecidedConflict, EditReport, Merged, ToldChanges } from '../ports/engine.ts';
import { firstOf, jsonLists } from './json-lists.ts';

/** What one entry of the log holds itself is not longer than this; the rest goes on beside it. */
const loggedAtOnce = 32 * 1024;

/** What a merge found, in full. */
export interface FullReport extends Omit<Merged, 'applied' | 'conflicts' | 'appliedKeys'> {
  readonly edits: readonly EditReport[];
  /** Subjects of applied edits. */
  readonly appliedKeys: readonly string[];
  readonly conflicts: readonly ConflictReport[];
}

export function told({ edits, conflicts, appliedKeys, ...report }: FullReport): Merged {
  const { decided } = report;
  return {
    ...report,
    applied: toldChanges(edits.filter(({ outcome }) => outcome === 'applied')),
    appliedKeys: JSON.stringify(appliedKeys),
    conflicts: {
      shown: firstOf(conflicts),
      rows: jsonLists([...conflicts, ...decided].map(asRow)),
      logged: logged([...conflicts, ...decided].map(asLogged)),
    },
    refused: firstOf(report.refused),
    warnings: firstOf(report.warnings),
  };
}

export const toldChanges = (edits: readonly EditReport[]): ToldChanges => {
  const changes = edits.map(asChange);
  return { count: changes.length, shown: firstOf(changes), logged: logged(changes) };
};

const logged = (values: readonly unknown[]): string[] => jsonLists(values, canonicalText, loggedAtOnce);

export const asChange = (edit: Omit<EditReport, 'outcome'>): Change => ({
  action: edit.action,
  kind: edit.kind,
  task_id: edit.id,
  // JSON stays raw, these members stand beside the values
  ...(edit.taskName === null ? {} : { task_name: edit.taskName }),
  ...(edit.type === null ? {} : { type: edit.type }),
  field: edit.field,
  before: edit.before,
  after: edit.after,
  ...edit.place,
});

function asRow({ id, subject, subjectKey, taskName, reason, base, ours, theirs, standing }: ConflictReport): object {
  return { id, subject, subjectKey, taskName, reason, base, ours, theirs, standing };
}

function asLogged(conflict: ConflictReport | DecidedConflict): object {
  const { id, subject, reason, base, ours, theirs, standing } = conflict;
  const choice = 'choice' in conflict ? { choice: conflict.choice } : {};
  return { id, subject, reason, base, ours, theirs, standing, ...choice };
}
