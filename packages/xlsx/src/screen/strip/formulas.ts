import { nameElements, readName } from '../../structure/defined-names.ts';
import type { FormulaIssue } from '../formula-screen.ts';
import type { ContentPolicy } from '../part-policy.ts';
import { severityOf } from '../policies.ts';
import { formulaScreen } from '../screen-content.ts';
import { cutMarkup } from './cut-markup.ts';
import { freezeCells, type Verdict } from './freeze-cells.ts';
import { removeParts } from './remove-parts.ts';
import type { Stripping } from './stripping.ts';
import { usesName } from './used-names.ts';

/**
 * Takes out formulas that a policy speaks about (Python, other workbooks, too long): cells keep what they last gave; defined names
 * go, and so do the names and the formulas of the cells that use those names.
 */
export function stripFormulas(stripping: Stripping): void {
  const { pkg, policies } = stripping;
  const screen = formulaScreen(pkg);
  const judge: Verdict = (formula) =>
    screen
      .check(formula)
      .map(policyOfIssue)
      .find((found) => found !== undefined && severityOf(policies, found.kind) === 'strip');
  const names = stripNames(stripping, judge);
  const gone = new Set(names.keys());
  freezeCells(stripping, (formula) => judge(formula) ?? (usesName(formula, gone) ? firstOf(names) : undefined));
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

/** By name, in lower case. */
function stripNames({ pkg, stripped }: Stripping, judge: Verdict): Map<string, ContentPolicy> {
  const gone = new Map<string, ContentPolicy>();
  cutMarkup(pkg, pkg.mainPart, 'names of removed content', (cuts) => {
    const left = new Map(nameElements(cuts.tree).map((element) => [element, readName(cuts.tree, element)]));
    for (let before = -1; before !== left.size; ) {
      before = left.size;
      for (const [element, { name, formula }] of left) {
        const own = judge(formula);
        const policy = own ?? (usesName(formula, new Set(gone.keys())) ? firstOf(gone) : undefined);
        if (policy === undefined || policy.kind === 'longFormulas') continue;
        cuts.element(element);
        left.delete(element);
        gone.set(name.toLowerCase(), policy);
        const message = `The defined name '${name}' leads out of the workbook and is removed.`;
        stripped.report({ ...policy, message }, { part: pkg.mainPart });
      }
    }
  });
  return gone;
}

function firstOf(names: ReadonlyMap<string, ContentPolicy>): ContentPolicy | undefined {
  return names.values().next().value;
}
