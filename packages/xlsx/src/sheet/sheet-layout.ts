/**
 * Where the children of `<worksheet>` stand in a sheet part (ECMA-376 Part 1 §18.3.1.99), and its cells as a `Grid`.
 * The namespace may be prefixed (`<x:worksheet>`) and Strict; only local names of the children are looked at.
 */
import { XlsxError } from '../api.ts';
import type { Grid } from './grid.ts';
import { orderGrid } from './order-grid.ts';
import type { PlainRows } from './plain-scan.ts';
import { SheetScanner } from './scan.ts';
import { elementEnd, localName, malformed, nextTag, readTag, type Tag } from './tokens.ts';

/** An element: from its `<` to behind its last `>`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface SheetLayout {
  /** `x:` when the part prefixes the main namespace, else ''. */
  readonly prefix: string;
  /** Elements directly below the root, by local name, in document order. Without `sheetData`. */
  readonly children: ReadonlyMap<string, readonly Span[]>;
  /** Undefined in chart sheets. `open` is the start tag; the content ends where the end tag `close` begins. */
  readonly data: { readonly open: Tag; readonly close: number } | undefined;
  readonly grid: Grid;
  /** Rows and cells stand in the part in the order of the grid. */
  readonly ordered: boolean;
  /** Rows of which nothing but their cells needs to be looked at; perhaps none. */
  readonly plainRows: readonly PlainRows[];
}

const layouts = new WeakMap<Buffer, SheetLayout>();

/** `scanSheet`, once for the same bytes. */
export function layoutOf(bytes: Buffer, cellLimit: number): SheetLayout {
  const known = layouts.get(bytes);
  if (known !== undefined && known.grid.cells <= cellLimit) return known;
  const layout = scanSheet(bytes, cellLimit);
  layouts.set(bytes, layout);
  return layout;
}

/** As `layoutOf`; undefined for a part that cannot be scanned. */
export function readableLayout(bytes: Buffer, cellLimit: number): SheetLayout | undefined {
  try {
    return layoutOf(bytes, cellLimit);
  } catch (error) {
    if (error instanceof XlsxError) return undefined;
    throw error;
  }
}

/** The plain rows of a part; none where it cannot be scanned. */
export function plainRowsOf(bytes: Buffer, cellLimit: number): readonly PlainRows[] {
  return readableLayout(bytes, cellLimit)?.plainRows ?? [];
}

/** Scans a whole sheet part, with or without the help of the scanner module. Throws XML_MALFORMED, XML_DTD, CELL_REFERENCE, LIMIT. */
export function scanSheet(bytes: Buffer, cellLimit: number, module = true): SheetLayout {
  const root = nextTag(bytes, 0);
  if (!root || root.kind === 'close') throw malformed('The part has no root element.', 0);
  const prefix = root.name.slice(0, root.name.indexOf(':') + 1);
  const children = new Map<string, Span[]>();
  const scanner = new SheetScanner(bytes, prefix, cellLimit, module);
  let data: SheetLayout['data'];
  let at = root.end;
  for (let tag = root.kind === 'open' ? nextTag(bytes, at) : undefined; ; tag = nextTag(bytes, at)) {
    if (!tag && root.kind === 'open') throw malformed('The root element is not closed.', at);
    if (!tag || tag.kind === 'close') break;
    if (tag.name === `${prefix}sheetData` && !data) {
      data = { open: tag, close: tag.kind === 'empty' ? tag.end : scanner.scan(tag.end) };
      at = tag.kind === 'empty' ? tag.end : readTag(bytes, data.close).end;
      continue;
    }
    at = elementEnd(bytes, tag);
    addChild(children, localName(tag.name), { start: tag.start, end: at });
  }
  if (scanner.grid.cells > cellLimit) throw new XlsxError('LIMIT', `The sheet has more than ${cellLimit} cells.`);
  return {
    prefix,
    children,
    data,
    grid: scanner.ordered ? scanner.grid : orderGrid(scanner.grid),
    ordered: scanner.ordered,
    plainRows: scanner.plainRows,
  };
}

function addChild(children: Map<string, Span[]>, name: string, span: Span): void {
  const spans = children.get(name);
  if (spans) spans.push(span);
  else children.set(name, [span]);
}
