/** Conflicts on the `Sync` sheet, and the choices that come back from it (rule R4). */
import {
  apply,
  fieldType,
  normalValue,
  PARENT,
  type Resource,
  resolve,
  type Snapshot,
  type Subject,
  type SubjectState,
  sameValue,
  stateIn,
  type Task,
  type Theirs,
  type Value,
} from '@sprintforge/core';
import type { SheetChoice, SyncSheetConflict } from '@sprintforge/mapping';
import type { OpenConflict } from '../ports/engine.ts';
import { sha256 } from './packing.ts';
import { edgeText } from './predecessor-texts.ts';

export function sheetConflicts(head: Snapshot, conflicts: readonly OpenConflict[]): SyncSheetConflict[] {
  return conflicts.map((conflict) => ({
    id: conflict.id,
    taskId: subjectId(conflict.subject),
    taskName: conflict.taskName ?? '',
    field: fieldLabel(head, conflict.subject),
    mine: stateText(conflict.theirs, head, conflict.subject),
    server: stateText(conflict.ours, head, conflict.subject),
    base: stateText(conflict.base, head, conflict.subject),
    seen: seenToken(stateIn(head, conflict.subject)),
  }));
}

/** Names the head value that a choice was made on. */
export const seenToken = (state: SubjectState): string => sha256(JSON.stringify(state ?? null)).slice(0, 12);

/** Of an edge the successor, in whose row it stands. */
const subjectId = (subject: Subject): string =>
  subject.kind === 'dependency' ? (subject.key.split('>')[1]?.split(':')[0] ?? subject.key) : subject.id;

function fieldLabel(plan: Snapshot, subject: Subject): string {
  if (subject.kind !== 'field') return subject.kind;
  const { field } = subject;
  return plan.fields.find(({ key }) => key === field)?.label ?? field;
}

/** As a person reads it: 80 % as `80%`, tasks by their name. */
export function stateText(state: SubjectState, plan: Snapshot, subject: Subject): string {
  if (state === null) return '';
  if (typeof state !== 'object') return valueText(state, plan, subject);
  if ('predecessor' in state) return [nameOf(plan, state.predecessor), edgeText(state)].filter(Boolean).join(' ');
  return String((state as Task | Resource).fields.name ?? state.id);
}

function valueText(value: string | number | boolean, plan: Snapshot, subject: Subject): string {
  if (subject.kind !== 'field') return String(value);
  if (subject.field === PARENT) return [nameOf(plan, String(value)), value].filter(Boolean).join(' ');
  const isPercent = typeof value === 'number' && fieldType(plan.fields, subject.field) === 'percent';
  return isPercent ? `${Number((value * 100).toPrecision(12))}%` : String(value);
}

function nameOf(plan: Snapshot, id: string): string {
  return String(plan.tasks.get(id)?.fields.name ?? '');
}

export interface CarriedOut {
  readonly head: Snapshot;
  readonly resolved: readonly { readonly id: string; readonly choice: string; readonly value: SubjectState }[];
  /** Choices that were not carried out, with the reason. */
  readonly left: readonly { readonly id: string; readonly reason: string }[];
}

/** Applies the choices to the head. An edit of the cell itself wins over the choice; a moved head leaves the conflict open. */
export function carryOutChoices(
  head: Snapshot,
  base: Snapshot,
  theirs: Theirs,
  choices: readonly SheetChoice[],
  open: readonly OpenConflict[],
): CarriedOut {
  const byId = new Map(open.map((conflict) => [conflict.id, conflict]));
  const resolved: CarriedOut['resolved'][number][] = [];
  const left: CarriedOut['left'][number][] = [];
  let plan = head;
  for (const choice of choices) {
    const conflict = byId.get(choice.conflictId);
    if (!conflict || isEdited(conflict.subject, base, theirs)) continue;
    const wanted = wantedOf(plan, conflict, choice);
    const moved = choice.seen !== '' && choice.seen !== seenToken(stateIn(head, conflict.subject));
    const done = wanted === undefined || moved ? null : resolve(plan, conflict, wanted);
    if (!done || done.blocked !== null || done.headMoved) {
      left.push({ id: conflict.id, reason: done?.blocked ?? (wanted === undefined ? 'bad-value' : 'head-moved') });
      continue;
    }
    plan = apply(plan, done.changes);
    resolved.push({
      id: conflict.id,
      choice: choice.choice === 'custom' ? 'value' : choice.choice,
      value: stateIn(plan, conflict.subject),
    });
  }
  return { head: plan, resolved, left };
}

export function isEdited(subject: Subject, base: Snapshot, theirs: Theirs): boolean {
  if (subject.kind !== 'field' || subject.entity !== 'task') return false;
  const fields = theirs.tasks.get(subject.id)?.fields;
  return (
    fields !== undefined &&
    subject.field in fields &&
    !sameValue(fields[subject.field], base.tasks.get(subject.id)?.fields[subject.field])
  );
}

function wantedOf(
  plan: Snapshot,
  conflict: OpenConflict,
  choice: SheetChoice,
): Parameters<typeof resolve>[2] | undefined {
  if (choice.choice !== 'custom') return choice.choice;
  const value = fitValue(plan, conflict.subject, choice.value ?? '');
  return value === undefined ? undefined : { value };
}

/** A given value in the normal form of the subject's field; undefined when it does not fit. */
export function fitValue(plan: Snapshot, subject: Subject, given: SubjectState): Value | undefined {
  if (given !== null && typeof given === 'object') return undefined;
  const type =
    subject.kind === 'field'
      ? fieldType(plan.fields, subject.field)
      : subject.kind === 'dependency'
        ? 'number'
        : 'text';
  const direct = normalValue(given, type);
  if (direct !== undefined || typeof given !== 'string') return direct;
  return normalValue(readText(given.trim()), type);
}

/** Numbers, percents and truth values as people type them into a cell of text. */
function readText(text: string): Value {
  if (/^(true|yes)$/i.test(text)) return true;
  if (/^(false|no)$/i.test(text)) return false;
  const percent = /^(-?\d+(?:[.,]\d+)?)\s*%$/.exec(text)?.[1];
  if (percent !== undefined) return Number(percent.replace(',', '.')) / 100;
  return /^-?\d+(?:[.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : text;
}
