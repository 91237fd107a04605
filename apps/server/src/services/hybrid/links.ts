/** Which plan goes to which project of the cloud, and how that stands. */
import { type HybridLink as HybridLinkShape, type NewHybridLink, ProblemError } from '@sprintforge/protocol';
import type { HybridLink } from '../../ports/hybrid.ts';
import { type Caller, type House, projectOf } from '../house.ts';
import { Refusal } from '../refusal.ts';
import { demand } from '../roles.ts';
import { sealSecret } from '../sealed-secrets.ts';
import { recordSecurity, whoActs } from '../security-audit.ts';
import { cloudClient } from './cloud.ts';
import { whyNot } from './exchange.ts';
import { askForExchange } from './run-exchange.ts';

/** For the same project of the cloud again: another token, what is known of it stays. Throws NO_CLOUD, CLOUD_REFUSED. */
export async function linkProject(
  house: House,
  caller: Caller,
  id: string,
  request: NewHybridLink,
): Promise<HybridLinkShape> {
  demand(caller, 'project.manage', id);
  const { project, before } = await house.database.unit(caller.tenant, async (unit) => {
    const found = await projectOf(unit, id);
    return { project: found, before: await unit.hybrid.find(found.id) };
  });
  if (house.cloudUrl === null) throw new Refusal('NO_CLOUD', 'the operator of this server has named no cloud');
  const cloudProject = request.cloud_project_id.toLowerCase();
  await checkCloud(house, house.cloudUrl, { ...request, empty: before?.cloudProject !== cloudProject });
  const token = await sealSecret(house, caller.tenant, 'cloud token', project.id, request.token);
  const link = {
    projectId: project.id,
    cloudProject,
    token,
    userId: caller.user.id,
    strategy: request.strategy ?? 'server',
    syncSensitiveData: request.sync_sensitive_data ?? false,
  } as const;
  return house.database.unit(caller.tenant, async (unit) => {
    await unit.hybrid.put(link, house.system.now());
    await askForExchange(house, unit, project.id);
    const details = { cloud: 'linked', cloud_project: cloudProject, sync_sensitive_data: link.syncSensitiveData };
    await recordSecurity(house, unit, whoActs(caller), { event: 'project.settings', projectId: project.id, details });
    return shown(house, await unit.hybrid.find(project.id));
  });
}

async function checkCloud(
  house: House,
  url: string,
  { token, cloud_project_id: id, empty }: NewHybridLink & { readonly empty: boolean },
): Promise<void> {
  try {
    const { tasks, role } = await cloudClient(house, url, token).project(id);
    // the calendar goes there, too, and is its owners' matter
    if (role !== 'owner')
      throw new Refusal('CLOUD_REFUSED', `the token is of somebody who is ${role} there; it needs an owner's`, {
        field: 'token',
      });
    if (empty && tasks > 0)
      throw new Refusal('CLOUD_REFUSED', 'the project in the cloud has tasks already: make an empty one', {
        field: 'cloud_project_id',
      });
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const why = whyNot(error);
    throw new Refusal('CLOUD_REFUSED', `${why?.code}: ${why?.detail}`, {}, error);
  }
}

export async function readLink(house: House, caller: Caller, id: string): Promise<HybridLinkShape> {
  return house.database.unit(caller.tenant, async (unit) => {
    const project = await projectOf(unit, id);
    return shown(house, await unit.hybrid.find(project.id));
  });
}

/** What the cloud holds stays there. */
export async function unlinkProject(house: House, caller: Caller, id: string): Promise<void> {
  demand(caller, 'project.manage', id);
  await house.database.unit(caller.tenant, async (unit) => {
    const project = await projectOf(unit, id);
    if (!(await unit.hybrid.remove(project.id))) throw new Refusal('NOT_FOUND', 'this project goes to no cloud');
    const details = { cloud: 'unlinked' };
    await recordSecurity(house, unit, whoActs(caller), { event: 'project.settings', projectId: project.id, details });
  });
}

function shown({ cloudUrl }: House, link: HybridLink | null): HybridLinkShape {
  const { code, detail, confirm, refused } = link?.report ?? {};
  return {
    status: link && cloudUrl !== null ? link.state : 'local_only',
    cloud_url: cloudUrl,
    cloud_project_id: link?.cloudProject ?? null,
    sync_sensitive_data: link?.syncSensitiveData ?? false,
    strategy: link?.strategy ?? 'server',
    version: link?.held?.revision ?? null,
    cloud_version: link?.held?.version ?? null,
    tried_at: link?.triedAt ?? null,
    synced_at: link?.syncedAt ?? null,
    ...(code === undefined ? {} : { code }),
    ...(detail === undefined ? {} : { detail }),
    ...(confirm === undefined ? {} : { confirm: [...confirm] }),
    refused: [...(refused ?? [])],
  };
}
