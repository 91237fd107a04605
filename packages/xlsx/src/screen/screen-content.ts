import { type Finding, XlsxError } from '../api.ts';
import { FilledDown } from '../formula/filled-down.ts';
import type { Package } from '../package/package.ts';
import { typeTail } from '../package/vocabulary.ts';
import { plainFormulaStart } from '../sheet/cell-formulas.ts';
import { FORMULA } from '../sheet/grid.ts';
import { readableLayout, type SheetLayout } from '../sheet/sheet-layout.ts';
import { elementEnd, LT, readTag } from '../sheet/tokens.ts';
import { definedNames } from '../structure/defined-names.ts';
import { type SheetEntry, sheetList } from '../structure/sheet-list.ts';
import { attributesOf, type StartTag, textInside, walkXml } from '../xml/walk-xml.ts';
import type { Findings } from './findings.ts';
import { type FormulaIssue, FormulaScreen } from './formula-screen.ts';
import { linkParts } from './links.ts';
import { policiesFor } from './own-queries.ts';
import {
  connectionPolicy,
  hyperlinkPolicy,
  isVbaProject,
  picturePolicy,
  policyOfContentType,
  shapeMacroPolicy,
} from './part-policy.ts';
import { type ScreenPolicies, severityOf } from './policies.ts';
import type { ScreenOptions } from './screen.ts';
import { isXmlPart } from './screen-container.ts';
import { sources } from './screen-parts.ts';
import { targetKind } from './targets.ts';
import { isVml, vmlLinks } from './vml-links.ts';

/**
 * Elements whose text is a formula, wherever they stand: cells, x14 and charts (`f`, filtered series `sqref`, `nf` of the newer charts),
 * formats, validations, names, tables, VML.
 */
