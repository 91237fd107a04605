import type { Package } from '../package/package.ts';
import { extensionOf, sourceOf } from '../package/part-name.ts';
import { typeTail } from '../package/vocabulary.ts';
import { plainItemsOf } from '../sheet/shared-strings.ts';
import { plainRowsOf } from '../sheet/sheet-layout.ts';
import { checkXml, type Stretch } from '../xml/check-xml.ts';
import { TagScanner } from '../xml/tag-scanner.ts';
import type { Findings } from './findings.ts';

const block = 512;
const mostSlack = 1024;

/** Inflates everything once (also what would only be passed on), and judges what stands behind the archive. */
export function screenContainer(pkg: Package, _options: unknown, findings: Findings): void {
  const { total, trailing } = pkg.fileSize;
  if (trailing > 0) {
    // Copies that were made in blocks end with what was left in the last one; nothing else adds bytes innocently.
    const slack = trailing < mostSlack && total % block === 0;
    findings.add({
      code: 'ZIP_STRUCTURE',
      severity: slack ? 'warn' : 'refuse',
      part: '',
      message: slack
        ? 'There are bytes after the end of the workbook, as copying in blocks leaves them; they are dropped.'
        : 'There are bytes after the end of the workbook. Open it in Excel, save it again and upload the new file.',
    });
  }
  pkg.verify();
}

/** Every XML part is well-formed, without DTD and within the limits; VML need not be well-formed, but its tags must end. */
export function screenXml(pkg: Package, _options: unknown, findings: Findings): void {
  for (const name of pkg.names) {
    if (!isXmlPart(pkg, name)) continue;
    try {
      if (extensionOf(name) === 'vml') requireTags(pkg.text(name));
      else pkg.utf8(name, scanned(pkg, name));
    } catch (error) {
      findings.addError(error, name);
    }
  }
}

/** Scanning cells and shared strings checks most of their parts on the way. */
function scanned(pkg: Package, name: string): ((bytes: Buffer) => readonly Stretch[]) | undefined {
  const { limits } = pkg;
  const type = pkg.contentType(name) ?? '';
  if (/worksheet\+xml/i.test(type)) return (bytes) => plainRowsOf(bytes, limits.cells);
  return /sharedStrings\+xml/i.test(type) ? (bytes) => plainItemsOf(bytes, limits.sharedStrings) : undefined;
}

/** What a relationship says to be one of these is read as XML, whatever the part is called. */
const xmlKinds = new Set(
  (
    'officedocument worksheet chartsheet dialogsheet styles sharedstrings table comments threadedcomment person drawing vmldrawing chart ' +
    'chartex chartusershapes ctrlprop pivottable pivotcachedefinition slicer slicercache timeline calcchain externallink ' +
    'sheetmetadata connections querytable core-properties extended-properties custom-properties'
  ).split(' '),
);

/** Parts that are read as XML because of the relationships that lead to them are XML. */
export function screenXmlTargets(pkg: Package, _options: unknown, findings: Findings): void {
  for (const source of pkg.names.map(sourceOf)) {
    if (source === undefined) continue;
    for (const { type, target, external } of pkg.relationships(source)) {
      const kind = typeTail(type);
      if (external || !xmlKinds.has(kind) || !pkg.has(target)) continue;
      try {
        if (kind !== 'vmldrawing' && extensionOf(target) === 'vml') checkXml(pkg.bytes(target), pkg.limits, target);
        else pkg.utf8(target);
      } catch (error) {
        findings.addError(error, target);
      }
    }
  }
}

function requireTags(text: string): void {
  const tags = new TagScanner(text);
  while (tags.next());
}

/** By content type, by extension, or because its bytes begin so. */
export function isXmlPart(pkg: Package, name: string): boolean {
  if (/^(xml|rels|vml)$/.test(extensionOf(name)) || /[+/]xml\b/i.test(pkg.contentType(name) ?? '')) return true;
  return /^(?:\ufeff|\u00ef\u00bb\u00bf)?\s*<(?:\?xml|!)/.test(pkg.bytes(name).toString('latin1', 0, 64));
}
