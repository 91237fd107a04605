/** Both ways between a plan and its masked form in a cloud. */
import { zstdCompressSync } from 'node:zlib';
import { dependencyKey, diff, emptySnapshot, isEmpty, type Snapshot, sameValue, theirsOf } from '@sprintforge/core';
import { goneFields, type RefusedCell, withoutFields } from '@sprintforge/mapping';
import type { CloudReport, CloudState, Departure, DepartureJob, HomecomingJob, Merged } from '../../ports/engine.ts';
import { mergeReport } from '../merge-report.ts';
import { packShadow, packSnapshot, unpackSnapshot } from '../packing.ts';
import { told } from '../told.ts';
import { maskedPlan } from './masked-plan.ts';
import { unmaskedPlan } from './unmasked-plan.ts';

/** What the cloud holds, put together from what it held and what it says has changed since. */
export async function cloudJob(report: CloudReport): Promise<CloudState> {
  const before = report.base === null ? emptySnapshot() : unpackSnapshot(report.base);
  const tasks = new Map(before.tasks);
  for (const id of report.removedTasks) tasks.delete(id);
  for (const task of report.tasks) tasks.set(task.id, task);
  const plan: Snapshot = {
    tasks,
    resources: new Map(report.resources.map((one) => [one.id, one])),
    dependencies: new Map(report.dependencies.map((edge) => [dependencyKey(edge), edge])),
    fields: report.fields,
    calendar: { ...before.calendar, ...report.calendar },
    scheduling: report.scheduling,
  };
  const packed = packSnapshot(plan);
  return packed.hash === report.hash ? { snapshot: packed.bytes, tasks: tasks.size } : null;
}

/** `held` of the answer: what the cloud holds, with the real values: the base of the next time. */
export async function homecomingJob(job: HomecomingJob): Promise<Merged> {
  const [base, ours] = [unpackSnapshot(job.ground.base), unpackSnapshot(job.ground.ours)];
  const sides = { base, before: unpackSnapshot(job.before), now: unpackSnapshot(job.now) };
  const { plan, refused } = unmaskedPlan(sides, job);
  const gone = goneFields(base.fields, ours.fields);
  const [known, theirs] = [withoutFields(base, gone), withoutFields(plan, gone)];
  const { report } = mergeReport(
    job,
    { base: known, ours, head: ours, theirs: theirsOf(theirs, known), held: known, unknown: new Set() },
    {
      possibleReverts: '[]',
      lastChanges: job.ground.lastChanges,
      placeOf: () => ({}),
      refused: [...refused, ...editsOfGone(base, plan, gone)],
      warnings: [],
      repairs: [],
      resolved: [],
    },
  );
  const held = { base: packSnapshot(plan).bytes, shadow: packShadow({ cells: [], keptRows: [] }) };
  return told({ ...report, copy: null, handoutFailed: null, held });
}

/** What somebody wrote there into fields that were archived here meanwhile (rule C5). */
function editsOfGone(base: Snapshot, plan: Snapshot, gone: ReadonlySet<string>): RefusedCell[] {
  const found: RefusedCell[] = [];
  for (const { id, fields } of plan.tasks.values())
    for (const field of gone) {
      const [before, after] = [base.tasks.get(id)?.fields[field] ?? null, fields[field] ?? null];
      if (sameValue(before, after)) continue;
      const expected = 'no edit: the field was archived';
      const message = `In the cloud ${field} of ${id} was set to "${after ?? ''}", but the field was archived. It is not taken.`;
      found.push({
        code: 'FIELD_ARCHIVED',
        sheet: '',
        cell: '',
        task_id: id,
        field,
        found: String(after ?? ''),
        expected,
        message,
      });
    }
  return found;
}

export async function departureJob({ ours, cloud, secrecy, known }: DepartureJob): Promise<Departure> {
  const plan = unpackSnapshot(ours);
  const masked = secrecy ? maskedPlan(plan, secrecy, known) : { plan, given: [] };
  const { bytes, hash, snapshot } = packSnapshot(masked.plan);
  const changes = diff(unpackSnapshot(cloud), snapshot);
  return {
    snapshot: bytes,
    hash,
    changes: isEmpty(changes) ? null : zstdCompressSync(JSON.stringify(changes)),
    pseudonyms: masked.given,
  };
}
