import { CoreError } from './error.ts';
import { compareText } from './rank.ts';
import { dependencyKey } from './snapshot.ts';
import type {
  Calendar,
  Dependency,
  FieldDefinition,
  FieldKey,
  Fields,
  Resource,
  Snapshot,
  Task,
  Value,
} from './types.ts';
import { roundNumber } from './value.ts';

/**
 * The one text form of a snapshot, for its hash and for storing it: JSON as in RFC 8785 (keys in the order of their UTF-16
 * code units, no white space, ECMAScript numbers), entities as arrays in the order of their identity, empty fields left out,
 * numbers to 15 significant digits. Field definitions keep their order, which is the order of columns.
 * `before`: a snapshot that shares most of its tasks with this one; their texts are kept, for the next one's sake too.
 */
export function canonicalJson(snapshot: Snapshot, before?: Snapshot): string {
  const made = canonicalSnapshot(snapshot, before);
  const { calendar, dependencies, fields, resources, scheduling, tasks } = made;
  const head = {
    calendar,
    dependencies: [...dependencies.values()],
    fields,
    resources: [...resources.values()],
    scheduling,
  };
  // one call over objects whose keys stand in order: faster than joining texts that have to be made
  if (before === undefined) return JSON.stringify({ ...head, tasks: [...tasks.values()] });
  const texts = taskTexts(tasks, before);
  taskTextsOf.set(made, texts);
  return `${JSON.stringify(head).slice(0, -1)},"tasks":[${texts.join(',')}]}`;
}

/** Of canonical snapshots, in the order of their tasks. */
const taskTextsOf = new WeakMap<Snapshot, readonly string[]>();

function taskTexts(tasks: Snapshot['tasks'], before: Snapshot): readonly string[] {
  const known = taskTextsOf.get(before) ?? [];
  const old = known.length === 0 ? [] : [...before.tasks.values()];
  const texts: string[] = [];
  let at = 0;
  for (const task of tasks.values()) {
    while (at < old.length && old[at]!.id < task.id) at++;
    texts.push(old[at] === task ? known[at]! : JSON.stringify(task));
  }
  return texts;
}

/** Snapshots that were made here: nothing has to be done again to give their text. */
const canonical = new WeakSet<Snapshot>();

/** What `parseCanonical` gives for the canonical text of a snapshot, made without it: entities that are so already are shared. */
export function canonicalSnapshot(snapshot: Snapshot, before?: Snapshot): Snapshot {
  if (canonical.has(snapshot)) return snapshot;
  const made = inCanonicalForm(snapshot, before !== undefined && canonical.has(before) ? before.tasks : undefined);
  canonical.add(made);
  return made;
}

/** `known`: tasks that are in canonical form. */
function inCanonicalForm(snapshot: Snapshot, known?: Snapshot['tasks']): Snapshot {
  return {
    tasks: mapped(snapshot.tasks, (task) => (known?.get(task.id) === task ? task : canonicalTask(task))),
    dependencies: mapped(snapshot.dependencies, canonicalDependency),
    resources: mapped(snapshot.resources, canonicalResource),
    fields: snapshot.fields.map(({ key, label, type }) => ({ key, label, type })),
    calendar: canonicalCalendar(snapshot.calendar),
    scheduling: snapshot.scheduling,
  };
}

/**
 * The snapshot of a canonical text.
 * @throws CoreError `BAD_CANONICAL` when the text is not JSON of this form
 */
export function parseCanonical(text: string): Snapshot {
  let plan: CanonicalPlan;
  try {
    plan = JSON.parse(text) as CanonicalPlan;
  } catch (cause) {
    throw new CoreError('BAD_CANONICAL', 'the text is not JSON', {}, cause);
  }
  if (!isCanonicalPlan(plan)) throw new CoreError('BAD_CANONICAL', 'the text is not a plan');
  return {
    tasks: new Map(plan.tasks.map((task) => [task.id, task])),
    dependencies: new Map(plan.dependencies.map((edge) => [dependencyKey(edge), edge])),
    resources: new Map(plan.resources.map((resource) => [resource.id, resource])),
    fields: plan.fields,
    calendar: plan.calendar,
    scheduling: plan.scheduling,
  };
}

