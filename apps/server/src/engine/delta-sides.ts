/** Deltas as the third side of a merge: what the client held, and what it holds now. */
import {
  type Dependency,
  type Fields,
  fieldType,
  isCustomField,
  isDay,
  PREDECESSORS,
  type Snapshot,
  type Task,
  type TaskId,
  type Value,
} from '@sprintforge/core';
import { type IdSource, parsePredecessors, type RefusedCell } from '@sprintforge/mapping';
import { serialToDate } from '@sprintforge/xlsx';
import type { Delta, TaskRef } from '../ports/engine.ts';
import { DraftEdges } from './draft-edges.ts';
import { DraftOutline } from './draft-outline.ts';
import { fitValue } from './sheet-conflicts.ts';

export interface DeltaSides {
  /** The plan as the client held it. */
  readonly base: Snapshot;
  /** The same with its changes. */
  readonly theirs: Snapshot;
  /** As `Theirs.derived`. */
  readonly derived: ReadonlySet<string>;
  readonly refused: readonly RefusedCell[];
  /** New tasks by the client's row. */
  readonly rows: ReadonlyMap<string, TaskId>;
}

/** Why a change cannot be taken: what was found, and what would do. */
interface Fault {
  readonly code: string;
  readonly found: string;
  readonly expected: string;
}

/** `columnOf`: the field that a column letter is bound to. Changes are made in their order; one that cannot be taken is refused alone. */
export function deltaSides(
  deltas: readonly Delta[],
  held: Snapshot,
  ours: Snapshot,
  ids: IdSource,
  columnOf: (letter: string) => string | undefined,
): DeltaSides {
  const draft = new Draft(held, ours, ids, columnOf);
  const refused: RefusedCell[] = [];
  for (const [index, delta] of deltas.entries()) {
    const fault = draft.take(delta);
    if (fault) refused.push(refusal(fault, delta, index));
  }
  return { ...draft.sides(), refused, rows: draft.rows };
}

function refusal({ code, found, expected }: Fault, delta: Delta, index: number): RefusedCell {
  const cell = `changes[${index}]`;
  const field = delta.op === 'set' ? (delta.field ?? delta.column ?? '') : '';
  const task_id = 'task_id' in delta ? (delta.task_id ?? null) : null;
  const message = `${cell} holds "${found}"; expected ${expected}. The change was left out.`;
  return { code, sheet: '', cell, task_id, field, found, expected, message };
}

const unknownTask = (found: string): Fault => ({ code: 'UNKNOWN_TASK', found, expected: 'a task of this project' });

class Draft {
  readonly rows = new Map<string, TaskId>();
  readonly #derived = new Set<string>();
  readonly #held: Snapshot;
  readonly #ours: Snapshot;
  readonly #ids: IdSource;
  readonly #columnOf: (letter: string) => string | undefined;
  readonly #base: Map<TaskId, Task>;
  readonly #outline: DraftOutline;
  readonly #edges: DraftEdges;
  readonly #baseEdges: DraftEdges;

  constructor(held: Snapshot, ours: Snapshot, ids: IdSource, columnOf: (letter: string) => string | undefined) {
    this.#held = held;
    this.#ours = ours;
    this.#ids = ids;
    this.#columnOf = columnOf;
    this.#base = new Map(held.tasks);
    this.#outline = new DraftOutline(held.tasks);
    this.#edges = new DraftEdges(held.dependencies);
    this.#baseEdges = new DraftEdges(held.dependencies);
  }

