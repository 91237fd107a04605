import { createHash } from 'node:crypto';
import type { Package } from '../package/package.ts';
import { typeTail } from '../package/vocabulary.ts';
import { policyOfContentType, policyOfRelationship } from './part-policy.ts';
import { policiesOf, type ScreenPolicies } from './policies.ts';
import type { ScreenOptions } from './screen.ts';
import { sources } from './screen-parts.ts';

/**
 * The policies for this workbook: connections and queries stay where every part of them is one that we made ourselves, byte for byte.
 * One foreign part among them, and all go: what a query of ours does cannot be told from the outside any more.
 */
export function policiesFor(pkg: Package, options: ScreenOptions): ScreenPolicies {
  const policies = policiesOf(options.policies);
  const own = options.ownParts ?? [];
  if (own.length === 0) return policies;
  const parts = connectionParts(pkg);
  const digests = new Set(own.map((digest) => digest.toLowerCase()));
  const all = parts.size > 0 && [...parts].every((part) => digests.has(sha256(pkg.bytes(part))));
  return all ? { ...policies, connections: 'keep' } : policies;
}

/** Connections, query tables, the data model, and items of custom XML with queries in them (`DataMashup`). */
function connectionParts(pkg: Package): ReadonlySet<string> {
  const typed = pkg.names.filter((part) => policyOfContentType(pkg.contentType(part))?.kind === 'connections');
  const related = sources(pkg)
    .flatMap((source) => pkg.relationships(source))
    .filter(({ type, external, target }) => !external && isConnection(type) && pkg.has(target))
    .map(({ target }) => target);
  const queries = pkg.names.filter((part) => /\.xml$/i.test(part) && isMashup(pkg.bytes(part)));
  return new Set([...typed, ...related, ...queries]);
}

function isConnection(type: string): boolean {
  return policyOfRelationship(typeTail(type))?.kind === 'connections';
}

/** In UTF-8, or in UTF-16 as Excel writes it. */
function isMashup(bytes: Buffer): boolean {
  const wide = Buffer.from('DataMashup', 'utf16le');
  return bytes.includes('DataMashup') || bytes.includes(wide) || bytes.includes(Buffer.from(wide).swap16());
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
