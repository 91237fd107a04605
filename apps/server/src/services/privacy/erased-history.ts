/**
 * What a plan held before somebody was erased: states of revisions are kept without them, so that they can still be compared and gone
 * back to; files that people handed in or were handed go, as they are signed as they are; the layout is written anew.
 */
import { ERASED } from '@sprintforge/core';
import type { CopyTicket } from '../../ports/engine.ts';
import type { RowPlace } from '../../ports/personal.ts';
import type { PersonRecord, RevisionRecord } from '../../ports/records.ts';
import type { LetGo } from '../../ports/retention.ts';
import { keepCopy, ticketFor } from '../copy-keeping.ts';
import { sharedWith } from '../fields.ts';
import { type Caller, type House, lockedProject, projectOf, stillKept, storeBlob } from '../house.ts';
import { auditParked } from '../parking.ts';
import { refusedWorkbook } from '../refused-workbook.ts';
import { withoutPerson } from './person.ts';

export interface ErasedHistory extends LetGo {
  /** Resources that were this person at some time. */
  readonly resources: readonly { readonly projectId: string; readonly id: string }[];
}

const AT_ONCE = 100;

/** Of a plan in which they stood, now or before. Done again it finds nothing. */
export async function eraseHistory(
  house: House,
  caller: Caller,
  projectId: string,
  person: PersonRecord,
): Promise<ErasedHistory> {
  await renewLayout(house, caller, projectId, person);
  await eraseSharedColumns(house, caller, projectId, person);
  const resources = await eraseStates(house, caller, projectId, person);
  let from: RowPlace | null = null;
  const change = withoutPerson(person);
  do from = await house.database.unit(caller.tenant, ({ personal }) => personal.rewriteRows(projectId, from, change));
  while (from);
  const gone = await letGo(house, caller, projectId, 'go');
  return { ...gone, resources: resources.map((id) => ({ projectId, id })) };
}

/**
 * Of a plan in which they only worked: no value is about them, so that copies keep their base, but every file says in its history who
 * changed what.
 */
export async function eraseAuthor(
  house: House,
  caller: Caller,
  projectId: string,
  person: PersonRecord,
): Promise<ErasedHistory> {
  await renewLayout(house, caller, projectId, person);
  return { ...(await letGo(house, caller, projectId, 'stay')), resources: [] };
}

/** Everything that people handed in or were handed; what waits is discarded. */
const letGo = (house: House, caller: Caller, projectId: string, bases: 'go' | 'stay'): Promise<LetGo> =>
  house.database.unit(caller.tenant, async (unit) => {
    const project = await lockedProject(unit, projectId);
    const waiting = await unit.parked.list(projectId, null, 10_000);
    const settled = { status: 'discarded', settledBy: caller.user.id, settledAt: house.system.now() } as const;
    for (const row of waiting) {
      await unit.parked.settle(projectId, row.id, settled);
      await auditParked(house, unit, caller, projectId, 'discard', row, project.head);
    }
    return unit.retention.letGoOf(projectId, bases);
  });

/** What columns held when they were shared, whoever's workbook they came from. */
async function eraseSharedColumns(
  house: House,
  { tenant }: Caller,
  projectId: string,
  { name, email }: PersonRecord,
): Promise<void> {
  const { database, blobs, engine } = house;
  for (const { field, cellsBlob } of await database.unit(tenant, (unit) => unit.sharedColumns.files(projectId))) {
    const cells = await engine.eraseCells({ cells: await blobs.get(tenant, cellsBlob), names: [name, email] });
    await database.unit(tenant, async (unit) => {
      const erased = await storeBlob(house, unit, tenant, cells, 'shadow');
      await unit.sharedColumns.replaceFile(projectId, field, erased);
    });
  }
}

/** Ids of resources in which something changed. */
async function eraseStates(
  house: House,
  caller: Caller,
  projectId: string,
  { name, email }: PersonRecord,
): Promise<string[]> {
  const { database, blobs, engine } = house;
  const resources = new Set<string>();
  for await (const { number, snapshotBlob } of statesOf(house, caller, projectId)) {
    const ours = await blobs.get(caller.tenant, snapshotBlob);
    const { state, changes } = await engine.change({
      ours,
      change: { kind: 'erase', names: [name, email] },
      rights: null,
    });
    for (const change of changes.shown) if (change.kind === 'resource') resources.add(change.task_id);
    if (state)
      await database.unit(caller.tenant, async (unit) => {
        const blob = await storeBlob(house, unit, caller.tenant, state.snapshot, 'snapshot');
        await unit.revisions.replaceState(projectId, number, { hash: state.hash, snapshotBlob: blob });
      });
  }
  return [...resources];
}

/** The head's is erased by a revision of its own. */
async function* statesOf(
  { database }: House,
  { tenant }: Caller,
  projectId: string,
): AsyncGenerator<RevisionRecord & { readonly snapshotBlob: string }> {
  let before: number | undefined = (await database.unit(tenant, (unit) => projectOf(unit, projectId))).head;
  for (;;) {
    const found: readonly RevisionRecord[] = await database.unit(tenant, (unit) =>
      unit.revisions.list(projectId, AT_ONCE, before),
    );
    for (const one of found) if (one.snapshotBlob !== null) yield { ...one, snapshotBlob: one.snapshotBlob };
    before = found.at(-1)?.number;
    if (found.length < AT_ONCE) return;
  }
}

/** The project's own workbook, in which everything else that is in it stays as it is, at the head. */
async function renewLayout(house: House, caller: Caller, projectId: string, person: PersonRecord): Promise<void> {
  const { database, blobs, engine } = house;
  const { tenant } = caller;
  const job = await database.unit(tenant, async (unit) => {
    const project = await projectOf(unit, projectId);
    const layout = project.layoutCopy ? await unit.copies.find(projectId, project.layoutCopy) : null;
    const base = layout && (await unit.revisions.find(projectId, layout.revision));
    if (!layout || !base) return null;
    return {
      layout: await blobs.get(tenant, stillKept(layout.workbookBlob, 'the layout')),
      layoutBase: await blobs.get(tenant, stillKept(base.snapshotBlob, `revision ${base.number}`)),
      layoutShadow: await blobs.get(tenant, stillKept(layout.shadowBlob, 'the layout')),
      target: await blobs.get(tenant, project.snapshotBlob),
      targetRevision: project.head,
      shared: await sharedWith(house, unit, tenant, project, layout.userId),
      ...{ openConflicts: [], waiting: [], lastChanges: [] },
      ticket: withoutAuthor(await ticketFor(house, unit, caller, project), person),
      without: [person.name, person.email],
    };
  });
  if (!job) return;
  const outcome = await engine.render(job);
  if (outcome.kind === 'refused') throw refusedWorkbook(outcome);
  await database.unit(tenant, async (unit) => {
    await lockedProject(unit, projectId);
    const what = { copyId: job.ticket.copy, revision: job.targetRevision, origin: 'layout' } as const;
    await keepCopy(house, unit, caller, projectId, outcome.copy, what);
    await unit.projects.update(projectId, { layoutCopy: what.copyId }, house.system.now());
  });
}

/** They have their name until the end. */
function withoutAuthor(ticket: CopyTicket, { name, email }: PersonRecord): CopyTicket {
  const issuedTo = ticket.issuedTo.toLowerCase() === email.toLowerCase() ? ERASED : ticket.issuedTo;
  const history = ticket.history.map((row) => (row.user === name ? { ...row, user: ERASED } : row));
  return { ...ticket, issuedTo, history };
}