const formulaText = new Set(
  (
    'f formula formula1 formula2 oldFormula definedName calculatedColumnFormula totalsRowFormula ' +
    'FmlaLink FmlaRange FmlaGroup FmlaTxbx FmlaPict sqref nf'
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
export function screenContent(pkg: Package, options: ScreenOptions, findings: Findings): void {
  const sheets = sheetList(pkg);
  const policies = policiesFor(pkg, options);
  const losesMacros = policies.macros === 'strip' && pkg.names.some((part) => isVbaProject(pkg.bytes(part)));
  const formulas = formulaScreen(pkg, losesMacros);
  const passed = new Set([...customXml(pkg), ...linkParts(pkg).map(({ part }) => part)]);
  const doomed = policies.macroSheets === 'strip' ? sheets.filter((sheet) => isMacroSheet(pkg, sheet)) : [];
  for (const part of pkg.names) {
    if (!isXmlPart(pkg, part) || doomed.some((sheet) => sheet.part === part)) continue;
    const sheet = sheets.find((entry) => entry.part === part)?.name;
    new PartContent(pkg, part, sheet, formulas, policies, findings).screen(passed.has(part));
  }
}

/** A sheet of Excel 4.0 macros: what its formulas are does not matter where it is taken out as a whole. */
function isMacroSheet(pkg: Package, { part, type }: SheetEntry): boolean {
  return type === 'macrosheet' || policyOfContentType(pkg.contentType(part))?.kind === 'macroSheets';
}

/** Judges the formulas of this workbook. */
export function formulaScreen(pkg: Package, losesMacros = false): FormulaScreen {
  const names = definedNames(pkg).map(({ name }) => name);
  const sheets = sheetList(pkg).map(({ name }) => name);
  const links = linkParts(pkg).map(({ kind }) => kind);
  return new FormulaScreen({ names, sheets, links, losesMacros }, pkg.limits);
}

/** Custom XML is data of other programs: its elements mean nothing to Excel, whatever they are called. */
function customXml(pkg: Package): string[] {
  const links = sources(pkg).flatMap((source) => pkg.relationships(source));
  const custom = links.filter((link) => typeTail(link.type) === 'customxml').map((link) => link.target);
  const known = new Set(links.filter((link) => typeTail(link.type) !== 'customxml').map((link) => link.target));
  return custom.filter((target) => !known.has(target));
}

/** Bytes of a formula. */
const SHORT = 1000;

/** Where a formula stands. */
type Place = 'cell' | 'name' | 'other';

class PartContent {
  private readonly pkg: Package;
  private readonly part: string;
  private readonly sheet: string | undefined;
  private readonly formulas: FormulaScreen;
  private readonly policies: ScreenPolicies;
  private readonly findings: Findings;
  /** Where the cells end. */
  private readonly cellsEnd: number;
  private readonly bytes: Buffer;
  /** Where the tag of the cell last seen begins. */
  private cell = -1;
  private merges = 0;
  /** Of formulas, so far. */
  private issues = 0;

  constructor(
    pkg: Package,
    part: string,
    sheet: string | undefined,
    formulas: FormulaScreen,
    policies: ScreenPolicies,
    findings: Findings,
  ) {
    this.pkg = pkg;
    this.part = part;
    this.sheet = sheet;
    this.formulas = formulas;
    this.policies = policies;
    this.findings = findings;
    this.bytes = pkg.utf8(part);
    this.cellsEnd = sheet === undefined ? -1 : this.bytes.lastIndexOf('sheetData', undefined, 'latin1');
  }

  /** Shapes of legacy drawings may lead somewhere by themselves ([VML] `href`), whatever kind of shape they are. */
  private screenLinks(): void {
    for (const target of vmlLinks(this.pkg.text(this.part)))
      if (targetKind(target.href) === 'forbidden') this.findings.report(hyperlinkPolicy, { part: this.part });
  }

  /** `dataOnly`: the part's formulas are no formulas. */
  screen(dataOnly: boolean): void {
    const wanted = dataOnly ? isMashup : (bytes: Buffer, start: number, end: number) => this.wanted(bytes, start, end);
    const { sheet, bytes } = this;
    const layout = sheet === undefined ? undefined : readableLayout(bytes, this.pkg.limits.cells);
    const plain = layout?.plainRows ?? [];
    // in a grid that had to be put in order, cells that came twice are missing
    const byGrid = dataOnly || layout?.ordered === true;
    if (layout !== undefined && byGrid && !dataOnly) this.screenRows(layout);
    const passed = byGrid ? plain : plain.filter(({ formulas }) => !formulas);
    walkXml(bytes, wanted, (tag) => this.visit(tag), passed);
    if (isVml(this.part)) this.screenLinks();
  }

  /** Of plain rows nothing but their formulas is looked at; those that were filled down are judged once in their column. */
  private screenRows({ grid, plainRows }: SheetLayout): void {
    const harmless = new Map<number, FilledDown>();
    let row = 0;
    for (const { start, end, formulas } of plainRows) {
      for (; row < grid.rows && grid.rowStart[row]! < end; row++) {
        if (!formulas || grid.rowStart[row]! < start) continue;
        for (let cell = grid.rowFirst[row]!; cell < grid.rowFirst[row + 1]!; cell++)
          if ((grid.type[cell]! & FORMULA) !== 0)
            this.cellFormula(grid.start[cell]!, grid.column[cell]!, grid.rowNumber[row]!, harmless);
      }
    }
  }

  private cellFormula(start: number, column: number, row: number, harmless: Map<number, FilledDown>): void {
    const { bytes, issues } = this;
    const from = plainFormulaStart(bytes, start);
    const end = from === 0 ? 0 : (harmless.get(column)?.endIn(bytes, from, row) ?? 0);
    if (end > 0 && bytes[end] === LT) return;
    const wanted = (all: Buffer, at: number, until: number) => this.wanted(all, at, until);
    const cellEnd = elementEnd(bytes, readTag(bytes, start));
    walkXml(bytes, wanted, (tag) => this.visit(tag), [], start, cellEnd);
    const to = bytes.indexOf(LT, from);
    // a short one stays within every limit, however long the number of its row is
    if (from > 0 && to - from < SHORT && this.issues === issues)
      harmless.set(column, FilledDown.of(bytes, from, to, row));
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
      const inCell = local === 'f' && tag.start < this.cellsEnd;
      this.formula(textInside(this.bytes, tag), inCell ? 'cell' : local === 'definedName' ? 'name' : 'other');
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
    for (const name of formulaAttributes.get(local) ?? []) this.formula(attributes.get(name) ?? '', 'other');
    if (macroElements.has(local)) this.macro(tag, attributes);
    if (local === 'DataMashup') this.findings.report(connectionPolicy, { part: this.part });
    if (local === 'oleObject' && attributes.has('link'))
      this.add('ACTIVE_DDE', 'refuse', 'The workbook has a link to another program (DDE or OLE).');
    if (local === 'imagedata' && /^(web|forbidden)$/.test(targetKind(attributes.get('src') ?? '')))
      this.findings.report(picturePolicy, { part: this.part });
  }

  private macro(tag: StartTag, attributes: ReadonlyMap<string, string>): void {
    const text = tag.local === 'FmlaMacro' ? textInside(this.bytes, tag) : '';
    if ((attributes.get('macro') ?? '') + (attributes.get('fmlaMacro') ?? '') + text !== '')
      this.findings.report(shapeMacroPolicy, { part: this.part });
  }

  private formula(text: string, place: Place): void {
    if (text === '') return;
    for (const issue of this.formulas.check(text)) {
      this.issues++;
      this.add(issue.code, this.severity(issue, place), issue.message, place === 'cell');
    }
  }

  /** Cells can be reduced to their values and most names be left out; a formula anywhere else stands or falls with the workbook. */
  private severity({ kind, severity }: FormulaIssue, place: Place): Finding['severity'] {
    if (kind === undefined) return severity;
    const chosen = severityOf(this.policies, kind);
    const strippable = place === 'cell' || (place === 'name' && kind !== 'longFormulas');
    return chosen === 'strip' && !strippable ? 'refuse' : chosen;
  }

  private add(code: string, severity: Finding['severity'], message: string, inCell = false): void {
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
