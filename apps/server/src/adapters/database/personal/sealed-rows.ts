/** Every table in whose rows personal values may stand: sealing what was written before, and finding whose plans they are of. */
import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { IsAbout, RowPlace } from '../../../ports/personal.ts';
import type { Session } from '../postgres.ts';
import type { PersonalCodec } from './codec.ts';
import { changeRows, columnsOf, inJson, likeAny, type RowChange, type WalkedTable } from './row-walk.ts';
import { beginningOf } from './sealed-text.ts';
import { resourceSubject } from './subjects.ts';

/** What plans hold and held. */
const VALUES: readonly WalkedTable[] = [
  { name: 'tasks', json: ['fields'], atOnce: 500 },
  { name: 'resources', beside: ['id'], json: ['fields'], entity: 'resource', atOnce: 500 },
  { name: 'revisions', json: ['changes'], atOnce: 20 },
  { name: 'revision_pieces', json: ['changes'], atOnce: 20 },
  {
    name: 'conflicts',
    beside: ['subject'],
    texts: ['task_name'],
    json: ['base', 'ours', 'theirs', 'value'],
    atOnce: 200,
  },
];
/** What is said of that, by whom. The audit log is not among them: its entries are hashed as they are. */
const REPORTS: readonly WalkedTable[] = [
  { name: 'uploads', json: ['result'], atOnce: 10 },
  { name: 'parked_uploads', json: ['result', 'decision'], atOnce: 10 },
  { name: 'async_uploads', json: ['result', 'problem'], atOnce: 10 },
  { name: 'notifications', json: ['details'], atOnce: 200 },
  { name: 'hybrid_links', json: ['report'], atOnce: 10 },
];
/** One batch of the rows of a plan; where to go on, or null when that was the last. */
export const changePlanRows = (session: Session, change: RowChange, projectId: string, from: RowPlace | null) =>
  changeRows(session, [...VALUES, ...REPORTS], () => sql`t.project_id = ${projectId}`, change, from);

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
  const wanted = [...keys.map(beginningOf), ...inJson(texts)];
  const rows = VALUES.map((table) => {
    const columns = columnsOf(table).map((column) => sql`t.${sql.identifier(column)}::text ${likeAny(wanted)}`);
    return sql`select t.project_id from ${sql.identifier(table.name)} t where t.tenant_id = ${tenant} and (${sql.join(columns, sql` or `)})`;
  });
  const found = await db.execute<{ id: string }>(sql`
    select p.id from projects p where p.tenant_id = ${tenant} and p.deleted_at is null
      and (p.id in (${sql.join(rows, sql` union `)}) or p.settings::text ${likeAny(wanted)}) order by p.created_at`);
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
