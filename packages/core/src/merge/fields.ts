import { subjectKey } from '../subject-key.ts';
import type { FieldKey, Fields, Value } from '../types.ts';
import { sameValue } from '../value.ts';
import { combine } from './combine.ts';
import type { MergeRun, Proposal } from './run.ts';

/** An entity whose fields are merged one by one (rule M1). */
export interface FieldsOfRow {
  readonly entity: 'task' | 'resource';
  readonly id: string;
  /** null: not in base, both sides added it. */
  readonly base: Fields | null;
  readonly ours: Fields;
  readonly theirs: Fields;
}

/** Merges the fields of a row that ours has; the same reference as `row.ours` when none of them changes. */
export function mergeFields(run: MergeRun, row: FieldsOfRow): Fields {
  const edited = editedFields(run, row);
  if (edited.length > 1) edited.sort((a, b) => run.orderOf(a) - run.orderOf(b));
  let merged: Record<FieldKey, Value> | null = null;
  for (const field of edited) {
    const ours = row.ours[field] ?? null;
    const value = mergeField(run, row, field);
    if (sameValue(value, ours)) continue;
    merged ??= { ...row.ours };
    if (value === null) delete merged[field];
    else merged[field] = value;
  }
  return merged ?? row.ours;
}

/** Does theirs hold an edit of any of the fields? Derived values are none (rule V7). */
export function hasFieldEdit(run: MergeRun, id: string, base: Fields, theirs: Fields): boolean {
  if (base === theirs) return false;
  for (const field in theirs) {
    if (!sameValue(base[field], theirs[field]) && !isDerived(run, id, field)) return true;
  }
  return false;
}

/** Fields in which theirs differs from base, or that may be set back to it (rule B2). A field not in theirs is not edited (C3). */
function editedFields(run: MergeRun, row: FieldsOfRow): FieldKey[] {
  const { base, ours, theirs } = row;
  const reverts = run.options.possibleReverts;
  const edited: FieldKey[] = [];
  if (base === theirs && !reverts?.size) return edited;
  for (const field in theirs) {
    const [was, now] = [base?.[field], theirs[field]];
    if (was !== now && !sameValue(was, now)) edited.push(field);
    else if (reverts?.size && !sameValue(ours[field], was) && reverts.has(keyOf(row, field))) edited.push(field);
  }
  return edited;
}

function mergeField(run: MergeRun, row: FieldsOfRow, field: FieldKey): Value {
  const [base, ours, theirs] = [row.base?.[field] ?? null, row.ours[field] ?? null, row.theirs[field] ?? null];
  if (isDerived(run, row.id, field)) return sameValue(ours, base) ? theirs : ours;
  if (row.base === null && sameValue(ours, theirs)) return ours; // part of the row that both added
  if (row.entity === 'task' && field === 'finish') run.finishEdited.add(row.id);
  const subject = { kind: 'field', entity: row.entity, id: row.id, field } as const;
  const proposal: Proposal = { subject, action: 'set', base, ours, theirs };
  if (sameValue(theirs, base)) return pick(run.dispute(proposal, 'possible-revert'), proposal);
  if (sameValue(ours, base)) return pick(run.agree(proposal, 'applied'), proposal);
  if (sameValue(ours, theirs)) return pick(run.agree(proposal, 'same'), proposal);
  return mergeDivergent(run, proposal, field);
}

function mergeDivergent(run: MergeRun, proposal: Proposal, field: FieldKey): Value {
  const key = subjectKey(proposal.subject);
  const [base, ours, theirs] = [proposal.base, proposal.ours, proposal.theirs] as [Value, Value, Value];
  if (run.options.strategy === 'merge' && !run.options.choices?.has(key)) {
    const combined = combine(run.typeOf(field), field, base, ours, theirs);
    if (combined !== undefined) {
      const outcome = sameValue(combined, ours) ? 'same' : 'applied';
      return run.agree(proposal, outcome) === 'theirs' ? combined : ours;
    }
  }
  return pick(run.dispute(proposal, 'divergent'), proposal);
}

function pick(side: 'ours' | 'theirs' | 'base', proposal: Proposal): Value {
  return proposal[side] as Value;
}

function isDerived(run: MergeRun, id: string, field: FieldKey): boolean {
  return run.theirs.derived?.has(`${id}\u0000${field}`) === true;
}

function keyOf(row: FieldsOfRow, field: FieldKey): string {
  return subjectKey({ kind: 'field', entity: row.entity, id: row.id, field });
}
