import { type Static, Type } from 'typebox';
import { Id, Instant } from './common.ts';

const Person = Type.Object({ id: Id, name: Type.String() });
const TaskIds = Type.Array(Type.String());
/** The project's revision afterwards, who did it, and when. */
const what = { version: Type.Integer(), by: Person, at: Instant };

/** The way by which somebody is there. */
export const Door = Type.Enum(['web', 'webdav', 'power-query', 'office-script', 'add-in', 'cli']);

/** Somebody who is in the project at the moment, once for each session. */
export const Present = Type.Object({
  user: Person,
  session: Type.String(),
  door: Door,
  /** false: only looking. */
  editing: Type.Boolean(),
  task_ids: TaskIds,
  cells: Type.Array(Type.String()),
  since: Instant,
  expires_at: Instant,
});
export type Present = Static<typeof Present>;

/** `copies`: the newest copy of each person that was downloaded in the last days and has not been synced since (rule R9). */
export const PresenceList = Type.Object(
  {
    present: Type.Array(Present),
    copies: Type.Array(Type.Object({ copy_id: Id, user: Person, revision: Type.Integer(), issued_at: Instant })),
  },
  { title: 'PresenceList' },
);
export type PresenceList = Static<typeof PresenceList>;

export const SayPresence = Type.Object(
  {
    door: Door,
    /** Tells the sessions of one person apart, a browser tab from a task pane. */
    session: Type.Optional(Type.String({ maxLength: 100 })),
    editing: Type.Optional(Type.Boolean()),
    task_ids: Type.Optional(Type.Array(Type.String({ maxLength: 100 }), { maxItems: 50 })),
    cells: Type.Optional(Type.Array(Type.String({ maxLength: 100 }), { maxItems: 50 })),
    /** Seconds; say it again before. Default 90. */
    expires_in: Type.Optional(Type.Integer({ minimum: 5, maximum: 600 })),
  },
  { additionalProperties: false, title: 'SayPresence' },
);
export type SayPresence = Static<typeof SayPresence>;

/** The `data` of a Server-Sent Event; `type` is its `event` as well. */
export const LiveEvent = Type.Union(
  [
    /** The first one. `reset`: what was missed cannot be told any more; read the project anew. */
    Type.Object({ type: Type.Enum(['hello', 'reset']), version: Type.Integer() }),
    Type.Object({
      type: Type.Literal('revision'),
      ...what,
      source: Type.String(),
      message: Type.String(),
      changes: Type.Integer(),
      /** Of the changed tasks; at most 100. */
      task_ids: TaskIds,
      open_conflicts: Type.Integer(),
    }),
    /** Conflicts came, or were resolved. */
    Type.Object({
      type: Type.Literal('conflict'),
      ...what,
      added: Type.Integer(),
      open_conflicts: Type.Integer(),
      /** Of the added ones; at most 100. */
      task_ids: TaskIds,
    }),
    Type.Object({
      type: Type.Literal('parked'),
      ...what,
      parked_id: Id,
      state: Type.Enum(['waiting', 'discarded']),
      /** A problem code: what it waits for. */
      reason: Type.String(),
    }),
    /** Everybody who is there now. */
    Type.Object({ type: Type.Literal('presence'), present: Type.Array(Present) }),
    /** The one who listens was told something; how much of it is unread. */
    Type.Object({ type: Type.Literal('notification'), unread: Type.Integer() }),
    /** A job of the one who listens. */
    Type.Object({
      type: Type.Literal('job'),
      job_id: Id,
      state: Type.String(),
      stage: Type.Union([Type.String(), Type.Null()]),
      percent: Type.Union([Type.Number(), Type.Null()]),
    }),
  ],
  { title: 'LiveEvent' },
);
export type LiveEvent = Static<typeof LiveEvent>;
