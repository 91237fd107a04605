import { and, desc, eq, isNull } from 'drizzle-orm';
import type { DavHeld, DavLinkRecord, DavLinks, DavView } from '../../ports/dav-links.ts';
import type { Session } from './postgres.ts';
import { davLinks as table } from './schema.ts';

/** A view as JSON: maps as lists, so that no name of a file is ever the name of a property. */
export interface StoredView {
  readonly nodes: readonly (readonly [string, DavView['nodes'] extends ReadonlyMap<string, infer N> ? N : never])[];
  readonly locks: DavView['locks'];
  readonly plans: readonly (readonly [string, string])[];
}

const stored = ({ nodes, locks, plans }: DavView): StoredView => ({ nodes: [...nodes], locks, plans: [...plans] });
const restored = ({ nodes, locks, plans }: StoredView): DavView => ({
  nodes: new Map(nodes),
  locks,
  plans: new Map(plans),
});

function filesOf(view: DavView, held: DavHeld | null): string[] {
  const files = new Set(held ? [held.baseBlob, held.shadowBlob] : []);
  for (const node of view.nodes.values()) if (node.kind === 'file' && node.sha256 !== '') files.add(node.sha256);
  return [...files];
}

export function davLinks({ db, tenant }: Session): DavLinks {
  const columns = {
    id: table.id,
    userId: table.userId,
    projectId: table.projectId,
    createdAt: table.createdAt,
    usedAt: table.usedAt,
    endedAt: table.endedAt,
    view: table.view,
    held: table.held,
  };
  const rows = () => db.select(columns).from(table);
  type Row = Awaited<ReturnType<typeof rows>>[number];
  const record = (row: Row): DavLinkRecord => ({ ...row, view: restored(row.view) });
  return {
    async add({ view, held, ...link }, tokenHash) {
      await db
        .insert(table)
        .values({ tenantId: tenant, ...link, tokenHash, view: stored(view), held, files: filesOf(view, held) });
    },
    async find(id) {
      const [row] = await rows().where(eq(table.id, id));
      return row ? record(row) : null;
    },
    async lock(id) {
      const [row] = await rows().where(eq(table.id, id)).for('update');
      return row ? record(row) : null;
    },
    async list(userId) {
      const mine = and(eq(table.userId, userId), isNull(table.endedAt));
      return (await rows().where(mine).orderBy(desc(table.createdAt))).map(record);
    },
    async update(link, change) {
      const view = change.view ?? link.view;
      const held = change.held ?? link.held;
      await db
        .update(table)
        .set({
          usedAt: change.usedAt ?? link.usedAt,
          ...(change.view ? { view: stored(view) } : {}),
          ...(change.held ? { held } : {}),
          ...(change.view || change.held ? { files: filesOf(view, held) } : {}),
        })
        .where(eq(table.id, link.id));
    },
    async renewFolders(view) {
      await db
        .update(table)
        .set({ view: stored(view), held: null, files: [] })
        .where(and(eq(table.tenantId, tenant), isNull(table.projectId)));
    },
    async end(userId, id, at) {
      const mine = and(eq(table.userId, userId), eq(table.id, id), isNull(table.endedAt));
      const done = await db.update(table).set({ endedAt: at }).where(mine).returning({ id: table.id });
      return done.length > 0;
    },
  };
}
