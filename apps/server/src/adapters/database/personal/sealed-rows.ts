/** Every table in whose rows personal values may stand: sealing what was written before, and finding whose plans they are of. */
import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { IsAbout, RowPlace } from '../../../ports/personal.ts';
import type { Session } from '../postgres.ts';
import type { PersonalCodec } from './codec.ts';
import type { Entity } from './scheme.ts';
import { beginningOf } from './sealed-text.ts';
import { resourceSubject } from './subjects.ts';

interface Table {
  readonly name: string;
  /** Members that say what the others are of, and those that are sealed. */
  readonly beside?: readonly string[];
  readonly sealed: readonly string[];
  readonly entity?: Entity;
  /** So many are taken at a time. */
  readonly atOnce: number;
}

/** Without the audit log: its entries are hashed as they are, and stay so. */
const TABLES: readonly Table[] = [
  { name: 'tasks', sealed: ['fields'], atOnce: 500 },
  { name: 'resources', beside: ['id'], sealed: ['fields'], entity: 'resource', atOnce: 500 },
  { name: 'revisions', sealed: ['changes'], atOnce: 20 },
  { name: 'revision_pieces', sealed: ['changes'], atOnce: 20 },
  { name: 'conflicts', beside: ['subject'], sealed: ['task_name', 'base', 'ours', 'theirs', 'value'], atOnce: 200 },
  { name: 'uploads', sealed: ['result'], atOnce: 10 },
  { name: 'parked_uploads', sealed: ['result', 'decision'], atOnce: 10 },
  { name: 'async_uploads', sealed: ['result', 'problem'], atOnce: 10 },
  { name: 'notifications', sealed: ['details'], atOnce: 200 },
  { name: 'hybrid_links', sealed: ['report'], atOnce: 10 },
];
const TEXTS = new Set(['task_name']);

type Row = { readonly at: string; readonly row: Readonly<Record<string, unknown>> } & Record<string, unknown>;

/** A row with what it is of; the same members where nothing changes. */
type Change = (row: Row['row'], entity: Entity | undefined) => Promise<Row['row']>;

/** One batch; where to go on, or null when that was the last. */
export async function changeRows(
  { db }: Session,
  change: Change,
  projectId: string,
  from: RowPlace | null,
): Promise<RowPlace | null> {
  const { table: number, at } = from ?? { table: 0, at: '(0,0)' };
  const table = TABLES[number];
  if (!table) return null;
  const { name, beside = [], sealed, entity, atOnce } = table;
  const columns = [...beside, ...sealed].flatMap((column) => [sql`${column}::text`, sql`t.${sql.identifier(column)}`]);
  const found = await db.execute<Row>(sql`
    select t.ctid::text as at, json_build_object(${sql.join(columns, sql`, `)}) as row from ${sql.identifier(name)} t
    where t.project_id = ${projectId} and t.ctid > ${at}::tid order by t.ctid limit ${atOnce} for update`);
  for (const { at: place, row } of found.rows) {
    const after = await change(row, entity);
    const changed = sealed.filter((column) => after[column] !== row[column]);
    if (changed.length === 0) continue;
    const set = changed.map((column) => {
      const value = TEXTS.has(column) ? sql`${after[column]}` : sql`${JSON.stringify(after[column])}::json`;
      return sql`${sql.identifier(column)} = ${value}`;
    });
    await db.execute(
      sql`update ${sql.identifier(name)} set ${sql.join(set, sql`, `)} where ctid = ${place}::tid and project_id = ${projectId}`,
    );
  }
  const last = found.rows.at(-1);
  return last && found.rows.length === atOnce ? { table: number, at: last.at } : { table: number + 1, at: '(0,0)' };
}

/** Those whose rows were not sealed under the classes that hold. */
export async function unsealedPlans({ db, tenant }: Session, codec: PersonalCodec): Promise<string[]> {
  const found = await db.execute<{ id: string; classes: string | null }>(sql`
    select p.id, s.classes from projects p
    left join sealed_plans s on s.tenant_id = p.tenant_id and s.project_id = p.id
    where p.tenant_id = ${tenant} and p.snapshot_blob is not null`);
  const unsealed: string[] = [];
  for (const { id, classes } of found.rows) if (classes !== (await classesOf(codec, id))) unsealed.push(id);
  return unsealed;
}

export async function noteSealed({ db, tenant }: Session, codec: PersonalCodec, projectId: string): Promise<void> {
  const classes = await classesOf(codec, projectId);
  await db.execute(sql`insert into sealed_plans (tenant_id, project_id, classes) values (${tenant}, ${projectId}, ${classes})
    on conflict (tenant_id, project_id) do update set classes = excluded.classes`);
}

const classesOf = async (codec: PersonalCodec, projectId: string): Promise<string> =>
  createHash('sha256')
    .update((await codec.scheme(projectId)).print)
    .digest('hex');

/** Ids of the keys of everything that is about somebody. */
export const keysAbout = async (codec: PersonalCodec, isAbout: IsAbout): Promise<string[]> =>
  (await codec.keys.known())
    .filter(({ form, name }) => (form === 'person' || form === 'text') && isAbout(name, form))
    .map(({ id }) => id);

export async function plansNaming(
  { db, tenant }: Session,
  keys: readonly string[],
  texts: readonly string[],
): Promise<string[]> {
  // as JSON writes them
  const wanted = [...keys.map(beginningOf), ...texts.map((text) => JSON.stringify(text).slice(1, -1))];
  const patterns = sql.param(wanted.map((text) => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`));
  const rows = TABLES.map(({ name, sealed }) => {
    const columns = sealed.map((column) => sql`t.${sql.identifier(column)}::text ilike any (${patterns})`);
    return sql`select t.project_id from ${sql.identifier(name)} t where t.tenant_id = ${tenant} and (${sql.join(columns, sql` or `)})`;
  });
  const found = await db.execute<{ id: string }>(sql`
    select p.id from projects p where p.tenant_id = ${tenant} and p.deleted_at is null
      and p.id in (${sql.join(rows, sql` union `)}) order by p.created_at`);
  return found.rows.map(({ id }) => id);
}

export const destroyKeys = async (
  codec: PersonalCodec,
  isAbout: IsAbout,
  resources: readonly { readonly projectId: string; readonly id: string }[],
): Promise<number> =>
  codec.keys.destroy(
    await keysAbout(codec, isAbout),
    resources.map(({ projectId, id }) => resourceSubject(projectId, id)),
  );
