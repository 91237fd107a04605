import type { RetentionKind } from '@sprintforge/protocol';
import { and, eq, inArray, ne } from 'drizzle-orm';
import { integer, pgTable, text } from 'drizzle-orm/pg-core';
import type { RetentionWords, SaidPeriods } from '../../ports/retention-words.ts';
import { NO_PROJECT, project } from './column-types.ts';
import type { Session } from './postgres.ts';

const table = pgTable('retention_periods', {
  ...project(),
  kind: text('kind').$type<RetentionKind>().notNull(),
  days: integer('days').notNull(),
});

export function retentionWords({ db, tenant }: Session): RetentionWords {
  const of = (projectId: string | null) =>
    and(eq(table.tenantId, tenant), eq(table.projectId, projectId ?? NO_PROJECT));
  return {
    async said(projectId) {
      const places = [NO_PROJECT, ...(projectId === null ? [] : [projectId])];
      const rows = await db
        .select()
        .from(table)
        .where(and(eq(table.tenantId, tenant), inArray(table.projectId, places)));
      const by = (place: string | null): SaidPeriods =>
        Object.fromEntries(rows.filter((row) => row.projectId === place).map(({ kind, days }) => [kind, days]));
      return { organisation: by(NO_PROJECT), project: by(projectId) };
    },
    async ofProjects() {
      const rows = await db
        .select()
        .from(table)
        .where(and(eq(table.tenantId, tenant), ne(table.projectId, NO_PROJECT)));
      const said: Record<string, SaidPeriods> = {};
      for (const { projectId, kind, days } of rows) said[projectId] = { ...said[projectId], [kind]: days };
      return said;
    },
    async say(projectId, periods) {
      await db.delete(table).where(of(projectId));
      const rows = (Object.entries(periods) as [RetentionKind, number][]).map(([kind, days]) => ({
        ...{ tenantId: tenant, projectId: projectId ?? NO_PROJECT, kind, days },
      }));
      if (rows.length > 0) await db.insert(table).values(rows);
    },
  };
}
