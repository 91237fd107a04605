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

/**
 * Removes every part of a kind, by content type, by what it is, and by the relationships that lead to it, with those relationships,
 * the elements that use them, and the parts that only it led to.
 */
export function removeParts({ pkg, stripped }: Stripping, kind: ContentKind): void {
  const doomed = partsOf(pkg, kind);
  const sheets = new Map(sheetList(pkg).map(({ part, name }) => [part, name]));
  const seenOn = new Map<string, string>();
  for (const source of sources(pkg)) {
    const links = pkg.relationships(source).filter((link) => !link.external && isDoomed(link));
    for (const { target, type } of links) {
      const policy = policyOfRelationship(typeTail(type));
      if (pkg.has(target) && policy?.kind === kind && !doomed.has(target)) doomed.set(target, policy);
    }
    const sheet = sheets.get(source);
    if (sheet !== undefined) for (const { target } of links) seenOn.set(target, sheet);
    const ids = links.map(({ id }) => id);
    const why = doomed.get(links[0]?.target ?? '')?.message ?? 'leads to nothing';
    detach(pkg, source, ids, why);
  }
  for (const [part, policy] of doomed) {
    const below = pkg.has(part) ? internalTargets(pkg, part) : [];
    pkg.remove(part, policy.message);
    removeOrphans(pkg, below, policy.message);
    const sheet = seenOn.get(part);
    stripped.report(policy, { part, ...(sheet === undefined ? {} : { sheet }) });
  }

  function isDoomed({ target, type }: { readonly target: string; readonly type: string }): boolean {
    if (target === pkg.mainPart) return false;
    return doomed.has(target) || policyOfRelationship(typeTail(type))?.kind === kind;
  }
}

function partsOf(pkg: Stripping['pkg'], kind: ContentKind): Map<string, ContentPolicy> {
  const found = new Map<string, ContentPolicy>();
  for (const part of pkg.names) {
    const byType = policyOfContentType(pkg.contentType(part));
    const policy =
      byType?.kind === kind ? byType : kind === 'macros' && isVbaProject(pkg.bytes(part)) ? vbaPolicy : undefined;
    if (policy !== undefined && part !== pkg.mainPart) found.set(part, policy);
  }
  return found;
}
