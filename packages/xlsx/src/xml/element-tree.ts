/**
 * A tree of elements with offsets over a small part (workbook, styles, tables, relationships of a drawing, …) or over
 * the shell of a sheet: the children of `opaque` elements (sheetData) are passed over. Names are matched by local name
 * and the kind of namespace, so prefixed and Strict parts read the same.
 */
import { XlsxError } from '../api.ts';
import { attributesOf, TagScanner } from './tag-scanner.ts';
import { decodeXml } from './xml-text.ts';

export interface XmlElement {
  readonly name: string;
  readonly local: string;
  readonly namespace: string;
  /** Offset of `<`; behind the opening tag; of the closing tag (= openEnd when empty); behind the whole element. */
  readonly start: number;
  readonly nameEnd: number;
  readonly openEnd: number;
  closeStart: number;
  end: number;
  readonly empty: boolean;
  readonly parent: XmlElement | undefined;
  readonly children: XmlElement[];
  /** Prefix → namespace in scope. */
  readonly scope: Readonly<Record<string, string>>;
}

export interface XmlTree {
  readonly text: string;
  readonly root: XmlElement;
}

/** Parses a checked part. `opaque`: local names of elements whose inside is not read. Throws XML_MALFORMED. */
export function parseTree(text: string, opaque: readonly string[] = []): XmlTree {
  const tags = new TagScanner(text);
  let root: XmlElement | undefined;
  let current: XmlElement | undefined;
  while (tags.next()) {
    if (tags.kind === 'close') {
      if (current === undefined) break;
      current.closeStart = tags.start;
      current.end = tags.end;
      current = current.parent;
      continue;
    }
    const element = elementAt(tags, current);
    root ??= element;
    current?.children.push(element);
    if (element.empty) continue;
    if (opaque.includes(element.local)) skipInside(tags, element);
    else current = element;
  }
  if (root === undefined || current !== undefined) throw new XlsxError('XML_MALFORMED', 'The part has no closed root.');
  return { text, root };
}

function elementAt(tags: TagScanner, parent: XmlElement | undefined): XmlElement {
  const name = tags.name;
  const scope = scopeAt(tags, parent?.scope ?? {});
  const colon = name.indexOf(':');
  return {
    name,
    local: colon < 0 ? name : name.slice(colon + 1),
    namespace: scope[colon < 0 ? '' : name.slice(0, colon)] ?? '',
    start: tags.start,
    nameEnd: tags.nameEnd,
    openEnd: tags.end,
    closeStart: tags.end,
    end: tags.end,
    empty: tags.kind === 'empty',
    parent,
    children: [],
    scope,
  };
}

function scopeAt(tags: TagScanner, outer: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  if (!tags.text.slice(tags.nameEnd, tags.end).includes('xmlns')) return outer;
  const scope: Record<string, string> = { ...outer };
  for (const attribute of attributesOf(tags.text, tags.nameEnd, tags.end)) {
    const value = decodeXml(tags.text.slice(attribute.valueStart, attribute.valueEnd));
    if (attribute.name === 'xmlns') scope[''] = value;
    else if (attribute.name.startsWith('xmlns:')) scope[attribute.name.slice(6)] = value;
  }
  return scope;
}

function skipInside(tags: TagScanner, element: XmlElement): void {
  if (skipPlain(tags, element)) return;
  const local = element.local;
  let depth = 0;
  while (tags.next()) {
    if (tags.kind === 'empty' || !tags.isLocal(local)) continue;
    if (tags.kind === 'open') depth++;
    else if (depth > 0) depth--;
    else {
      element.closeStart = tags.start;
      element.end = tags.end;
      return;
    }
  }
  throw new XlsxError('XML_MALFORMED', `<${element.name}> does not end.`);
}

/** Straight to the end tag where no comment, section or element of the same name can stand before it. */
function skipPlain(tags: TagScanner, element: XmlElement): boolean {
  const { text } = tags;
  const from = tags.end;
  const close = text.indexOf(element.local, from) - (element.name.length - element.local.length) - 2;
  if (!text.startsWith(`</${element.name}>`, close)) return false;
  const markup = text.indexOf('<!', from);
  if (markup >= 0 && markup < close) return false;
  tags.end = close + element.name.length + 3;
  element.closeStart = close;
  element.end = tags.end;
  return true;
}

/** The decoded value of an attribute by its local or full name (`id` matches `r:id`, exact names win). */
export function attribute(tree: XmlTree, element: XmlElement, name: string): string | undefined {
  const found = rawAttribute(tree, element, name);
  return found === undefined ? undefined : decodeXml(tree.text.slice(found.valueStart, found.valueEnd));
}

export function rawAttribute(tree: XmlTree, element: XmlElement, name: string) {
  const all = attributesOf(tree.text, element.nameEnd, element.openEnd);
  return (
    all.find((a) => a.name === name) ?? all.find((a) => a.name.endsWith(`:${name}`) && !a.name.startsWith('xmlns:'))
  );
}

export function child(element: XmlElement, local: string): XmlElement | undefined {
  return element.children.find((c) => c.local === local);
}

export function childrenOf(element: XmlElement | undefined, local: string): XmlElement[] {
  return element === undefined ? [] : element.children.filter((c) => c.local === local);
}

/** All elements below (and not including) this one, in document order. */
export function* descendants(element: XmlElement): Generator<XmlElement> {
  for (const inner of element.children) {
    yield inner;
    yield* descendants(inner);
  }
}

/** The decoded text of an element without child elements (CDATA sections included). */
export function textOf(tree: XmlTree, element: XmlElement): string {
  const raw = tree.text.slice(element.openEnd, element.closeStart);
  if (!raw.includes('<')) return decodeXml(raw);
  return raw
    .split('<![CDATA[')
    .map((piece, index) => {
      if (index === 0) return decodeXml(piece);
      const close = piece.indexOf(']]>');
      return piece.slice(0, close) + decodeXml(piece.slice(close + 3));
    })
    .join('');
}

/** `x:` or '' : what stands before names of the same namespace as this element. */
export function prefixOf(element: XmlElement): string {
  return element.name.slice(0, element.name.length - element.local.length);
}
