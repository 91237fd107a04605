import { DEFAULT_CALENDAR } from './calendar.ts';
import { compareRank, compareText } from './rank.ts';
import type {
  Dependency,
  DependencyKey,
  FieldDefinition,
  FieldKey,
  FieldType,
  Resource,
  Snapshot,
  Task,
  TaskId,
} from './types.ts';

/** The fields that every plan may have, in column order (`STANDARD_FIELDS`), with their types. */
export const STANDARD_FIELD_DEFINITIONS: readonly FieldDefinition[] = [
  { key: 'name', label: 'Name', type: 'text' },
  { key: 'start', label: 'Start', type: 'date' },
  { key: 'finish', label: 'Finish', type: 'date' },
  { key: 'duration', label: 'Duration', type: 'duration' },
  { key: 'status', label: 'Status', type: 'choice' },
  { key: 'percent', label: '% Complete', type: 'percent' },
  { key: 'assignee', label: 'Assignee', type: 'people' },
  { key: 'priority', label: 'Priority', type: 'choice' },
  { key: 'cost', label: 'Cost', type: 'money' },
  { key: 'notes', label: 'Notes', type: 'text' },
  { key: 'wbs', label: 'WBS', type: 'text' },
];

const standardTypes: ReadonlyMap<FieldKey, FieldType> = new Map(
  STANDARD_FIELD_DEFINITIONS.map((definition) => [definition.key, definition.type]),
);

/** A plan with nothing in it: standard fields, Monday to Friday, dates as people write them. */
export function emptySnapshot(settings: Partial<Pick<Snapshot, 'fields' | 'calendar' | 'scheduling'>> = {}): Snapshot {
  return {
    tasks: new Map(),
    dependencies: new Map(),
    resources: new Map(),
    fields: settings.fields ?? STANDARD_FIELD_DEFINITIONS,
    calendar: settings.calendar ?? DEFAULT_CALENDAR,
    scheduling: settings.scheduling ?? 'manual',
  };
}

export function withTasks(snapshot: Snapshot, tasks: Iterable<Task>): Snapshot {
  return { ...snapshot, tasks: keyed(snapshot.tasks, tasks, (task) => task.id) };
}

export function withResources(snapshot: Snapshot, resources: Iterable<Resource>): Snapshot {
  return { ...snapshot, resources: keyed(snapshot.resources, resources, (resource) => resource.id) };
}

export function withDependencies(snapshot: Snapshot, dependencies: Iterable<Dependency>): Snapshot {
  return { ...snapshot, dependencies: keyed(snapshot.dependencies, dependencies, dependencyKey) };
}

function keyed<E>(before: ReadonlyMap<string, E>, entries: Iterable<E>, keyOf: (entry: E) => string): Map<string, E> {
  const all = new Map(before);
  for (const entry of entries) all.set(keyOf(entry), entry);
  return all;
}

/** `predecessor>successor:type`, the identity of an edge (rule M4). */
export function dependencyKey(edge: Pick<Dependency, 'predecessor' | 'successor' | 'type'>): DependencyKey {
  return `${edge.predecessor}>${edge.successor}:${edge.type}`;
}

/** Type of a field: its definition's, else the standard one, else text. */
export function fieldType(fields: readonly FieldDefinition[], key: FieldKey): FieldType {
  return fields.find((definition) => definition.key === key)?.type ?? standardTypes.get(key) ?? 'text';
}

/** Children of every task in order; the top level under null. A task whose parent is not there stands at the top. */
export function childrenByParent(tasks: ReadonlyMap<TaskId, Task>): Map<TaskId | null, Task[]> {
  const children = new Map<TaskId | null, Task[]>();
  for (const task of tasks.values()) {
    const parent = task.parent !== null && tasks.has(task.parent) ? task.parent : null;
    const siblings = children.get(parent);
    if (siblings) siblings.push(task);
    else children.set(parent, [task]);
  }
  for (const siblings of children.values()) siblings.sort(compareRank);
  return children;
}

/** Every task once, each parent before its children, siblings by rank. Members of an outline cycle come last, by id. */
export function orderedTasks(snapshot: Pick<Snapshot, 'tasks'>): Task[] {
  const children = childrenByParent(snapshot.tasks);
  const ordered: Task[] = [];
  const waiting = [...(children.get(null) ?? [])].reverse();
  while (waiting.length > 0) {
    const task = waiting.pop()!;
    ordered.push(task);
    const below = children.get(task.id) ?? [];
    for (let index = below.length - 1; index >= 0; index -= 1) waiting.push(below[index]!);
  }
  if (ordered.length === snapshot.tasks.size) return ordered;
  const seen = new Set(ordered);
  const lost = [...snapshot.tasks.values()].filter((task) => !seen.has(task));
  return ordered.concat(lost.sort((a, b) => compareText(a.id, b.id)));
}
