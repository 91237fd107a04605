/** Which fields are personal: the project's word goes before the organisation's, and that before what a field is by itself. */
import { type PrivacyRules, privacyKey, privacyOf, RESOURCE_FIELDS } from '@sprintforge/core';
import type { FieldClasses, ProjectFieldClasses } from '@sprintforge/protocol';
import type { Unit } from '../../ports/database.ts';
import type { ProjectRecord } from '../../ports/records.ts';
import { type Caller, type House, projectOf } from '../house.ts';
import { Refusal } from '../refusal.ts';
import { demand } from '../roles.ts';
import { recordSecurity, whoActs } from '../security-audit.ts';
import { rowsToSeal } from './seal-rows.ts';

/** What holds in a project, the organisation's word included. */
export async function rulesOf(unit: Unit, projectId: string): Promise<PrivacyRules> {
  return { ...(await unit.privacy.rules(null)), ...(await unit.privacy.rules(projectId)) };
}

export async function readClasses(house: House, caller: Caller): Promise<FieldClasses> {
  demand(caller, 'organisation.see', null);
  return house.database.unit(caller.tenant, async (unit) => ({ classes: { ...(await unit.privacy.rules(null)) } }));
}

/** All of them at once; fields that are not named are what they are by themselves. */
export async function setClasses(house: House, caller: Caller, { classes }: FieldClasses): Promise<FieldClasses> {
  demand(caller, 'organisation.manage', null);
  const rules = checked(classes);
  return house.database.unit(caller.tenant, async (unit) => {
    const details = { before: await unit.privacy.rules(null), classes: rules };
    await unit.privacy.setRules(null, rules);
    await unit.jobs.add(rowsToSeal, {});
    await recordSecurity(house, unit, whoActs(caller), { event: 'organisation.settings', details });
    return { classes: rules };
  });
}

export async function readProjectClasses(house: House, caller: Caller, id: string): Promise<ProjectFieldClasses> {
  return house.database.unit(caller.tenant, async (unit) => shown(unit, await projectOf(unit, id)));
}

export async function setProjectClasses(
  house: House,
  caller: Caller,
  id: string,
  { classes }: FieldClasses,
): Promise<ProjectFieldClasses> {
  demand(caller, 'project.manage', id);
  const rules = checked(classes);
  return house.database.unit(caller.tenant, async (unit) => {
    const project = await projectOf(unit, id);
    const details = { before: await unit.privacy.rules(project.id), classes: rules };
    await unit.privacy.setRules(project.id, rules);
    await unit.jobs.add(rowsToSeal, {});
    await recordSecurity(house, unit, whoActs(caller), { event: 'project.settings', projectId: project.id, details });
    return shown(unit, project);
  });
}

/** Names may come from anybody: what the database would not take is refused. */
function checked(classes: FieldClasses['classes']): FieldClasses['classes'] {
  for (const field of Object.keys(classes))
    if (!/^[\w.@-]{1,100}$/.test(field)) throw new Refusal('BAD_REQUEST', `"${field}" is not the key of a field`);
  return { ...classes };
}

async function shown(unit: Unit, { id, settings }: ProjectRecord): Promise<ProjectFieldClasses> {
  const [ours, organisation] = [await unit.privacy.rules(id), await unit.privacy.rules(null)];
  const rules = { ...organisation, ...ours };
  const row = (entity: 'task' | 'resource', field: (typeof settings.fields)[number]) => {
    const key = privacyKey(entity, field.key);
    return {
      field: key,
      label: field.label,
      type: field.type,
      class: privacyOf(rules, entity, field),
      said_by: Object.hasOwn(ours, key)
        ? ('project' as const)
        : Object.hasOwn(organisation, key)
          ? ('organisation' as const)
          : ('standard' as const),
    };
  };
  return {
    classes: { ...ours },
    fields: [
      ...settings.fields.map((field) => row('task', field)),
      ...RESOURCE_FIELDS.map((field) => row('resource', field)),
    ],
  };
}
