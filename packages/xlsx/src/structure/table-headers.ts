/**
 * The header cells of a table must say what its `tableColumn`s are named (ECMA-376 Part 1 §18.5.1.3), or Excel
 * repairs the file. An edit of such a cell renames the column.
 */
import { type CellEdit, type Table, XlsxError } from '../api.ts';
import type { Package } from '../package/package.ts';
import { formatCellReference } from '../sheet/reference.ts';
import { attribute, child, childrenOf, parseTree } from '../xml/element-tree.ts';
import { Splices } from '../xml/splices.ts';
import { escapeXstring } from '../xml/xml-text.ts';
import { tablesOf } from './tables.ts';

/**
 * The edits with those of header cells as text, and their table columns renamed in the package.
 * Throws BAD_ARGUMENT when a header would be empty, a formula, not unique, or is named by a formula somewhere.
 */
export function renameHeaders(pkg: Package, sheetPart: string, edits: readonly CellEdit[]): readonly CellEdit[] {
  const tables = tablesOf(pkg, sheetPart).filter((table) => table.headerRows > 0);
  if (tables.length === 0) return edits;
  return edits.map((edit) => {
    const table = edit.value === undefined ? undefined : tables.find((t) => isHeader(t, edit));
    return table ? renameHeader(pkg, table, edit) : edit;
  });
}

function isHeader({ range, headerRows }: Table, { row, column }: CellEdit): boolean {
  const inRow = row >= range.firstRow && row < range.firstRow + headerRows;
  return inRow && column >= range.firstColumn && column <= range.lastColumn;
}

function renameHeader(pkg: Package, table: Table, edit: CellEdit): CellEdit {
  const text = edit.value === null ? '' : String(edit.value);
  const index = edit.column - table.range.firstColumn;
  const tree = parseTree(pkg.text(table.part));
  const columns = childrenOf(child(tree.root, 'tableColumns'), 'tableColumn');
  const names = columns.map((column) => attribute(tree, column, 'name') ?? '');
  const element = columns[index];
  const written = text.replaceAll('\r\n', '\n').replaceAll('\n', '_x000a_');
  if (element === undefined || names[index] === written) return { ...edit, value: text };
  const why = refusal(pkg, table, edit, names, index, text);
  if (why !== undefined) throw headerError(table, edit, why);
  const splices = new Splices(tree.text);
  splices.setAttribute(tree, element, 'name', written);
  pkg.put(table.part, splices.apply(), `column '${names[index]}' renamed with its header`);
  return { ...edit, value: text };
}

function refusal(
  pkg: Package,
  table: Table,
  edit: CellEdit,
  names: readonly string[],
  index: number,
  text: string,
): string | undefined {
  if (text === '') return 'a table column needs a header.';
  if (edit.formula !== undefined) return 'a table header cannot be a formula.';
  if (names.some((name, at) => at !== index && name.toLowerCase() === text.toLowerCase()))
    return `the table has a column '${text}' already.`;
  return isNamedByFormula(pkg, table, names[index]!)
    ? `formulas name the column '${names[index]}'; rename it in Excel, which changes them as well.`
    : undefined;
}

/** Does a formula anywhere say `[name]`? Errs on the safe side: text that only looks so counts too. */
function isNamedByFormula(pkg: Package, table: Table, name: string): boolean {
  const needle = Buffer.from(`${escapeXstring(name.replace(/['#[\]]/g, "'$&"))}]`);
  return pkg.names.some((part) => {
    const mayHoldFormulas = /\.xml$/i.test(part) && !/sharedStrings|docProps|theme|styles/i.test(part);
    if (!mayHoldFormulas || (part !== table.part && /^customXml/i.test(part))) return false;
    const bytes = pkg.utf8(part);
    for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at + 1))
      if (bytes[at - 1] === 0x5b || bytes[at - 1] === 0x40) return true;
    return false;
  });
}

function headerError(table: Table, { row, column }: CellEdit, why: string): XlsxError {
  const cell = formatCellReference(row, column);
  return new XlsxError('BAD_ARGUMENT', `${cell} is a header of table '${table.name}': ${why}`, {
    part: table.part,
    cell,
  });
}
