/** SAML documents as elements, bounded before any library reads them, and never with entities. */
import { DOMParser, type Element } from '@xmldom/xmldom';
import { SignOnError } from '../../ports/sign-on.ts';

const mostCharacters = 512 * 1024;
const deepest = 64;

/** Of the first element; throws `SignOnError` SSO_INVALID for what is too large, too deep, has a DOCTYPE or is no XML. */
export function parseSaml(xml: string): Element {
  const wrong = faultOf(xml);
  if (wrong) throw new SignOnError('SSO_INVALID', 'saml', wrong);
  try {
    const root = new DOMParser({ onError: (_level, message) => fail(message) }).parseFromString(xml, 'text/xml');
    if (!root.documentElement) throw new Error('no element');
    return root.documentElement;
  } catch (error) {
    throw new SignOnError('SSO_INVALID', 'saml', 'this is no XML document', error);
  }
}

function fail(message: string): never {
  throw new Error(message);
}

function faultOf(xml: string): string | null {
  if (xml.length > mostCharacters) return `a SAML document has at most ${mostCharacters} characters`;
  if (/<!(DOCTYPE|ENTITY)/i.test(xml)) return 'a SAML document has no DOCTYPE';
  let depth = 0;
  for (const [tag] of xml.matchAll(/<[/\w][^>]*>/g)) {
    depth += tag.startsWith('</') ? -1 : tag.endsWith('/>') ? 0 : 1;
    if (depth > deepest) return `a SAML document is nested at most ${deepest} deep`;
  }
  return null;
}

/** Elements below `at` with this local name, in the order of the document. */
export const named = (at: Element, name: string): Element[] => [...at.getElementsByTagNameNS('*', name)];

/** Signed or digested with SHA-1 or worse. */
export function weaklySigned(root: Element): boolean {
  const algorithms = ['SignatureMethod', 'DigestMethod'].flatMap((name) => named(root, name));
  return algorithms.some((one) => !/sha(256|384|512)$/.test(one.getAttribute('Algorithm') ?? ''));
}
