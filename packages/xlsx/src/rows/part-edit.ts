/** Removing items of counted lists, and lists that hold nothing any more. */
import type { Package } from '../package/package.ts';
import { attribute, type XmlElement, type XmlTree } from '../xml/element-tree.ts';
import { Splices } from '../xml/splices.ts';

const emptyGoes = new Set(
  'mergeCells dataValidations hyperlinks protectedRanges ignoredErrors cellWatches rowBreaks tableParts smartTags webPublishItems dataRefs conditionalFormattings sparklines sparklineGroup sparklineGroups ext extLst'.split(
    ' ',
  ),
);

/** A part that is being changed: splices, and items that go. */
export class PartEdit {
  readonly tree: XmlTree;
  readonly splices: Splices;
  private readonly lists = new Map<XmlElement, Set<XmlElement>>();

  constructor(tree: XmlTree) {
    this.tree = tree;
    this.splices = new Splices(tree.text);
  }

  /** The item goes; a list of which all items go, goes with them. */
  remove(item: XmlElement): void {
    if (item.parent === undefined) return;
    const items = this.lists.get(item.parent) ?? new Set<XmlElement>();
    this.lists.set(item.parent, items);
    items.add(item);
  }

  attribute(element: XmlElement, name: string): string | undefined {
    return attribute(this.tree, element, name);
  }

  set(element: XmlElement, name: string, value: string): void {
    this.splices.setAttribute(this.tree, element, name, value);
  }

  /** Puts the changed text in its place; a part of which nothing changes stays byte for byte. */
  put(pkg: Package, part: string, why: string): void {
    const text = this.apply();
    if (text !== this.tree.text) pkg.put(part, text, why);
  }

  /** The changed text of the part. */
  apply(): string {
    const gone = this.wholeLists();
    for (const [list, items] of this.lists) {
      if (isGone(list, gone)) continue;
      for (const item of items) this.splices.remove(item.start, item.end);
      this.recount(list, items);
    }
    this.lists.clear();
    return this.splices.apply();
  }

  private recount(list: XmlElement, items: ReadonlySet<XmlElement>): void {
    if (this.attribute(list, 'count') !== undefined) this.set(list, 'count', String(list.children.length - items.size));
  }

  /** Lists of which every item goes, and so on upwards. */
  private wholeLists(): Set<XmlElement> {
    const gone = new Set<XmlElement>();
    const queue = [...this.lists.keys()];
    for (let list = queue.shift(); list !== undefined; list = queue.shift()) {
      const items = this.lists.get(list);
      if (items === undefined || items.size < itemsOf(list) || !emptyGoes.has(list.local) || gone.has(list)) continue;
      gone.add(list);
      this.remove(list);
      if (list.parent !== undefined) queue.push(list.parent);
    }
    return gone;
  }
}

/** Children that are items: a sparkline group also holds its colours and axis range. */
function itemsOf(list: XmlElement): number {
  if (list.local !== 'sparklineGroup') return list.children.length;
  return list.children.filter((item) => item.local === 'sparklines').length;
}

function isGone(element: XmlElement, gone: ReadonlySet<XmlElement>): boolean {
  for (let at: XmlElement | undefined = element; at !== undefined; at = at.parent) if (gone.has(at)) return true;
  return false;
}
