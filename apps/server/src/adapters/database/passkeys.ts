import { and, asc, eq, getTableColumns } from 'drizzle-orm';
import type { Passkeys } from '../../ports/passkeys.ts';
import type { Session } from './postgres.ts';
import { passkeys as table } from './schema.ts';

export function passkeys({ db, tenant }: Session): Passkeys {
  const { tenantId: _tenant, ...columns } = getTableColumns(table);
  const ofPerson = (userId: string) => and(eq(table.tenantId, tenant), eq(table.userId, userId));
  return {
    of: async (userId) => db.select(columns).from(table).where(ofPerson(userId)).orderBy(asc(table.createdAt)),
    async take(userId, credential) {
      const one = and(ofPerson(userId), eq(table.credential, credential));
      const [row] = await db.select(columns).from(table).where(one).for('update');
      return row ?? null;
    },
    async add(passkey) {
      const added = await db
        .insert(table)
        .values({ tenantId: tenant, ...passkey })
        .onConflictDoNothing()
        .returning({ id: table.id });
      return added.length > 0;
    },
    async used(id, change) {
      await db
        .update(table)
        .set(change)
        .where(and(eq(table.tenantId, tenant), eq(table.id, id)));
    },
    async rename(userId, id, name) {
      await db
        .update(table)
        .set({ name })
        .where(and(ofPerson(userId), eq(table.id, id)));
    },
    async remove(userId, id) {
      await db.delete(table).where(id === null ? ofPerson(userId) : and(ofPerson(userId), eq(table.id, id)));
    },
  };
}
