import { attribute, childrenOf, parseTree, prefixOf } from '../xml/element-tree.ts';
import { Splices } from '../xml/splices.ts';
import { escapeAttribute } from '../xml/xml-text.ts';
import { requireFlat } from './flat-list.ts';
import { extensionOf, partKey } from './part-name.ts';

/** `[Content_Types].xml` (OPC, ECMA-376 Part 2 §7.2.3): by extension, and by part where it differs. */
export interface ContentTypes {
  /** Extension in lower case → type. */
  readonly defaults: ReadonlyMap<string, string>;
  /** Part key → type. */
  readonly overrides: ReadonlyMap<string, string>;
}

/** Throws `PACKAGE_BROKEN` for entries within entries. */
export function readContentTypes(text: string): ContentTypes {
  const tree = parseTree(text);
  requireFlat(tree, '[Content_Types].xml');
  const defaults = new Map<string, string>();
  const overrides = new Map<string, string>();
  for (const element of childrenOf(tree.root, 'Default'))
    defaults.set(
      (attribute(tree, element, 'Extension') ?? '').toLowerCase(),
      attribute(tree, element, 'ContentType') ?? '',
    );
  for (const element of childrenOf(tree.root, 'Override'))
    overrides.set(partKey(attribute(tree, element, 'PartName') ?? ''), attribute(tree, element, 'ContentType') ?? '');
  return { defaults, overrides };
}

export function contentTypeOf(types: ContentTypes, name: string): string | undefined {
  return types.overrides.get(partKey(name)) ?? types.defaults.get(extensionOf(name));
}

/** The text with the override of a part set, or with `undefined` removed; the same text if nothing has to change. */
export function withContentType(text: string, name: string, type: string | undefined): string {
  const tree = parseTree(text);
  const splices = new Splices(text);
  const existing = childrenOf(tree.root, 'Override').filter(
    (element) => partKey(attribute(tree, element, 'PartName') ?? '') === partKey(name),
  );
  const [first] = existing;
  if (type === undefined) for (const element of existing) splices.remove(element.start, element.end);
  else if (first !== undefined) splices.setAttribute(tree, first, 'ContentType', type);
  else if (contentTypeOf(readContentTypes(text), name) !== type)
    splices.append(
      tree.root,
      `<${prefixOf(tree.root)}Override PartName="/${escapeAttribute(name)}" ContentType="${escapeAttribute(type)}"/>`,
    );
  return splices.apply();
}
