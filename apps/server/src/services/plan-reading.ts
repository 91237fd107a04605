/** The head of a plan, page by page and as deltas. */
import type { DependencyList, FieldList, ResourceList, TaskPage, TaskRow } from '@sprintforge/protocol';
import type { TaskEntry } from '../ports/records.ts';
import { type Caller, type House, projectOf } from './house.ts';
import { Refusal } from './refusal.ts';

export interface TaskQuery {
  readonly limit: number;
  readonly cursor?: string;
  /** Only what changed after this revision, tombstones included. */
  readonly since?: number;
}

export async function readTasks(house: House, caller: Caller, id: string, query: TaskQuery): Promise<TaskPage> {
  return house.database.unit(caller.tenant, async (unit) => {
    const project = await projectOf(unit, id);
    const names = new Map((await unit.accounts.everybody()).map((user) => [user.id, user.name]));
    const after = query.cursor === undefined ? undefined : readCursor(query.cursor);
    const entries =
      query.since === undefined
        ? await unit.plan.tasks(project.id, query.limit + 1, after?.path)
        : await unit.plan.changedSince(project.id, query.since, query.limit + 1, after?.change);
    const page = entries.slice(0, query.limit);
    const last = page.at(-1);
    const next = entries.length > query.limit && last ? writeCursor(last, query.since !== undefined) : null;
    return { tasks: page.map((entry) => asRow(entry, names)), next, version: project.head };
  });
}

export async function readFields(house: House, caller: Caller, id: string): Promise<FieldList> {
  return house.database.unit(caller.tenant, async (unit) => {
    const project = await projectOf(unit, id);
    return {
      version: project.head,
      fields: project.settings.fields.map(({ key, label, type }) => ({ key, label, type })),
    };
  });
}

export async function readResources(house: House, caller: Caller, id: string): Promise<ResourceList> {
  return house.database.unit(caller.tenant, async (unit) => {
    const project = await projectOf(unit, id);
    const found = await unit.plan.resources(project.id);
    return { version: project.head, resources: found.map(({ id: key, fields }) => ({ ...fields, id: key })) };
  });
}

export async function readDependencies(house: House, caller: Caller, id: string): Promise<DependencyList> {
  return house.database.unit(caller.tenant, async (unit) => {
    const project = await projectOf(unit, id);
    return { version: project.head, dependencies: await unit.plan.dependencies(project.id) };
  });
}

function asRow(entry: TaskEntry, names: ReadonlyMap<string, string>): TaskRow {
  const standing = {
    id: entry.id,
    task_id: entry.id,
    parent: entry.parent,
    level: entry.level,
    rank: entry.rank,
    revision: entry.revision,
    changed_by: names.get(entry.changedBy) ?? null,
    changed_at: entry.changedAt,
  };
  if (entry.deleted) return { ...standing, predecessors: '', deleted: true };
  const empty = { name: null, start: null, finish: null, duration: null, status: null, percent: null, assignee: null };
  const rest = { priority: null, cost: null, notes: null, wbs: null };
  return { ...empty, ...rest, ...entry.fields, ...standing, predecessors: entry.predecessors };
}

interface Cursor {
  readonly path?: string;
  readonly change?: { readonly revision: number; readonly id: string };
}

function writeCursor(last: TaskEntry, bySince: boolean): string {
  const cursor: Cursor = bySince ? { change: { revision: last.revision, id: last.id } } : { path: last.path };
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

const isText = (text: unknown): boolean => typeof text === 'string' && !text.includes('\0') && text.isWellFormed();
const isChange = (change: Cursor['change']): boolean =>
  change !== undefined && Number.isInteger(change.revision) && change.revision < 2 ** 31 && isText(change.id);

function readCursor(text: string): Cursor {
  try {
    const cursor = JSON.parse(Buffer.from(text, 'base64url').toString()) as Cursor;
    if (typeof cursor.path === 'string' ? isText(cursor.path) : isChange(cursor.change)) return cursor;
  } catch (cause) {
    throw new Refusal('BAD_REQUEST', 'the cursor is not one of ours', {}, cause);
  }
  throw new Refusal('BAD_REQUEST', 'the cursor is not one of ours');
}
