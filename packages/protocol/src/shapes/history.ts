import { type Static, Type } from 'typebox';
import { Id, Instant, State } from './common.ts';
import { Change } from './sync.ts';

const entry = {
  revision: Type.Integer(),
  parent: Type.Union([Type.Integer(), Type.Null()]),
  author: Type.Object({ id: Id, name: Type.String() }),
  created_at: Instant,
  source: Type.String(),
  message: Type.String(),
  hash: Type.String(),
  changes_count: Type.Integer(),
};
export const Revision = Type.Object(entry, { title: 'Revision' });
export type Revision = Static<typeof Revision>;

export const RevisionList = Type.Object({
  revisions: Type.Array(Revision),
  next: Type.Union([Type.String(), Type.Null()]),
  version: Type.Integer(),
});
export type RevisionList = Static<typeof RevisionList>;

export const RevisionDetail = Type.Object(
  {
    ...entry,
    /** The revision that `changes` begin at; not given: the one before. */
    against: Type.Optional(Type.Integer()),
    changes: Type.Array(Change),
    /** Where to go on, when there are more of them. */
    next: Type.Union([Type.String(), Type.Null()]),
  },
  { title: 'RevisionDetail' },
);
export type RevisionDetail = Static<typeof RevisionDetail>;

/** For an upload: the state before it, and its bytes. */
export const RecoveryPoint = Type.Object({
  /** As in `recovery_id` of the upload's SyncResult. */
  id: Type.String(),
  /** That the upload made, and the one that is gone back to. */
  revision: Type.Integer(),
  restores: Type.Integer(),
  uploaded_by: Type.Object({ id: Id, name: Type.String() }),
  uploaded_at: Instant,
  message: Type.String(),
  changes_count: Type.Integer(),
  expires_at: Instant,
  /** The uploaded bytes, for whoever sent them. */
  workbook: Type.Union([Type.Object({ url: Type.String(), sha256: Type.String() }), Type.Null()]),
});
export type RecoveryPoint = Static<typeof RecoveryPoint>;

export const RecoveryPointList = Type.Object(
  {
    recovery_points: Type.Array(RecoveryPoint),
    next: Type.Union([Type.String(), Type.Null()]),
    version: Type.Integer(),
  },
  { title: 'RecoveryPointList' },
);
export type RecoveryPointList = Static<typeof RecoveryPointList>;

export const ConflictRecord = Type.Object(
  {
    id: Id,
    kind: Type.Enum(['task', 'resource', 'dependency']),
    task_id: Type.String(),
    task_name: Type.Union([Type.String(), Type.Null()]),
    /** Of the field, by which its values are shown. */
    type: Type.Optional(Type.String()),
    field: Type.Union([Type.String(), Type.Null()]),
    reason: Type.String(),
    base: State,
    ours: State,
    theirs: State,
    standing: Type.Enum(['ours', 'theirs']),
    status: Type.Enum(['open', 'resolved']),
    resolution: Type.Union([Type.String(), Type.Null()]),
    value: State,
    revision: Type.Integer(),
    created_at: Instant,
    created_by: Type.String(),
    resolved_at: Type.Union([Instant, Type.Null()]),
    resolved_by: Type.Union([Type.String(), Type.Null()]),
  },
  { title: 'Conflict' },
);
export type ConflictRecord = Static<typeof ConflictRecord>;

export const ConflictList = Type.Object({ conflicts: Type.Array(ConflictRecord), version: Type.Integer() });
export type ConflictList = Static<typeof ConflictList>;

export const Copy = Type.Object({
  copy_id: Id,
  holder: Type.Object({ id: Id, name: Type.String() }),
  revision: Type.Integer(),
  issued_at: Instant,
  last_synced_at: Type.Union([Instant, Type.Null()]),
  revoked_at: Type.Union([Instant, Type.Null()]),
});
export const CopyList = Type.Object({ copies: Type.Array(Copy) });
export type CopyList = Static<typeof CopyList>;
