import type { OpenOptions, ScreenResult } from '../api.ts';
import { limitsOf } from '../limits.ts';
import { Package } from '../package/package.ts';
import { Findings } from './findings.ts';
import { policiesFor } from './own-queries.ts';
import type { ScreenPolicies } from './policies.ts';
import { screenCells } from './screen-cells.ts';
import { screenContainer, screenXml, screenXmlTargets } from './screen-container.ts';
import { screenContent } from './screen-content.ts';
import { screenParts, screenSignatures } from './screen-parts.ts';
import { screenRelationships } from './screen-relationships.ts';
import { screenSheets } from './screen-sheets.ts';

export interface ScreenOptions extends OpenOptions {
  /** Hidden sheets that are ours, besides those of our own layout. */
  readonly ownSheets?: readonly string[];
  /** Refuse hidden sheets named `_…` that are not ours. */
  readonly strictHiddenSheets?: boolean;
  /** Whether a section of queries (M) is one of ours: where all connections lead to such, they stay. */
  readonly ownQueries?: (section: string) => boolean;
  /** What to do about each kind of content, where it differs from the defaults. */
  readonly policies?: Partial<ScreenPolicies>;
}

type Stage = (pkg: Package, options: ScreenOptions, findings: Findings) => void;

/** Each stage relies on those before it: once something cannot be read, what follows is not looked at. */
const stages: readonly (readonly Stage[])[] = [
  [screenContainer],
  [screenXml],
  [screenXmlTargets],
  [screenSheets, screenParts, screenSignatures, screenRelationships, screenContent, screenCells],
];

/** Screens a file as it comes. Never throws for what is in it: what cannot be read is refused, with the reason. */
export function screenWorkbook(bytes: Uint8Array, options: ScreenOptions = {}): ScreenResult {
  return screenBytes(bytes, options, () => {});
}

/** As `screenWorkbook`; `accepted` is called with a package that is accepted, and a fault in it refuses the file. */
export function screenBytes(bytes: Uint8Array, options: ScreenOptions, accepted: (pkg: Package) => void): ScreenResult {
  try {
    const pkg = Package.open(bytes, limitsOf(options.limits));
    const result = screen(pkg, options);
    if (result.verdict === 'accept') accepted(pkg);
    return result;
  } catch (error) {
    const findings = new Findings();
    findings.addError(error);
    return findings.result();
  }
}

/** What is refused, stripped or worth a warning in an opened package. Reads every part of it, changes nothing. */
export function screen(pkg: Package, options: ScreenOptions = {}): ScreenResult {
  const findings = new Findings(policiesFor(pkg, options));
  for (const group of stages) {
    for (const stage of group) {
      try {
        stage(pkg, options, findings);
      } catch (error) {
        findings.addError(error);
      }
    }
    if (findings.refused) break;
  }
  return findings.result();
}
