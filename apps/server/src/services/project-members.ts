/** What people are in one project, and who may write which field of it. */
import type { FieldRights, ProjectGrant, ProjectMemberList } from '@sprintforge/protocol';
import type { Unit } from '../ports/database.ts';
import type { MemberRecord, ProjectGrant as StoredGrant } from '../ports/records.ts';
import { type Caller, type House, isUuid, projectOf } from './house.ts';
import { Refusal } from './refusal.ts';
import { demand, roleIn } from './roles.ts';
import { recordSecurity, whoActs } from './security-audit.ts';

export async function listProjectMembers(house: House, caller: Caller, id: string): Promise<ProjectMemberList> {
  return house.database.unit(caller.tenant, async (unit) => {
    const project = await projectOf(unit, id);
    const people = await unit.accounts.users();
    return {
      members: people.map((person) => ({
        user_id: person.id,
        name: person.name,
        email: person.email,
        role: roleIn(person, project.id),
        grant: shownGrant(person.projects[project.id]),
      })),
    };
  });
}

const shownGrant = (grant: StoredGrant | undefined) =>
  grant ? { role: grant.role, tasks: grant.tasks, fields: grant.fields && [...grant.fields] } : null;

/** `grant` null: what they are in the organisation holds again. */
export async function setProjectMember(
  house: House,
  caller: Caller,
  id: string,
  userId: string,
  grant: ProjectGrant | null,
): Promise<void> {
  demand(caller, 'project.manage', id);
  await house.database.unit(caller.tenant, async (unit) => {
    const project = await projectOf(unit, id);
    const member = await memberOf(unit, userId);
    if (grant && member.role === 'owner')
      throw new Refusal('BAD_REQUEST', 'an owner of the organisation is an owner in every project');
    const stored = grant && { role: grant.role, tasks: grant.tasks ?? 'own', fields: grant.fields ?? null };
    await unit.accounts.setProjectGrant(project.id, member.id, stored);
    const details = { user_id: member.id, before: member.projects[project.id] ?? null, grant: stored };
    await recordSecurity(house, unit, whoActs(caller), { event: 'member.changed', projectId: project.id, details });
  });
}

async function memberOf(unit: Unit, userId: string): Promise<MemberRecord> {
  const member = isUuid(userId) ? await unit.accounts.user(userId.toLowerCase()) : null;
  if (!member) throw new Refusal('NOT_FOUND', 'no such member');
  return member;
}

export async function readFieldRights(house: House, caller: Caller, id: string): Promise<FieldRights> {
  return house.database.unit(caller.tenant, async (unit) => {
    const project = await projectOf(unit, id);
    return { rights: { ...(await unit.projects.fieldRights(project.id)) } };
  });
}

/** All of them at once; fields that are not named are open to everybody who may change the plan. */
export async function setFieldRights(
  house: House,
  caller: Caller,
  id: string,
  { rights }: FieldRights,
): Promise<FieldRights> {
  demand(caller, 'project.manage', id);
  return house.database.unit(caller.tenant, async (unit) => {
    const project = await projectOf(unit, id);
    const before = await unit.projects.fieldRights(project.id);
    // of archived fields nobody can say anything meanwhile: they come back as they went
    const archived = new Set((await unit.archivedFields.of(project.id)).map(({ key }) => key));
    const kept = Object.fromEntries(Object.entries(before).filter(([field]) => archived.has(field)));
    await unit.projects.setFieldRights(project.id, { ...kept, ...rights });
    const details = { before, rights };
    await recordSecurity(house, unit, whoActs(caller), { event: 'project.settings', projectId: project.id, details });
    return { rights };
  });
}
