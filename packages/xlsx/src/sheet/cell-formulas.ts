/**
 * Formulas of a scanned sheet (ECMA-376 Part 1 §18.3.1.40). The texts stay in the part until they are asked for;
 * what is kept is which cell is the master of which shared formula and where arrays and data tables lie.
 */
import { type CellFormula, type Range, XlsxError } from '../api.ts';
import { rebase } from '../formula/index.ts';
import { attributesOf } from '../xml/tag-scanner.ts';
import { FORMULA, type Grid } from './grid.ts';
import { parseRange } from './reference.ts';
import { elementEnd, endsName, GT, LT, localName, nextTag, SLASH, type Tag, tagEnd } from './tokens.ts';
import { readXmlText, unescapeXml } from './xml-string.ts';

export interface SharedGroup {
  /** Cell index (in the grid) of the cell that has the text. */
  master: number;
  readonly members: number[];
}

/** An array formula or data table that reaches over more than its own cell, or a dynamic array. */
export interface Block {
  readonly cell: number;
  readonly range: Range;
  readonly kind: 'array' | 'dataTable';
}

interface FormulaTag {
  readonly tag: Tag;
  readonly attributes: ReadonlyMap<string, string>;
}

interface Indexed {
  readonly shared: Map<string, SharedGroup>;
  readonly blocks: Block[];
}

export class CellFormulas {
  private known: Indexed | undefined;
  private readonly bytes: Buffer;
  private readonly grid: Grid;
  readonly lengthLimit: number;

  constructor(bytes: Buffer, grid: Grid, lengthLimit: number) {
    this.bytes = bytes;
    this.grid = grid;
    this.lengthLimit = lengthLimit;
  }

  get shared(): ReadonlyMap<string, SharedGroup> {
    return this.indexed.shared;
  }

  get blocks(): readonly Block[] {
    return this.indexed.blocks;
  }

  /** All that are more than a text of their own: nobody asks for them who reads plain formulas alone. */
  private get indexed(): Indexed {
    if (this.known !== undefined) return this.known;
    const { bytes, grid } = this;
    const indexed: Indexed = { shared: new Map(), blocks: [] };
    for (let cell = 0; cell < grid.cells; cell++)
      if ((grid.type[cell]! & FORMULA) !== 0 && plainFormulaStart(bytes, grid.start[cell]!) === 0)
        this.index(cell, indexed);
    this.known = indexed;
    return indexed;
  }

  /** The formula of a cell; undefined when it has none, or a shared one whose text is in no cell. Throws LIMIT. */
  get(cell: number, row: number): CellFormula | undefined {
    if ((this.grid.type[cell]! & FORMULA) === 0) return undefined;
    const plain = plainFormulaStart(this.bytes, this.grid.start[cell]!);
    if (plain > 0) {
      const text = this.plainText(plain);
      if (text !== undefined) return { kind: 'normal', text };
    }
    const { tag, attributes } = this.tagOf(cell);
    const kind = attributes.get('t');
    const ref = attributes.get('ref');
    if (kind === 'shared') {
      const shared = this.sharedText(cell, row, attributes.get('si') ?? '');
      return shared === undefined ? undefined : { kind, text: shared };
    }
    const text = this.textOf(tag);
    if (kind !== 'array' && kind !== 'dataTable') return { kind: 'normal', text };
    return ref === undefined ? { kind, text } : { kind, text, ref };
  }

  /** Own text of the formula of a cell; '' for a member of a shared formula. */
  ownText(cell: number): string {
    return this.textOf(this.tagOf(cell).tag);
  }

  private index(cell: number, { shared, blocks }: Indexed): void {
    const { tag, attributes } = this.tagOf(cell);
    const kind = attributes.get('t');
    const ref = attributes.get('ref');
    if (kind === 'shared') {
      const id = attributes.get('si') ?? '';
      const group = shared.get(id);
      const isMaster = tag.kind === 'open' && this.textOf(tag) !== '';
      if (!group) shared.set(id, { master: isMaster ? cell : -1, members: [cell] });
      else {
        group.members.push(cell);
        if (isMaster && group.master < 0) group.master = cell;
      }
    } else if ((kind === 'array' || kind === 'dataTable') && ref !== undefined)
      blocks.push({ cell, range: parseRange(ref), kind });
  }

  private sharedText(cell: number, row: number, id: string): string | undefined {
    const group = this.shared.get(id);
    const own = this.ownText(cell);
    if (own !== '') return own;
    if (!group || group.master < 0) return undefined;
    const text = this.ownText(group.master);
    return rebase(text, this.rowOf(group.master), this.grid.column[group.master]!, row, this.grid.column[cell]!);
  }

  /** Row number of a cell by its index. */
  rowOf(cell: number): number {
    const { rowFirst, rowNumber } = this.grid;
    let low = 0;
    let high = this.grid.rows - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (rowFirst[middle]! <= cell) low = middle;
      else high = middle - 1;
    }
    return rowNumber[low]!;
  }

  /** The text up to an end tag; undefined when there is anything else in it. */
  private plainText(from: number): string | undefined {
    const { bytes } = this;
    const end = bytes.indexOf(LT, from);
    if (bytes[end + 1] !== SLASH) return undefined;
    const text = unescapeXml(bytes.toString('utf8', from, end));
    this.checkLength(text);
    return text;
  }

  private tagOf(cell: number): FormulaTag {
    const { bytes } = this;
    const open = nextTag(bytes, this.grid.start[cell]!)!;
    for (let tag = nextTag(bytes, open.end); tag; tag = nextTag(bytes, elementEnd(bytes, tag))) {
      if (localName(tag.name) !== 'f') continue;
      const text = bytes.toString('utf8', tag.start, tag.end);
      const attributes = new Map<string, string>();
      for (const found of attributesOf(text, 1 + tag.name.length, text.length))
        attributes.set(found.name, unescapeXml(text.slice(found.valueStart, found.valueEnd)));
      return { tag, attributes };
    }
    throw new XlsxError('XML_MALFORMED', 'A formula is not where it was.');
  }

  private textOf(tag: Tag): string {
    if (tag.kind === 'empty') return '';
    const end = this.bytes.lastIndexOf(LT, elementEnd(this.bytes, tag) - 1);
    const text = readXmlText(this.bytes, tag.end, end);
    this.checkLength(text);
    return text;
  }

  private checkLength(text: string): void {
    if (text.length > this.lengthLimit)
      throw new XlsxError('LIMIT', `A formula has more than ${this.lengthLimit} characters.`);
  }
}

const known = new WeakMap<Grid, CellFormulas>();

/** Those of a grid, once. */
export function formulasOf(bytes: Buffer, grid: Grid, lengthLimit: number): CellFormulas {
  const before = known.get(grid);
  if (before?.lengthLimit === lengthLimit) return before;
  const formulas = new CellFormulas(bytes, grid, lengthLimit);
  known.set(grid, formulas);
  return formulas;
}

/** Where the text of an `<f>` without attributes right behind the tag of the cell at `start` begins; 0 when it is written otherwise. */
export function plainFormulaStart(bytes: Buffer, start: number): number {
  let at = tagEnd(bytes, start);
  if (bytes[at++] !== LT) return 0;
  while (bytes[at] !== GT && bytes[at] !== undefined) {
    if (endsName(bytes[at])) return 0;
    at++;
  }
  return bytes[at - 1] === 0x66 ? at + 1 : 0;
}
