/** Fields of a plan besides those that it came with. */
import type { FieldDefinition } from '@sprintforge/core';
import type { PrivateColumn, SharedColumn } from '@sprintforge/mapping';
import type { RefusedWorkbook, SnapshotBytes } from './workbooks.ts';

/** A column that was shared as a field, as it is kept: what it held then is packed as a shadow is. */
export interface KeptColumn extends Omit<SharedColumn, 'cells'> {
  readonly cells: Uint8Array;
}

/** A person's own workbook, as it was handed out last. */
export interface PrivateColumnsJob {
  readonly workbook: Uint8Array;
  readonly base: SnapshotBytes;
  readonly shadow: Uint8Array;
  /** Shared already. */
  readonly shared: readonly KeptColumn[];
  /** The column that is to be a field; null: none yet. */
  readonly take: Pick<SharedColumn, 'field' | 'header' | 'type'> | null;
}

/** What a shared column held, and the names of people who are to stand in it no more. */
export interface EraseCellsJob {
  readonly cells: Uint8Array;
  readonly names: readonly string[];
}

export interface TakenColumn {
  readonly style: SharedColumn['style'];
  readonly cells: Uint8Array;
  /** Cells that do not fit the type. */
  readonly unread: number;
}

/** `taken` null: there is no such column, or none was asked for. */
export type PrivateColumnsOutcome =
  | { readonly kind: 'columns'; readonly columns: readonly PrivateColumn[]; readonly taken: TakenColumn | null }
  | RefusedWorkbook;

/** Another field, with the values of a column that was shared; another label of one; one that goes with its values, or comes back. */
export type FieldChange =
  | { readonly kind: 'field-added'; readonly field: FieldDefinition; readonly cells: Uint8Array | null }
  | { readonly kind: 'field-renamed'; readonly key: string; readonly label: string }
  | { readonly kind: 'field-archived'; readonly key: string }
  /** With the values that its tasks had in `from`, those of them that there still are. */
  | { readonly kind: 'field-restored'; readonly field: FieldDefinition; readonly from: SnapshotBytes };
