import type { FieldKey, TaskId } from '@sprintforge/core';
import type { IdSource, PlanRead, PlanRow, ReadNotice } from '../api.ts';
import { a1 } from '../layout/address.ts';
import { idsOf, keptMarks } from '../values/plan-columns.ts';
import { recall } from './recall.ts';
import { type BaseView, baseText, cellText, difference, valueFields } from './values.ts';

export interface RowIdentity {
  /** The task of each row, by index in `PlanRead.rows`. */
  readonly ids: TaskId[];
  /** Rows that are new tasks. */
  readonly fresh: Set<number>;
  /** Rows that stand for deleted tasks and are no longer managed (rule R2). */
  readonly kept: Set<number>;
  readonly notices: ReadNotice[];
}

/** Gives each row its task (rules ID1-ID5). Linear in the rows. */
export function identifyRows(plan: PlanRead, base: BaseView, ids: IdSource): RowIdentity {
  const fields = valueFields(plan);
  const result: RowIdentity = { ids: [], fresh: new Set(), kept: new Set(), notices: [] };
  const claims = collectClaims(plan, base, ids, result);
  for (const [id, claim] of claims) {
    if (typeof claim === 'number') {
      result.ids[claim] = id;
      continue;
    }
    const winner = leastDifferent(plan, claim, id, base, fields);
    result.ids[winner] = id;
    for (const row of claim) if (row !== winner) disown(plan, row, id, 'DUPLICATE_ID', result);
  }
  recall(plan, base, fields, result);
  heal(plan, base, fields, claims, result);
  nameNewTasks(plan, ids, result);
  return result;
}

/** Rule ID2: the rows left over are new tasks, under an ID of their own where it was given out, else under a fresh one. */
function nameNewTasks(plan: PlanRead, ids: IdSource, result: RowIdentity): void {
  let taken: Set<TaskId> | undefined;
  const shown = idsOf(plan);
  for (let index = 0; index < shown.length; index++) {
    if (result.ids[index] !== undefined) continue;
    const id = shown[index]!;
    taken ??= new Set(result.ids);
    const own = id !== '' && !taken.has(id) && ids.given?.(id) === true;
    result.ids[index] = own ? id : ids.task();
    if (own) taken.add(id);
    result.fresh.add(index);
  }
}

/** The row (or rows) that say to be each base task. */
type Claims = Map<TaskId, number | number[]>;

function collectClaims(plan: PlanRead, base: BaseView, ids: IdSource, result: RowIdentity): Claims {
  const claims: Claims = new Map();
  const isKept = keptMarks(plan);
  const shown = idsOf(plan);
  for (let index = 0; index < shown.length; index++) {
    const id = shown[index]!;
    if (id === '') continue;
    if (base.keptRows.has(id) || (isKept(index) && !base.snapshot.tasks.has(id))) {
      result.ids[index] = id;
      result.kept.add(index);
    } else if (base.snapshot.tasks.has(id)) {
      const others = claims.get(id);
      if (others === undefined) claims.set(id, index);
      else if (typeof others === 'number') claims.set(id, [others, index]);
      else others.push(index);
    } else if (ids.given?.(id) !== true) disown(plan, index, id, 'UNKNOWN_ID', result);
  }
  return claims;
}

/** Rule ID3: the row that differs least from base keeps the ID, the first of equals. */
function leastDifferent(
  plan: PlanRead,
  rows: readonly number[],
  id: TaskId,
  base: BaseView,
  fields: readonly FieldKey[],
): number {
  let best = rows[0]!;
  let least = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    const count = difference(plan.rows[row]!, id, base, fields);
    if (count < least) [best, least] = [row, count];
  }
  return best;
}

function disown(plan: PlanRead, index: number, id: TaskId, code: 'DUPLICATE_ID' | 'UNKNOWN_ID', into: RowIdentity) {
  const message =
    code === 'DUPLICATE_ID'
      ? `The ID ${id} stands on several rows; this row becomes a new task.`
      : `The ID ${id} is not one of this project's; the row becomes a new task.`;
  into.notices.push({ code, sheet: plan.mapping.sheet, ...where(plan, plan.rows[index]!), message, facts: { id } });
}

/** Rule ID5: rows without an ID that equal exactly one base row missing from the file. */
function heal(
  plan: PlanRead,
  base: BaseView,
  fields: readonly FieldKey[],
  claims: ReadonlyMap<TaskId, unknown>,
  result: RowIdentity,
): void {
  const given = idsOf(plan);
  const lost = [...given.keys()].filter((row) => given[row] === '' && result.ids[row] === undefined);
  if (lost.length === 0) return;
  const recalled = base.unnamed.length > 0 ? new Set(result.ids) : undefined;
  const missing = [...base.snapshot.tasks.keys()].filter((id) => !claims.has(id) && recalled?.has(id) !== true);
  if (missing.length === 0) return;
  const readable = fields.filter((field) => lost.every((row) => cellText(plan.rows[row]!.cells[field]) !== undefined));
  const taken = new Set<TaskId>();
  const match = (key: (id: TaskId) => string, keyOf: (row: PlanRow) => string, wholly: boolean) => {
    const known = unique(
      missing.filter((id) => !taken.has(id)),
      key,
    );
    const open = lost.filter((row) => result.ids[row] === undefined);
    const asked = unique(open, (row) => keyOf(plan.rows[row]!));
    for (const row of open) {
      const text = keyOf(plan.rows[row]!);
      const id = text === '' ? undefined : known.get(text);
      if (id === undefined || taken.has(id) || (wholly && asked.get(text) === undefined)) continue;
      taken.add(id);
      result.ids[row] = id;
      result.notices.push(healed(plan, plan.rows[row]!, id));
    }
  };
  match(
    (id) => signature(readable.map((field) => baseText(base, id, field))),
    (row) => signature(readable.map((field) => cellText(row.cells[field]))),
    false,
  );
  // The whole ID column is gone: an edited row is still known by a name that nothing else bears.
  if (claims.size === 0 && fields.includes('name'))
    match(
      (id) => baseText(base, id, 'name') ?? '',
      (row) => cellText(row.cells['name']) ?? '',
      true,
    );
}

/** Things by their key, without those whose key is not theirs alone. */
function unique<T>(things: readonly T[], key: (thing: T) => string): Map<string, T | undefined> {
  const found = new Map<string, T | undefined>();
  for (const thing of things) {
    const text = key(thing);
    found.set(text, found.has(text) ? undefined : thing);
  }
  return found;
}

function signature(texts: readonly (string | undefined)[]): string {
  return texts.every((text) => text === undefined || text === '') ? '' : JSON.stringify(texts);
}

function healed(plan: PlanRead, row: PlanRow, id: TaskId): ReadNotice {
  return {
    code: 'ID_HEALED',
    sheet: plan.mapping.sheet,
    ...where(plan, row),
    task_id: id,
    message: `The row had lost its ID and got ${id} back.`,
    facts: { id },
  };
}

function where(plan: PlanRead, row: PlanRow): { readonly cell: string } {
  return { cell: a1(row.row, plan.mapping.idColumn ?? plan.mapping.columns[0]?.column ?? 1) };
}
