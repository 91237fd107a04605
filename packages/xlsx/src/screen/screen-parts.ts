import { XlsxError } from '../api.ts';
import type { Package } from '../package/package.ts';
import { sourceOf } from '../package/part-name.ts';
import { typeTail } from '../package/vocabulary.ts';
import { sheetList } from '../structure/sheet-list.ts';
import { signatureParts } from '../structure/signatures.ts';
import { relatedPart } from '../workbook-facts.ts';
import type { Findings } from './findings.ts';
import {
  type ContentPolicy,
  isVbaProject,
  policyOfContentType,
  policyOfRelationship,
  signaturePolicy,
  vbaPolicy,
} from './part-policy.ts';
import { policiesOf } from './policies.ts';
import type { ScreenOptions } from './screen.ts';

/** What parts are, by content type and by the relationships that lead to them; each part is reported once per reason. */
export function screenParts(pkg: Package, _options: unknown, findings: Findings): void {
  const reported = new Set<string>();
  const needed = neededParts(pkg);
  const report = (part: string, policy: ContentPolicy | undefined): void => {
    if (policy === undefined || reported.has(`${policy.code} ${part}`)) return;
    reported.add(`${policy.code} ${part}`);
    const removable = sourceOf(part) === undefined && (!needed.has(part) || /^macro/.test(policy.kind));
    if (removable) findings.report(policy, { part });
    else findings.addError(new XlsxError('PACKAGE_BROKEN', 'A part is two things at once.', { part }));
  };
  for (const part of pkg.names) {
    report(part, policyOfContentType(pkg.contentType(part)));
    if (isVbaProject(pkg.bytes(part))) report(part, vbaPolicy);
  }
  for (const source of sources(pkg))
    for (const { type, target, external } of pkg.relationships(source))
      if (!external) report(target, policyOfRelationship(typeTail(type)));
}

/** Parts that cells are read from: nothing else can they be, but a main part or sheet of macros. (Relationships are never content.) */
function neededParts(pkg: Package): ReadonlySet<string> {
  const related = ['styles', 'sharedStrings'].map((kind) => relatedPart(pkg, pkg.mainPart, kind));
  const sheets = sheetList(pkg).map(({ part }) => part);
  return new Set([pkg.mainPart, ...sheets, ...related.filter((part) => part !== undefined)]);
}

/** A signature is void once anything is changed: where it does not decide the verdict, it is told that it goes then. */
export function screenSignatures(pkg: Package, { policies }: ScreenOptions, findings: Findings): void {
  const { signatures } = policiesOf(policies);
  const { code, message } = signaturePolicy;
  for (const part of signatureParts(pkg)) {
    if (signatures === 'strip') findings.add({ code, severity: 'warn', part, message });
    else findings.report(signaturePolicy, { part });
  }
}

/** All sources of relationships: the package (`''`) and every part that has any. */
export function sources(pkg: Package): string[] {
  return pkg.names.map(sourceOf).filter((source) => source !== undefined);
}
