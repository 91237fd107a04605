/** Whom an entry of the log concerns, and how. */
import type { Change } from '@sprintforge/protocol';
import type { NoticeDetails, NoticeKind } from '../../ports/notices.ts';
import type { AuditEntryRecord, MemberRecord } from '../../ports/records.ts';
import { roleIn } from '../roles.ts';

/** A change or a conflict as the log holds it, by the field that it is about. */
export interface Touched {
  readonly id: string;
  readonly field: string | null;
}
export interface Clash extends Touched {
  /** The earlier edit lost: it stands in the plan no more. */
  readonly overwritten: boolean;
}

export interface Concern {
  readonly userId: string;
  readonly kind: NoticeKind;
  readonly touched: readonly Touched[];
}

/** What an entry says, as far as people are concerned by it. */
export interface Said {
  readonly changes: readonly Change[];
  readonly clashes: readonly Clash[];
  readonly parked: string | null;
}

interface KeptConflict {
  readonly subject: { readonly id?: string; readonly key?: string; readonly field?: string };
  readonly standing: 'ours' | 'theirs';
  readonly choice?: string;
}

export function saidBy({ changes, conflicts, syncType }: AuditEntryRecord): Said {
  const kept = Array.isArray(conflicts) && syncType === 'upload' ? (conflicts as KeptConflict[]) : [];
  const parked = syncType === 'park' ? (changes as { parked?: string } | null)?.parked : undefined;
  return {
    changes: Array.isArray(changes) ? (changes as Change[]) : [],
    clashes: kept
      .filter(({ choice }) => choice === undefined)
      .map(({ subject, standing }) => ({
        id: subject.id ?? subject.key ?? '',
        field: subject.field ?? null,
        overwritten: standing === 'theirs',
      })),
    parked: parked ?? null,
  };
}

/** What is known besides the entry itself. */
export interface Around {
  readonly members: readonly MemberRecord[];
  readonly participants: readonly string[];
  readonly lastWriters: readonly (Touched & { readonly userId: string })[];
}

const back = new Set(['rollback', 'undo', 'restore']);

/** The most important for each person; never for the one who did it, but for an upload of their own that waits. */
export function concerns(entry: AuditEntryRecord, said: Said, around: Around): Concern[] {
  const found = [
    ...ofWriters(
      said.clashes.filter(({ overwritten }) => overwritten),
      'overwritten',
      around,
    ),
    ...ofWriters(
      said.clashes.filter(({ overwritten }) => !overwritten),
      'conflict',
      around,
    ),
    ...ofDeciders(entry, said, around),
    ...ofAssigned(said, around),
    ...ofParticipants(entry, said, around),
  ];
  const members = new Set(around.members.map(({ id }) => id));
  const first = new Map<string, Concern>();
  for (const concern of found) {
    const { userId, kind } = concern;
    if (!members.has(userId) || (userId === entry.userId && kind !== 'parked')) continue;
    if (!first.has(userId)) first.set(userId, concern);
  }
  return [...first.values()];
}

function ofWriters(clashes: readonly Clash[], kind: NoticeKind, { lastWriters }: Around): Concern[] {
  const byWriter = new Map<string, Touched[]>();
  for (const { id, field } of clashes) {
    const writer = lastWriters.find((one) => one.id === id && one.field === field)?.userId;
    if (writer !== undefined) byWriter.set(writer, [...(byWriter.get(writer) ?? []), { id, field }]);
  }
  return [...byWriter].map(([userId, touched]) => ({ userId, kind, touched }));
}

/** Who may decide a parked upload: who sent it, and the owners (rule A9). */
function ofDeciders({ userId, projectId }: AuditEntryRecord, { parked }: Said, { members }: Around): Concern[] {
  if (parked === null) return [];
  const owners = members.filter((member) => roleIn(member, projectId) === 'owner').map(({ id }) => id);
  return [...new Set([userId, ...owners])].map((id) => ({ userId: id, kind: 'parked', touched: [] }));
}

/** By name or address in the field `assignee`, which may name several. */
function ofAssigned({ changes }: Said, { members }: Around): Concern[] {
  const assigned = changes.filter(({ kind }) => kind === 'task').flatMap(newAssignees);
  if (assigned.length === 0) return [];
  return members.flatMap((member) => {
    const names = [member.name, member.email].map(folded);
    const touched = assigned.filter(({ name }) => names.includes(name)).map(({ id }) => ({ id, field: 'assignee' }));
    return touched.length === 0 ? [] : [{ userId: member.id, kind: 'assigned' as const, touched }];
  });
}

function newAssignees({ action, task_id: id, field, before, after }: Change): { id: string; name: string }[] {
  if (action === 'delete' || (field !== null && field !== 'assignee')) return [];
  const value = field === null ? (after as { fields?: { assignee?: unknown } } | null)?.fields?.assignee : after;
  const already = new Set(field === null ? [] : people(before));
  return people(value).flatMap((name) => (already.has(name) ? [] : [{ id, name }]));
}

/** Of a change only what people are told of it: so that a hundred thousand may be held. */
export function briefly({ action, kind, task_id, field, before, after }: Change): Change {
  const what = { action, kind, task_id, field };
  if (field === 'assignee') return { ...what, before, after };
  const assignee = (after as { fields?: { assignee?: unknown } } | null)?.fields?.assignee ?? null;
  return { ...what, before: null, after: field === null ? { fields: { assignee } } : null };
}

const folded = (text: string): string => text.trim().toLowerCase();
const people = (value: unknown): string[] =>
  typeof value === 'string'
    ? value
        .split(/[;,\n]/)
        .map(folded)
        .filter((name) => name !== '')
    : [];

function ofParticipants({ syncType }: AuditEntryRecord, { changes }: Said, { participants }: Around): Concern[] {
  if (changes.length === 0) return [];
  const kind: NoticeKind = back.has(syncType) ? 'rollback' : 'sync';
  const touched = changes.map(({ task_id: id, field }) => ({ id, field }));
  return participants.map((userId) => ({ userId, kind, touched }));
}

/** So much of it is named in a notice. */
export const NAMED = 20;

export const detailsOf = (
  { touched }: Concern,
  common: Pick<NoticeDetails, 'by' | 'projectName' | 'version' | 'parked'>,
  names: ReadonlyMap<string, string>,
): NoticeDetails => ({
  ...common,
  count: touched.length,
  tasks: touched.slice(0, NAMED).map(({ id, field }) => ({ id, name: names.get(id) ?? null, field })),
});
