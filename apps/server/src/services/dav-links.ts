/** Links that open plans in Excel and other programs: a short-lived capability each, made for one person. */
import type { DavLink, DavLinkList, NewDavLink } from '@sprintforge/protocol';
import type { Unit } from '../ports/database.ts';
import type { DavLinkRecord, DavView } from '../ports/dav-links.ts';
import type { ProjectRecord } from '../ports/records.ts';
import { davFolder, unmadePlan } from './dav-nodes.ts';
import { type Caller, type House, isUuid, projectOf } from './house.ts';
import { Refusal } from './refusal.ts';
import { demand } from './roles.ts';
import { drawSecret, secretHash } from './secrets.ts';

const HOUR_MS = 3_600_000;
/** A link to one plan ends when it was not used so long; a folder that is mounted lives longer. */
export const idleHours = { plan: 12, folder: 90 * 24 } as const;

export async function createPlanLink(house: House, caller: Caller, projectId: string): Promise<NewDavLink> {
  const project = await house.database.unit(caller.tenant, (unit) => projectOf(unit, projectId));
  return createLink(house, caller, project);
}

/** The folder of all plans, as a drive is mounted on it. */
export const createFolderLink = (house: House, caller: Caller): Promise<NewDavLink> => createLink(house, caller, null);

async function createLink(house: House, caller: Caller, project: ProjectRecord | null): Promise<NewDavLink> {
  demand(caller, 'account.manage', null);
  const token = drawSecret(house);
  const at = house.system.now();
  const link: Omit<DavLinkRecord, 'endedAt'> = {
    id: house.system.uuid(),
    userId: caller.user.id,
    projectId: project?.id ?? null,
    createdAt: at,
    usedAt: at,
    held: null,
    view: withPlans(emptyView(at), project ? [project] : [], at),
  };
  await house.database.unit(caller.tenant, (unit) => unit.davLinks.add(link, secretHash(token)));
  const folder = `${house.publicUrl}/dav/${token}/`;
  const name = [...link.view.plans.keys()][0]?.slice(1);
  const url = name === undefined ? folder : folder + encodeURIComponent(name);
  return { ...shown(link), url, excel_url: name === undefined ? null : `ms-excel:ofe|u|${url}` };
}

const shown = (link: Omit<DavLinkRecord, 'endedAt'>): DavLink => ({
  id: link.id,
  project_id: link.projectId,
  created_at: link.createdAt,
  used_at: link.usedAt,
  idle_hours: link.projectId === null ? idleHours.folder : idleHours.plan,
});

export async function listLinks(house: House, caller: Caller): Promise<DavLinkList> {
  const links = await house.database.unit(caller.tenant, (unit) => unit.davLinks.list(caller.user.id));
  return { links: links.map(shown) };
}

export async function endLink(house: House, caller: Caller, id: string): Promise<void> {
  const now = house.system.now();
  const done =
    isUuid(id) && (await house.database.unit(caller.tenant, (unit) => unit.davLinks.end(caller.user.id, id, now)));
  if (!done) throw new Refusal('NOT_FOUND', 'no such link');
}

export interface OpenedLink {
  readonly caller: Caller;
  readonly link: DavLinkRecord;
  /** It was not used for so long that it serves nothing any more; what is stored through it is parked. */
  readonly idle: boolean;
}

/** null: nobody's link, an ended one, or its person is no member any more. */
export async function openLink(
  house: House,
  token: string,
  from: Pick<Caller, 'ip' | 'userAgent'>,
): Promise<OpenedLink | null> {
  const found = await house.database.lookups.davLink(secretHash(token));
  if (!found) return null;
  return house.database.unit(found.tenant, async (unit) => {
    const link = await unit.davLinks.find(found.id);
    const user = link && (await unit.accounts.user(link.userId));
    const tenant = await unit.accounts.tenant();
    if (!link || !user || !tenant) return null;
    const caller = {
      tenant: tenant.id,
      tenantName: tenant.name,
      user,
      scope: 'full' as const,
      session: false,
      tokenId: link.id,
      ...from,
    };
    return { caller, link, idle: isIdle(link, house.system.now()) };
  });
}

/** A lock that still holds extends the life of the link. */
function isIdle({ usedAt, projectId, view }: DavLinkRecord, now: string): boolean {
  const hours = projectId === null ? idleHours.folder : idleHours.plan;
  return Date.parse(now) - Date.parse(usedAt) > hours * HOUR_MS && !view.locks.some(({ until }) => until > now);
}

// ---- the view of a link

export function emptyView(at: string): DavView {
  return { nodes: new Map([['/', davFolder(at)]]), locks: [], plans: new Map() };
}

/** The plans that are new to the view put in, those that are gone taken out. */
export function withPlans(
  view: DavView,
  projects: readonly Pick<ProjectRecord, 'id' | 'name' | 'createdAt'>[],
  now: string,
): DavView {
  const known = new Map([...view.plans].map(([path, id]) => [id, path]));
  const present = new Set(projects.map(({ id }) => id));
  const added = projects.filter(({ id }) => !known.has(id));
  const gone = [...known].filter(([id]) => !present.has(id));
  if (added.length === 0 && gone.length === 0) return view;
  const nodes = new Map(view.nodes);
  const plans = new Map(view.plans);
  for (const [, path] of gone) {
    nodes.delete(path);
    plans.delete(path);
  }
  for (const { id, name } of added) {
    const path = freePath(name, nodes);
    plans.set(path, id);
    nodes.set(path, unmadePlan(now));
  }
  return { ...view, nodes, plans };
}

/** A name that every file system takes. */
function freePath(name: string, taken: { has(path: string): boolean }): string {
  const plain = name
    .replace(/[\\/:*?"<>|#%\u0000-\u001f\u007f]+/g, '_')
    .replace(/^[\s.~]+|[\s.]+$/g, '')
    .slice(0, 100);
  const stem = `/${plain === '' ? 'Plan' : plain}`;
  for (let number = 1; ; number += 1) {
    const path = number === 1 ? `${stem}.xlsx` : `${stem} (${number}).xlsx`;
    if (!taken.has(path)) return path;
  }
}

/** The view of a link as it is now: that of a folder follows the projects. */
export async function currentView(unit: Unit, link: DavLinkRecord, now: string): Promise<DavView> {
  return link.projectId === null ? withPlans(link.view, await unit.projects.list(), now) : link.view;
}
