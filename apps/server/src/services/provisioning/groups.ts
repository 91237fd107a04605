/** Groups of a directory: who is in them decides what somebody is here. */
import type { Unit } from '../../ports/database.ts';
import type { Found, ProvisionedGroup, Slice } from '../../ports/provisioning.ts';
import { type House, isUuid } from '../house.ts';
import { Refusal } from '../refusal.ts';
import { followRoles } from './membership.ts';
import { type PatchOperation, patched, type Resource } from './patch.ts';
import type { Directory } from './settings.ts';

/** With who is in it. */
export interface FullGroup extends ProvisionedGroup {
  readonly members: readonly string[];
}

export async function listGroups(
  house: House,
  { tenant }: Directory,
  slice: Slice<'displayName' | 'externalId' | 'id'>,
): Promise<Found<FullGroup>> {
  return house.database.unit(tenant, async (unit) => {
    const { total, items } = await unit.provisioning.groups(slice);
    const full: FullGroup[] = [];
    for (const group of items) full.push({ ...group, members: await unit.provisioning.membersOf(group.id) });
    return { total, items: full };
  });
}

export const findGroup = (house: House, { tenant }: Directory, id: string): Promise<FullGroup> =>
  house.database.unit(tenant, (unit) => groupOf(unit, id));

/** Throws ALREADY_MEMBER for a name that there is. */
export async function createGroup(house: House, directory: Directory, resource: Resource): Promise<FullGroup> {
  const { name, externalId, members } = readGroup(resource);
  return house.database.unit(directory.tenant, async (unit) => {
    await checkName(unit, name, null);
    const now = house.system.now();
    const id = house.system.uuid();
    await unit.provisioning.addGroup({ id, name, externalId, createdAt: now, changedAt: now });
    await unit.provisioning.addMembers(id, await known(unit, members));
    await followRoles(house, unit, directory, members);
    return groupOf(unit, id);
  });
}

export const replaceGroup = (house: House, directory: Directory, id: string, resource: Resource) =>
  change(house, directory, id, () => resource);

export const patchGroup = (house: House, directory: Directory, id: string, operations: readonly PatchOperation[]) =>
  change(house, directory, id, (group) => patched(resourceOf(group), operations));

export async function removeGroup(house: House, directory: Directory, id: string): Promise<void> {
  await house.database.unit(directory.tenant, async (unit) => {
    const group = await groupOf(unit, id);
    await unit.provisioning.removeGroup(group.id);
    await followRoles(house, unit, directory, group.members);
  });
}

async function change(
  house: House,
  directory: Directory,
  id: string,
  told: (group: FullGroup) => Resource,
): Promise<FullGroup> {
  return house.database.unit(directory.tenant, async (unit) => {
    await unit.accounts.lockOwners();
    const group = await groupOf(unit, id);
    const { name, externalId, members } = readGroup({ displayName: group.name, ...told(group) });
    await checkName(unit, name, group.id);
    await unit.provisioning.changeGroup(group.id, { name, externalId, changedAt: house.system.now() });
    const [before, now] = [new Set(group.members), new Set(await known(unit, members))];
    const gone = [...before].filter((one) => !now.has(one));
    const come = [...now].filter((one) => !before.has(one));
    await unit.provisioning.removeMembers(group.id, gone);
    await unit.provisioning.addMembers(group.id, come);
    await followRoles(house, unit, directory, name === group.name ? [...gone, ...come] : [...before, ...come]);
    return groupOf(unit, group.id);
  });
}

async function groupOf(unit: Unit, id: string): Promise<FullGroup> {
  const group = isUuid(id) ? await unit.provisioning.group(id.toLowerCase()) : null;
  if (!group) throw new Refusal('NOT_FOUND', 'no such group');
  return { ...group, members: await unit.provisioning.membersOf(group.id) };
}

async function checkName(unit: Unit, name: string, except: string | null): Promise<void> {
  const found = await unit.provisioning.groups({ by: { field: 'displayName', value: name }, from: 0, limit: 1 });
  if (found.items[0] && found.items[0].id !== except)
    throw new Refusal('ALREADY_MEMBER', 'there is a group of this name');
}

/** Of those the ones that the directory has told of. */
async function known(unit: Unit, ids: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const id of new Set(ids)) if (await unit.provisioning.user(id)) found.push(id);
  return found;
}

function readGroup(resource: Resource): { name: string; externalId: string | null; members: string[] } {
  const { displayName, externalId, members } = resource;
  if (typeof displayName !== 'string' || displayName.trim() === '')
    throw new Refusal('BAD_REQUEST', 'a group needs displayName');
  const ids = (Array.isArray(members) ? members : []).map((one) => String(one?.value ?? one).toLowerCase());
  return {
    name: displayName.trim().slice(0, 300),
    externalId: typeof externalId === 'string' ? externalId.slice(0, 300) : null,
    members: ids.filter(isUuid),
  };
}

/** As SCIM has it. */
export const resourceOf = ({ id, name, externalId, members, createdAt, changedAt }: FullGroup) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
  id,
  ...(externalId === null ? {} : { externalId }),
  displayName: name,
  members: members.map((value) => ({ value })),
  meta: { resourceType: 'Group', created: createdAt, lastModified: changedAt },
});
