/** The plan of a project as queries in M (Power Query): what is read, into which columns. */
import type { FieldDefinition, FieldType } from '@sprintforge/core';

/** Where the plan is read from. Without a token it is taken from the named cells `ProjectId` and `ApiToken`. */
export interface Feed {
  /** Address of the server, without a slash at the end. */
  readonly server: string;
  readonly project: string;
  readonly token: string | null;
}

export const queryKinds = ['tasks', 'resources', 'dependencies', 'history'] as const;
export type QueryKind = (typeof queryKinds)[number];

/** Member of the answer, header of the column, its type in M. */
export type QueryColumn = readonly [key: string, header: string, type: string];

/** The last column of each table: when it was read. */
export const LAST_SYNC = 'LastSync';

const typesOf: Readonly<Record<FieldType, string>> = {
  text: 'type text',
  number: 'type number',
  integer: 'Int64.Type',
  percent: 'Percentage.Type',
  money: 'Currency.Type',
  date: 'type date',
  duration: 'type number',
  boolean: 'type logical',
  choice: 'type text',
  people: 'type text',
  dependencies: 'type text',
  outline: 'Int64.Type',
};
export const columnTypes: ReadonlySet<string> = new Set([...Object.values(typesOf), 'type datetimezone']);

const resourceColumns: readonly QueryColumn[] = [
  ['id', 'Resource ID', 'type text'],
  ['name', 'Name', 'type text'],
  ['email', 'Email', 'type text'],
  ['role', 'Role', 'type text'],
  ['capacity', 'Capacity', 'Percentage.Type'],
  ['rate', 'Rate', 'Currency.Type'],
];
const dependencyColumns: readonly QueryColumn[] = [
  ['predecessor', 'Predecessor', 'type text'],
  ['successor', 'Successor', 'type text'],
  ['type', 'Type', 'type text'],
  ['lag', 'Lag', 'type number'],
];
const historyColumns: readonly QueryColumn[] = [
  ['revision', 'Revision', 'Int64.Type'],
  ['created_at', 'Time', 'type datetimezone'],
  ['author', 'User', 'type text'],
  ['source', 'Source', 'type text'],
  ['message', 'Message', 'type text'],
  ['changes_count', 'Changes', 'Int64.Type'],
];

/** Every field of the project; headers differ from each other. */
function taskColumns(fields: readonly FieldDefinition[]): readonly QueryColumn[] {
  const columns: QueryColumn[] = [
    ['task_id', 'Task ID', 'type text'],
    ...fields.map(({ key, label, type }): QueryColumn => [key, label, typesOf[type]]),
    ['predecessors', 'Predecessors', 'type text'],
    ['parent', 'Parent', 'type text'],
    ['level', 'Level', 'Int64.Type'],
    ['revision', 'Revision', 'Int64.Type'],
    ['changed_by', 'Changed By', 'type text'],
    ['changed_at', 'Changed At', 'type datetimezone'],
  ];
  const taken = new Set([LAST_SYNC.toLowerCase()]);
  return columns.map(([key, header, type]) => {
    const wanted = header.trim() === '' ? key : header;
    let free = wanted;
    for (let more = 2; taken.has(free.toLowerCase()); more++) free = `${wanted} ${more}`;
    taken.add(free.toLowerCase());
    return [key, free, type];
  });
}

export interface PlanQuery {
  readonly kind: QueryKind;
  /** As Excel lists it. */
  readonly name: string;
  readonly columns: readonly QueryColumn[];
}

export function planQueries(fields: readonly FieldDefinition[]): readonly PlanQuery[] {
  const columns = {
    tasks: taskColumns(fields),
    resources: resourceColumns,
    dependencies: dependencyColumns,
    history: historyColumns,
  };
  return queryKinds.map((kind) => ({ kind, name: queryNames[kind], columns: columns[kind] }));
}

export const queryNames: Readonly<Record<QueryKind, string>> = {
  tasks: 'SprintForge Tasks',
  resources: 'SprintForge Resources',
  dependencies: 'SprintForge Dependencies',
  history: 'SprintForge History',
};
