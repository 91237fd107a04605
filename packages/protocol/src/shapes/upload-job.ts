import { type Static, Type } from 'typebox';
import { Id, Instant } from './common.ts';
import { Problem } from './problem.ts';
import { SyncResult } from './sync.ts';

/** An upload that is answered later. */
export const UploadJob = Type.Object(
  {
    id: Id,
    kind: Type.Literal('upload'),
    project_id: Id,
    /** `failed`: it was refused, or needs a decision; `problem` says which. */
    state: Type.Enum(['waiting', 'running', 'done', 'failed']),
    progress: Type.Object({
      /** What it is doing: waiting, reading, merging, saving, done, failed. */
      stage: Type.String(),
      percent: Type.Integer({ minimum: 0, maximum: 100 }),
    }),
    created_at: Instant,
    changed_at: Instant,
    /** Of one that is done. */
    result: Type.Optional(SyncResult),
    /** Of one that failed: what the call would have been answered. */
    problem: Type.Optional(Problem),
  },
  { title: 'UploadJob' },
);
export type UploadJob = Static<typeof UploadJob>;