  sides(): Pick<DeltaSides, 'base' | 'theirs' | 'derived'> {
    const base = { ...this.#held, tasks: this.#base, dependencies: this.#baseEdges.edges };
    return { base, theirs: { ...base, tasks: this.#tasks, dependencies: this.#edges.edges }, derived: this.#derived };
  }

  get #tasks(): ReadonlyMap<TaskId, Task> {
    return this.#outline.tasks;
  }

  take(delta: Delta): Fault | undefined {
    if (delta.op === 'insert') return this.#insert(delta);
    const id = this.#find(delta);
    if (id === undefined) return unknownTask(delta.task_id ?? delta.client_row_id ?? '');
    if (delta.op === 'delete') return this.#delete(id);
    return delta.op === 'move' ? this.#move(id, delta) : this.#set(id, delta);
  }

  /** A task that came after the client's version is taken as the plan has it now: the client may have heard of it since. */
  #find({ task_id, client_row_id }: TaskRef): TaskId | undefined {
    const id = task_id ?? (client_row_id === undefined ? undefined : this.rows.get(client_row_id));
    if (id === undefined || this.#tasks.has(id)) return id;
    const later = this.#base.has(id) ? undefined : this.#ours.tasks.get(id);
    if (!later) return undefined;
    this.#base.set(id, later);
    this.#outline.put(later);
    return id;
  }

  #named(name: string): TaskId | undefined {
    return this.#find({ task_id: name }) ?? this.rows.get(name);
  }

  #fieldOf({ field, column }: Extract<Delta, { op: 'set' }>): string | undefined {
    const asked = field ?? column ?? '';
    const known = this.#held.fields.find(
      ({ key, label }) => key === asked || label.toLowerCase() === asked.toLowerCase(),
    );
    if (known) return known.key;
    if (asked.toLowerCase() === PREDECESSORS) return PREDECESSORS;
    const bound = this.#columnOf(asked);
    if (bound === undefined || !isCustomField(bound)) return bound;
    return this.#held.fields.some(({ key }) => key === bound) ? bound : undefined;
  }

  #set(id: TaskId, delta: Extract<Delta, { op: 'set' }>): Fault | undefined {
    const field = this.#fieldOf(delta);
    const asked = delta.field ?? delta.column ?? '';
    if (field === undefined) return { code: 'UNKNOWN_FIELD', found: asked, expected: 'a field of this project' };
    if (field === PREDECESSORS) return this.#setEdges(id, delta);
    const after = this.#written(this.#tasks.get(id)!, field, delta.value);
    if ('code' in after) return after;
    this.#outline.put(after);
    if (delta.derived) this.#derived.add(`${id}\u0000${field}`);
    const before = this.#base.get(id);
    if (delta.base === undefined || before === undefined) return undefined;
    const claimed = this.#written(before, field, delta.base);
    if ('code' in claimed) return claimed;
    this.#base.set(id, claimed);
    return undefined;
  }

  #written(task: Task, field: string, given: Value): Task | Fault {
    const { id } = task;
    const type = fieldType(this.#held.fields, field);
    const value = fitValue(this.#held, { kind: 'field', entity: 'task', id, field }, ofExcel(given, type));
    if (value === undefined)
      return { code: 'INVALID_VALUE', found: String(given), expected: `a value of type ${type}` };
    return { ...task, fields: withField(task.fields, field, value) };
  }

  /** What was held of a task that is gone by now counts as not held. */
  #setEdges(successor: TaskId, { value, base }: Extract<Delta, { op: 'set' }>): Fault | undefined {
    const edges = this.#edgesOf(successor, value);
    if (!Array.isArray(edges)) return edges;
    this.#edges.lead(successor, edges);
    const claimed = base === undefined || !this.#base.has(successor) ? undefined : this.#edgesOf(successor, base);
    if (Array.isArray(claimed)) this.#baseEdges.lead(successor, claimed);
    return undefined;
  }

  #edgesOf(successor: TaskId, value: Value): Dependency[] | Fault {
    const edges: Dependency[] = [];
    for (const { reference, type, lag, written } of parsePredecessors(String(value ?? ''))) {
      const predecessor = this.#named(reference);
      if (predecessor === undefined)
        return { code: 'UNKNOWN_PREDECESSOR', found: written, expected: 'Task IDs of this project' };
      if (predecessor === successor)
        return { code: 'SELF_PREDECESSOR', found: written, expected: 'other tasks; a task cannot wait for itself' };
      const duration = this.#tasks.get(predecessor)?.fields['duration'];
      const days = 'days' in lag ? lag.days : Number(duration ?? 0) * lag.share;
      edges.push({ predecessor, successor, type, lag: Number(days.toPrecision(12)) });
    }
    return edges;
  }

  #insert({ client_row_id, after, parent, values = {} }: Extract<Delta, { op: 'insert' }>): Fault | undefined {
    if (this.rows.has(client_row_id))
      return { code: 'DUPLICATE_ROW', found: client_row_id, expected: 'a client_row_id that is used once' };
    const place = this.#place({ after, parent });
    if ('code' in place) return place;
    const id = this.#ids.task();
    this.#outline.put({ id, ...place, fields: {} });
    for (const [field, value] of Object.entries(values)) {
      const fault = this.#set(id, { op: 'set', field, value });
      if (!fault) continue;
      this.#delete(id);
      return fault;
    }
    this.rows.set(client_row_id, id);
    return undefined;
  }

  #move(id: TaskId, to: Extract<Delta, { op: 'move' }>): Fault | undefined {
    const place = this.#place(to, id);
    if ('code' in place) return place;
    this.#outline.put({ ...this.#tasks.get(id)!, ...place });
    return undefined;
  }

  /** Parent and rank of a place (rule ID8). */
  #place(
    { after, parent }: { readonly after?: string | null | undefined; readonly parent?: string | null | undefined },
    moved?: TaskId,
  ): Pick<Task, 'parent' | 'rank'> | Fault {
    const above = after == null ? undefined : this.#named(after);
    if (after != null && above === undefined) return unknownTask(after);
    const below = parent == null ? undefined : this.#named(parent);
    if (parent != null && below === undefined) return unknownTask(parent);
    const to = parent !== undefined ? (below ?? null) : above === undefined ? null : this.#tasks.get(above)!.parent;
    for (let up = to; up !== null; up = this.#tasks.get(up)?.parent ?? null)
      if (up === moved)
        return { code: 'INVALID_VALUE', found: String(parent), expected: 'a task that is not below it' };
    const behind = after === null ? null : above;
    return { parent: to, rank: this.#outline.rankFor(to, behind, moved) };
  }

  /** What stood below it takes its place. */
  #delete(id: TaskId): undefined {
    this.#outline.remove(id);
    this.#edges.drop(id);
    return undefined;
  }
}

/** Excel hands out days as their numbers. */
function ofExcel(value: Value, type: string): Value {
  if (type !== 'date' || value === null || value === '') return value;
  if (typeof value === 'number') return serialToDate(value, false) ?? value;
  const day = typeof value === 'string' ? value.slice(0, 10) : '';
  return isDay(day) && /^T[\d:.]+Z?$/.test(String(value).slice(10)) ? day : value;
}

function withField(fields: Fields, field: string, value: Value): Fields {
  const { [field]: _before, ...others } = fields;
  return value === null ? others : { ...others, [field]: value };
}
