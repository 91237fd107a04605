/** Appending to styles.xml (ECMA-376 Part 1 §18.8.39): what is there keeps its index. */
import { XlsxError } from '../api.ts';
import type { Package } from '../package/package.ts';
import { child, parseTree, prefixOf, type XmlElement, type XmlTree } from '../xml/element-tree.ts';
import { Splices } from '../xml/splices.ts';
import { dialectOf, isRelation } from './dialect.ts';
import { siblingFolder } from './part-names.ts';
import { insertChild, stylesheetOrder } from './schema-order.ts';

const stylesType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml';

/** The styles part, made when the workbook has none. */
export function stylesPart(pkg: Package): string {
  const relation = pkg.relationships(pkg.mainPart).find((r) => isRelation(r.type, 'styles') && !r.external);
  if (relation !== undefined && pkg.has(relation.target)) return relation.target;
  const dialect = dialectOf(pkg);
  const part = `${siblingFolder(pkg.mainPart)}styles.xml`;
  pkg.put(part, emptyStyles(dialect.main), 'the workbook had no styles', stylesType);
  if (relation !== undefined) pkg.unrelate(pkg.mainPart, relation.id);
  pkg.relate(pkg.mainPart, `${dialect.relations}/styles`, part);
  return part;
}

function emptyStyles(namespace: string): string {
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="${namespace}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles><dxfs count="0"/></styleSheet>`;
}

/** A list of styles.xml with what is appended to it, until `finish` writes it back. */
export class StylesEdit {
  readonly tree: XmlTree;
  readonly prefix: string;
  private readonly added = new Map<string, string[]>();
  private readonly pkg: Package;
  private readonly part: string;

  constructor(pkg: Package) {
    this.pkg = pkg;
    this.part = stylesPart(pkg);
    this.tree = parseTree(pkg.text(this.part));
    this.prefix = prefixOf(this.tree.root);
  }

  list(local: string): readonly XmlElement[] {
    return child(this.tree.root, local)?.children ?? [];
  }

  /** The index of an item with exactly this markup; appended when there is none. */
  indexOf(local: string, markup: string): number {
    const items = this.list(local);
    const found = items.findIndex((item) => this.markupOf(item) === markup);
    if (found >= 0) return found;
    const added = this.added.get(local) ?? [];
    this.added.set(local, added);
    const index = items.length + added.push(markup) - 1;
    if (index >= 64_000) throw new XlsxError('LIMIT', `There are too many ${local}.`, { part: this.part });
    return index;
  }

  markupOf(element: XmlElement): string {
    return this.tree.text.slice(element.start, element.end);
  }

  finish(why: string): void {
    if (this.added.size === 0) return;
    const splices = new Splices(this.tree.text);
    for (const [local, items] of this.added) {
      const list = child(this.tree.root, local);
      if (list === undefined) {
        const name = `${this.prefix}${local}`;
        const markup = `<${name} count="${items.length}">${items.join('')}</${name}>`;
        insertChild(splices, this.tree.root, stylesheetOrder, local, markup);
        continue;
      }
      splices.setAttribute(this.tree, list, 'count', String(list.children.length + items.length));
      splices.append(list, items.join(''));
    }
    this.pkg.put(this.part, splices.apply(), why);
  }
}
