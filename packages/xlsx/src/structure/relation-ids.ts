import type { XmlElement, XmlTree } from '../xml/element-tree.ts';
import { attributesOf } from '../xml/tag-scanner.ts';
import { decodeXml } from '../xml/xml-text.ts';

/** The ids of relationships that an element uses: its attributes in a namespace of relationships. */
export function relationIds(tree: XmlTree, element: XmlElement): string[] {
  return attributesOf(tree.text, element.nameEnd, element.openEnd)
    .filter(({ name }) => {
      const colon = name.indexOf(':');
      return colon > 0 && /\/relationships$/.test(element.scope[name.slice(0, colon)] ?? '');
    })
    .map(({ valueStart, valueEnd }) => decodeXml(tree.text.slice(valueStart, valueEnd)));
}
