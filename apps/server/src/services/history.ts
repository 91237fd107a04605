/** The chain of revisions: shown, gone back in, undone (rule A6). */
import { type ChangeSet, fieldType } from '@sprintforge/core';
import type { Change, Revision, RevisionDetail, RevisionList, SyncResult } from '@sprintforge/protocol';
import type { Unit } from '../ports/database.ts';
import type { ProjectSettings, RevisionRecord } from '../ports/records.ts';
import { settingsChanges } from '../ports/settings-changes.ts';
import { changePlan } from './change-plan.ts';
import { type Caller, type House, projectOf, stillKept } from './house.ts';
import { type PageRequest, pageOf } from './page.ts';
import { Refusal } from './refusal.ts';
import { demand } from './roles.ts';
import { recordSecurity, whoActs } from './security-audit.ts';

export async function listRevisions(
  house: House,
  caller: Caller,
  id: string,
  request: PageRequest,
): Promise<RevisionList> {
  return house.database.unit(caller.tenant, async (unit) => {
    const project = await projectOf(unit, id);
    const load = (limit: number, before?: number) => unit.revisions.list(project.id, limit, before);
    const { items, next } = await pageOf(request, load, ({ number }) => number);
    return { revisions: items.map(shownRevision), next, version: project.head };
  });
}

/** More than so many changes are not read at a time; what one piece holds is. */
const changesAtOnce = 2000;

/** `piece`: where its changes go on. */
export async function getRevision(
  house: House,
  caller: Caller,
  id: string,
  number: number,
  piece: number,
): Promise<RevisionDetail> {
  return house.database.unit(caller.tenant, async (unit) => {
    const project = await projectOf(unit, id);
    const found = await unit.revisions.find(project.id, number);
    if (!found) throw new Refusal('NOT_FOUND', `no revision ${number}`);
    const changes: Change[] = [];
    let at = piece;
    for (; at <= found.pieces && changes.length < changesAtOnce; at += 1)
      changes.push(...readableChanges(await changesIn(unit, project.id, number, at)));
    const names = await unit.plan.names(
      project.id,
      changes.filter(({ kind }) => kind === 'task' || kind === 'dependency').map(({ task_id: task }) => task),
    );
    return {
      ...shownRevision(found),
      changes: changes.map((change) => worded(change, names, project.settings)),
      next: at <= found.pieces ? String(at) : null,
    };
  });
}

async function changesIn(unit: Unit, projectId: string, number: number, piece: number): Promise<ChangeSet> {
  const text = await unit.revisions.changes(projectId, number, piece);
  if (text === null) throw new Error(`of revision ${number} not all changes are there`);
  return JSON.parse(text) as ChangeSet;
}

/** The workbook that was uploaded for a revision, byte for byte (rule A7), to its uploader; null when there was none. */
export async function uploadedWorkbook(
  house: House,
  caller: Caller,
  id: string,
  number: number,
): Promise<{ readonly bytes: Uint8Array; readonly projectName: string } | null> {
  const { project, revision } = await house.database.unit(caller.tenant, async (unit) => {
    const found = await projectOf(unit, id);
    return { project: found, revision: await unit.revisions.find(found.id, number) };
  });
  if (!revision) throw new Refusal('NOT_FOUND', `no revision ${number}`);
  if (revision.workbookBlob === null || revision.authorId !== caller.user.id) return null;
  return { bytes: await house.blobs.get(caller.tenant, revision.workbookBlob), projectName: project.name };
}

/** `event`: what the security log calls it. */
export async function rollback(
  house: House,
  caller: Caller,
  id: string,
  to: number,
  event: 'plan.rolled_back' | 'recovery.restored' = 'plan.rolled_back',
): Promise<SyncResult> {
  demand(caller, 'plan.revert', id);
  return changePlan(house, caller, id, async (unit, project) => {
    const target = await unit.revisions.find(project.id, to);
    if (!target) throw new Refusal('NOT_FOUND', `no revision ${to}`);
    const snapshot = await house.blobs.get(caller.tenant, stillKept(target.snapshotBlob, `revision ${to}`));
    return {
      source: 'rollback',
      message: `Back to revision ${to}`,
      change: { kind: 'restore', target: snapshot },
      about: to,
      also: (current, _outcome, version) =>
        recordSecurity(house, current, whoActs(caller), {
          event,
          projectId: project.id,
          details: { to, version },
        }),
    };
  });
}

export async function undo(house: House, caller: Caller, id: string, number: number): Promise<SyncResult> {
  demand(caller, 'plan.revert', id);
  return changePlan(house, caller, id, async (unit, project) => {
    const [target, before] = [
      await unit.revisions.find(project.id, number),
      await unit.revisions.find(project.id, number - 1),
    ];
    if (!target) throw new Refusal('NOT_FOUND', `no revision ${number}`);
    if (!before) throw new Refusal('NOTHING_TO_UNDO', 'the first revision made the project');
    return {
      source: 'undo',
      message: `Undo of revision ${number}`,
      change: {
        kind: 'undo',
        base: await house.blobs.get(caller.tenant, stillKept(target.snapshotBlob, `revision ${number}`)),
        target: await house.blobs.get(caller.tenant, stillKept(before.snapshotBlob, `revision ${before.number}`)),
      },
      about: number,
      check: (outcome) => {
        if (!outcome.state) throw new Refusal('NOTHING_TO_UNDO', `revision ${number} has nothing left to undo`);
      },
    };
  });
}

export const shownRevision = (revision: RevisionRecord): Revision => ({
  revision: revision.number,
  parent: revision.parent,
  author: { id: revision.authorId, name: revision.authorName },
  created_at: revision.createdAt,
  source: revision.source,
  message: revision.message,
  hash: revision.hash,
  changes_count: revision.changesCount,
});

/** With the task's name and the type of the field, for people. */
function worded(change: Change, names: ReadonlyMap<string, string>, { fields }: ProjectSettings): Change {
  const { kind, task_id: id, field } = change;
  const name = names.get(id);
  return {
    ...change,
    ...(name === undefined || kind === 'resource' ? {} : { task_name: name }),
    ...(kind === 'task' && field !== null ? { type: fieldType(fields, field) } : {}),
  };
}

/** A change set as one flat list. */
export function readableChanges(changes: ChangeSet): Change[] {
  return [
    ...entities('task', changes.tasks),
    ...entities('resource', changes.resources),
    ...edges(changes.dependencies),
    ...settingsChanges(changes),
  ];
}

function* entities<E extends { readonly id: string }>(
  kind: 'task' | 'resource',
  changes: {
    readonly added: readonly E[];
    readonly removed: readonly E[];
    readonly changed: ChangeSet['tasks']['changed'];
  },
): Generator<Change> {
  for (const entity of changes.added)
    yield { action: 'add', kind, task_id: entity.id, field: null, before: null, after: entity };
  for (const { id, changes: fields } of changes.changed)
    for (const { field, before, after } of fields) yield { action: 'set', kind, task_id: id, field, before, after };
  for (const entity of changes.removed)
    yield { action: 'delete', kind, task_id: entity.id, field: null, before: entity, after: null };
}

function* edges(changes: ChangeSet['dependencies']): Generator<Change> {
  const common = { kind: 'dependency', field: null } as const;
  for (const edge of changes.added)
    yield { ...common, action: 'add', task_id: edge.successor, before: null, after: edge };
  for (const { before, after } of changes.changed)
    yield { ...common, action: 'set', task_id: after.successor, before, after };
  for (const edge of changes.removed)
    yield { ...common, action: 'delete', task_id: edge.successor, before: edge, after: null };
}
