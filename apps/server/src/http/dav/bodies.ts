/** XML that clients send: propfind, propertyupdate, lockinfo (RFC 4918 §14). Bounded before it is parsed. */
import { DOMParser, type Element, type Node } from '@xmldom/xmldom';
import type { DavProperties } from '../../ports/dav-links.ts';
import { DavStop } from './answer.ts';

/** More elements, or a longer text, than any client sends. */
const most = { elements: 2000, characters: 64 * 1024 };

const DAV = 'DAV:';

function parse(xml: string, root: string): Element {
  if (xml.length > most.characters || xml.split('<').length > 2 * most.elements) throw new DavStop(413);
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) throw new DavStop(400);
  let element: Element | null;
  try {
    const onError = (level: string, message: string): void => {
      if (level !== 'warning') throw new SyntaxError(message);
    };
    element = new DOMParser({ onError }).parseFromString(xml, 'text/xml').documentElement;
  } catch {
    throw new DavStop(400); // not well-formed
  }
  if (!element || element.localName !== root || element.namespaceURI !== DAV) throw new DavStop(400);
  checkNamespaces(element);
  return element;
}

/** A prefix without a namespace, or one that is bound to nothing, is not well-formed (Namespaces in XML §5). */
function checkNamespaces(element: Element): void {
  if (element.prefix && !element.namespaceURI) throw new DavStop(400);
  for (const attribute of Array.from(element.attributes))
    if (attribute.prefix === 'xmlns' && attribute.value === '') throw new DavStop(400);
  for (const child of elements(element)) checkNamespaces(child);
}

function elements(parent: Node | undefined): Element[] {
  return Array.from(parent?.childNodes ?? []).filter((child): child is Element => child.nodeType === 1);
}

const named = (parent: Element, name: string): Element | undefined =>
  elements(parent).find((child) => child.namespaceURI === DAV && child.localName === name);

const innerXml = (element: Element): string => Array.from(element.childNodes).map(String).join('');

export type PropertyName = readonly [namespace: string, name: string];

const nameOf = (element: Element): PropertyName => [element.namespaceURI ?? '', element.localName ?? ''];

/** Which properties are asked for. */
export function parsePropfind(xml: string): 'all' | 'names' | readonly PropertyName[] {
  if (xml.trim() === '') return 'all';
  const root = parse(xml, 'propfind');
  const listed = named(root, 'prop');
  if (listed) return elements(listed).map(nameOf);
  return named(root, 'propname') ? 'names' : 'all';
}

export interface PropertyChange {
  readonly name: PropertyName;
  /** Inner XML; null: to be removed. */
  readonly value: string | null;
}

/** In the order in which they are to be made. */
export function parsePropertyUpdate(xml: string): readonly PropertyChange[] {
  const changes: PropertyChange[] = [];
  for (const action of elements(parse(xml, 'propertyupdate'))) {
    const how = action.namespaceURI === DAV ? action.localName : '';
    if (how !== 'set' && how !== 'remove') continue;
    for (const property of elements(named(action, 'prop')))
      changes.push({ name: nameOf(property), value: how === 'set' ? innerXml(property) : null });
  }
  return changes;
}

export function parseLockInfo(xml: string): { scope: 'exclusive' | 'shared'; owner: string } {
  const root = parse(xml, 'lockinfo');
  const scope = elements(named(root, 'lockscope'))[0]?.localName;
  if (scope !== 'exclusive' && scope !== 'shared') throw new DavStop(400);
  const owner = named(root, 'owner');
  return { scope, owner: owner ? innerXml(owner) : '' };
}

/** Properties after these changes; more than fit are 507. */
export function changed(properties: DavProperties, changes: readonly PropertyChange[]): DavProperties {
  const all = new Map(properties.map(([namespace, name, xml]) => [`${namespace}\n${name}`, xml]));
  for (const { name, value } of changes)
    if (value === null) all.delete(name.join('\n'));
    else all.set(name.join('\n'), value);
  const result = [...all].map(([key, xml]): DavProperties[number] => {
    const [namespace = '', name = ''] = key.split('\n');
    return [namespace, name, xml];
  });
  if (result.length > 200 || JSON.stringify(result).length > most.characters) throw new DavStop(507);
  return result;
}
