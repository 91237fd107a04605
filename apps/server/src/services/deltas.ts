/** Changes without a workbook go the way of every upload: merged, decided, committed once (rules A1-A5, M1-M8). */
import type { DeltaRequest, DeltaResult, SyncResult } from '@sprintforge/protocol';
import type { Unit } from '../ports/database.ts';
import type { DeltaJob, LastChange } from '../ports/engine.ts';
import type { CopyRecord, ProjectRecord } from '../ports/records.ts';
import { lastChanges } from './copy-keeping.ts';
import { copyReceipt } from './copy-receipt.ts';
import { type Caller, type House, isUuid, projectOf, stillKept } from './house.ts';
import { Refusal } from './refusal.ts';
import { upload } from './upload.ts';
import { type Judged, mergeTerms, type Start, type Upload } from './upload-job.ts';

/** Under `manual` a conflict is asked about (409): there is no workbook that could wait. */
export async function syncDeltas(
  house: House,
  caller: Caller,
  request: DeltaRequest,
  idempotencyKey: string | null,
): Promise<DeltaResult> {
  const { project_id, copy_id, version, changes } = request;
  // what makes two calls the same (rule A2)
  const bytes = Buffer.from(JSON.stringify({ copy_id, version, changes }));
  const result = await upload(
    house,
    caller,
    {
      projectId: project_id,
      bytes,
      strategy: request.strategy ?? null,
      dryRun: request.dry_run ?? false,
      confirm: request.confirm ?? [],
      repair: [],
      select: request.select ?? [],
      idempotencyKey,
      park: false,
    },
    { deltas: { version, copyId: copy_id ?? null, changes } },
  );
  const receipt =
    copy_id === undefined || result.dry_run ? undefined : await receiptFor(house, caller, result, copy_id);
  return { rows: [], predecessors: [], ...result, ...(receipt === undefined ? {} : { receipt }) };
}

/** When its client has carried the answer out, the copy holds that version. */
async function receiptFor(house: House, caller: Caller, { project_id, version }: SyncResult, copyId: string) {
  const project = await house.database.unit(caller.tenant, (unit) => projectOf(unit, project_id));
  return copyReceipt(house, project, copyId, version);
}

/** The merge of one attempt. `released`: brakes that were confirmed. */
export async function mergeDeltas(
  house: House,
  caller: Caller,
  job: Upload,
  deltas: NonNullable<Upload['deltas']>,
  start: Start,
  released: readonly string[],
): Promise<Judged> {
  const { project } = start;
  const { copy, base, layout, since } = await house.database.unit(caller.tenant, (unit) =>
    heldBy(unit, project, deltas),
  );
  const { tenant } = caller;
  const merged = await house.engine.delta({
    ...mergeTerms(caller, job, start, released),
    deltas: deltas.changes,
    ground: {
      base: await house.blobs.get(tenant, base),
      ours: await house.blobs.get(tenant, project.snapshotBlob),
      // the client says what it held of each cell: setting one back is an edit like any other (rule B2)
      possibleReverts: '[]',
      lastChanges: since,
    },
    layout: layout === null ? null : await house.blobs.get(tenant, layout),
  } satisfies DeltaJob);
  const { version, copyId } = deltas;
  const revokedAt = copy?.revokedAt ?? null;
  return {
    merged,
    verdict: { kind: 'base', revision: version, copyId: copyId ?? '', copy, expired: false, revokedAt },
  };
}

const isLetter = (name: string): boolean => /^[A-Z]{1,3}$/i.test(name);

async function heldBy(
  unit: Unit,
  project: ProjectRecord,
  { version, copyId, changes }: NonNullable<Upload['deltas']>,
): Promise<{ copy: CopyRecord | null; base: string; layout: string | null; since: LastChange[] }> {
  if (version > project.head)
    throw new Refusal('BASE_AHEAD', `the changes are of revision ${version}, the project is at ${project.head}`);
  const revision = await unit.revisions.find(project.id, version);
  if (!revision || revision.snapshotBlob === null)
    throw new Refusal('BASE_EXPIRED', `revision ${version} is no longer kept: read the plan anew`);
  const copy = copyId !== null && isUuid(copyId) ? await unit.copies.find(project.id, copyId) : null;
  if (copyId !== null && !copy) throw new Refusal('NOT_FOUND', 'no such copy');
  const letters = changes.some((delta) => delta.op === 'set' && delta.column !== undefined && isLetter(delta.column));
  const layout = letters && copy ? stillKept(copy.workbookBlob, 'that copy') : null;
  return { copy, base: revision.snapshotBlob, layout, since: await lastChanges(unit, project.id, version) };
}
