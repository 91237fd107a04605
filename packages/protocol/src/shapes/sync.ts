import { type Static, Type } from 'typebox';
import { Id, State, Value } from './common.ts';

/** For people: what the task is called (of a dependency: its successor), and the type by which a value is shown. */
const Words = { task_name: Type.Optional(Type.String()), type: Type.Optional(Type.String()) };

/** Where in the uploaded workbook it stands; of an upload's report only. */
const Place = { sheet: Type.Optional(Type.String()), cell: Type.Optional(Type.String()) };

export const Change = Type.Object({
  action: Type.Enum(['set', 'add', 'delete']),
  kind: Type.Enum(['task', 'resource', 'dependency', 'settings']),
  /** Task ID, resource ID or edge key. */
  task_id: Type.String(),
  ...Words,
  /** Null when a whole entity was added or deleted. */
  field: Type.Union([Type.String(), Type.Null()]),
  before: State,
  after: State,
  ...Place,
});
export type Change = Static<typeof Change>;

export const SyncConflict = Type.Object({
  id: Type.Union([Id, Type.Null()]),
  kind: Type.Enum(['task', 'resource', 'dependency']),
  task_id: Type.String(),
  ...Words,
  field: Type.Union([Type.String(), Type.Null()]),
  reason: Type.String(),
  base: State,
  ours: State,
  theirs: State,
  ...Place,
  /** Who changed the task on the server last since the base, and when. */
  ours_by: Type.Optional(Type.String()),
  ours_at: Type.Optional(Type.String()),
  /** Which side the plan holds until somebody decides. */
  standing: Type.Enum(['ours', 'theirs']),
});
export type SyncConflict = Static<typeof SyncConflict>;

export const RefusedValue = Type.Object({
  code: Type.String(),
  sheet: Type.String(),
  cell: Type.String(),
  task_id: Type.Union([Type.String(), Type.Null()]),
  task_name: Type.Optional(Type.String()),
  field: Type.String(),
  found: Type.String(),
  expected: Type.String(),
  message: Type.String(),
});

/** What a sentence of the server says besides its code, for whoever says it in another language. */
const Facts = Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])));

export const Notice = Type.Object(
  {
    code: Type.String(),
    message: Type.String(),
    sheet: Type.Optional(Type.String()),
    cell: Type.Optional(Type.String()),
    task_id: Type.Optional(Type.String()),
    task_name: Type.Optional(Type.String()),
    field: Type.Optional(Type.String()),
    /** Whom an `OTHERS_EDITING` is about. */
    people: Type.Optional(Type.Array(Type.Object({ id: Id, name: Type.String() }))),
    facts: Facts,
  },
  { additionalProperties: true },
);
export type Notice = Static<typeof Notice>;

export const Counts = Type.Object({
  edits: Type.Integer(),
  applied: Type.Integer(),
  same: Type.Integer(),
  conflicts: Type.Integer(),
  refused: Type.Integer(),
});

export const Brake = Type.Object({
  code: Type.String(),
  effect: Type.String(),
  token: Type.String(),
  /** What the effect says, where it can be counted: so many tasks of so many; of a replaced plan the new ones. */
  tasks: Type.Optional(Type.Integer()),
  of: Type.Optional(Type.Integer()),
  field: Type.Optional(Type.String()),
  facts: Facts,
});
export type Brake = Static<typeof Brake>;

/** `way`, `columns` and `rows` say what `what` says. Answers that were kept from before are without them. */
export const RepairOffer = Type.Object({
  id: Type.String(),
  code: Type.String(),
  what: Type.String(),
  way: Type.Optional(Type.Enum(['repair', 'keep'])),
  /** Shifted rows without columns: their Task IDs are what no longer fits. */
  columns: Type.Optional(
    Type.Array(
      Type.Object({
        field: Type.String(),
        header: Type.Optional(Type.String()),
        rows: Type.Integer(),
        how: Type.Optional(Type.Enum(['up', 'down', 'day-month', 'times-100', 'by-100', 'digits', 'formulas'])),
      }),
    ),
  ),
  rows: Type.Optional(Type.Integer()),
});
export type RepairOffer = Static<typeof RepairOffer>;

export const WorkbookLink = Type.Object({
  url: Type.String(),
  copy_id: Type.String(),
  sha256: Type.String(),
  receipt: Type.Object({
    parts_total: Type.Integer(),
    parts_changed: Type.Array(Type.Object({ part: Type.String(), why: Type.String() })),
  }),
});

/** Lists hold the first; this is how many there are in all. Answers that were kept from before it was counted are without it. */
const AllOfThem = Type.Optional(Type.Integer());

/** What an upload, a resolution, a rollback or an undo did. */
export const SyncResult = Type.Object(
  {
    success: Type.Boolean(),
    status: Type.Enum(['success', 'partial', 'failed', 'conflict']),
    project_id: Id,
    version: Type.Integer(),
    base_version: Type.Integer(),
    hash: Type.String(),
    dry_run: Type.Boolean(),
    counts: Counts,
    changes: Type.Array(Change),
    conflicts: Type.Array(SyncConflict),
    refused: Type.Array(RefusedValue),
    warnings: Type.Array(Notice),
    /** Conflicts that the `Sync` sheet of this upload decided (rule R4), and those decided while it was parked (A9). */
    resolved: Type.Array(Type.Object({ id: Id, choice: Type.String() })),
    recovery_id: Type.Union([Type.String(), Type.Null()]),
    workbook: Type.Union([WorkbookLink, Type.Null()]),
    impact: Type.Union([
      Type.Object({
        finish: Type.Object({
          before: Type.Union([Type.String(), Type.Null()]),
          after: Type.Union([Type.String(), Type.Null()]),
          /** The changes behind a new finish. */
          because: Type.Array(
            Type.Object({ task_id: Type.String(), field: Type.String(), before: State, after: State }),
          ),
          because_count: AllOfThem,
        }),
        critical_path: Type.Object({
          before: Type.Array(Type.String()),
          after: Type.Array(Type.String()),
          before_count: AllOfThem,
          after_count: AllOfThem,
          /** Tasks that are on it now and were not, and the other way round. */
          joined_count: AllOfThem,
          left_count: AllOfThem,
        }),
        /** Overloads that were not there before. */
        overload: Type.Array(State),
        overload_count: AllOfThem,
        cost: Type.Object({ before: Type.Number(), after: Type.Number() }),
      }),
      Type.Null(),
    ]),
    repairs: Type.Array(RepairOffer),
    confirm: Type.Array(Brake),
    /** The upload waits on the server under this id until somebody decides (rule A9); nothing of it is written yet. */
    parked: Type.Optional(Type.String()),
  },
  { title: 'SyncResult' },
);
export type SyncResult = Static<typeof SyncResult>;

export const ResolveChoice = Type.Object({
  choice: Type.Enum(['ours', 'theirs', 'base', 'value']),
  value: Type.Optional(Value),
});
export type ResolveChoice = Static<typeof ResolveChoice>;
