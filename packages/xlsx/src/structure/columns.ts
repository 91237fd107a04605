/** `<cols>` of a sheet (ECMA-376 Part 1 §18.3.1.17): widths and hiding of columns, given for stretches `min … max`. */
import { XlsxError } from '../api.ts';
import type { Package } from '../package/package.ts';
import type { SheetCells } from '../sheet/sheet-cells.ts';
import {
  attribute,
  child,
  childrenOf,
  parseTree,
  prefixOf,
  type XmlElement,
  type XmlTree,
} from '../xml/element-tree.ts';
import { Splices } from '../xml/splices.ts';
import { insertChild, worksheetOrder } from './schema-order.ts';
import { sheetText } from './sheet-text.ts';

export interface ColumnChange {
  readonly hidden?: boolean;
  /** In characters of the default font. */
  readonly width?: number;
}

/** Changes one column; a stretch that holds it is split so that its neighbours keep what they have. */
export function setColumn(
  pkg: Package,
  sheetPart: string,
  column: number,
  what: ColumnChange,
  cells?: SheetCells,
): void {
  if (!Number.isInteger(column) || column < 1 || column > 16_384) {
    throw new XlsxError('BAD_ARGUMENT', `There is no column ${column}.`, { part: sheetPart });
  }
  const sheet = sheetText(pkg, sheetPart, cells);
  const tree = parseTree(sheet.text, ['sheetData']);
  const splices = new Splices(tree.text);
  const cols = child(tree.root, 'cols');
  if (cols === undefined) {
    const prefix = prefixOf(tree.root);
    const markup = `<${prefix}cols>${freshColumn(prefix, column, what)}</${prefix}cols>`;
    insertChild(splices, tree.root, worksheetOrder, 'cols', markup);
  } else changeStretch(tree, splices, cols, column, what);
  sheet.put(splices.apply(), 'column width or visibility');
}

function freshColumn(prefix: string, column: number, what: ColumnChange): string {
  const width = ` width="${what.width ?? 9.140625}"${what.width === undefined ? '' : ' customWidth="1"'}`;
  return `<${prefix}col min="${column}" max="${column}"${width}${what.hidden === true ? ' hidden="1"' : ''}/>`;
}

function changeStretch(tree: XmlTree, splices: Splices, cols: XmlElement, column: number, what: ColumnChange): void {
  const stretches = childrenOf(cols, 'col').map((element) => ({
    element,
    min: Number(attribute(tree, element, 'min') ?? 0),
    max: Number(attribute(tree, element, 'max') ?? 0),
  }));
  const holder = stretches.find((s) => s.min <= column && column <= s.max);
  if (holder === undefined) {
    const follower = stretches.find((s) => s.min > column);
    const markup = freshColumn(prefixOf(cols), column, what);
    if (follower === undefined) splices.append(cols, markup);
    else splices.insert(follower.element.start, markup);
    return;
  }
  const { element, min, max } = holder;
  const pieces = [changedCopy(tree, element, column, column, what)];
  if (min < column) pieces.unshift(changedCopy(tree, element, min, column - 1, {}));
  if (max > column) pieces.push(changedCopy(tree, element, column + 1, max, {}));
  splices.replace(element.start, element.end, pieces.join(''));
}

function changedCopy(tree: XmlTree, element: XmlElement, min: number, max: number, what: ColumnChange): string {
  const copy = parseTree(tree.text.slice(element.start, element.end));
  const splices = new Splices(copy.text);
  const set = (name: string, value: string | undefined) => splices.setAttribute(copy, copy.root, name, value);
  set('min', String(min));
  set('max', String(max));
  if (what.hidden !== undefined) set('hidden', what.hidden ? '1' : undefined);
  if (what.width !== undefined) {
    set('width', String(what.width));
    set('customWidth', '1');
  }
  return splices.apply();
}
