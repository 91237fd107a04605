/** Which revision a workbook without metadata was made from: the one that its cells fit best (rule B3). */
import {
  apply,
  type ChangeSet,
  invert,
  normalValue,
  type Snapshot,
  sameValue,
  type Task,
  type Value,
} from '@sprintforge/core';
import type { PlanRead, PlanRow } from '@sprintforge/mapping';
import type { BaseSearch, Likeliest } from '../ports/engine.ts';
import { unpackSnapshot } from './packing.ts';

/** Walks back from the head, scoring only the tasks that each revision changed. */
export function likeliestBase(plan: PlanRead, search: BaseSearch): Likeliest {
  let snapshot = unpackSnapshot(search.head);
  const score = scorer(plan, snapshot);
  let at: Score = { cells: 0, rows: 0 };
  for (const task of snapshot.tasks.values()) at = plus(at, score(task), 1);
  let best = { revision: search.headRevision, ...at };
  for (const { revision, changes: texts } of search.chain) {
    const changes = texts.map((text) => JSON.parse(text) as ChangeSet);
    const before = changes.reduceRight((plan, piece) => apply(plan, invert(piece)), snapshot);
    for (const id of changes.flatMap(({ tasks }) => touched(tasks))) {
      at = plus(at, score(snapshot.tasks.get(id)), -1);
      at = plus(at, score(before.tasks.get(id)), 1);
    }
    snapshot = before;
    if (at.cells > best.cells || (at.cells === best.cells && revision - 1 === search.preferred))
      best = { revision: revision - 1, ...at };
  }
  return { state: 'likeliest', revision: best.revision, alike: best.rows, rows: plan.rows.length };
}

interface Score {
  readonly cells: number;
  readonly rows: number;
}
const nothing: Score = { cells: 0, rows: 0 };
const plus = (a: Score, b: Score, sign: 1 | -1): Score => ({
  cells: a.cells + sign * b.cells,
  rows: a.rows + sign * b.rows,
});

/** Cells of a task that the file holds too; a task that is not in the file counts against the revision. */
function scorer(plan: PlanRead, head: Snapshot): (task: Task | undefined) => Score {
  const fields = plan.fields.filter(({ key }) => head.fields.some((known) => known.key === key));
  const byId = new Map(plan.rows.filter(({ id }) => id !== '').map((row) => [row.id, row]));
  const heldValue = (row: PlanRow, key: string, type: (typeof fields)[number]['type']): Value => {
    const reading = row.cells[key];
    return reading?.kind === 'value' ? (normalValue(reading.value, type) ?? null) : null;
  };
  const texts = new Set(
    plan.rows.map((row) => JSON.stringify(fields.map(({ key, type }) => heldValue(row, key, type)))),
  );
  return (task) => {
    if (task === undefined) return nothing;
    const row = byId.get(task.id);
    if (row === undefined) {
      const stands = texts.has(JSON.stringify(fields.map(({ key }) => task.fields[key] ?? null)));
      return stands ? { cells: fields.length, rows: 1 } : { cells: -fields.length, rows: 0 };
    }
    const cells = fields.filter(({ key, type }) =>
      sameValue(heldValue(row, key, type), task.fields[key] ?? null),
    ).length;
    return { cells, rows: cells === fields.length ? 1 : 0 };
  };
}

function touched(changes: ChangeSet['tasks']): string[] {
  return [...changes.added, ...changes.removed, ...changes.changed].map(({ id }) => id);
}
