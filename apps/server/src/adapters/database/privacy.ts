import { and, eq } from 'drizzle-orm';
import type { PrivacyWords } from '../../ports/privacy.ts';
import { NO_PROJECT } from './column-types.ts';
import type { Session } from './postgres.ts';
import { fieldClasses as table } from './schema.ts';

export function privacy({ db, tenant }: Session): PrivacyWords {
  const of = (project: string | null) => and(eq(table.tenantId, tenant), eq(table.projectId, project ?? NO_PROJECT));
  return {
    async rules(project) {
      const rows = await db.select().from(table).where(of(project));
      return Object.fromEntries(rows.map(({ field, class: privacy }) => [field, privacy]));
    },
    async setRules(project, rules) {
      await db.delete(table).where(of(project));
      const rows = Object.entries(rules).map(([field, privacy]) => ({
        tenantId: tenant,
        projectId: project ?? NO_PROJECT,
        field,
        class: privacy,
      }));
      if (rows.length > 0) await db.insert(table).values(rows);
    },
  };
}
