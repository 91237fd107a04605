/** Children in the order of their schema (ECMA-376 Part 1 §18, the sequences of its complex types). */
import type { Report } from '../check-package.ts';
import type { Package } from '../package/package.ts';
import { stylesheetOrder, workbookOrder, worksheetOrder } from '../structure/schema-order.ts';
import { descendants, parseTree, type XmlElement } from '../xml/element-tree.ts';

const words = (text: string): readonly string[] => text.split(' ');

/** By local name of the parent. Children that are not listed (of other namespaces, alternatives) may stand anywhere. */
const sequences: ReadonlyMap<string, readonly string[]> = new Map([
  ['worksheet', worksheetOrder],
  ['workbook', workbookOrder],
  ['styleSheet', stylesheetOrder],
  ['table', words('autoFilter sortState tableColumns tableStyleInfo extLst')],
  ['tableColumn', words('calculatedColumnFormula totalsRowFormula xmlColumnPr extLst')],
  ['comments', words('authors commentList extLst')],
  ['comment', words('text commentPr extLst')],
  ['sheetPr', words('tabColor outlinePr pageSetUpPr')],
  ['sheetView', words('pane selection pivotSelection extLst')],
  ['dataValidation', words('formula1 formula2')],
  ['conditionalFormatting', words('cfRule extLst')],
  ['cfRule', words('formula colorScale dataBar iconSet extLst')],
  ['autoFilter', words('filterColumn sortState extLst')],
  ['headerFooter', words('oddHeader oddFooter evenHeader evenFooter firstHeader firstFooter')],
  ['xf', words('alignment protection extLst')],
  ['dxf', words('font numFmt fill alignment border protection extLst')],
  ['patternFill', words('fgColor bgColor')],
  ['twoCellAnchor', words('from to sp grpSp graphicFrame cxnSp pic contentPart clientData')],
  ['oneCellAnchor', words('from ext sp grpSp graphicFrame cxnSp pic contentPart clientData')],
]);

/** Parts whose elements these are: of spreadsheets and drawings on them. */
const known = /spreadsheetml|drawing\+xml|^application\/xml$/;

/** Reports each child that stands behind one that must follow it. Lists with a `count` hold as many as they say. */
export function checkOrder(pkg: Package, part: string, report: Report): void {
  if (!known.test(pkg.contentType(part) ?? '')) return;
  const tree = parseTree(pkg.text(part), ['sheetData', 'sst']);
  checkChildren(tree.root, part, report);
  for (const element of descendants(tree.root)) checkChildren(element, part, report);
}

function checkChildren(parent: XmlElement, part: string, report: Report): void {
  const order = sequences.get(parent.local);
  if (order === undefined) return;
  let reached = -1;
  for (const { local, namespace } of parent.children) {
    const rank = namespace === parent.namespace ? order.indexOf(local) : -1;
    if (rank < 0) continue;
    if (rank < reached) report(part, `<${local}> stands behind <${order[reached]}> in <${parent.local}>`);
    reached = Math.max(reached, rank);
  }
}
