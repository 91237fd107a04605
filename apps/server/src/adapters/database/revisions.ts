import { and, desc, eq, getTableColumns, gte, isNotNull, lt, type SQL, sql } from 'drizzle-orm';
import type { Revisions } from '../../ports/database.ts';
import type { Session } from './postgres.ts';
import { revisionPieces as pieces, revisions as table, users } from './schema.ts';

/** The database counts revisions in 32 bits. */
const MOST = 2 ** 31 - 1;

export function revisions({ db, tenant }: Session): Revisions {
  const { tenantId: _tenant, projectId: _project, changes: _changes, ...columns } = getTableColumns(table);
  const shown = { ...columns, authorName: users.name };
  const one = (projectId: string, number: number) => and(eq(table.projectId, projectId), eq(table.number, number));
  const below = (projectId: string, before: number | undefined) =>
    and(eq(table.projectId, projectId), before === undefined ? undefined : lt(table.number, Math.min(before, MOST)));
  const newest = async (limit: number, ...wanted: (SQL | undefined)[]) =>
    db
      .select(shown)
      .from(table)
      .innerJoin(users, eq(users.id, table.authorId))
      .where(and(...wanted))
      .orderBy(desc(table.number))
      .limit(limit);
  return {
    async append(projectId, revision, [first, ...rest]) {
      await db
        .insert(table)
        .values({ tenantId: tenant, projectId, ...revision, changes: sql`${first}::jsonb`, pieces: rest.length });
      const { number } = revision;
      for (const [at, changes] of rest.entries())
        await db
          .insert(pieces)
          .values({ tenantId: tenant, projectId, number, piece: at + 1, changes: sql`${changes}::jsonb` });
    },
    async find(projectId, number) {
      const [row] = await newest(1, one(projectId, number));
      return row ?? null;
    },
    async replaceState(projectId, number, state) {
      await db.update(table).set(state).where(one(projectId, number));
    },
    async changes(projectId, number, piece) {
      const of = piece === 0 ? table : pieces;
      const [row] = await db
        .select({ text: sql<string>`${of.changes}::text` })
        .from(of)
        .where(
          piece === 0
            ? one(projectId, number)
            : and(eq(pieces.projectId, projectId), eq(pieces.number, number), eq(pieces.piece, piece)),
        );
      return row?.text ?? null;
    },
    list: (projectId, limit, before) => newest(limit, below(projectId, before)),
    uploaded(projectId, since, limit, before) {
      const byUpload = and(isNotNull(table.workbookBlob), isNotNull(table.parent));
      return newest(limit, below(projectId, before), byUpload, gte(table.createdAt, since));
    },
  };
}
