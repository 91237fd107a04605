/** A project's live events: its log from some place on, and what is only true at the moment. */
import type { LiveEvent } from '@sprintforge/protocol';
import type { LogStep } from '../ports/live.ts';
import type { ProjectRecord } from '../ports/records.ts';
import type { JobStep } from '../ports/signals.ts';
import { type Caller, type House, projectOf } from './house.ts';
import type { LiveWatch, Wake } from './live-watch.ts';
import { shown } from './presence.ts';

/** So often something is sent; then the log is looked at as well, should a word about it have been lost. */
const HEARTBEAT_MS = 15_000;
/** So long a caller's right to listen is believed. */
const BELIEVED_MS = 5000;
const AT_ONCE = 100;
/** Who missed more than so many entries reads the project anew. */
const MOST_MISSED = 1000;
const FIRST: Wake = { kind: 'news', log: true, presence: true, notice: true, jobs: [] };

export interface LiveMessage {
  /** Where to go on after this one; not given: it is not kept. */
  readonly id?: string;
  /** null: nothing happened, and the line is held. */
  readonly event: LiveEvent | null;
}

export interface Follow {
  readonly projectId: string;
  /** The id of the last message that was seen; null: from now on. */
  readonly after: string | null;
  /** Who asks, as of now; throws once it may not. */
  readonly again: () => Promise<Caller>;
}

/** Ids are `<epoch>-<entry>`: after a restore the entries of an earlier epoch are no place to go on from (rule B3). */
const idOf = ({ epoch }: Pick<ProjectRecord, 'epoch'>, seq: number): string => `${epoch}-${seq}`;

/**
 * Every entry of the log at least once and in order, also over reconnections; presence and jobs as they are now. Refused before the
 * first message or not at all: later it just ends, and the reason is told to whoever comes back.
 */
export async function follow(
  house: House,
  caller: Caller,
  { projectId, after, again }: Follow,
): Promise<{ readonly messages: AsyncGenerator<LiveMessage>; readonly stop: () => void }> {
  const { project, end } = await house.database.unit(caller.tenant, async (unit) => {
    const found = await projectOf(unit, projectId);
    return { project: found, end: await unit.live.end(found.id) };
  });
  const { watch, stop } = house.live.watch(caller.tenant, project.id, caller.user.id);
  const place = after === null ? end : placeOf(project, after, end);
  const messages = stream(house, caller, project, { place, end, again, watch, stop });
  return { messages, stop };
}

/** null: there is no going on from there. */
function placeOf(project: ProjectRecord, after: string, end: number): number | null {
  const [, epoch, seq] = /^(\d{1,10})-(\d{1,15})$/.exec(after) ?? [];
  const place = Number(seq);
  return Number(epoch) === project.epoch && place <= end && end - place <= MOST_MISSED ? place : null;
}

interface Open {
  readonly place: number | null;
  readonly end: number;
  readonly again: Follow['again'];
  readonly watch: LiveWatch;
  readonly stop: () => void;
}

async function* stream(
  house: House,
  caller: Caller,
  project: ProjectRecord,
  { place, end, again, watch, stop }: Open,
): AsyncGenerator<LiveMessage> {
  const { tenant } = caller;
  let at = place ?? end;
  let believed = performance.now() + BELIEVED_MS;
  let present = '';
  try {
    yield { id: idOf(project, at), event: { type: place === null ? 'reset' : 'hello', version: project.head } };
    for (let wake = FIRST; wake.kind !== 'end'; wake = await watch.next(HEARTBEAT_MS)) {
      if (performance.now() > believed) {
        await again();
        believed = performance.now() + BELIEVED_MS;
      }
      const silent = wake.kind === 'silence';
      let sent = 0;
      if (wake.log || silent)
        for await (const step of stepsFrom(house, tenant, project.id, at)) {
          at = step.seq;
          for (const message of messagesOf(project, step)) yield message;
          sent += 1;
        }
      if (wake.presence || silent) {
        const event = await presenceNow(house, tenant, project.id);
        const text = JSON.stringify(event);
        if (text !== present) yield { event };
        sent += text === present ? 0 : 1;
        present = text;
      }
      if (wake.notice) yield { event: await unreadNow(house, tenant, caller.user.id) };
      for (const job of wake.jobs) yield { event: jobEvent(job) };
      if (silent && sent === 0) yield { event: null };
    }
  } finally {
    stop();
  }
}

/** Throws NOT_FOUND when the project is not there any more. */
async function* stepsFrom(house: House, tenant: string, projectId: string, after: number): AsyncGenerator<LogStep> {
  for (let at = after; ; ) {
    const steps = await house.live.shared(tenant, projectId, at, () =>
      house.database.unit(tenant, async (unit) => {
        await projectOf(unit, projectId);
        return unit.live.steps(projectId, at, AT_ONCE);
      }),
    );
    yield* steps;
    if (steps.length < AT_ONCE) return;
    at = steps.at(-1)?.seq ?? at;
  }
}

async function presenceNow(house: House, tenant: string, projectId: string): Promise<LiveEvent> {
  const found = await house.database.unit(tenant, (unit) => unit.live.present(projectId, house.system.now()));
  return { type: 'presence', present: found.map(shown) };
}

async function unreadNow(house: House, tenant: string, user: string): Promise<LiveEvent> {
  return { type: 'notification', unread: await house.database.unit(tenant, (unit) => unit.notices.unread(user)) };
}

/** The last message of an entry has its id: cut off between two, both come again. */
function messagesOf(project: ProjectRecord, step: LogStep): LiveMessage[] {
  const events = eventsOf(step);
  return events.map((event, index) =>
    index === events.length - 1 ? { id: idOf(project, step.seq), event } : { event },
  );
}

/** What an entry tells, to those who follow and to webhooks. */
export function eventsOf(step: LogStep): LiveEvent[] {
  const { made, parked, conflicts, version, openConflicts: open_conflicts } = step;
  const what = { version, by: { id: step.userId, name: step.userName }, at: step.at };
  const events: LiveEvent[] = [];
  if (made) events.push({ type: 'revision', ...what, ...made, task_ids: [...step.taskIds], open_conflicts });
  if (parked) {
    const state = step.syncType === 'park' ? 'waiting' : 'discarded';
    events.push({ type: 'parked', ...what, parked_id: parked.id, state, reason: parked.reason });
  } else if (conflicts > 0 || step.syncType === 'resolve')
    events.push({ type: 'conflict', ...what, added: conflicts, open_conflicts, task_ids: [...step.conflictTaskIds] });
  return events;
}

const jobEvent = ({ id, state, stage, percent }: JobStep): LiveEvent => ({
  type: 'job',
  job_id: id,
  state,
  stage,
  percent,
});
