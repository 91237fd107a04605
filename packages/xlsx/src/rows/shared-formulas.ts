/** Shared formulas (ECMA-376 Part 1 §18.3.1.40): the first cell holds text and extent, the others only its number. */
import { attributesOf } from '../xml/tag-scanner.ts';
import { decodeXml } from '../xml/xml-text.ts';
import { type FormulaChange, SharedGroup } from './shared-group.ts';
import { type FormulaSpan, namedAttribute, walkCells } from './walk-cells.ts';

/** The groups of a sheet by number, with what becomes of their members. */
export function sharedGroups(
  text: string,
  from: number,
  to: number,
  change: FormulaChange,
): ReadonlyMap<string, SharedGroup> {
  const groups = new Map<string, SharedGroup>();
  const first = text.indexOf('shared', from);
  if (first < 0 || first >= to) return groups;
  const last = new Map<string, SharedGroup>();
  walkCells(text, from, to, {
    formula: (span) => {
      const si = sharedNumber(text, span);
      if (si === undefined) return;
      const own = span.closeStart > span.openEnd ? decodeXml(text.slice(span.openEnd, span.closeStart)) : '';
      let group = last.get(si);
      if (group === undefined || (own !== '' && group.row > 0)) {
        const next = new SharedGroup(si);
        if (group === undefined) groups.set(si, next);
        else group.following = next;
        group = next;
        last.set(si, next);
      }
      group.add(span.row, span.column);
      if (own !== '') group.hold(own, span.row, span.column);
    },
  });
  let used = [...groups.keys()].reduce((most, si) => Math.max(most, Number(si) || 0), 0);
  for (const first of groups.values()) {
    for (let group: SharedGroup | undefined = first; group !== undefined; group = group.following)
      group.part(change, () => String(++used));
  }
  return groups;
}

/** The `si` of a shared formula; undefined for all others. */
export function sharedNumber(text: string, span: FormulaSpan): string | undefined {
  if (span.openEnd - span.nameEnd < 10) return undefined;
  const attributes = attributesOf(text, span.nameEnd, span.openEnd);
  const type = namedAttribute(attributes, 't');
  if (type === undefined || text.slice(type.valueStart, type.valueEnd) !== 'shared') return undefined;
  const si = namedAttribute(attributes, 'si');
  return si === undefined ? undefined : text.slice(si.valueStart, si.valueEnd);
}
