import type { XmlTree } from '../xml/element-tree.ts';
import { brokenPackage } from './recognise.ts';

/**
 * Content types and relationships are lists whose entries hold nothing (OPC, ECMA-376 Part 2 §6.5.3, §7.2.3): an entry deeper down
 * would count for one reader and not for another. Throws `PACKAGE_BROKEN`.
 */
export function requireFlat({ root }: XmlTree, part: string): void {
  if (root.children.some(({ children }) => children.length > 0))
    throw brokenPackage('a list of its parts has entries within entries', part);
}
