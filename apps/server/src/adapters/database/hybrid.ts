import { and, eq, ne, sql } from 'drizzle-orm';
import type { CloudHeld, Hybrid, HybridLink, LinkChange, Sending } from '../../ports/hybrid.ts';
import type { Session } from './postgres.ts';
import { pseudonyms, hybridLinks as table } from './schema.ts';

type Row = typeof table.$inferSelect;

export function hybrid({ db, tenant }: Session): Hybrid {
  const of = (projectId: string) => and(eq(table.tenantId, tenant), eq(table.projectId, projectId));
  const named = (projectId: string) => and(eq(pseudonyms.tenantId, tenant), eq(pseudonyms.projectId, projectId));
  return {
    async projects() {
      const rows = await db.select({ id: table.projectId }).from(table).where(eq(table.tenantId, tenant));
      return rows.map(({ id }) => id);
    },
    async find(projectId) {
      const [row] = await db.select().from(table).where(of(projectId));
      return row ? linkOf(row) : null;
    },
    async put(link, at) {
      // whatever is known of another project of the cloud says nothing of this one
      await db.delete(table).where(and(of(link.projectId), ne(table.cloudProject, link.cloudProject)));
      const { token, userId, strategy, syncSensitiveData } = link;
      const fresh = { turn: 0, cloudVersion: 0, baseRevision: 0, state: 'new' as const, report: {} };
      await db
        .insert(table)
        .values({ tenantId: tenant, ...link, ...fresh, createdAt: at })
        .onConflictDoUpdate({
          target: [table.tenantId, table.projectId],
          set: { token, userId, strategy, syncSensitiveData },
        });
    },
    async update({ projectId, turn }, change) {
      const done = await db
        .update(table)
        .set({ ...columnsOf(change), turn: turn + 1 })
        .where(and(of(projectId), eq(table.turn, turn)))
        .returning({ turn: table.turn });
      return done.length > 0;
    },
    async note(projectId, change) {
      await db.update(table).set(change).where(of(projectId));
    },
    async remove(projectId) {
      await db.delete(pseudonyms).where(named(projectId));
      const gone = await db.delete(table).where(of(projectId)).returning({ id: table.projectId });
      return gone.length > 0;
    },
    async pseudonyms(projectId) {
      const rows = await db.select().from(pseudonyms).where(named(projectId));
      return rows.map(({ pseudonym, value }) => [pseudonym, value] as const);
    },
    async forgetPseudonyms(texts) {
      const patterns = sql.param(texts.map((text) => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`));
      await db.execute(sql`delete from pseudonyms where tenant_id = ${tenant} and value ilike any (${patterns})`);
    },
    async keepPseudonyms(projectId, given) {
      await db.execute(sql`
        insert into pseudonyms (tenant_id, project_id, pseudonym, value)
        select ${tenant}, ${projectId}, p.pair->>0, p.pair->>1
        from jsonb_array_elements(${JSON.stringify(given)}::jsonb) as p (pair)
        on conflict do nothing`);
    },
  };
}

function linkOf(row: Row): HybridLink {
  const { projectId, cloudProject, token, userId, strategy, syncSensitiveData, turn } = row;
  const { state, report, triedAt, syncedAt, createdAt } = row;
  return {
    ...{ projectId, cloudProject, token, userId, strategy, syncSensitiveData, turn },
    ...{ held: heldOf(row), sending: sendingOf(row), state, report, triedAt, syncedAt, createdAt },
  };
}

function heldOf({ cloudVersion: version, cloudBlob, baseBlob, baseRevision: revision }: Row): CloudHeld | null {
  return cloudBlob === null || baseBlob === null ? null : { version, cloudBlob, baseBlob, revision };
}

function sendingOf(row: Row): Sending | null {
  const { sendingKey: key, sendingBlob: cloudBlob, sendingBaseBlob: baseBlob, sendingRevision: revision } = row;
  if (key === null || cloudBlob === null || baseBlob === null || revision === null) return null;
  return { key, cloudBlob, baseBlob, revision };
}

function columnsOf({ held, sending, ...rest }: LinkChange): Partial<Row> {
  return {
    ...rest,
    ...(held
      ? {
          cloudVersion: held.version,
          cloudBlob: held.cloudBlob,
          baseBlob: held.baseBlob,
          baseRevision: held.revision,
        }
      : {}),
    ...(sending === undefined
      ? {}
      : {
          sendingKey: sending?.key ?? null,
          sendingBlob: sending?.cloudBlob ?? null,
          sendingBaseBlob: sending?.baseBlob ?? null,
          sendingRevision: sending?.revision ?? null,
        }),
  };
}
