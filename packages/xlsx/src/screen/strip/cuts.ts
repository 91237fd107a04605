import { attribute, descendants, type XmlElement, type XmlTree } from '../../xml/element-tree.ts';
import { Splices } from '../../xml/splices.ts';

/** Elements that mean nothing once all of their children are gone. */
const containers = new Set(
  (
    'controls oleObjects hyperlinks externalReferences tableParts dataRefs dataConsolidate extLst ext pivotCaches ' +
    'slicerCaches slicerCachePivotTables slicerList timelineCacheRefs timelineRefs definedNames Choice Fallback ' +
    'AlternateContent modelTables modelRelationships dataModel webExtensions pivotTables'
  ).split(' '),
);

/** Elements and attributes to be taken out of a part, together with the containers that are left without content. */
export class Cuts {
  readonly tree: XmlTree;
  private readonly splices: Splices;
  private readonly gone = new Set<XmlElement>();

  constructor(tree: XmlTree) {
    this.tree = tree;
    this.splices = new Splices(tree.text);
  }

  get size(): number {
    return this.gone.size + this.splices.size;
  }

  /** All elements of that local name. */
  named(local: string): XmlElement[] {
    return [...descendants(this.tree.root)].filter((element) => element.local === local);
  }

  element(element: XmlElement): void {
    this.gone.add(element);
  }

  attribute(element: XmlElement, name: string): void {
    this.splices.setAttribute(this.tree, element, name, undefined);
  }

  set(element: XmlElement, name: string, value: string): void {
    this.splices.setAttribute(this.tree, element, name, value);
  }

  replace(element: XmlElement, markup: string): void {
    this.splices.replace(element.start, element.end, markup);
  }

  append(element: XmlElement, markup: string): void {
    this.splices.append(element, markup);
  }

  /** The text without what was cut; `count` attributes of the parents are kept right. */
  apply(): string {
    for (const element of [...this.gone]) this.emptyAbove(element);
    const parents = new Set([...this.gone].map(({ parent }) => parent));
    for (const parent of parents) if (parent !== undefined && !this.inGone(parent)) this.recount(parent);
    for (const element of this.gone) if (!this.inGone(element.parent)) this.splices.remove(element.start, element.end);
    return this.splices.apply();
  }

  private emptyAbove(element: XmlElement): void {
    for (let { parent } = element; parent !== undefined && this.vacant(parent); parent = parent.parent)
      this.gone.add(parent);
  }

  private vacant(element: XmlElement): boolean {
    if (!containers.has(element.local)) return false;
    return element.children.every(
      (inner) => this.gone.has(inner) || (inner.local === 'Fallback' && inner.children.length === 0),
    );
  }

  private inGone(element: XmlElement | undefined): boolean {
    return element !== undefined && (this.gone.has(element) || this.inGone(element.parent));
  }

  private recount(parent: XmlElement): void {
    const before = parent.children.length;
    if (attribute(this.tree, parent, 'count') !== String(before)) return;
    const left = parent.children.filter((inner) => !this.gone.has(inner)).length;
    this.splices.setAttribute(this.tree, parent, 'count', String(left));
  }
}
