/** What a `Sync` sheet decides of the person's uploads that wait, before the upload that brings it is merged (rules R4, A9). */
import type { ParkedChoice, SyncResult } from '@sprintforge/protocol';
import type { Unit } from '../ports/database.ts';
import type { WaitingChoice, WaitingUpload } from '../ports/engine.ts';
import type { ParkedRecord } from '../ports/records.ts';
import type { Caller, House } from './house.ts';
import { decidedUpload } from './parking.ts';
import { Refusal } from './refusal.ts';
import { openConflictOf } from './sync-result.ts';
import type { Start, Upload } from './upload-job.ts';

/** More than these are not told in a workbook. */
const mostWaiting = 20;

/** The person's own, but for what the upload in hand will take the place of. */
export async function waitingUploads(
  unit: Unit,
  projectId: string,
  userId: string,
  instead?: { readonly job: Pick<Upload, 'sha256' | 'parked'>; readonly copyId: string },
): Promise<WaitingUpload[]> {
  const rows = await unit.parked.list(projectId, userId, mostWaiting);
  const gone = ({ id, sha256, copyId }: ParkedRecord): boolean =>
    instead !== undefined &&
    (id === instead.job.parked?.id || sha256 === instead.job.sha256 || (copyId !== '' && copyId === instead.copyId));
  return rows
    .filter((row) => !gone(row))
    .map(({ id, createdAt, detail, result }) => ({
      id,
      createdAt,
      detail,
      conflicts: result.conflicts.map(openConflictOf),
    }));
}

export type Resolved = SyncResult['resolved'];

/** What was decided so far, over the attempts of one upload. */
export class SheetChoices {
  readonly resolved: Resolved[number][] = [];
  readonly #tried = new Set<string>();

  /** Decides each upload once, through `run`. Does the plan, or what waits, have to be looked at anew? */
  async take(
    house: House,
    caller: Caller,
    { project }: Start,
    choices: readonly WaitingChoice[],
    run: (job: Upload) => Promise<SyncResult>,
  ): Promise<boolean> {
    const fresh = Map.groupBy(
      choices.filter(({ upload }) => !this.#tried.has(upload)),
      ({ upload }) => upload,
    );
    for (const [id, made] of fresh) {
      this.#tried.add(id);
      const row = await house.database.unit(caller.tenant, (unit) => unit.parked.find(project.id, id));
      if (row?.status !== 'parked' || row.userId !== caller.user.id) continue;
      const job = await decidedUpload(house, caller, project, row, { choices: made.map(asChoice) });
      const result = await run(job).catch(whatStillWaits);
      this.resolved.push(...(result?.resolved ?? []));
    }
    return fresh.size > 0;
  }
}

const asChoice = ({ id, choice }: WaitingChoice): ParkedChoice =>
  typeof choice === 'string' ? { id, choice } : { id, choice: 'value', value: choice.value };

/** What is undecided still is told on the next sheet; a fault is a fault. */
function whatStillWaits(error: unknown): null {
  if (error instanceof Refusal) return null;
  throw error;
}
