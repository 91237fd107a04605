import type { RowStatus } from '../api.ts';

/** What people read in the Sync Status column. */
export const statusWords: Readonly<Record<RowStatus['status'], string>> = {
  new: 'New',
  changed: 'Changed',
  conflict: 'Conflict',
  refused: 'Refused',
  deleted: 'Deleted',
  left: 'Outside the filter',
};

/** What the choices of the `Sync` sheet are called, and which side each one is. */
export const choiceWords = { Mine: 'theirs', Server: 'ours', Base: 'base', Custom: 'custom' } as const;
