/** Defined names (print areas and titles, filter ranges included) behind the change. */
import { shiftFormula } from '../formula/shift-formula.ts';
import { nameElements, readName } from '../structure/defined-names.ts';
import { sheetList } from '../structure/sheet-list.ts';
import { parseTree } from '../xml/element-tree.ts';
import { Splices } from '../xml/splices.ts';
import { escapeText } from '../xml/xml-text.ts';
import type { RowPlan } from './row-plan.ts';

export function moveNames({ pkg, shift }: RowPlan): void {
  const tree = parseTree(pkg.text(pkg.mainPart));
  const splices = new Splices(tree.text);
  const sheets = sheetList(pkg);
  for (const element of nameElements(tree)) {
    const { formula, sheet } = readName(tree, element);
    const context = { formulaSheet: sheet === undefined ? undefined : sheets[sheet]?.name, relativeStays: true };
    const after = shiftFormula(formula, context, shift);
    if (after !== formula) splices.replace(element.openEnd, element.closeStart, escapeText(after));
  }
  if (splices.size > 0) pkg.put(pkg.mainPart, splices.apply(), 'defined names move with their rows');
}
