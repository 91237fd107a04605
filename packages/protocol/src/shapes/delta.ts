import { type Static, Type } from 'typebox';
import { Id, Strategy, Value } from './common.ts';
import { Change, SyncResult } from './sync.ts';

const Row = Type.String({ minLength: 1, maxLength: 200 });
/** A Task ID, or a new task by the `client_row_id` of its insertion in the same call. */
const Ref = { task_id: Type.Optional(Row), client_row_id: Type.Optional(Row) };
/** `after`: a Task ID or client row; null: first. `parent`: the same; null: at the top. Neither: last of all. */
const Place = {
  after: Type.Optional(Type.Union([Row, Type.Null()])),
  parent: Type.Optional(Type.Union([Row, Type.Null()])),
};
const closed = { additionalProperties: false };

export const Delta = Type.Union(
  [
    Type.Object(
      {
        op: Type.Literal('set'),
        ...Ref,
        /** Key or label of a field; `predecessors` as text of Task IDs, `SF-A3B4-C5D6FS+2d; …`. */
        field: Type.Optional(Row),
        /** The same, or the letter of a column of the copy. */
        column: Type.Optional(Row),
        value: Value,
        /** What the client held there; without it what the plan held at `version`. Of predecessors the text, too. */
        base: Type.Optional(Value),
        /** The new result of a formula that is as it was: never a conflict (rule V7). */
        derived: Type.Optional(Type.Boolean()),
      },
      closed,
    ),
    Type.Object(
      {
        op: Type.Literal('insert'),
        client_row_id: Row,
        ...Place,
        values: Type.Optional(Type.Record(Type.String(), Value)),
      },
      closed,
    ),
    Type.Object({ op: Type.Literal('move'), ...Ref, ...Place }, closed),
    Type.Object({ op: Type.Literal('delete'), ...Ref }, closed),
  ],
  { title: 'Delta' },
);
export type Delta = Static<typeof Delta>;

/** Changes without a workbook, made in their order on what the client held at `version`, and merged as an upload is. */
export const DeltaRequest = Type.Object(
  {
    project_id: Id,
    /** The copy that the client works in. */
    copy_id: Type.Optional(Id),
    /** The revision that the client last held. */
    version: Type.Integer({ minimum: 1 }),
    changes: Type.Array(Delta, { maxItems: 20_000 }),
    strategy: Type.Optional(Strategy),
    dry_run: Type.Optional(Type.Boolean()),
    /** Tokens of what was asked. */
    confirm: Type.Optional(Type.Array(Type.String(), { maxItems: 100 })),
    /** Edits to leave out: `taskId:field`, or `taskId` for a whole task. */
    select: Type.Optional(Type.Array(Type.String(), { maxItems: 10_000 })),
  },
  { ...closed, title: 'DeltaRequest' },
);
export type DeltaRequest = Static<typeof DeltaRequest>;

const PredecessorText = Type.Union([Type.String(), Type.Null()]);

/** As of an upload; `changes` is what the client does to hold the plan at `version`: its own edits that stand need nothing. */
export const DeltaResult = Type.Object(
  {
    ...SyncResult.properties,
    changes: Type.Array(Change),
    /** The Task IDs that new rows got. */
    /** Our word that the copy holds `version`, once the client has carried out `changes`: what it is compared with when it is uploaded. */
    receipt: Type.Optional(Type.String()),
    rows: Type.Array(Type.Object({ client_row_id: Type.String(), task_id: Type.String() })),
    /** What dependencies among `changes` come to as text of each task that they lead to, as `predecessors` is set: Task IDs; null: none. */
    predecessors: Type.Array(Type.Object({ task_id: Type.String(), before: PredecessorText, after: PredecessorText })),
  },
  { title: 'DeltaResult' },
);
export type DeltaResult = Static<typeof DeltaResult>;
