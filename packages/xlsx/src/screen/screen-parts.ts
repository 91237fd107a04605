import type { Package } from '../package/package.ts';
import { sourceOf } from '../package/part-name.ts';
import { typeTail } from '../package/vocabulary.ts';
import type { Findings } from './findings.ts';
import { isVbaProject, type PartPolicy, policyOfContentType, policyOfRelationship, vbaPolicy } from './part-policy.ts';

/** What parts are, by content type and by the relationships that lead to them; each part is reported once per reason. */
export function screenParts(pkg: Package, _options: unknown, findings: Findings): void {
  const reported = new Set<string>();
  const report = (part: string, policy: PartPolicy | undefined): void => {
    if (policy === undefined || reported.has(`${policy.code} ${part}`)) return;
    reported.add(`${policy.code} ${part}`);
    findings.add({ ...policy, part });
  };
  for (const part of pkg.names) {
    report(part, policyOfContentType(pkg.contentType(part)));
    if (isVbaProject(pkg.bytes(part))) report(part, vbaPolicy);
  }
  for (const source of sources(pkg))
    for (const { type, target, external } of pkg.relationships(source))
      if (!external) report(target, policyOfRelationship(typeTail(type)));
}

/** All sources of relationships: the package (`''`) and every part that has any. */
export function sources(pkg: Package): string[] {
  return pkg.names.map(sourceOf).filter((source) => source !== undefined);
}
