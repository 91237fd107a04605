import type { Package } from '../../package/package.ts';
import { typeTail } from '../../package/vocabulary.ts';
import { removeSheet } from '../../structure/remove-sheet.ts';
import { sheetList } from '../../structure/sheet-list.ts';
import { type ContentPolicy, policyOfContentType, policyOfRelationship } from '../part-policy.ts';
import { severityOf } from '../policies.ts';
import type { Stripping } from './stripping.ts';

/**
 * Takes out whole sheets that only macros use: dialog sheets and, if the policy says so, sheets of Excel 4.0 macros, with the names
 * that refer to them. Throws BAD_ARGUMENT if no visible sheet would be left.
 */
export function stripMacroSheets({ pkg, policies, stripped }: Stripping): void {
  for (const { name, part } of sheetList(pkg)) {
    const policy = pkg.has(part) ? policyOfSheet(pkg, part) : undefined;
    if (policy === undefined || severityOf(policies, policy.kind) !== 'strip') continue;
    removeSheet(pkg, name);
    const message = policy.kind === 'macros' ? 'A dialog sheet is removed.' : 'A sheet of Excel 4.0 macros is removed.';
    stripped.report({ ...policy, message }, { part, sheet: name });
  }
}

function policyOfSheet(pkg: Package, part: string): ContentPolicy | undefined {
  const link = pkg.relationships(pkg.mainPart).find(({ target, external }) => !external && target === part);
  const policy =
    policyOfContentType(pkg.contentType(part)) ??
    (link === undefined ? undefined : policyOfRelationship(typeTail(link.type)));
  return policy?.kind === 'macros' || policy?.kind === 'macroSheets' ? policy : undefined;
}
