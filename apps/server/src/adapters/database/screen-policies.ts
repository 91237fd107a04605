import { and, eq } from 'drizzle-orm';
import type { ScreenPolicyWords } from '../../ports/screen-policies.ts';
import { NO_PROJECT } from './column-types.ts';
import type { Session } from './postgres.ts';
import { screenPolicies as table } from './schema.ts';

export function screenPolicies({ db, tenant }: Session): ScreenPolicyWords {
  const of = (project: string | null) => and(eq(table.tenantId, tenant), eq(table.projectId, project ?? NO_PROJECT));
  return {
    async said(project) {
      const rows = await db.select().from(table).where(of(project));
      return Object.fromEntries(rows.map(({ kind, choice }) => [kind, choice]));
    },
    async say(project, policies) {
      await db.delete(table).where(of(project));
      const projectId = project ?? NO_PROJECT;
      const rows = Object.entries(policies).map(([kind, choice]) => ({ tenantId: tenant, projectId, kind, choice }));
      if (rows.length > 0) await db.insert(table).values(rows);
    },
  };
}
