import { nameElements, readName } from '../../structure/defined-names.ts';
import type { FormulaIssue } from '../formula-screen.ts';
import type { ContentPolicy } from '../part-policy.ts';
import { severityOf } from '../policies.ts';
import { formulaScreen } from '../screen-content.ts';
import { cutMarkup } from './cut-markup.ts';
import { freezeCells } from './freeze-cells.ts';
import { removeParts } from './remove-parts.ts';
import type { Stripping } from './stripping.ts';

/**
 * Takes out formulas that a policy speaks about (Python, other workbooks, too long): cells keep what they last gave; defined names
 * go, and so do the formulas of the cells that use those names.
 */
export function stripFormulas(stripping: Stripping): void {
  const { pkg, policies } = stripping;
  const screen = formulaScreen(pkg);
  const judge = (formula: string): ContentPolicy | undefined =>
    screen
      .check(formula)
      .map(policyOfIssue)
      .find((found) => found && severityOf(policies, found.kind) === 'strip');
  const names = stripNames(stripping, judge);
  freezeCells(stripping, (formula) => judge(formula) ?? usedName(formula, names));
  if (severityOf(policies, 'python') === 'strip') removeParts(stripping, 'python');
}

function policyOfIssue({ kind, code }: FormulaIssue): ContentPolicy | undefined {
  return kind === undefined ? undefined : { kind, code, message: messages[kind] ?? '' };
}

const messages: Partial<Record<ContentPolicy['kind'], string>> = {
  python: 'Python code is removed; the cell keeps its value.',
  workbookLinks: 'A formula that reads from another file is replaced by its value.',
  longFormulas: 'A formula that is too long is replaced by its value.',
};

function stripNames({ pkg, stripped }: Stripping, judge: (formula: string) => ContentPolicy | undefined) {
  const gone = new Map<string, ContentPolicy>();
  cutMarkup(pkg, pkg.mainPart, 'names of removed content', (cuts) => {
    for (const element of nameElements(cuts.tree)) {
      const { name, formula } = readName(cuts.tree, element);
      const policy = judge(formula);
      if (policy === undefined || policy.kind === 'longFormulas') continue;
      cuts.element(element);
      gone.set(name.toLowerCase(), policy);
      stripped.report(
        { ...policy, message: 'A defined name that leads out of the workbook is removed.' },
        { part: pkg.mainPart },
      );
    }
  });
  return gone;
}

function usedName(formula: string, names: ReadonlyMap<string, ContentPolicy>): ContentPolicy | undefined {
  if (names.size === 0) return undefined;
  for (const [word] of formula.matchAll(/[\p{L}_\\][\p{L}\p{M}\p{N}_.\\?]*/gu)) {
    const policy = names.get(word.toLowerCase());
    if (policy !== undefined) return policy;
  }
  return undefined;
}
