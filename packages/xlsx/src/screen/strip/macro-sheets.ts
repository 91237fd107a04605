import { referencesOf } from '../../formula/index.ts';
import { sameSheet } from '../../formula/sheet-prefix.ts';
import type { Package } from '../../package/package.ts';
import { typeTail } from '../../package/vocabulary.ts';
import { definedNames } from '../../structure/defined-names.ts';
import { takeOutSheet } from '../../structure/remove-sheet.ts';
import { sheetList } from '../../structure/sheet-list.ts';
import { type ContentPolicy, policyOfContentType, policyOfRelationship } from '../part-policy.ts';
import { severityOf } from '../policies.ts';
import { freezeCells } from './freeze-cells.ts';
import type { Stripping } from './stripping.ts';
import { usesName } from './used-names.ts';

/**
 * Takes out whole sheets that only macros use: dialog sheets and, if the policy says so, sheets of Excel 4.0 macros, with the names
 * that refer to them; cells that use either become their values. Throws BAD_ARGUMENT if no visible sheet would be left.
 */
export function stripMacroSheets(stripping: Stripping): void {
  const { pkg, policies, stripped } = stripping;
  const before = namesOf(pkg);
  for (const { name, part } of sheetList(pkg)) {
    const policy = pkg.has(part) ? policyOfSheet(pkg, part) : undefined;
    if (policy === undefined || severityOf(policies, policy.kind) !== 'strip') continue;
    takeOutSheet(pkg, name);
    const message = policy.kind === 'macros' ? 'A dialog sheet is removed.' : 'A sheet of Excel 4.0 macros is removed.';
    stripped.report({ ...policy, message }, { part, sheet: name });
    const left = namesOf(pkg);
    const gone = new Set([...before].filter((known) => !left.has(known)));
    const value = { ...policy, message: 'A formula that uses a sheet of macros is replaced by its value.' };
    freezeCells(stripping, (formula) => (uses(formula, name, gone) ? value : undefined));
  }
}

/** In lower case. */
function namesOf(pkg: Package): Set<string> {
  return new Set(definedNames(pkg).map(({ name }) => name.toLowerCase()));
}

function uses(formula: string, sheet: string, names: ReadonlySet<string>): boolean {
  if (usesName(formula, names)) return true;
  if (!formula.includes('!')) return false;
  return referencesOf(formula).some(
    (reference) =>
      reference.kind !== 'structured' && reference.sheet !== undefined && sameSheet(reference.sheet, sheet),
  );
}

function policyOfSheet(pkg: Package, part: string): ContentPolicy | undefined {
  const link = pkg.relationships(pkg.mainPart).find(({ target, external }) => !external && target === part);
  const policy =
    policyOfContentType(pkg.contentType(part)) ??
    (link === undefined ? undefined : policyOfRelationship(typeTail(link.type)));
  return policy?.kind === 'macros' || policy?.kind === 'macroSheets' ? policy : undefined;
}
