import { XlsxError } from '../api.ts';
import type { Package } from '../package/package.ts';
import { typeTail } from '../package/vocabulary.ts';
import { definedNames } from '../structure/defined-names.ts';
import { sheetList } from '../structure/sheet-list.ts';
import { attributesOf, type StartTag, textInside, walkXml } from '../xml/walk-xml.ts';
import type { Findings } from './findings.ts';
import { FormulaScreen } from './formula-screen.ts';
import { linkParts } from './links.ts';
import { dataMashupPolicy, shapeMacroPolicy } from './part-policy.ts';
import { isXmlPart } from './screen-container.ts';
import { sources } from './screen-parts.ts';
import { targetKind } from './targets.ts';

/** Elements whose text is a formula, wherever they stand: cells, x14 and charts (`f`), formats, validations, names, tables, VML. */
const formulaText = new Set(
  (
    'f formula formula1 formula2 oldFormula definedName calculatedColumnFormula totalsRowFormula ' +
    'FmlaLink FmlaRange FmlaGroup FmlaTxbx FmlaPict'
  ).split(' '),
);
/** Attributes that hold a formula, by element. */
const formulaAttributes: ReadonlyMap<string, readonly string[]> = new Map([
  ['calculatedItem', ['formula']],
  ['cacheField', ['formula']],
  ['cfvo', ['val']],
  ['sp', ['textlink']],
  ['formControlPr', ['fmlaLink', 'fmlaRange', 'fmlaGroup', 'fmlaTxbx']],
  ['controlPr', ['linkedCell', 'listFillRange']],
  ['hyperlink', ['location']],
]);
/** Elements with a `macro` attribute (or `fmlaMacro`), and the one with a macro as its text. */
export const macroElements: ReadonlySet<string> = new Set([
  'sp',
  'pic',
  'graphicFrame',
  'cxnSp',
  'grpSp',
  'controlPr',
  'formControlPr',
  'FmlaMacro',
]);
const others = ['oleObject', 'imagedata', 'DataMashup', 'mergeCell'];
const wantedNames = new Set([...formulaText, ...formulaAttributes.keys(), ...macroElements, ...others]);

/** Formulas, macro assignments and the like in all XML parts, wherever a reader might find them. */
export function screenContent(pkg: Package, _options: unknown, findings: Findings): void {
  const names = definedNames(pkg).map(({ name }) => name);
  const sheets = sheetList(pkg);
  const links = linkParts(pkg);
  const surroundings = { names, sheets: sheets.map(({ name }) => name), links: links.map(({ kind }) => kind) };
  const formulas = new FormulaScreen(surroundings, pkg.limits);
  const passed = new Set([...customXml(pkg), ...links.map(({ part }) => part)]);
  for (const part of pkg.names) {
    if (!isXmlPart(pkg, part)) continue;
    const sheet = sheets.find((entry) => entry.part === part)?.name;
    new PartContent(pkg, part, sheet, formulas, findings).screen(passed.has(part));
  }
}

/** Custom XML is data of other programs: its elements mean nothing to Excel, whatever they are called. */
function customXml(pkg: Package): string[] {
  const links = sources(pkg).flatMap((source) => pkg.relationships(source));
  const custom = links.filter((link) => typeTail(link.type) === 'customxml').map((link) => link.target);
  const known = new Set(links.filter((link) => typeTail(link.type) !== 'customxml').map((link) => link.target));
  return custom.filter((target) => !known.has(target));
}

class PartContent {
  private readonly pkg: Package;
  private readonly part: string;
  private readonly sheet: string | undefined;
  private readonly formulas: FormulaScreen;
  private readonly findings: Findings;
  private readonly bytes: Buffer;
  /** Where the tag of the cell last seen begins. */
  private cell = -1;
  private merges = 0;

  constructor(pkg: Package, part: string, sheet: string | undefined, formulas: FormulaScreen, findings: Findings) {
    this.pkg = pkg;
    this.part = part;
    this.sheet = sheet;
    this.formulas = formulas;
    this.findings = findings;
    this.bytes = pkg.utf8(part);
  }

  /** `dataOnly`: the part's formulas are no formulas. */
  screen(dataOnly: boolean): void {
    const wanted = dataOnly ? isMashup : (bytes: Buffer, start: number, end: number) => this.wanted(bytes, start, end);
    walkXml(this.bytes, wanted, (tag) => this.visit(tag));
  }

  /** Cells and the elements inside them are by far the most; they are told by their length before any text is made. */
  private wanted(bytes: Buffer, start: number, end: number): boolean {
    const length = end - start;
    if (length === 1) {
      if (bytes[start] === 0x63) this.cell = start;
      return bytes[start] === 0x66;
    }
    return length !== 3 && wantedNames.has(bytes.toString('latin1', start, end));
  }

  private visit(tag: StartTag): void {
    const { local } = tag;
    if (formulaText.has(local)) {
      this.formula(textInside(this.bytes, tag), local === 'f');
      return;
    }
    if (local === 'mergeCell') {
      if (++this.merges > this.pkg.limits.merges)
        throw new XlsxError('LIMIT', `A sheet has more than ${this.pkg.limits.merges} merged ranges.`, {
          part: this.part,
        });
      return;
    }
    const attributes = attributesOf(this.bytes, tag);
    for (const name of formulaAttributes.get(local) ?? []) this.formula(attributes.get(name) ?? '', false);
    if (macroElements.has(local)) this.macro(tag, attributes);
    if (local === 'DataMashup') this.findings.add({ ...dataMashupPolicy, part: this.part });
    if (local === 'oleObject' && attributes.has('link'))
      this.add('ACTIVE_DDE', 'refuse', 'The workbook has a link to another program (DDE or OLE).');
    if (local === 'imagedata' && /^(web|forbidden)$/.test(targetKind(attributes.get('src') ?? '')))
      this.add('EXT_IMAGE', 'strip', 'A picture would be fetched from elsewhere; it is removed.');
  }

  private macro(tag: StartTag, attributes: ReadonlyMap<string, string>): void {
    const text = tag.local === 'FmlaMacro' ? textInside(this.bytes, tag) : '';
    if ((attributes.get('macro') ?? '') + (attributes.get('fmlaMacro') ?? '') + text !== '')
      this.findings.add({ ...shapeMacroPolicy, part: this.part });
  }

  private formula(text: string, inCell: boolean): void {
    if (text === '') return;
    for (const { code, severity, message } of this.formulas.check(text)) this.add(code, severity, message, inCell);
  }

  private add(code: string, severity: 'warn' | 'strip' | 'refuse' | 'info', message: string, inCell = false): void {
    const { part, sheet } = this;
    const cell = inCell && sheet !== undefined ? this.cellName() : undefined;
    this.findings.add({
      code,
      severity,
      part,
      ...(sheet === undefined ? {} : { sheet }),
      ...(cell === undefined ? {} : { cell }),
      message,
    });
  }

  private cellName(): string | undefined {
    if (this.cell < 0) return undefined;
    const tag = this.bytes.toString('latin1', this.cell, this.cell + 200);
    return /^c\s[^>]*?\br\s*=\s*["']([A-Z]{1,3}\d{1,7})["']/.exec(tag)?.[1];
  }
}

function isMashup(bytes: Buffer, start: number, end: number): boolean {
  return end - start === 10 && bytes.toString('latin1', start, end) === 'DataMashup';
}
