/** Somebody's own plan, or an empty template, becomes the first revision and the project's layout (rules C4, B1). */
import { emptySnapshot, type Snapshot } from '@sprintforge/core';
import { type Detection, findTable, importPlan, newWorkbook, readPlan } from '@sprintforge/mapping';
import { defaultLimits, openWorkbook, type Workbook } from '@sprintforge/xlsx';
import type { Imported, ImportJob, RefusedWorkbook, TemplateJob } from '../ports/engine.ts';
import { freshIds } from './fresh-ids.ts';
import { newState } from './new-state.ts';
import { openUpload, refusing } from './open-upload.ts';
import { writeCopy } from './written-copy.ts';

export function importJob(job: ImportJob): Promise<Imported | RefusedWorkbook> {
  return refusing(async () => {
    const opened = await openUpload(job.bytes, { policies: job.policies, ownQueries: () => false });
    if (opened.kind === 'refused') return opened;
    const detection = findTable(opened.workbook, job.hint);
    const imported = await makeProject(opened.workbook, detection, job.ticket);
    if (imported.kind === 'refused') return imported;
    return { ...imported, notices: [...imported.notices, ...opened.findings] };
  });
}

export function templateJob(job: TemplateJob): Promise<Imported | RefusedWorkbook> {
  return refusing(async () => {
    const workbook = openWorkbook(await newWorkbook(emptySnapshot(), job.template, job.name));
    return makeProject(
      workbook,
      withOurIds(findTable(workbook, { sheet: 'Tasks', headerRow: 1 })),
      job.ticket,
      'follow',
    );
  });
}

/** In our own template the first column is that of the Task IDs, even while it is empty. */
function withOurIds(detection: Detection): Detection {
  const { table } = detection;
  if (table === null) return detection;
  const columns = table.columns.filter(({ column }) => column !== 1);
  return {
    ...detection,
    table: { ...table, columns, idColumn: 1 },
    columns: detection.columns.map((found) => (found.column === 'A' ? { ...found, field: 'id', type: 'text' } : found)),
  };
}

async function makeProject(
  workbook: Workbook,
  detection: Detection,
  ticket: ImportJob['ticket'],
  scheduling?: Snapshot['scheduling'],
): Promise<Imported | RefusedWorkbook> {
  const { table, resources, columns } = detection;
  const sheets = workbook.sheets.filter(({ state }) => state === 'visible').map(({ name }) => name);
  if (table === null) return { ...noTable(), sheets };
  const plan = readPlan(workbook, table, resources);
  const { snapshot: imported, rowIds, refused, notices } = importPlan(plan, freshIds());
  const snapshot = scheduling ? { ...imported, scheduling } : imported;
  const state = newState(null, snapshot);
  if (state === null) throw new Error('a first state is never empty');
  const { copy, result } = await writeCopy({
    workbook,
    plan,
    resources,
    rowIds,
    target: snapshot,
    revision: 1,
    hash: state.hash,
    ticket,
    conflicts: [],
    status: new Map(),
    refused,
    warnings: notices,
  });
  if (copy.bytes.length > defaultLimits.upload) return tooLargeToComeBack(copy.bytes.length);
  return { kind: 'imported', state, layout: copy, sheets, mapping: result.mapping, columns, refused, notices };
}

/** A plan whose copies nobody could upload again is no plan to sync. */
function tooLargeToComeBack(size: number): RefusedWorkbook {
  const mib = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
  const message =
    `The workbook is too large: a copy of it would have ${mib(size)}, and what is uploaded may have ${mib(defaultLimits.upload)}. ` +
    'Make it smaller: delete sheets and pictures that are not needed and empty rows below the data.';
  return { kind: 'refused', code: 'LIMIT', message, where: {}, findings: [] };
}

export function noTable(): RefusedWorkbook {
  const message = 'no task table was found; name its sheet, header row and columns in a mapping';
  return { kind: 'refused', code: 'NO_TABLE', message, where: {}, findings: [] };
}
