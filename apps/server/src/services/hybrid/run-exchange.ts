/** Exchanges: asked for by a person, after every change at home, and every minute for what was done in the cloud. */
import type { HybridAnswer, SyncResult } from '@sprintforge/protocol';
import type { Unit } from '../../ports/database.ts';
import type { HybridLink, LinkReport } from '../../ports/hybrid.ts';
import { type Job, jobKind } from '../../ports/jobs.ts';
import type { Caller, House } from '../house.ts';
import { Refusal } from '../refusal.ts';
import { openSecret } from '../sealed-secrets.ts';
import { cloudClient } from './cloud.ts';
import { type Exchanged, exchange, whyNot } from './exchange.ts';

export const exchangeWithCloud = jobKind<{ readonly project: string }>('hybrid-sync', { retries: 2, seconds: 600 });
export const cloudsToAsk = jobKind<Record<string, never>>('hybrid-poll', { alone: true, retries: 0, seconds: 60 });

/** In the unit of what happened; nothing for a project that goes to no cloud. */
export async function askForExchange(house: Pick<House, 'cloudUrl'>, unit: Unit, project: string): Promise<void> {
  if (house.cloudUrl !== null && (await unit.hybrid.find(project))) await unit.jobs.add(exchangeWithCloud, { project });
}

/** Of one tenant: every plan of which the cloud may hold something new. */
export async function askClouds(house: House, tenant: string): Promise<void> {
  await house.database.unit(tenant, async (unit) => {
    for (const project of await unit.hybrid.projects()) await unit.jobs.add(exchangeWithCloud, { project });
  });
}

export async function workExchange(house: House, { tenant, data }: Job<{ readonly project: string }>): Promise<void> {
  if (tenant !== null) await runExchange(house, tenant, data.project, []);
}

/** What came of it is kept with the link, too. */
export function runExchange(
  house: House,
  tenant: string,
  project: string,
  confirm: readonly string[],
): Promise<HybridAnswer> {
  return house.writers.run(`hybrid ${project}`, async () => {
    const found = await house.database.unit(tenant, (unit) => linkAndCaller(unit, tenant, project));
    if (house.cloudUrl === null || found === null) return { status: 'local_only', project_id: project };
    const answer = await attempt(house, house.cloudUrl, found, confirm);
    await note(house, tenant, found.link, answer);
    return answer;
  });
}

interface Found {
  readonly link: HybridLink;
  /** null: no member any more. */
  readonly caller: Caller | null;
}

async function linkAndCaller(unit: Unit, tenant: string, project: string): Promise<Found | null> {
  const link = (await unit.projects.find(project)) && (await unit.hybrid.find(project));
  if (!link) return null;
  const [user, organisation] = [await unit.accounts.user(link.userId), await unit.accounts.tenant()];
  const where = { tokenId: link.cloudProject, session: false, ip: null, userAgent: null } as const;
  const caller = user && { tenant, tenantName: organisation?.name ?? '', user, scope: 'full' as const, ...where };
  return { link, caller };
}

async function attempt(
  house: House,
  url: string,
  { link, caller }: Found,
  confirm: readonly string[],
): Promise<HybridAnswer> {
  const project_id = link.projectId;
  if (caller === null) {
    const detail = 'whoever linked the project is no member any more: link it again';
    return { status: 'failing', project_id, code: 'FORBIDDEN', detail };
  }
  try {
    const kept = { kind: 'cloud token', id: project_id, sealed: link.token } as const;
    const client = cloudClient(house, url, await openSecret(house, caller.tenant, kept));
    return answerOf(project_id, await exchange({ house, caller, client, confirm }, project_id));
  } catch (error) {
    const why = whyNot(error);
    if (!why) throw error;
    const asked = error instanceof Refusal ? (error.where['confirm'] as HybridAnswer['confirm']) : undefined;
    return asked && asked.length > 0
      ? { status: 'held', project_id, ...why, confirm: asked }
      : { status: 'failing', project_id, ...why };
  }
}

function answerOf(project_id: string, done: Exchanged): HybridAnswer {
  if (done.kind === 'moving') return { status: 'waiting', project_id };
  if (done.kind === 'refused') return { status: 'failing', project_id, code: done.code, detail: done.detail };
  const { version, cloudVersion: cloud_version, sent: changes, cameHome } = done;
  return { status: 'synced', project_id, version, cloud_version, changes, came_home: [...cameHome] };
}

async function note(
  house: House,
  tenant: string,
  { projectId, report }: HybridLink,
  answer: HybridAnswer,
): Promise<void> {
  const { status, code, detail, confirm, came_home = [] } = answer;
  if (status !== 'synced' && status !== 'failing' && status !== 'held') return;
  const now = house.system.now();
  const refused = came_home.flatMap((result: SyncResult) => result.refused);
  const told: LinkReport = {
    ...(code === undefined ? {} : { code }),
    ...(detail === undefined ? {} : { detail }),
    ...(confirm === undefined ? {} : { confirm }),
    refused: refused.length > 0 ? refused : (report.refused ?? []),
  };
  const times = status === 'synced' ? { triedAt: now, syncedAt: now } : { triedAt: now };
  await house.database.unit(tenant, (unit) => unit.hybrid.note(projectId, { state: status, report: told, ...times }));
}
