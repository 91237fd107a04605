/** Rows and cells: in order, in their row, on the sheet, with formats and texts that exist (ECMA-376 Part 1 §18.3.1.4, §18.3.1.73). */
import type { Report } from '../check-package.ts';
import { parseArea } from '../formula/area.ts';
import { columnLetters } from '../formula/index.ts';
import { type CellVisitor, type FormulaSpan, namedAttribute, type PlacedTag, walkCells } from '../rows/walk-cells.ts';
import { MAX_COLUMN, MAX_ROW } from '../sheet/reference.ts';
import { parseRange } from '../structure/ranges.ts';
import { child, type XmlTree } from '../xml/element-tree.ts';
import { attributesOf } from '../xml/tag-scanner.ts';
import type { IndexSizes } from './check-styles.ts';

const cellTypes = new Set(['b', 'd', 'e', 'inlineStr', 'n', 's', 'str']);

/** `strayStyles` takes the formats that are not there. */
export function checkCells(
  tree: XmlTree,
  sizes: IndexSizes,
  strayStyles: Set<string>,
  part: string,
  report: Report,
): void {
  const data = child(tree.root, 'sheetData');
  if (data === undefined || data.empty) return;
  const check = new CellCheck(tree.text, sizes, strayStyles, (fault) => report(part, fault));
  walkCells(tree.text, data.openEnd, data.closeStart, check);
  check.end();
}

class CellCheck implements CellVisitor {
  private readonly text: string;
  private readonly sizes: IndexSizes;
  private readonly report: (fault: string) => void;
  private lastRow = 0;
  private lastColumn = 0;
  /** Where a shared text begins, of the cell being walked; -1 for any other cell. */
  private sharedFrom = -1;
  /** Formats that are not there; each is one fault: new rows and cells take them over. */
  private readonly strayStyles: Set<string>;
  private readonly masters = new Set<string>();
  private readonly members = new Map<string, string>();

  constructor(text: string, sizes: IndexSizes, strayStyles: Set<string>, report: (fault: string) => void) {
    this.text = text;
    this.strayStyles = strayStyles;
    this.sizes = sizes;
    this.report = report;
  }

  row(tag: PlacedTag, row: number): void {
    if (!(row > this.lastRow)) this.report(`row ${row} after row ${this.lastRow}`);
    if (!(row >= 1 && row <= MAX_ROW)) this.report(`row ${row} is not on the sheet`);
    this.lastRow = row;
    this.lastColumn = 0;
    this.style(tag, `row ${row}`);
  }

  cell(tag: PlacedTag, row: number, column: number): void {
    const { text } = this;
    const ref = tag.refStart < 0 ? undefined : parseArea(text.slice(tag.refStart, tag.refEnd));
    if (tag.refStart >= 0 && ref?.first.row !== row)
      this.report(`cell ${columnLetters(column)} says row ${ref?.first.row} in row ${row}`);
    if (column <= this.lastColumn || column > MAX_COLUMN)
      this.report(`cell ${columnLetters(column)}${row} out of order`);
    this.lastColumn = column;
    const type = this.style(tag, `cell ${columnLetters(column)}${row}`);
    this.sharedFrom = type === 's' && !tag.empty ? tag.end : -1;
  }

  cellEnd(end: number): void {
    if (this.sharedFrom < 0) return;
    const index = /<(?:\w+:)?v[^>]*>\s*(\d+)\s*</.exec(this.text.slice(this.sharedFrom, end))?.[1];
    if (index !== undefined && Number(index) >= this.sizes.strings)
      this.report(`cell ${columnLetters(this.lastColumn)}${this.lastRow} has text ${index} of ${this.sizes.strings}`);
    this.sharedFrom = -1;
  }

  formula({ nameEnd, openEnd, closeStart, row, column }: FormulaSpan): void {
    if (openEnd - nameEnd < 3) return;
    const attributes = attributesOf(this.text, nameEnd, openEnd);
    const value = (name: string): string | undefined => {
      const found = namedAttribute(attributes, name);
      return found === undefined ? undefined : this.text.slice(found.valueStart, found.valueEnd);
    };
    const place = `${columnLetters(column)}${row}`;
    const ref = value('ref');
    const range = ref === undefined ? undefined : parseRange(ref);
    if (ref !== undefined && range === undefined) this.report(`formula of ${place} has a broken ref`);
    if (value('t') !== 'shared') return;
    const group = value('si') ?? '';
    if (closeStart > openEnd) {
      if (this.masters.has(group)) this.report(`shared formula ${group} has two texts`);
      this.masters.add(group);
    } else if (!this.members.has(group)) this.members.set(group, place);
  }

  end(): void {
    for (const [group, place] of this.members)
      if (!this.masters.has(group)) this.report(`shared formula ${group} of ${place} has no text`);
  }

  /** Checks `s`; returns `t`. */
  private style({ nameEnd, end }: PlacedTag, where: string): string | undefined {
    const tag = this.text.slice(nameEnd, end);
    const style = /\ss=["']([^"']*)["']/.exec(tag)?.[1];
    if (style !== undefined && !(Number(style) < this.sizes.styles)) this.strayStyles.add(style);
    const type = /\st=["']([^"']*)["']/.exec(tag)?.[1];
    if (type !== undefined && !cellTypes.has(type)) this.report(`${where} is of type '${type}'`);
    return type;
  }
}
