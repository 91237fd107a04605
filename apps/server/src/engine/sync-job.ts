/** One upload: screened, read, identified, merged, written back, read back (the way of the data, architecture). */
import { type MergeResult, PARENT, RANK, type Snapshot } from '@sprintforge/core';
import {
  addFieldColumns,
  type Detection,
  findTable,
  foundLens,
  heldBy,
  type Identified,
  type PlanRead,
  readChoices,
  readCopy,
  readExchanges,
  readMetadata,
  readPlan,
  readSyncToken,
  type Shadow,
  type SharedColumn,
  withSharedBase,
} from '@sprintforge/mapping';
import type { Finding, Workbook } from '@sprintforge/xlsx';
import type {
  Claim,
  ConflictReport,
  CopyTicket,
  Merged,
  MergeGround,
  OpenConflict,
  SyncJob,
  SyncOutcome,
} from '../ports/engine.ts';
import { baseExpired, baseGround, settled } from './base-ground.ts';
import { cellPlaces } from './cell-places.ts';
import { ownQueries } from './connected-copy.ts';
import { seededIds } from './fresh-ids.ts';
import { apartFromGone } from './gone-columns.ts';
import { noTable } from './import-job.ts';
import type { Ask } from './jobs.ts';
import { identifyUpload, type UploadReading } from './lens-upload.ts';
import { lensView, visibleConflicts, visibleWarnings, withLeft } from './lens-view.ts';
import { likeliestBase } from './likeliest-base.ts';
import { type Brought, mergeReport } from './merge-report.ts';
import { openUpload, refusing } from './open-upload.ts';
import { keptPlans, packShadow, packSnapshot, unpackSnapshot } from './packing.ts';
import { readBack } from './read-back.ts';
import { ownKey, rowStatus } from './row-status.ts';
import { unpackShared } from './shared-cells.ts';
import { type CarriedOut, carryOutChoices } from './sheet-conflicts.ts';
import { told } from './told.ts';
import { type ChoicesForWaiting, choicesForWaiting, waitingConflicts, waitingNotices } from './waiting-uploads.ts';
import { choicesWithinRights } from './within-rights.ts';
import { writeCopy } from './written-copy.ts';

type Ground = Extract<MergeGround, { kind: 'merge' }>;

interface Work {
  readonly job: SyncJob;
  readonly ground: Ground;
  readonly workbook: Workbook;
  readonly plan: PlanRead;
  readonly resources: Detection['resources'];
  readonly base: Snapshot;
  readonly shadow: Shadow;
  readonly ours: Snapshot;
  readonly identified: Identified;
  /** What the copy showed of its base. */
  readonly held: Snapshot;
  readonly through: UploadReading['through'];
  /** Rows of which nobody can say any more what their base was (rule A7). */
  readonly unknown: ReadonlySet<string>;
  readonly chosen: CarriedOut;
  readonly forWaiting: ChoicesForWaiting['made'];
  readonly findings: readonly Finding[];
  readonly tokens: readonly string[];
}

