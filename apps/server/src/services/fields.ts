/** Fields of a project besides those that it came with: made, renamed, or shared out of somebody's own column (rule C2). */
import { customFieldKey, type FieldDefinition, type FieldType } from '@sprintforge/core';
import type { ChangedField, NewField, PrivateColumnList, ShareColumn, SharedField } from '@sprintforge/protocol';
import type { Unit } from '../ports/database.ts';
import type { FieldChange, KeptColumn, PrivateColumnsJob, PrivateColumnsOutcome } from '../ports/engine.ts';
import type { CopyRecord, ProjectRecord } from '../ports/records.ts';
import { changePlan } from './change-plan.ts';
import { type Caller, type House, projectOf, stillKept, storeBlob } from './house.ts';
import { Refusal } from './refusal.ts';
import { refusedWorkbook } from './refused-workbook.ts';
import { demand } from './roles.ts';

/** A workbook with more columns is nobody's. */
export const mostFields = 200;

export async function addField(house: House, caller: Caller, id: string, request: NewField): Promise<ChangedField> {
  demand(caller, 'project.manage', id);
  return add(house, caller, id, request, null);
}

/** Its key stays, and what workbooks call the column stays theirs (rule C1). */
export async function renameField(
  house: House,
  caller: Caller,
  id: string,
  key: string,
  wanted: string,
): Promise<ChangedField> {
  demand(caller, 'project.manage', id);
  const label = wanted.trim();
  let renamed: FieldDefinition | undefined;
  const { version } = await changePlan(house, caller, id, async (_unit, { head, settings }) => {
    renamed = settings.fields.find((field) => field.key === key);
    if (!renamed) throw new Refusal('NOT_FOUND', 'no such field');
    checkFieldLabel(settings.fields, label, key);
    return fieldChange(head, `Field renamed: ${label}`, { kind: 'field-renamed', key, label });
  });
  return { key, label, type: renamed?.type ?? 'text', version };
}

/** Of the workbook that the caller was handed last; without one there are none. */
export async function listPrivateColumns(house: House, caller: Caller, id: string): Promise<PrivateColumnList> {
  demand(caller, 'field.share', id);
  const job = await ownWorkbook(house, caller, id);
  if (!job) return { columns: [] };
  const { columns } = await looked(house, { ...job, take: null });
  return { columns: columns.map(({ sample, ...column }) => ({ ...column, sample: [...sample] })) };
}

/** Throws NOT_FOUND when the workbook has no such column of its own. */
export async function shareColumn(
  house: House,
  caller: Caller,
  id: string,
  { header, type, label = header }: ShareColumn,
): Promise<SharedField> {
  demand(caller, 'field.share', id);
  const job = await ownWorkbook(house, caller, id);
  const none = new Refusal('NOT_FOUND', 'your workbook has no such column of its own', { field: 'header' });
  if (!job) throw none;
  const { columns, taken } = await looked(house, { ...job, take: { field: 'c_shared', header, type } });
  const column = columns.find((one) => sameText(one.header, header));
  if (!taken || !column) throw none;
  const field = await add(house, caller, id, { label: label.trim().slice(0, 100), type }, { ...taken, header });
  return { ...field, values: column.filled - taken.unread, unread: taken.unread };
}

async function add(
  house: House,
  caller: Caller,
  id: string,
  { label: wanted, type }: { readonly label: string; readonly type: FieldType },
  column: Pick<KeptColumn, 'header' | 'style' | 'cells'> | null,
): Promise<ChangedField> {
  const label = wanted.trim();
  let key = '';
  const { version } = await changePlan(house, caller, id, async (before, { id: project, head, settings }) => {
    checkFieldLabel(settings.fields, label, null);
    if (settings.fields.length >= mostFields)
      throw new Refusal('BAD_REQUEST', `a project has at most ${mostFields} fields`);
    // an archived field may come back, and copies still have it by its key
    const archived = await before.archivedFields.of(project);
    key = customFieldKey(label, new Set([...settings.fields, ...archived].map((field) => field.key)));
    const field = { key, label, type };
    const change: FieldChange = { kind: 'field-added', field, cells: column?.cells ?? null };
    const message = column ? `Column shared as a field: ${label}` : `Field added: ${label}`;
    return {
      ...fieldChange(head, message, change),
      also: async (unit, _outcome, revision) => {
        if (!column) return;
        const { header, style, cells } = column;
        const cellsBlob = await storeBlob(house, unit, caller.tenant, cells, 'shadow');
        await unit.sharedColumns.put(project, caller.user.id, { field: key, header, type, style, revision, cellsBlob });
      },
    };
  });
  return { key, label, type, version };
}

/** How such a change is planned. `about`: the head that it is made on. */
export const fieldChange = (about: number, message: string, change: FieldChange) => ({
  source: 'fields' as const,
  message: message.slice(0, 200),
  about,
  change,
});

const sameText = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

export function checkFieldLabel(fields: readonly FieldDefinition[], label: string, except: string | null): void {
  if (fields.some((field) => field.key !== except && sameText(field.label, label)))
    throw new Refusal('INVALID_VALUE', 'there is a field of this name already', { field: 'label' });
}

/** In the form of the caller's own workbook, else of the one that they made the project of. */
async function ownWorkbook(house: House, caller: Caller, id: string): Promise<Omit<PrivateColumnsJob, 'take'> | null> {
  return house.database.unit(caller.tenant, async (unit) => {
    const project = await projectOf(unit, id);
    const copy = await ownCopy(unit, caller, project);
    const revision = copy && (await unit.revisions.find(project.id, copy.revision));
    if (!copy || !revision) return null;
    const { blobs } = house;
    const { tenant, user } = caller;
    return {
      workbook: await blobs.get(tenant, stillKept(copy.workbookBlob, 'your workbook')),
      base: await blobs.get(tenant, stillKept(revision.snapshotBlob, `revision ${copy.revision}`)),
      shadow: await blobs.get(tenant, stillKept(copy.shadowBlob, 'your workbook')),
      shared: await sharedWith(house, unit, caller.tenant, project, user.id),
    };
  });
}

async function ownCopy(unit: Unit, { user }: Caller, project: ProjectRecord): Promise<CopyRecord | null> {
  const own = await unit.copies.ownLayout(project.id, user.id);
  if (own || !project.layoutCopy) return own;
  const layout = await unit.copies.find(project.id, project.layoutCopy);
  return layout?.userId === user.id ? layout : null;
}

/** Of fields that the plan has now: one that was gone back past is the person's own again. */
export async function sharedWith(
  { blobs }: House,
  unit: Unit,
  tenant: string,
  project: ProjectRecord,
  userId: string,
): Promise<KeptColumn[]> {
  const shared: KeptColumn[] = [];
  for (const { cellsBlob, ...column } of await unit.sharedColumns.of(project.id, userId))
    if (project.settings.fields.some(({ key }) => key === column.field))
      shared.push({ ...column, cells: await blobs.get(tenant, cellsBlob) });
  return shared;
}

async function looked(
  house: House,
  job: PrivateColumnsJob,
): Promise<Extract<PrivateColumnsOutcome, { kind: 'columns' }>> {
  const outcome = await house.engine.privateColumns(job);
  if (outcome.kind === 'refused') throw refusedWorkbook(outcome);
  return outcome;
}
