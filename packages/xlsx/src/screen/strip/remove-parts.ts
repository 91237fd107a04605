import type { Package } from '../../package/package.ts';
import { typeTail } from '../../package/vocabulary.ts';
import { internalTargets, removeOrphans } from '../../structure/orphans.ts';
import { sheetList } from '../../structure/sheet-list.ts';
import {
  type ContentPolicy,
  isVbaProject,
  policyOfContentType,
  policyOfRelationship,
  vbaPolicy,
} from '../part-policy.ts';
import type { ContentKind } from '../policies.ts';
import { sources } from '../screen-parts.ts';
import { detach } from './cut-markup.ts';
import type { Stripping } from './stripping.ts';

/** A part that is of a kind as a whole. */
export interface ContentPart {
  readonly part: string;
  readonly policy: ContentPolicy;
  /** The sheet that leads to it. */
  readonly sheet: string | undefined;
}

/** Parts by content type, by what they are, and by the relationships that lead to them; sheets and the workbook part are not among them. */
export function contentParts(pkg: Package): ContentPart[] {
  const found = new Map<string, ContentPart>();
  const add = (part: string, policy: ContentPolicy | undefined, sheet?: string): void => {
    if (policy === undefined || part === pkg.mainPart) return;
    const known = found.get(`${policy.kind} ${part}`);
    found.set(`${policy.kind} ${part}`, { part, policy, sheet: known?.sheet ?? sheet });
  };
  for (const part of pkg.names) {
    add(part, policyOfContentType(pkg.contentType(part)));
    if (isVbaProject(pkg.bytes(part))) add(part, vbaPolicy);
  }
  const sheets = sheetList(pkg);
  for (const source of sources(pkg)) {
    const sheet = sheets.find(({ part }) => part === source)?.name;
    for (const { type, target, external } of pkg.relationships(source))
      if (!external) add(target, policyOfRelationship(typeTail(type)), sheet);
  }
  const listed = new Set(sheets.map(({ part }) => part));
  return [...found.values()].filter(({ part }) => !listed.has(part));
}

/**
 * Removes every part of a kind with the relationships that lead to it, the elements that use them, and the parts that only it led
 * to. Parts that went before with something else are reported as well.
 */
export function removeParts({ pkg, parts, stripped }: Stripping, kind: ContentKind): void {
  const doomed = parts.filter(({ policy }) => policy.kind === kind);
  const names = new Set(doomed.map(({ part }) => part));
  const why = doomed[0]?.policy.message ?? 'leads to nothing';
  for (const source of sources(pkg)) {
    const links = pkg.relationships(source).filter(({ type, target, external }) => {
      if (external || target === pkg.mainPart) return false;
      return names.has(target) || policyOfRelationship(typeTail(type))?.kind === kind;
    });
    const ids = links.map(({ id }) => id);
    detach(pkg, source, ids, why);
  }
  for (const { part, policy, sheet } of doomed) {
    const below = pkg.has(part) ? internalTargets(pkg, part) : [];
    pkg.remove(part, policy.message);
    removeOrphans(pkg, below, policy.message);
    stripped.report(policy, { part, ...(sheet === undefined ? {} : { sheet }) });
  }
}
