import { attributesOf, type StartTag, walkXml } from '../../xml/walk-xml.ts';
import { shapeMacroPolicy } from '../part-policy.ts';
import { isXmlPart } from '../screen-container.ts';
import { macroElements } from '../screen-content.ts';
import type { Stripping } from './stripping.ts';

/** Empties `macro` attributes, and takes out `fmlaMacro` and VML's `<x:FmlaMacro>…`. */
export function stripShapeMacros({ pkg, stripped }: Stripping): void {
  for (const part of pkg.names) {
    if (!isXmlPart(pkg, part)) continue;
    const text = withoutMacros(pkg.utf8(part));
    if (text === undefined) continue;
    pkg.put(part, text, shapeMacroPolicy.message);
    stripped.report(shapeMacroPolicy, { part });
  }
}

/** Undefined if there is none. */
function withoutMacros(bytes: Buffer): Buffer | undefined {
  const pieces: Buffer[] = [];
  let copied = 0;
  const cut = (from: number, to: number): void => {
    pieces.push(bytes.subarray(copied, from));
    copied = to;
  };
  walkXml(bytes, carriesMacro, (tag) => {
    if (tag.local === 'FmlaMacro') cutElement(bytes, tag, cut);
    else cutAttribute(bytes, tag, cut);
  });
  return copied === 0 ? undefined : Buffer.concat([...pieces, bytes.subarray(copied)]);
}

function cutElement(bytes: Buffer, tag: StartTag, cut: (from: number, to: number) => void): void {
  const close = bytes.indexOf('</', tag.end, 'latin1');
  if (!tag.empty && close >= 0) cut(tag.start, bytes.indexOf('>', close, 'latin1') + 1);
}

function cutAttribute(bytes: Buffer, tag: StartTag, cut: (from: number, to: number) => void): void {
  const attributes = attributesOf(bytes, tag);
  if ((attributes.get('macro') ?? '') + (attributes.get('fmlaMacro') ?? '') === '') return;
  // Latin-1 keeps one character per byte, so that offsets in the text are offsets in the part.
  const text = bytes.toString('latin1', tag.nameEnd, tag.end);
  for (const match of text.matchAll(/([^\s=/>]+)\s*=\s*("[^"]*"|'[^']*')/g)) {
    if (match[1] !== 'macro' && match[1] !== 'fmlaMacro') continue;
    const end = tag.nameEnd + match.index + match[0].length;
    if (match[1] === 'macro') cut(end - match[2]!.length + 1, end - 1);
    else cut(tag.nameEnd + match.index, end);
  }
}

function carriesMacro(bytes: Buffer, start: number, end: number): boolean {
  return end - start > 1 && macroElements.has(bytes.toString('latin1', start, end));
}
