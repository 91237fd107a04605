import { relationIds } from '../../structure/relation-ids.ts';
import type { XmlElement } from '../../xml/element-tree.ts';
import { descendants, rawAttribute } from '../../xml/element-tree.ts';
import { Splices } from '../../xml/splices.ts';
import { attributesOf, TagScanner } from '../../xml/tag-scanner.ts';
import { decodeXml } from '../../xml/xml-text.ts';
import { hyperlinkPolicy, picturePolicy } from '../part-policy.ts';
import type { ContentKind } from '../policies.ts';
import { sources } from '../screen-parts.ts';
import { placeOfLink, policyOfTarget } from '../screen-relationships.ts';
import { targetKind } from '../targets.ts';
import { isVml, vmlLinks } from '../vml-links.ts';
import { cutMarkup, detach, isTree, release } from './cut-markup.ts';
import type { Cuts } from './cuts.ts';
import { cutObject, objectAround } from './drawing-objects.ts';
import type { Stripping } from './stripping.ts';

/** Takes out what relationships of a kind lead to outside of the package; the texts of cells and shapes stay. */
export function stripTargets({ pkg, stripped }: Stripping, kind: ContentKind): void {
  for (const source of sources(pkg)) {
    const links = pkg.relationships(source).filter((link) => policyOfTarget(link)?.kind === kind);
    const ids = links.map(({ id }) => id);
    for (const link of links) {
      const policy = policyOfTarget(link)!;
      stripped.report(policy, policy === hyperlinkPolicy ? placeOfLink(pkg, source, link.id) : { part: source });
    }
    if (links.length === 0) continue;
    const why = policyOfTarget(links[0]!)!.message;
    const cut = cutters[kind];
    if (cut !== undefined && pkg.has(source) && isTree(pkg, source)) {
      cutMarkup(pkg, source, why, (cuts) => cut(cuts, new Set(ids)));
      release(pkg, source, ids, why);
    } else detach(pkg, source, ids, why);
  }
}

/** Kinds where more has to be known than which element uses a relationship. */
const cutters: Partial<Record<ContentKind, (cuts: Cuts, ids: ReadonlySet<string>) => void>> = {
  externalPictures: cutPictures,
  consolidations: cutSources,
};

/** A pivot table whose source is another workbook (ECMA-376 Part 1 §18.10.1.95, 18.10.1.78) keeps its cache, as if that were deleted. */
function cutSources(cuts: Cuts, ids: ReadonlySet<string>): void {
  for (const element of descendants(cuts.tree.root)) {
    if (!relationIds(cuts.tree, element).some((id) => ids.has(id))) continue;
    if (element.local !== 'worksheetSource' && element.local !== 'rangeSet') cuts.element(element);
    else {
      cuts.attribute(element, 'id');
      cuts.attribute(cuts.tree.root, 'refreshOnLoad');
    }
  }
}

/** A linked copy beside an embedded one is forgotten; a picture that is only linked goes, a fill by one loses it. */
function cutPictures(cuts: Cuts, ids: ReadonlySet<string>): void {
  const users = [...cuts.named('blip'), ...cuts.named('picture'), ...cuts.named('imagedata')];
  for (const element of users) {
    if (!relationIds(cuts.tree, element).some((id) => ids.has(id))) continue;
    if (element.local !== 'blip') cuts.element(element);
    else if (rawAttribute(cuts.tree, element, 'embed') !== undefined) cuts.attribute(element, 'link');
    else if (isPicture(objectAround(element))) cutObject(cuts, objectAround(element)!);
    else cuts.attribute(element, 'link');
  }
}

function isPicture(object: XmlElement | undefined): boolean {
  return object?.local === 'pic';
}

/** Takes sources outside of the package off the pictures of legacy drawings, and what names a relationship that is gone. */
export function stripVmlSources({ pkg, stripped }: Stripping): void {
  for (const part of pkg.names) {
    if (!/\.(vml|xml)$/i.test(part) || !pkg.bytes(part).includes('imagedata')) continue;
    const text = pkg.text(part);
    const ids = new Set(pkg.relationships(part).map(({ id }) => id));
    const splices = new Splices(text);
    const tags = new TagScanner(text);
    while (tags.next()) {
      if (tags.local !== 'imagedata' || tags.kind === 'close') continue;
      for (const { name, start, end, valueStart, valueEnd } of attributesOf(text, tags.nameEnd, tags.end)) {
        const target = decodeXml(text.slice(valueStart, valueEnd));
        const outside = /^(.*:)?src$/.test(name) && /^(web|forbidden)$/.test(targetKind(target));
        if (outside || (/^(o:relid|r:\w+)$/.test(name) && !ids.has(target))) splices.remove(start, end);
      }
    }
    if (splices.size === 0) continue;
    pkg.put(part, splices.apply(), picturePolicy.message);
    stripped.report(picturePolicy, { part });
  }
}

/** Takes the targets off shapes of legacy drawings that lead where they may not; the shapes stay. */
export function stripVmlLinks({ pkg, stripped }: Stripping): void {
  for (const part of pkg.names.filter(isVml)) {
    const text = pkg.text(part);
    const splices = new Splices(text);
    for (const { href, start, end } of vmlLinks(text)) if (targetKind(href) === 'forbidden') splices.remove(start, end);
    if (splices.size === 0) continue;
    pkg.put(part, splices.apply(), hyperlinkPolicy.message);
    stripped.report(hyperlinkPolicy, { part });
  }
}