export function syncJob(job: SyncJob, ask: Ask): Promise<SyncOutcome> {
  return refusing(async () => {
    const tokens = new Set<string>();
    const isOwn = ownQueries(job.ticket, (token) => tokens.add(token));
    const opened = await openUpload(job.bytes, { policies: job.policies, ownQueries: isOwn });
    if (opened.kind === 'refused') return opened;
    const { workbook, findings } = opened;
    const script = readSyncToken(workbook);
    if (script !== undefined) tokens.add(script);
    const claim = claimOf(workbook);
    const answer = ask(claim);
    const own = claim.state === 'signed' ? readAhead(() => readCopy(workbook, claim.metadata)) : null;
    let ground = (await answer) as MergeGround;
    if (ground.kind === 'stop') return { kind: 'stopped' };
    const shared = ground.kind === 'merge' ? sharedIn(ground, claim) : [];
    const found = planOf(
      workbook,
      ground.kind === 'merge' && ground.trusted ? withColumns(workbook, claim, shared, own) : null,
    );
    if (found === null) return noTable();
    if (ground.kind === 'search') ground = (await ask(likeliestBase(found.plan, ground))) as MergeGround;
    if (ground.kind !== 'merge') return { kind: 'stopped' };
    const { resources } = found;
    const ours = unpackSnapshot(ground.ours);
    const kept = baseGround(workbook, claim, found.plan, ground, ours);
    if (kept === null) return baseExpired();
    const known = withSharedBase(kept, found.plan, shared);
    const { rows, held: remembered, told: withGone } = apartFromGone(workbook, found, known, ours);
    const { shadow } = remembered;
    const choices = readChoices(workbook);
    // a choice makes another head, which what the cells say has to be told against
    const head = choices.length === 0 ? ours.tasks : new Map();
    const { marked } = found;
    const { newer } = remembered;
    const file = { workbook, plan: rows, marked, claim, ground, base: remembered.base, shadow, newer, ours, head };
    const ids = seededIds(job.seed, remembered.base, ours);
    const { plan, base, held, through, ...read } = identifyUpload(file, ids, new Set(job.repairs));
    const { identified, unknown } = settled(withGone(read.identified, plan), remembered);
    const seen = through && { lens: through.lens, known: new Set(through.rows) };
    const shown = <C extends OpenConflict>(all: readonly C[]) => (seen ? visibleConflicts(seen, all) : all);
    const [open, waiting] = [shown(ground.openConflicts), shown(waitingConflicts(ground.waiting, ours))];
    const asked = choicesWithinRights(choices, [...open, ...waiting], job.rights, ours);
    const done = carryOutChoices(ours, base, identified.theirs, asked.choices, open);
    const forWaiting = choicesForWaiting(asked.choices, waiting, { head: ours, base, theirs: identified.theirs });
    const chosen = { ...done, left: [...done.left, ...asked.left, ...forWaiting.left] };
    const sides = { base, shadow, ours, held, through, identified, unknown };
    return mergeWork({
      job,
      ground,
      workbook,
      plan,
      resources,
      ...sides,
      chosen,
      forWaiting: forWaiting.made,
      findings,
      tokens: [...tokens],
    });
  });
}

function claimOf(workbook: Workbook): Claim {
  const found = readMetadata(workbook);
  if (found.state === 'signed') return { ...found, later: readExchanges(workbook), keptPlans: keptPlans() };
  // a hidden name alone that a program left behind: the metadata is missing, not damaged
  const nothingSigned =
    !workbook.customProperties.has('SprintForge.signature') &&
    !workbook.sheets.some(({ name }) => name.toUpperCase().startsWith('_SYNC_META'));
  return found.state === 'none' || nothingSigned ? { state: 'none' } : { state: 'damaged', why: found.why };
}

