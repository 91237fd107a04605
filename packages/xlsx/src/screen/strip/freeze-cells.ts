import { XlsxError } from '../../api.ts';
import type { Package } from '../../package/package.ts';
import { dropCalculationChain } from '../../structure/calculation.ts';
import { type SheetEntry, sheetList } from '../../structure/sheet-list.ts';
import { attributesOf, type StartTag, textInside, walkXml } from '../../xml/walk-xml.ts';
import type { ContentPolicy } from '../part-policy.ts';
import type { Stripping } from './stripping.ts';

/** What is taken from a cell whose formula is not kept; undefined to keep it. */
export type Verdict = (formula: string) => ContentPolicy | undefined;

/** Replaces formulas by what they last gave, cell by cell; each cell is reported. A group of shared formulas goes together. */
export function freezeCells({ pkg, stripped }: Stripping, verdict: Verdict): void {
  let frozen = false;
  for (const sheet of sheetList(pkg)) {
    if (!pkg.has(sheet.part)) continue;
    const bytes = freeze(pkg, sheet, verdict, (policy, cell) =>
      stripped.report(policy, { part: sheet.part, sheet: sheet.name, ...(cell === '' ? {} : { cell }) }),
    );
    if (bytes === undefined) continue;
    pkg.put(sheet.part, bytes, 'formulas became their values');
    frozen = true;
  }
  if (frozen) dropCalculationChain(pkg);
}

type Report = (policy: ContentPolicy, cell: string) => void;

function freeze(pkg: Package, { part }: SheetEntry, verdict: Verdict, report: Report): Buffer | undefined {
  const bytes = pkg.utf8(part);
  const end = bytes.lastIndexOf('sheetData', undefined, 'latin1');
  const groups = new Map<string, ContentPolicy>();
  const cuts: [number, number][] = [];
  let cell: StartTag | undefined;
  walkXml(bytes, isCellOrFormula, (tag) => {
    if (tag.start >= end) return;
    if (tag.local === 'c') {
      cell = tag;
      return;
    }
    const attributes = attributesOf(bytes, tag);
    const group = attributes.get('t') === 'shared' ? (attributes.get('si') ?? '') : undefined;
    const text = textInside(bytes, tag);
    const policy = text === '' && group !== undefined ? groups.get(group) : verdict(text);
    if (group !== undefined && text !== '') {
      if (policy === undefined) groups.delete(group);
      else groups.set(group, policy);
    }
    if (policy === undefined || cell === undefined) return;
    report(policy, attributesOf(bytes, cell).get('r') ?? '');
    // `cm` says that the formula spills (ECMA-376 Part 1 §18.3.1.4); a plain value must not say so.
    const dynamic = / cm\s*=\s*(?:"[^"]*"|'[^']*')/.exec(bytes.toString('latin1', cell.nameEnd, cell.end));
    if (dynamic !== null) {
      const at = cell.nameEnd + dynamic.index;
      cuts.push([at, at + dynamic[0].length]);
    }
    cuts.push([tag.start, elementEnd(bytes, tag, part)]);
  });
  return cuts.length === 0 ? undefined : without(bytes, cuts);
}

function isCellOrFormula(bytes: Buffer, start: number, end: number): boolean {
  return end - start === 1 && (bytes[start] === 0x63 || bytes[start] === 0x66);
}

function elementEnd(bytes: Buffer, tag: StartTag, part: string): number {
  if (tag.empty) return tag.end;
  const name = bytes.toString('latin1', tag.start + 1, tag.nameEnd);
  const close = bytes.indexOf(`</${name}`, tag.end, 'latin1');
  if (close < 0) throw new XlsxError('XML_MALFORMED', 'A formula does not end.', { part });
  return bytes.indexOf('>', close, 'latin1') + 1;
}

function without(bytes: Buffer, cuts: readonly (readonly [number, number])[]): Buffer {
  const pieces: Buffer[] = [];
  let copied = 0;
  for (const [from, to] of cuts) {
    pieces.push(bytes.subarray(copied, from));
    copied = to;
  }
  return Buffer.concat([...pieces, bytes.subarray(copied)]);
}
