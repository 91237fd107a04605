/** Shared columns as they are kept and as they are worked with. */
import type { SharedColumn } from '@sprintforge/mapping';
import type { KeptColumn } from '../ports/engine.ts';
import { unpackShadow } from './packing.ts';

export const unpackShared = (kept: readonly KeptColumn[]): readonly SharedColumn[] =>
  kept.map(({ cells, ...column }) => ({
    ...column,
    // the field had no key yet when the column was read
    cells: unpackShadow(cells).cells.map((cell) => ({ ...cell, field: column.field })),
  }));
