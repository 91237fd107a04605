import { CoreError } from './error.ts';
import { compareText } from './rank.ts';
import { dependencyKey } from './snapshot.ts';
import type { Calendar, Dependency, FieldDefinition, Fields, Resource, Snapshot, Task } from './types.ts';
import { roundNumber } from './value.ts';

/**
 * The one text form of a snapshot, for its hash and for storing it: JSON as in RFC 8785 (keys in the order of their UTF-16
 * code units, no white space, ECMAScript numbers), entities as arrays in the order of their identity, empty fields left out,
 * numbers to 15 significant digits. Field definitions keep their order, which is the order of columns.
 */
export function canonicalJson(snapshot: Snapshot): string {
  const { calendar, scheduling } = snapshot;
  const names = new FieldNames();
  return [
    `{"calendar":${calendarJson(calendar)}`,
    `"dependencies":[${sortedValues(snapshot.dependencies).map(dependencyJson).join(',')}]`,
    `"fields":[${snapshot.fields.map(definitionJson).join(',')}]`,
    `"resources":[${sortedValues(snapshot.resources)
      .map((resource) => `{"fields":${names.fieldsJson(resource.fields)},"id":${JSON.stringify(resource.id)}}`)
      .join(',')}]`,
    `"scheduling":${JSON.stringify(scheduling)}`,
    `"tasks":[${sortedValues(snapshot.tasks)
      .map((task) => taskJson(task, names))
      .join(',')}]}`,
  ].join(',');
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

/** Remembers the sorted order and the JSON of field names: most tasks of a plan have the same few. */
class FieldNames {
  readonly #quoted = new Map<string, string>();

  fieldsJson(fields: Fields): string {
    const keys: string[] = [];
    for (const key in fields) if (fields[key] != null) keys.push(key);
    if (!isSorted(keys)) keys.sort();
    let json = '';
    for (const key of keys) json += `${json === '' ? '' : ','}${this.#quote(key)}${valueJson(fields[key]!)}`;
    return `{${json}}`;
  }

  #quote(key: string): string {
    let quoted = this.#quoted.get(key);
    if (quoted === undefined) {
      quoted = `${JSON.stringify(key)}:`;
      this.#quoted.set(key, quoted);
    }
    return quoted;
  }
}

function valueJson(value: string | number | boolean): string {
  if (typeof value === 'string') return JSON.stringify(value);
  return String(typeof value === 'number' ? roundNumber(value) : value);
}

function taskJson(task: Task, names: FieldNames): string {
  const parent = task.parent === null ? 'null' : JSON.stringify(task.parent);
  const fields = names.fieldsJson(task.fields);
  return `{"fields":${fields},"id":${JSON.stringify(task.id)},"parent":${parent},"rank":${JSON.stringify(task.rank)}}`;
}

function dependencyJson(edge: Dependency): string {
  const [predecessor, successor] = [JSON.stringify(edge.predecessor), JSON.stringify(edge.successor)];
  return `{"lag":${roundNumber(edge.lag)},"predecessor":${predecessor},"successor":${successor},"type":"${edge.type}"}`;
}

function definitionJson(definition: FieldDefinition): string {
  const { key, label, type } = definition;
  return `{"key":${JSON.stringify(key)},"label":${JSON.stringify(label)},"type":"${type}"}`;
}

function calendarJson(calendar: Calendar): string {
  const holidays = JSON.stringify([...calendar.holidays].sort(compareText));
  const weekend = JSON.stringify([...calendar.weekend].sort((a, b) => a - b));
  return `{"holidays":${holidays},"inclusive":${calendar.inclusive},"weekend":${weekend}}`;
}

/** Values of a map in the order of their keys. */
function sortedValues<E>(map: ReadonlyMap<string, E>): E[] {
  const keys = [...map.keys()];
  if (isSorted(keys)) return [...map.values()];
  return keys.sort().map((key) => map.get(key)!);
}

function isSorted(keys: readonly string[]): boolean {
  for (let index = 1; index < keys.length; index += 1) if (keys[index - 1]! > keys[index]!) return false;
  return true;
}
