/** Objects of a drawing part (ECMA-376 Part 1 §20.5) and what holds them in place. */
import type { Package } from '../../package/package.ts';
import { isRelation } from '../../structure/dialect.ts';
import { attribute, type XmlElement } from '../../xml/element-tree.ts';
import type { Cuts } from './cuts.ts';

const objects = new Set(['sp', 'pic', 'graphicFrame', 'cxnSp', 'grpSp', 'contentPart']);
const anchors = new Set(['twoCellAnchor', 'oneCellAnchor', 'absoluteAnchor']);

/** The drawing parts of a sheet. */
export function drawingParts(pkg: Package, sheet: string): string[] {
  return pkg
    .relationships(sheet)
    .filter(({ type, external, target }) => !external && isRelation(type, 'drawing') && pkg.has(target))
    .map(({ target }) => target);
}

/** The object that an element belongs to: the nearest shape, picture or frame around it. */
export function objectAround(element: XmlElement): XmlElement | undefined {
  for (let at: XmlElement | undefined = element; at !== undefined; at = at.parent) if (objects.has(at.local)) return at;
  return undefined;
}

/** The anchor that holds nothing but this object; undefined for objects in groups. */
export function anchorOf(object: XmlElement): XmlElement | undefined {
  for (let at = object.parent; at !== undefined; at = at.parent) {
    if (anchors.has(at.local)) return at;
    if (!/^(AlternateContent|Choice|Fallback)$/.test(at.local)) return undefined;
  }
  return undefined;
}

/** Takes an object out, with its anchor unless it is one of a group. */
export function cutObject(cuts: Cuts, object: XmlElement): void {
  cuts.element(anchorOf(object) ?? object);
}

/** The shapes that stand for legacy shapes, by the number behind `_x0000_s`. */
export function placeholders(cuts: Cuts): Map<string, XmlElement> {
  const found = new Map<string, XmlElement>();
  for (const element of cuts.named('compatExt')) {
    const number = /^_x0000_s(\d+)$/.exec(attribute(cuts.tree, element, 'spid') ?? '')?.[1];
    const object = objectAround(element);
    if (number !== undefined && object !== undefined) found.set(number, object);
  }
  return found;
}