/** Done while an answer is on its way; what comes of it, also an error, is told when it is asked for. */
function readAhead<T>(read: () => T): () => T {
  try {
    const found = read();
    return () => found;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

/** Newer than the copy. Where nobody can say what the column held, it stays the person's own in this upload. */
const sharedIn = ({ expired, brought, shared }: Ground, claim: Claim): readonly SharedColumn[] =>
  expired || brought || claim.state !== 'signed'
    ? []
    : unpackShared(shared.filter(({ revision }) => revision > claim.metadata.revision));

/** Read anew where there is something that nobody knew of when it was read. */
function withColumns<Read>(
  workbook: Workbook,
  claim: Claim,
  shared: readonly SharedColumn[],
  own: Read,
): Read | (() => ReturnType<typeof readCopy>) {
  if (claim.state !== 'signed' || shared.length === 0) return own;
  return () => readCopy(workbook, claim.metadata, shared);
}

/** The rows by the bindings of the copy, where it is believed; those of a stranger by finding the table. */
function planOf(
  workbook: Workbook,
  own: (() => ReturnType<typeof readCopy>) | null,
): (Pick<Work, 'plan' | 'resources'> & { readonly marked: boolean }) | null {
  if (own !== null) return { ...own(), marked: false };
  const { table, resources } = findTable(workbook);
  if (table === null) return null;
  const lens = foundLens(workbook, table);
  return { plan: readPlan(workbook, lens ?? table, resources), resources, marked: lens !== null };
}

async function mergeWork(work: Work): Promise<Merged> {
  const { job, base, ours, held, identified, unknown, chosen } = work;
  const sides = { base, ours, head: chosen.head, theirs: identified.theirs, held, unknown };
  const { result, target, stopped, report: found } = mergeReport(job, sides, brought(work));
  const report = { ...found, ...heldWorkbook(work), forWaiting: work.forWaiting, tokens: work.tokens };
  if (!job.render || stopped) return told({ ...report, copy: null, handoutFailed: null });
  return told({ ...report, ...(await render(work, result, report, target)) });
}

/** What reading the workbook brought besides its rows. */
function brought({ ground, ours, identified, chosen, plan, findings }: Work): Brought {
  const { possibleReverts, lastChanges } = ground;
  const placeOf = cellPlaces(plan, identified.rowIds);
  const { refused, notices, repairs } = identified;
  const asked = [...ground.openConflicts, ...waitingConflicts(ground.waiting, ours)];
  const left = chosen.left.map(({ id, reason }) => {
    const about = asked.find((conflict) => conflict.id === id)?.taskName ?? id;
    const message = `The choice for the conflict about "${about}" was not taken (${reason}); it is still open.`;
    return { code: 'CHOICE_NOT_TAKEN', sheet: 'Sync', message, facts: { about } };
  });
  const warnings = [...notices, ...(plan.notices ?? []), ...left, ...findings];
  return { possibleReverts, lastChanges, placeOf, refused, warnings, repairs, resolved: chosen.resolved };
}

/** A lens shows a part, and is a base only as the copy that it was handed out as. */
function heldWorkbook({ job, plan, identified, through, base, shadow }: Work): Pick<Merged, 'held'> {
  if (!job.keepHeld || through !== null) return {};
  const held = heldBy(plan, identified, { base, shadow });
  return { held: { base: packSnapshot(held.base).bytes, shadow: packShadow(held.shadow) } };
}

async function render(
  { job, ground, workbook, plan, resources, base, held, through, identified, chosen }: Work,
  result: MergeResult,
  report: Pick<Merged, 'state' | 'hash' | 'refused' | 'warnings'> & { readonly conflicts: readonly ConflictReport[] },
  target: Snapshot,
): Promise<Pick<Merged, 'copy' | 'handoutFailed'>> {
  const decided = new Set(chosen.resolved.map(({ id }) => id));
  const open = [
    ...ground.openConflicts.filter(({ id }) => !decided.has(id)),
    ...report.conflicts,
    ...waitingConflicts(ground.waiting, target),
  ];
  const view = through && lensView(target, through.lens, through.rows);
  const conflicts = view ? visibleConflicts(view, open) : open;
  const shown = view?.target ?? target;
  const { lastChanges } = ground;
  const { author } = job;
  const { refused, hash } = report;
  const own = ownEdits(result, view ? shown : null);
  const news = rowStatus({ held, target: shown, own, lastChanges, conflicts, refused, author });
  const { formulas, rowIds } = identified;
  const written = await writeCopy({
    workbook,
    plan: view ? plan : addFieldColumns(workbook, plan, resources, newFields(target, base)),
    resources,
    rowIds,
    conflicts,
    refused,
    hash,
    formulas,
    ticket: inOwnLanguage(workbook, job.ticket),
    target: shown,
    revision: ground.oursRevision + (report.state ? 1 : 0),
    status: view ? withLeft(view, news, lastChanges, author) : news,
    warnings: [...(view ? visibleWarnings(view, report.warnings) : report.warnings), ...waitingNotices(ground.waiting)],
    ...(view ? { through: { view, head: target } } : {}),
  });
  const fault = await readBack(written, shown);
  return fault === null ? { copy: written.copy, handoutFailed: null } : { copy: null, handoutFailed: fault };
}

/** What the plan has and the copy's base had not: their columns are new to it. */
const newFields = ({ fields }: Snapshot, base: Snapshot) =>
  fields.filter(({ key }) => !base.fields.some((known) => known.key === key));

/** A copy stays in the language that it was handed out in. */
function inOwnLanguage(workbook: Workbook, ticket: CopyTicket): CopyTicket {
  const found = readMetadata(workbook);
  const locale = found.state === 'signed' ? found.metadata.locale : undefined;
  return locale === undefined ? ticket : { ...ticket, locale };
}

/** `flat`: what a lens shows, where places mean nothing (rule R8). */
function ownEdits(result: MergeResult, flat: Snapshot | null): Set<string> {
  const own = new Set<string>();
  for (const id of flat?.tasks.keys() ?? []) own.add(ownKey(id, PARENT)).add(ownKey(id, RANK));
  for (const { subject, outcome } of result.edits)
    if (subject.kind === 'field' && subject.entity === 'task' && outcome !== 'conflict')
      own.add(ownKey(subject.id, subject.field)).add(ownKey(subject.id, PARENT));
  return own;
}
