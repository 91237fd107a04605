/** Fields that leave a plan with their values, and come back with them (rule C5). */
import { type FieldDefinition, isCustomField, type SubjectState } from '@sprintforge/core';
import type { ArchivedFieldList, ChangedField } from '@sprintforge/protocol';
import type { ArchivedField } from '../ports/archived-fields.ts';
import type { Unit } from '../ports/database.ts';
import type { ConflictEntry, ProjectRecord } from '../ports/records.ts';
import { changePlan } from './change-plan.ts';
import { counted, demandConfirmation } from './confirmation.ts';
import { checkFieldLabel, fieldChange, mostFields } from './fields.ts';
import { type Caller, type House, projectOf, stillKept } from './house.ts';
import { Refusal } from './refusal.ts';
import { demand } from './roles.ts';

export async function listArchivedFields(house: House, caller: Caller, id: string): Promise<ArchivedFieldList> {
  return house.database.unit(caller.tenant, async (unit) => {
    const found = await archivedOf(unit, await projectOf(unit, id));
    return {
      fields: found.map(({ key, label, type, revision, userId, userName, archivedAt }) => ({
        ...{ key, label, type, revision },
        archived_by: { id: userId, name: userName },
        archived_at: archivedAt,
      })),
    };
  });
}

/** But for those that are in the plan again, because it was taken back. */
async function archivedOf(unit: Unit, { id, settings }: ProjectRecord): Promise<ArchivedField[]> {
  const known = new Set(settings.fields.map(({ key }) => key));
  return (await unit.archivedFields.of(id)).filter(({ key }) => !known.has(key));
}

/** Asks first (409 NEEDS_CONFIRMATION with the token). Open conflicts about it end with it: what the plan held goes into the history. */
export async function archiveField(
  house: House,
  caller: Caller,
  id: string,
  key: string,
  confirm: string | undefined,
): Promise<ChangedField> {
  demand(caller, 'project.manage', id);
  const { field } = await askFirst(house, caller, id, key, confirm);
  const { version } = await changePlan(house, caller, id, async (_unit, project) => {
    fieldOf(project, key);
    return {
      ...fieldChange(project.head, `Field archived: ${field.label}`, { kind: 'field-archived', key }),
      also: async (within, _outcome, revision) => {
        const at = house.system.now();
        await endConflicts(within, caller, project.id, await conflictsAbout(within, project.id, key), at);
        const archived = { ...field, revision, userId: caller.user.id, archivedAt: at };
        await within.archivedFields.put(project.id, archived);
      },
    };
  });
  return { ...field, version };
}

/** With the values that it had, of the tasks that there still are. Throws NOT_FOUND, and INVALID_VALUE where another field has its name. */
export async function restoreField(house: House, caller: Caller, id: string, key: string): Promise<ChangedField> {
  demand(caller, 'project.manage', id);
  let restored: FieldDefinition | undefined;
  const { version } = await changePlan(house, caller, id, async (unit, project) => {
    const found = (await archivedOf(unit, project)).find((one) => one.key === key);
    if (!found) throw new Refusal('NOT_FOUND', 'no such archived field');
    const { label, type, revision } = found;
    checkFieldLabel(project.settings.fields, label, null);
    if (project.settings.fields.length >= mostFields)
      throw new Refusal('BAD_REQUEST', `a project has at most ${mostFields} fields`);
    const before = await unit.revisions.find(project.id, revision - 1);
    const from = await house.blobs.get(
      caller.tenant,
      stillKept(before?.snapshotBlob ?? null, `revision ${revision - 1}`),
    );
    restored = { key, label, type };
    return {
      ...fieldChange(project.head, `Field restored: ${label}`, { kind: 'field-restored', field: restored, from }),
      also: (within) => within.archivedFields.remove(project.id, key),
    };
  });
  if (!restored) throw new Error('a field was restored without being prepared');
  return { ...restored, version };
}

function fieldOf({ settings }: ProjectRecord, key: string): FieldDefinition {
  const field = settings.fields.find((one) => one.key === key);
  if (!field) throw new Refusal('NOT_FOUND', 'no such field');
  if (!isCustomField(key))
    throw new Refusal('BAD_REQUEST', 'only fields that were added to the project can be archived');
  return field;
}

/** The token is of how much it would be: when that has changed it is asked anew. */
async function askFirst(
  house: House,
  caller: Caller,
  id: string,
  key: string,
  confirm: string | undefined,
): Promise<{ readonly field: FieldDefinition }> {
  const { database, blobs, engine } = house;
  const { project, field, conflicts } = await database.unit(caller.tenant, async (unit) => {
    const found = await projectOf(unit, id);
    return {
      project: found,
      field: fieldOf(found, key),
      conflicts: (await conflictsAbout(unit, found.id, key)).length,
    };
  });
  const ours = await blobs.get(caller.tenant, project.snapshotBlob);
  const { changes } = await engine.change({ ours, change: { kind: 'field-archived', key }, rights: null });
  const values = changes.count;
  const about = [caller.tenant, project.id, key, caller.user.id, String(values), String(conflicts)];
  const effect = `"${field.label}" leaves the plan and new workbooks; ${counted(values, 'task has', 'tasks have')} a value in it, which can be brought back${
    conflicts > 0 ? `; ${counted(conflicts, 'open conflict', 'open conflicts')} about it end` : ''
  }.`;
  const question = { code: 'ARCHIVE_FIELD', effect, purpose: 'archive-field', about, facts: { values, conflicts } };
  demandConfirmation(house, question, confirm);
  return { field };
}

const conflictsAbout = async (unit: Unit, projectId: string, key: string): Promise<ConflictEntry[]> =>
  (await unit.conflicts.list(projectId, 'open', 100_000)).filter(
    ({ subject }) => subject.kind === 'field' && subject.entity === 'task' && subject.field === key,
  );

/** What stands in the plan, and is archived with it, stands. */
async function endConflicts(
  unit: Unit,
  caller: Caller,
  projectId: string,
  conflicts: readonly ConflictEntry[],
  at: string,
): Promise<void> {
  for (const { id, standing, ours, theirs } of conflicts) {
    const value: SubjectState = standing === 'ours' ? ours : theirs;
    await unit.conflicts.resolve(projectId, id, { resolution: standing, value, by: caller.user.id, at });
  }
}
