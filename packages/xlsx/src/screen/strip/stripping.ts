import type { Package } from '../../package/package.ts';
import type { Findings } from '../findings.ts';
import type { ScreenPolicies } from '../policies.ts';
import type { ContentPart } from './remove-parts.ts';

/** A workbook that content is being taken out of. */
export interface Stripping {
  readonly pkg: Package;
  readonly policies: ScreenPolicies;
  /** The parts that are content of a kind as a whole, as the workbook came. */
  readonly parts: readonly ContentPart[];
  /** Receives everything that was taken out. */
  readonly stripped: Findings;
}

/** Takes one kind of content out: parts, relationships, content types and what referred to them. */
export type Strip = (stripping: Stripping) => void;
