import { and, asc, desc, eq, getTableColumns } from 'drizzle-orm';
import type { Webhooks } from '../../ports/webhooks.ts';
import type { Session } from './postgres.ts';
import { webhookDeliveries as posts, webhooks as table } from './schema.ts';

export function webhooks({ db, tenant }: Session): Webhooks {
  const { tenantId: _tenant, projectId: _project, ...shown } = getTableColumns(table);
  const { tenantId: _postTenant, projectId: _postProject, ...postShown } = getTableColumns(posts);
  const ofProject = (projectId: string) => and(eq(table.tenantId, tenant), eq(table.projectId, projectId));
  const one = (projectId: string, id: string) => and(ofProject(projectId), eq(table.id, id));
  const of = (projectId: string, webhookId: string) =>
    and(eq(posts.tenantId, tenant), eq(posts.projectId, projectId), eq(posts.webhookId, webhookId));
  return {
    list: async (projectId) => db.select(shown).from(table).where(ofProject(projectId)).orderBy(asc(table.createdAt)),
    async find(projectId, id) {
      const [row] = await db.select(shown).from(table).where(one(projectId, id));
      return row ?? null;
    },
    async add(projectId, webhook) {
      await db.insert(table).values({ tenantId: tenant, projectId, ...webhook });
    },
    async update(projectId, id, change) {
      if (Object.keys(change).length === 0) return; // there is no statement that sets nothing
      await db.update(table).set(change).where(one(projectId, id));
    },
    async remove(projectId, id) {
      const gone = await db.delete(table).where(one(projectId, id)).returning({ id: table.id });
      return gone.length > 0;
    },
    async addDelivery(projectId, delivery) {
      const row = { tenantId: tenant, projectId, ...delivery, status: 'waiting' as const, attempts: 0 };
      const added = await db.insert(posts).values(row).onConflictDoNothing().returning({ id: posts.id });
      return added.length > 0;
    },
    async delivery(projectId, webhookId, id) {
      const [row] = await db
        .select(postShown)
        .from(posts)
        .where(and(of(projectId, webhookId), eq(posts.id, id)));
      return row ?? null;
    },
    deliveries: async (projectId, webhookId, limit) =>
      db.select(postShown).from(posts).where(of(projectId, webhookId)).orderBy(desc(posts.createdAt)).limit(limit),
    async settle(projectId, webhookId, id, how) {
      await db
        .update(posts)
        .set(how)
        .where(and(of(projectId, webhookId), eq(posts.id, id)));
    },
  };
}
