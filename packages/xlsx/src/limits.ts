import type { Limits } from './api.ts';

const KiB = 1024;
const MiB = 1024 * KiB;

/** The bounds of a workbook that is taken in; sizes in bytes, `ratio` is inflated : deflated for entries above 1 MiB. */
export const defaultLimits: Limits = {
  upload: 50 * MiB,
  inflated: 256 * MiB,
  part: 128 * MiB,
  entries: 2_000,
  ratio: 200,
  xmlDepth: 64,
  attributes: 128,
  attributeBytes: 64 * KiB,
  sheets: 256,
  cells: 3_000_000,
  sharedStrings: 2_000_000,
  styles: 65_490,
  definedNames: 20_000,
  merges: 200_000,
  formulaLength: 8_192,
};

/** An entry that inflates to less than this is never refused for its compression ratio. */
export const ratioFreeBytes = MiB;

/** The default limits with some of them replaced. */
export function limitsOf(some: Partial<Limits> = {}): Limits {
  return { ...defaultLimits, ...some };
}
