import type { KeptColumn } from './engine.ts';

/** With the file of what the column held. */
export interface SharedColumnRecord extends Omit<KeptColumn, 'cells'> {
  readonly cellsBlob: string;
}

/** Columns that were shared as fields of a project. */
export interface SharedColumns {
  /** Of this person; their copies that are older than the fields have them. */
  of(projectId: string, userId: string): Promise<SharedColumnRecord[]>;
  /** Of everybody, what each column held. */
  files(projectId: string): Promise<readonly Pick<SharedColumnRecord, 'field' | 'cellsBlob'>[]>;
  replaceFile(projectId: string, field: string, cellsBlob: string): Promise<void>;
  /** In place of one that was shared as the same field before. */
  put(projectId: string, userId: string, column: SharedColumnRecord): Promise<void>;
}
