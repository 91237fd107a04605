/** One upload: screened, read, identified, merged, written back, read back (the way of the data, architecture). */
import { randomUUID } from 'node:crypto';
import { impact, type MergeResult, merge, PARENT, parseSubjectKey, type Snapshot, subjectKey } from '@sprintforge/core';
import {
  type Detection,
  findTable,
  type Identified,
  identify,
  type PlanRead,
  readChoices,
  readMetadata,
  readPlan,
  rebind,
} from '@sprintforge/mapping';
import type { Finding, Workbook } from '@sprintforge/xlsx';
import type { Claim, ConflictReport, Merged, MergeGround, SyncJob, SyncOutcome } from '../ports/engine.ts';
import { baseExpired, baseGround, settled } from './base-ground.ts';
import { brakesOf } from './brakes.ts';
import { freshIds } from './fresh-ids.ts';
import { noTable } from './import-job.ts';
import type { Ask } from './jobs.ts';
import { likeliestBase } from './likeliest-base.ts';
import { newState } from './new-state.ts';
import { openUpload, refusing } from './open-upload.ts';
import { packSnapshot, unpackSnapshot } from './packing.ts';
import { readBack } from './read-back.ts';
import { editReport, taskName } from './reports.ts';
import { ownKey, rowStatus } from './row-status.ts';
import { type CarriedOut, carryOutChoices } from './sheet-conflicts.ts';
import { writeCopy } from './written-copy.ts';

type Ground = Extract<MergeGround, { kind: 'merge' }>;

interface Work {
  readonly job: SyncJob;
  readonly ground: Ground;
  readonly workbook: Workbook;
  readonly plan: PlanRead;
  readonly resources: Detection['resources'];
  readonly base: Snapshot;
  readonly ours: Snapshot;
  readonly identified: Identified;
  /** Rows of which nobody can say any more what their base was (rule A7). */
  readonly unknown: ReadonlySet<string>;
  readonly chosen: CarriedOut;
  readonly findings: readonly Finding[];
}

export function syncJob(job: SyncJob, ask: Ask): Promise<SyncOutcome> {
  return refusing(async () => {
    const opened = await openUpload(job.bytes);
    if (opened.kind === 'refused') return opened;
    const { workbook, findings } = opened;
    const claim = claimOf(workbook);
    let ground = (await ask(claim)) as MergeGround;
    if (ground.kind === 'stop') return { kind: 'stopped' };
    const found = planOf(workbook, claim, ground.kind === 'merge' && ground.trusted);
    if (found === null) return noTable();
    if (ground.kind === 'search') ground = (await ask(likeliestBase(found.plan, ground))) as MergeGround;
    if (ground.kind !== 'merge') return { kind: 'stopped' };
    const { plan, resources } = found;
    const ours = unpackSnapshot(ground.ours);
    const held = baseGround(workbook, claim, plan, ground, ours);
    if (held === null) return baseExpired();
    const { base, shadow } = held;
    const repairs = new Set(job.repairs);
    const { identified, unknown } = settled(identify(plan, base, shadow, freshIds(base, ours), { repairs }), held);
    const chosen = carryOutChoices(ours, base, identified.theirs, readChoices(workbook), ground.openConflicts);
    return mergeWork({ job, ground, workbook, plan, resources, base, ours, identified, unknown, chosen, findings });
  });
}

function claimOf(workbook: Workbook): Claim {
  const found = readMetadata(workbook);
  if (found.state === 'signed')
    return { state: 'signed', metadata: found.metadata, payload: found.payload, signature: found.signature };
  // a hidden name alone that a program left behind: the metadata is missing, not damaged
  const nothingSigned =
    !workbook.customProperties.has('SprintForge.signature') &&
    !workbook.sheets.some(({ name }) => name.toUpperCase().startsWith('_SYNC_META'));
  return found.state === 'none' || nothingSigned ? { state: 'none' } : { state: 'damaged', why: found.why };
}

/** The rows by the bindings of the copy; those of a stranger by finding the table. */
function planOf(workbook: Workbook, claim: Claim, trusted: boolean): Pick<Work, 'plan' | 'resources'> | null {
  if (trusted && claim.state === 'signed') {
    const { mapping, resources, missing } = rebind(workbook, claim.metadata);
    return { plan: { ...readPlan(workbook, mapping, resources), missingColumns: missing }, resources };
  }
  const { table, resources } = findTable(workbook);
  return table === null ? null : { plan: readPlan(workbook, table, resources), resources };
}

