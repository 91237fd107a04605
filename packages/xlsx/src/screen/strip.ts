import type { OpenOptions } from '../api.ts';
import { limitsOf } from '../limits.ts';
import { Package } from '../package/package.ts';
import { mainKind, typeTail } from '../package/vocabulary.ts';
import { attributesOf, type StartTag, walkXml } from '../xml/walk-xml.ts';
import { isVbaProject, policyOfContentType, policyOfRelationship } from './part-policy.ts';
import { isXmlPart } from './screen-container.ts';
import { macroElements } from './screen-content.ts';
import { sources } from './screen-parts.ts';

const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.';

/**
 * The workbook without macros and ribbon changes, as an .xlsx: VBA projects, their signatures and customUI are removed with the
 * relationships to them, macros are taken off shapes and controls, the main type becomes the plain one. Everything else stays
 * byte for byte. Dialog sheets, names that start macros and other findings of severity `strip` are left: screen the result again to see them. Throws `XlsxError`.
 */
export async function stripMacros(bytes: Uint8Array, options: OpenOptions = {}): Promise<Uint8Array> {
  const pkg = Package.open(bytes, limitsOf(options.limits));
  removeParts(pkg);
  for (const part of pkg.names) if (isXmlPart(pkg, part)) freeShapes(pkg, part);
  plainMainType(pkg);
  return await pkg.toBytes();
}

function removeParts(pkg: Package): void {
  const doomed = new Set(pkg.names.filter((name) => isMacroPart(pkg, name)));
  for (const source of sources(pkg))
    for (const { id, type, target, external } of pkg.relationships(source)) {
      if (external || (!doomed.has(target) && !isMacroLink(type))) continue;
      pkg.unrelate(source, id);
      doomed.add(target);
    }
  for (const part of doomed) pkg.remove(part, 'macros are removed');
}

function isMacroPart(pkg: Package, name: string): boolean {
  const type = pkg.contentType(name) ?? '';
  return /vbaproject|attachedtoolbars/i.test(type)
    ? policyOfContentType(type)?.code === 'MACRO_STRIPPED'
    : isVbaProject(pkg.bytes(name));
}

function isMacroLink(type: string): boolean {
  const tail = typeTail(type);
  const policy = policyOfRelationship(tail);
  return policy?.code === 'ACTIVE_CUSTOMUI' || (policy?.code === 'MACRO_STRIPPED' && tail !== 'dialogsheet');
}

/** Empties `macro` attributes, and takes out `fmlaMacro` and VML's `<x:FmlaMacro>…`. */
function freeShapes(pkg: Package, part: string): void {
  const bytes = pkg.utf8(part);
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
  if (copied > 0) pkg.put(part, Buffer.concat([...pieces, bytes.subarray(copied)]), 'macros of shapes are removed');
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

function plainMainType(pkg: Package): void {
  const kind = mainKind(pkg.contentType(pkg.mainPart));
  if (kind !== 'macroWorkbook' && kind !== 'macroTemplate') return;
  const type = `${spreadsheet}${kind === 'macroWorkbook' ? 'sheet' : 'template'}.main+xml`;
  pkg.put(pkg.mainPart, pkg.bytes(pkg.mainPart), 'no longer macro-enabled', type);
}