/** Do two snapshots say the same? The order of their maps does not matter. */
export function sameSnapshot(a: Snapshot, b: Snapshot): boolean {
  return a === b || canonicalJson(a) === canonicalJson(b);
}

interface CanonicalPlan {
  readonly calendar: Calendar;
  readonly dependencies: readonly Dependency[];
  readonly fields: readonly FieldDefinition[];
  readonly resources: readonly Resource[];
  readonly scheduling: Snapshot['scheduling'];
  readonly tasks: readonly Task[];
}

function isCanonicalPlan(plan: Partial<CanonicalPlan> | null): plan is CanonicalPlan {
  if (typeof plan !== 'object' || plan === null) return false;
  const lists = [plan.tasks, plan.dependencies, plan.resources, plan.fields];
  return lists.every((list) => Array.isArray(list)) && typeof plan.calendar === 'object' && plan.calendar !== null;
}

/** Keys in their order. */
const TASK = ['fields', 'id', 'parent', 'rank'];
const RESOURCE = ['fields', 'id'];
const DEPENDENCY = ['lag', 'predecessor', 'successor', 'type'];

function canonicalTask(task: Task): Task {
  const fields = canonicalFields(task.fields);
  return fields === task.fields && hasKeys(task, TASK)
    ? task
    : { fields, id: task.id, parent: task.parent, rank: task.rank };
}

function canonicalResource(resource: Resource): Resource {
  const fields = canonicalFields(resource.fields);
  return fields === resource.fields && hasKeys(resource, RESOURCE) ? resource : { fields, id: resource.id };
}

function canonicalDependency(edge: Dependency): Dependency {
  const lag = roundNumber(edge.lag);
  if (Object.is(lag, edge.lag) && hasKeys(edge, DEPENDENCY)) return edge;
  const { predecessor, successor, type } = edge;
  return { lag, predecessor, successor, type };
}

/** Just these, in this order. */
function hasKeys(entity: object, keys: readonly string[]): boolean {
  let at = 0;
  for (const key in entity) if (key !== keys[at++]) return false;
  return at === keys.length;
}

function canonicalCalendar({ holidays, inclusive, weekend }: Calendar): Calendar {
  return { holidays: [...holidays].sort(compareText), inclusive, weekend: [...weekend].sort((a, b) => a - b) };
}

/** The fields in canonical order and values; themselves when they are so already, as after `parseCanonical`. */
function canonicalFields(fields: Fields): Fields {
  let previous = '';
  for (const key in fields) {
    const value = fields[key]!;
    if (value === null || key < previous || (typeof value === 'number' && !Object.is(value, roundNumber(value)))) {
      return rebuiltFields(fields);
    }
    previous = key;
  }
  return fields;
}

function rebuiltFields(fields: Fields): Fields {
  const rebuilt: Record<FieldKey, Value> = {};
  for (const key of Object.keys(fields).sort()) {
    const value = fields[key] ?? null;
    if (value !== null) rebuilt[key] = typeof value === 'number' ? roundNumber(value) : value;
  }
  return rebuilt;
}

/** In the order of the keys. */
function mapped<E>(map: ReadonlyMap<string, E>, change: (entity: E) => E): Map<string, E> {
  const keys = [...map.keys()];
  if (!isSorted(keys)) keys.sort();
  const all = new Map<string, E>();
  for (const key of keys) all.set(key, change(map.get(key)!));
  return all;
}

function isSorted(keys: readonly string[]): boolean {
  for (let index = 1; index < keys.length; index += 1) if (keys[index - 1]! > keys[index]!) return false;
  return true;
}
