import type { FieldDefinition } from '@sprintforge/core';

export interface ArchivedField extends FieldDefinition {
  /** The one that took it out of the plan; the state before it has its values. */
  readonly revision: number;
  readonly userId: string;
  readonly userName: string;
  readonly archivedAt: string;
}

/** Fields that were archived, also those that came back because the plan was taken back. */
export interface ArchivedFields {
  /** By their labels. */
  of(projectId: string): Promise<ArchivedField[]>;
  /** In place of when it was archived before. */
  put(projectId: string, field: Omit<ArchivedField, 'userName'>): Promise<void>;
  remove(projectId: string, key: string): Promise<void>;
}
