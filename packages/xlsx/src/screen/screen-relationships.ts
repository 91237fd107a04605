import type { Package } from '../package/package.ts';
import { sourceOf } from '../package/part-name.ts';
import type { Relationship } from '../package/relationships.ts';
import { typeTail } from '../package/vocabulary.ts';
import { sheetList } from '../structure/sheet-list.ts';
import { attribute, descendants, parseTree } from '../xml/element-tree.ts';
import type { Findings } from './findings.ts';
import { linkParts } from './links.ts';
import { type ContentPolicy, consolidationPolicy, hyperlinkPolicy, linkPolicy, picturePolicy } from './part-policy.ts';
import { sources } from './screen-parts.ts';
import { targetKind } from './targets.ts';

/** Judges every relationship that leads out of the package. */
export function screenRelationships(pkg: Package, _options: unknown, findings: Findings): void {
  const links = new Set(linkParts(pkg).map((link) => link.part.toLowerCase()));
  for (const source of sources(pkg)) {
    refuseUnclearIds(pkg, source, findings);
    refuseOwnTargets(pkg, source, findings);
  }
  refuseSharedParts(pkg, findings);
  for (const source of sources(pkg))
    for (const relationship of pkg.relationships(source))
      if (!links.has(source.toLowerCase())) judge(pkg, source, relationship, findings);
  for (const { part, kind } of linkParts(pkg)) {
    const message = 'The workbook has a link to another program (DDE or OLE).';
    if (kind === 'program') findings.add({ code: 'ACTIVE_DDE', severity: 'refuse', part, message });
    else findings.report(linkPolicy, { part });
  }
}

/** What uses an id that stands twice could mean the one or the other, and none at all is not allowed (OPC, ECMA-376 Part 2 §6.5.3.4). */
function refuseUnclearIds(pkg: Package, source: string, findings: Findings): void {
  const ids = pkg.relationships(source).map(({ id }) => id);
  const part = source || '_rels/.rels';
  const refuse = (message: string): void => findings.add({ code: 'PACKAGE_BROKEN', severity: 'refuse', part, message });
  if (ids.includes('')) refuse('A relationship of a part has no id.');
  else if (new Set(ids).size < ids.length) refuse('Two relationships of a part have the same id.');
}

/** Relationships are about parts and lead to no relationships (OPC, ECMA-376 Part 2 §6.5.2): what goes with a part would take them along. */
function refuseOwnTargets(pkg: Package, source: string, findings: Findings): void {
  const message = 'A relationship leads to relationships.';
  for (const { target, external } of pkg.relationships(source))
    if (!external && pkg.has(target) && sourceOf(target) !== undefined)
      findings.add({ code: 'PACKAGE_BROKEN', severity: 'refuse', part: source || '_rels/.rels', message });
}

/** These belong to one sheet, with whose rows they move, and it has each of them once. */
const ownedKinds = new Set(['table', 'comments', 'threadedcomment', 'drawing', 'vmldrawing', 'pivottable']);

function refuseSharedParts(pkg: Package, findings: Findings): void {
  const seen = new Set<string>();
  for (const { type, target, external } of sources(pkg).flatMap((source) => pkg.relationships(source))) {
    if (external || !ownedKinds.has(typeTail(type))) continue;
    const message = 'A part belongs to two sheets, or twice to one.';
    if (seen.has(target)) findings.add({ code: 'PACKAGE_BROKEN', severity: 'refuse', part: target, message });
    seen.add(target);
  }
}

function judge(pkg: Package, part: string, relationship: Relationship, findings: Findings): void {
  const policy = policyOfTarget(relationship);
  if (policy === hyperlinkPolicy) findings.report(policy, placeOfLink(pkg, part, relationship.id));
  else if (policy !== undefined) findings.report(policy, { part });
  else if (relationship.external && typeTail(relationship.type) !== 'hyperlink') {
    const message = 'The workbook refers to something outside of it.';
    findings.add({ code: 'EXT_RELATIONSHIP', severity: 'refuse', part, message });
  }
}

/** The policy for a relationship by where it leads; undefined for what stays, and for what none allows. */
export function policyOfTarget({ type, external, rawTarget }: Relationship): ContentPolicy | undefined {
  const tail = typeTail(type);
  if (tail === 'hyperlink') return targetKind(rawTarget) === 'forbidden' ? hyperlinkPolicy : undefined;
  if (!external) return undefined;
  if (tail === 'image') return picturePolicy;
  return /^(xl)?externallinkpath$/.test(tail) ? consolidationPolicy : undefined;
}

/** The part, and for a hyperlink of cells its sheet and range. */
export function placeOfLink(pkg: Package, part: string, id: string): { part: string; sheet?: string; cell?: string } {
  const sheet = sheetList(pkg).find((entry) => entry.part === part)?.name;
  if (sheet === undefined) return { part };
  const tree = parseTree(pkg.text(part), ['sheetData']);
  const links = [...descendants(tree.root)].filter(({ local }) => local === 'hyperlink');
  const cell = links.find((link) => attribute(tree, link, 'id') === id);
  const ref = cell === undefined ? undefined : attribute(tree, cell, 'ref');
  return { part, sheet, ...(ref === undefined ? {} : { cell: ref }) };
}
