/** Changes that come as they are, without a workbook. */
import type { Value } from '@sprintforge/core';
import type { Change } from '@sprintforge/protocol';
import type { MergeGround, MergeTerms } from './sync.ts';

/** A task by its Task ID, or a new one by the name that the client gave its row. */
export interface TaskRef {
  readonly task_id?: string;
  readonly client_row_id?: string;
}

export type Delta =
  /** `base`: what the client held there; without it what the plan held at its version. */
  | (TaskRef & {
      readonly op: 'set';
      readonly field?: string;
      readonly column?: string;
      readonly value: Value;
      readonly base?: Value;
      /** The new result of an unchanged formula (rule V7). */
      readonly derived?: boolean;
    })
  /** Stands after `after` (a Task ID or a client's row; null: first) below `parent`; without them last of all. */
  | {
      readonly op: 'insert';
      readonly client_row_id: string;
      readonly after?: string | null;
      readonly parent?: string | null;
      readonly values?: Readonly<Record<string, Value>>;
    }
  | (TaskRef & { readonly op: 'move'; readonly after?: string | null; readonly parent?: string | null })
  | (TaskRef & { readonly op: 'delete' });

/** Merged as an upload is: `ground.base` is the plan at the client's version. */
export interface DeltaJob extends MergeTerms {
  readonly deltas: readonly Delta[];
  readonly ground: Pick<Extract<MergeGround, { kind: 'merge' }>, 'base' | 'ours' | 'possibleReverts' | 'lastChanges'>;
  /** The workbook of the copy, when a change names a column by its letter. */
  readonly layout: Uint8Array | null;
}

/** All that a task waits for, as text of Task IDs; null: nothing. */
export interface PredecessorChange {
  readonly task_id: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What the client has to do to hold the merged plan. */
export interface ClientChanges {
  readonly changes: readonly Change[];
  readonly rows: readonly { readonly client_row_id: string; readonly task_id: string }[];
  readonly predecessors: readonly PredecessorChange[];
}
