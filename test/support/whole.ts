/** What must be true of every workbook that we write. */
import { expect } from 'vitest';
import { newFaults } from '../../packages/xlsx/src/check-package.ts';

/** The package has no fault that the original did not have: relationships, types, ids, ranges, indices, order of the schema. */
export function expectWhole(before: Uint8Array, after: Uint8Array): void {
  expect(newFaults(before, after)).toEqual([]);
}
