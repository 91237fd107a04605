import { attributesOf, TagScanner } from '../xml/tag-scanner.ts';
import { decodeXml } from '../xml/xml-text.ts';

/** Where a shape of a legacy drawing leads, and where the attribute stands. */
export interface VmlLink {
  readonly href: string;
  readonly start: number;
  readonly end: number;
}

export function isVml(part: string): boolean {
  return /\.vml$/i.test(part);
}

/** The `href` attributes of VML (with any prefix) that say something. */
export function vmlLinks(text: string): VmlLink[] {
  if (!/href/i.test(text)) return [];
  const found: VmlLink[] = [];
  const tags = new TagScanner(text);
  while (tags.next()) {
    if (tags.kind === 'close') continue;
    for (const { name, start, end, valueStart, valueEnd } of attributesOf(text, tags.nameEnd, tags.end))
      if (/^(?:.*:)?href$/i.test(name)) found.push({ href: decodeXml(text.slice(valueStart, valueEnd)), start, end });
  }
  return found;
}
