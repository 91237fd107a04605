import { type Static, Type } from 'typebox';
import { Id, Instant, Strategy, Value } from './common.ts';
import { SyncResult } from './sync.ts';

/** For a conflict of the report, by its id: another head value is another conflict, with another id. */
export const ParkedChoice = Type.Object({
  id: Id,
  choice: Type.Enum(['ours', 'theirs', 'base', 'value']),
  /** Given exactly with the choice `value`: for a field of a task. */
  value: Type.Optional(Value),
});
export type ParkedChoice = Static<typeof ParkedChoice>;

/** What is decided of a parked upload, added to what was decided before; `repair` and `select` take the place of the earlier ones. */
export const DecideParked = Type.Object(
  {
    strategy: Type.Optional(Strategy),
    choices: Type.Optional(Type.Array(ParkedChoice, { maxItems: 10_000 })),
    /** Tokens of what the report asks. */
    confirm: Type.Optional(Type.Array(Type.String(), { maxItems: 100 })),
    repair: Type.Optional(Type.Array(Type.String(), { maxItems: 100 })),
    /** Edits to leave out: `taskId:field`, or `taskId` for a whole task. */
    select: Type.Optional(Type.Array(Type.String(), { maxItems: 10_000 })),
    dry_run: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false, title: 'DecideParked' },
);
export type DecideParked = Static<typeof DecideParked>;

/** An upload that waits for decisions (rule A9), or what became of it. */
export const ParkedUpload = Type.Object(
  {
    id: Id,
    status: Type.Enum(['parked', 'committed', 'discarded', 'replaced']),
    uploaded_by: Type.Object({ id: Id, name: Type.String() }),
    /** Null when the workbook did not say. */
    copy_id: Type.Union([Type.String(), Type.Null()]),
    sha256: Type.String(),
    strategy: Strategy,
    /** Made so far. */
    choices: Type.Array(ParkedChoice),
    /** A problem code: what it waits for. */
    reason: Type.String(),
    detail: Type.String(),
    created_at: Instant,
    settled_by: Type.Union([Type.String(), Type.Null()]),
    settled_at: Type.Union([Instant, Type.Null()]),
    /** What would happen; of a committed one what happened. */
    result: SyncResult,
  },
  { title: 'ParkedUpload' },
);
export type ParkedUpload = Static<typeof ParkedUpload>;

export const ParkedList = Type.Object({ parked: Type.Array(ParkedUpload), version: Type.Integer() });
export type ParkedList = Static<typeof ParkedList>;
