/** The plans of a link: made when they are asked for, merged when they are stored (rules B1, A9). */
import type { Unit } from '../ports/database.ts';
import type { DavLinkRecord, DavView } from '../ports/dav-links.ts';
import { currentView, type OpenedLink } from './dav-links.ts';
import { davFile } from './dav-nodes.ts';
import { download } from './download.ts';
import { type House, projectOf, storeBlob } from './house.ts';
import { Refusal } from './refusal.ts';
import { upload } from './upload.ts';
import type { UploadSession } from './upload-job.ts';

/** In a folder there is no closing: so long after it was stored, a plan stays as it was stored. */
const settleMs = 30_000;

/** Makes the bytes of a plan that nobody asked for yet; in a folder anew when the project went on and nobody has it open. */
export async function freshen(house: House, { caller, link }: OpenedLink, path: string): Promise<void> {
  const key = `dav:${link.id}`;
  if (!(await staleProject(house, caller.tenant, link.id, path))) return;
  await house.writers.run(key, async () => {
    const projectId = await staleProject(house, caller.tenant, link.id, path);
    if (projectId === null) return;
    const made = await download(house, caller, projectId, {});
    if (typeof made === 'string') throw new Error('a download without a condition has bytes');
    await house.database.unit(caller.tenant, async (unit) => {
      const now = house.system.now();
      const held = await unit.davLinks.lock(link.id);
      if (!held) return;
      const view = await currentView(unit, held, now);
      const node = view.nodes.get(path);
      if (node?.kind !== 'file' || !(await isStale(unit, held, view, path, now))) return; // made meanwhile
      const content = { sha256: made.sha256, size: made.bytes.byteLength };
      const file = { ...davFile(content, now, node), revision: made.revision };
      await unit.davLinks.update(held, { view: { ...view, nodes: new Map(view.nodes).set(path, file) } });
    });
  });
}

async function staleProject(house: House, tenant: string, linkId: string, path: string): Promise<string | null> {
  return house.database.unit(tenant, async (unit) => {
    const now = house.system.now();
    const link = await unit.davLinks.find(linkId);
    if (!link) return null;
    const view = await currentView(unit, link, now);
    return (await isStale(unit, link, view, path, now)) ? (view.plans.get(path) ?? null) : null;
  });
}

async function isStale(unit: Unit, link: DavLinkRecord, view: DavView, path: string, now: string): Promise<boolean> {
  const projectId = view.plans.get(path);
  const node = view.nodes.get(path);
  if (projectId === undefined || node?.kind !== 'file') return false;
  if (node.sha256 === '') return true;
  // the view of an opening is frozen: another ETag between opening and saving would keep programs from saving
  if (link.projectId !== null || view.locks.some((lock) => lock.path === path && lock.until > now)) return false;
  if (node.revision == null) return Date.parse(now) - Date.parse(node.modified) > settleMs;
  return node.revision !== (await projectOf(unit, projectId)).head;
}

export interface StoredPlan {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Of the bytes. */
  readonly sha256: string;
  /** The view with what was stored, from a newer one. */
  readonly after: (view: DavView) => DavView | undefined;
}

/**
 * Merges what a program stored. What needs a decision is parked; conflicts are recorded; never is it refused for either.
 * The view and the base of the link change in the same transaction (rule A4).
 */
export async function storePlan(house: House, opened: OpenedLink, stored: StoredPlan): Promise<void> {
  const { caller, link } = opened;
  const projectId = opened.link.view.plans.get(stored.path) ?? link.projectId;
  if (projectId === null) throw new Refusal('NOT_FOUND', 'no such plan');
  const current = (await house.database.unit(caller.tenant, (unit) => unit.davLinks.find(link.id))) ?? link;
  // the same bytes again: a program that got no answer, or one that saves without a change
  if (current.held?.sha256 === stored.sha256) return keepView(house, opened, stored);
  const request = {
    projectId,
    bytes: stored.bytes,
    strategy: null,
    dryRun: false,
    confirm: [],
    repair: [],
    select: [],
    idempotencyKey: null,
    park: true,
  };
  let committed = false;
  const session = sessionOf(house, { ...opened, link: current }, stored, () => {
    committed = true;
  });
  await upload(house, caller, request, { session });
  // what was parked, or was committed before, is shown all the same
  if (!committed) await keepView(house, opened, stored);
}

async function keepView(house: House, { caller, link }: OpenedLink, { after }: StoredPlan): Promise<void> {
  await house.database.unit(caller.tenant, async (unit) => {
    const held = await unit.davLinks.lock(link.id);
    const view = held && after(await currentView(unit, held, house.system.now()));
    if (held && view) await unit.davLinks.update(held, { view });
  });
}

function sessionOf(
  house: House,
  { caller, link, idle }: OpenedLink,
  { after, sha256 }: StoredPlan,
  done: () => void,
): UploadSession {
  const { held } = link;
  const count = held?.count ?? 0;
  const own = link.projectId !== null;
  const detail = `the link was not used for a long time before ${house.system.now()}; its edits wait until somebody looks at them`;
  return {
    door: 'webdav',
    // in a folder the copy named in the bytes decides, and their own replay
    key: own ? `${link.id} ${count}` : '',
    ground: held && { baseBlob: held.baseBlob, shadowBlob: held.shadowBlob, version: held.version },
    keepHeld: own,
    hold: idle ? { code: 'LINK_ENDED', detail } : null,
    async committed(unit, workbook, version) {
      const now = await unit.davLinks.lock(link.id);
      if (!now) return;
      if ((now.held?.count ?? 0) !== count) throw new Refusal('BUSY', 'the link stores another workbook just now');
      const view = after(await currentView(unit, now, house.system.now()));
      const kept = workbook && {
        baseBlob: await storeBlob(house, unit, caller.tenant, workbook.base, 'session'),
        shadowBlob: await storeBlob(house, unit, caller.tenant, workbook.shadow, 'session'),
        version,
        sha256,
        count: count + 1,
      };
      await unit.davLinks.update(now, { ...(view ? { view } : {}), ...(kept ? { held: kept } : {}) });
      done();
    },
  };
}