async function mergeWork(work: Work): Promise<Merged> {
  const { job, ground, base, ours, identified, unknown, chosen } = work;
  const result = merge(base, chosen.head, identified.theirs, {
    strategy: job.strategy,
    possibleReverts: new Set(ground.possibleReverts),
    unknownBase: unknown,
    leaveOut: new Set(job.leaveOut.map(asSubjectKey)),
  });
  // of an expired base nothing is deleted before somebody said so
  const brakes = brakesOf(
    base,
    unknown.size > 0 ? result.edits.filter(({ outcome }) => outcome !== 'conflict') : result.edits,
  );
  const waits = job.strategy === 'manual' && result.conflicts.length > 0;
  const stopped =
    waits || identified.repairs.length > 0 || brakes.some((brake) => !job.released.includes(brake.code + brake.effect));
  const target = waits ? ours : result.merged;
  const state = newState(ours, target);
  const conflicts = result.conflicts.map(
    (conflict): ConflictReport => ({
      ...conflict,
      id: randomUUID(),
      subjectKey: subjectKey(conflict.subject),
      taskName: taskName(conflict.subject, ours, base),
    }),
  );
  const report = {
    ...reportOf(work, result),
    kind: 'merged' as const,
    brakes,
    conflicts,
    state,
    hash: state?.hash ?? packSnapshot(target).hash,
  };
  if (!job.render || stopped) return { ...report, copy: null, handoutFailed: null };
  return { ...report, ...(await render(work, result, report, target)) };
}

/** `taskId:field` or `taskId`, as people name an edit, or a subject key as it is. */
function asSubjectKey(text: string): string {
  if (parseSubjectKey(text) !== null) return text;
  const [id = '', field] = text.split(':', 2);
  return subjectKey(field ? { kind: 'field', entity: 'task', id, field } : { kind: 'task', id });
}

function reportOf({ identified, chosen, ours, plan, findings }: Work, result: MergeResult) {
  const { refused, notices, repairs } = identified;
  const left = chosen.left.map(({ id, reason }) => ({
    code: 'CHOICE_NOT_TAKEN',
    sheet: 'Sync',
    message: `The choice for conflict ${id} was not taken (${reason}); it is still open.`,
  }));
  return {
    counts: {
      ...result.counts,
      edits: result.counts.edits + refused.length,
      refused: refused.length,
    },
    edits: result.edits.map(editReport),
    appliedKeys: result.edits.filter((edit) => edit.outcome === 'applied').map((edit) => subjectKey(edit.subject)),
    refused,
    warnings: [...result.warnings, ...notices, ...(plan.notices ?? []), ...left, ...findings],
    repairs,
    resolved: chosen.resolved,
    impact: impact(ours, result.preview ?? result.merged),
  };
}

async function render(
  { job, ground, workbook, plan, resources, base, identified, chosen }: Work,
  result: MergeResult,
  report: Pick<Merged, 'state' | 'hash' | 'refused' | 'warnings'> & { readonly conflicts: readonly ConflictReport[] },
  target: Snapshot,
): Promise<Pick<Merged, 'copy' | 'handoutFailed'>> {
  const decided = new Set(chosen.resolved.map(({ id }) => id));
  const conflicts = [...ground.openConflicts.filter(({ id }) => !decided.has(id)), ...report.conflicts];
  const status = rowStatus({
    held: base,
    target,
    own: ownEdits(result),
    lastChanges: ground.lastChanges,
    conflicts,
    refused: report.refused,
    author: job.author,
  });
  const revision = ground.oursRevision + (report.state ? 1 : 0);
  const { refused, warnings, hash } = report;
  const content = { workbook, plan, resources, rowIds: identified.rowIds, target, revision, hash, ticket: job.ticket };
  const { formulas } = identified;
  const written = await writeCopy({ ...content, conflicts, status, refused, warnings, formulas });
  const fault = await readBack(written, target);
  return fault === null ? { copy: written.copy, handoutFailed: null } : { copy: null, handoutFailed: fault };
}

function ownEdits(result: MergeResult): Set<string> {
  const own = new Set<string>();
  for (const { subject, outcome } of result.edits)
    if (subject.kind === 'field' && subject.entity === 'task' && outcome !== 'conflict')
      own.add(ownKey(subject.id, subject.field)).add(ownKey(subject.id, PARENT));
  return own;
}
