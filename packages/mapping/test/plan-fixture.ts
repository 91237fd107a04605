import type { Dependency, FieldKey, Snapshot, Value } from '@sprintforge/core';
import { emptySnapshot, ranksBetween, withDependencies, withTasks } from '@sprintforge/core';
import type { CellReading, ColumnBinding, IdSource, PlanRead, PlanRow, Shadow, TableMapping } from '../src/api.ts';

/** `[name, start, duration, status]` of a task, by its one-letter id. */
export type Line = readonly [id: string, name: string, start: string, duration: number, status: string];

export const LINES: readonly Line[] = [
  ['A', 'Survey', '2026-05-01', 3, 'Done'],
  ['B', 'Design', '2026-05-06', 8, 'Done'],
  ['C', 'Build', '2026-05-18', 20, 'Open'],
  ['D', 'Test', '2026-06-15', 6, 'Open'],
  ['E', 'Train', '2026-06-23', 2, 'Open'],
  ['F', 'Launch', '2026-06-25', 1, 'Late'],
];

export const FIELDS = ['name', 'start', 'duration', 'status'] as const;

export function snapshotOf(lines: readonly Line[], edges: readonly Dependency[] = []): Snapshot {
  const ranks = ranksBetween(null, null, lines.length);
  const tasks = lines.map(([id, name, start, duration, status], at) => ({
    id,
    parent: null,
    rank: ranks[at]!,
    fields: { name, start, duration, status },
  }));
  return withDependencies(withTasks(emptySnapshot(), tasks), edges);
}

const TYPES = {
  name: 'text',
  start: 'date',
  duration: 'duration',
  status: 'choice',
  predecessors: 'dependencies',
} as const;

export function mappingOf(fields: readonly string[] = FIELDS, outline: TableMapping['outline'] = 'none'): TableMapping {
  const columns = fields.map(
    (field, at): ColumnBinding => ({
      column: at + 2,
      header: field,
      field,
      type: TYPES[field as keyof typeof TYPES] ?? 'text',
      confidence: 1,
      style: field === 'predecessors' ? { reference: 'row' } : {},
    }),
  );
  const rows = { firstHeaderRow: 1, headerRow: 1, firstRow: 2, lastRow: 100 };
  return { sheet: 'Plan', ...rows, columns, idColumn: 1, listObject: null, outline };
}

export interface FixtureRow {
  readonly id: string;
  readonly cells: Readonly<Record<FieldKey, Value | CellReading>>;
  readonly level?: number;
  readonly kept?: boolean;
}

export function row([id, name, start, duration, status]: Line, over: FixtureRow['cells'] = {}): FixtureRow {
  return { id, cells: { name, start, duration, status, ...over } };
}

export function planOf(rows: readonly FixtureRow[], mapping: TableMapping = mappingOf()): PlanRead {
  return {
    mapping,
    rows: rows.map(
      (item, at): PlanRow => ({
        row: at + 2,
        id: item.id,
        cells: Object.fromEntries(Object.entries(item.cells).map(([field, value]) => [field, reading(value)])),
        level: item.level ?? 1,
        number: '',
        privateContent: false,
        ...(item.kept === undefined ? {} : { kept: item.kept }),
      }),
    ),
    resources: null,
    fields: [],
    calendar: emptySnapshot().calendar,
    application: 'Microsoft Excel',
    missingColumns: [],
  };
}

function reading(value: Value | CellReading): CellReading {
  return value !== null && typeof value === 'object' ? value : { kind: 'value', value };
}

export const NO_SHADOW: Shadow = { cells: [], keptRows: [] };

/** `new-1`, `new-2` … */
export function counting(): IdSource {
  let tasks = 0;
  let resources = 0;
  return { task: () => `new-${++tasks}`, resource: () => `person-${++resources}` };
}

/** What an upload edits, as short lines: `C.status=Done`, `+new-1 Name`, `-B`, `C.@rank`. */
export function editsOf(theirs: import('@sprintforge/core').Theirs, base: Snapshot): readonly string[] {
  const edits: string[] = [];
  for (const [id, task] of theirs.tasks) {
    const before = base.tasks.get(id);
    if (before === undefined) edits.push(`+${id} ${task.fields['name'] ?? ''}`);
    else {
      for (const [field, value] of Object.entries(task.fields))
        if ((before.fields[field] ?? null) !== value)
          edits.push(`${id}.${field}${theirs.derived?.has(`${id}\u0000${field}`) ? '~' : '='}${value}`);
      if (task.parent !== before.parent) edits.push(`${id}.@parent=${task.parent}`);
      if (task.rank !== before.rank) edits.push(`${id}.@rank`);
    }
  }
  for (const id of base.tasks.keys()) if (!theirs.tasks.has(id)) edits.push(`-${id}`);
  return edits.sort();
}
