/** Who is there, and who took a copy and did not bring it back: others are warned (rule R9). */
import type { Notice, PresenceList, Present, SayPresence } from '@sprintforge/protocol';
import type { Unit } from '../ports/database.ts';
import type { PresenceRecord } from '../ports/live.ts';
import type { CopyRecord } from '../ports/records.ts';
import { type Caller, type House, projectOf } from './house.ts';
import { demand, may } from './roles.ts';

/** Said once, it holds so long; a browser says it again every half minute. */
const DEFAULT_SECONDS = 90;
/** Of one person in one project. */
const MOST_SESSIONS = 10;
/** Nobody is said to work on a copy that was taken longer ago. */
const COPY_DAYS = 7;
const DAY_MS = 86_400_000;

export async function sayPresence(house: House, caller: Caller, id: string, said: SayPresence): Promise<PresenceList> {
  demand(caller, 'presence.say', id);
  const now = house.system.now();
  const seconds = said.expires_in ?? DEFAULT_SECONDS;
  return house.database.unit(caller.tenant, async (unit) => {
    const project = await projectOf(unit, id);
    const presence = {
      userId: caller.user.id,
      session: said.session ?? '',
      door: said.door,
      editing: may(caller, 'plan.change', project.id) && (said.editing ?? true),
      taskIds: said.task_ids ?? [],
      cells: said.cells ?? [],
      since: now,
      expiresAt: new Date(Date.parse(now) + seconds * 1000).toISOString(),
    };
    await unit.live.enter(project.id, presence, now, MOST_SESSIONS);
    return listed(unit, project.id, now);
  });
}

export async function readPresence(house: House, caller: Caller, id: string): Promise<PresenceList> {
  return house.database.unit(caller.tenant, async (unit) => {
    const project = await projectOf(unit, id);
    return listed(unit, project.id, house.system.now());
  });
}

export async function leave(house: House, caller: Caller, id: string, session: string): Promise<void> {
  demand(caller, 'presence.say', id);
  await house.database.unit(caller.tenant, async (unit) => {
    const project = await projectOf(unit, id);
    await unit.live.leave(project.id, caller.user.id, session);
  });
}

async function listed(unit: Unit, projectId: string, now: string): Promise<PresenceList> {
  const [present, copies] = [await unit.live.present(projectId, now), await unit.copies.list(projectId)];
  return {
    present: present.map(shown),
    copies: takenAlong(copies, now).map(({ copyId, userId, userName, revision, issuedAt }) => ({
      copy_id: copyId,
      user: { id: userId, name: userName },
      revision,
      issued_at: issuedAt,
    })),
  };
}

export const shown = (one: PresenceRecord): Present => ({
  user: { id: one.userId, name: one.userName },
  session: one.session,
  door: one.door as Present['door'],
  editing: one.editing,
  task_ids: [...one.taskIds],
  cells: [...one.cells],
  since: one.since,
  expires_at: one.expiresAt,
});

/** The newest copy of each person, if it was downloaded of late and has not come back. */
function takenAlong(newestFirst: readonly CopyRecord[], now: string): CopyRecord[] {
  const since = new Date(Date.parse(now) - COPY_DAYS * DAY_MS).toISOString();
  const newest = new Map<string, CopyRecord>();
  for (const copy of newestFirst) if (!newest.has(copy.userId)) newest.set(copy.userId, copy);
  return [...newest.values()].filter(
    (copy) =>
      copy.origin === 'download' && copy.lastSyncedAt === null && copy.revokedAt === null && copy.issuedAt >= since,
  );
}

/** For whoever syncs or downloads now: which others are at it. Empty when there is nobody. */
export async function othersEditing(house: House, unit: Unit, projectId: string, userId: string): Promise<Notice[]> {
  const { present, copies } = await listed(unit, projectId, house.system.now());
  const editing = present.filter(({ user, editing: at }) => at && user.id !== userId);
  const seen = new Set(editing.map(({ user }) => user.id));
  const holding = copies.filter(({ user }) => user.id !== userId && !seen.has(user.id));
  const names = [...new Set(editing.map(({ user }) => user.name))];
  const said = [
    ...(names.length > 0 ? [`${listOf(names)} ${names.length === 1 ? 'is' : 'are'} editing at the moment`] : []),
    ...(holding.length > 0
      ? [`${listOf(holding.map(({ user }) => user.name))} took a copy and did not sync it yet`]
      : []),
  ];
  if (said.length === 0) return [];
  const people = [...editing, ...holding].map(({ user }) => user);
  const facts = { editing: names.join(', '), holding: holding.map(({ user }) => user.name).join(', ') };
  return [
    {
      code: 'OTHERS_EDITING',
      message: said.join('; '),
      people: [...new Map(people.map((p) => [p.id, p])).values()],
      facts,
    },
  ];
}

const listOf = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
