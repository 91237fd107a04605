/** Where a new child belongs: the sequences of CT_Workbook (§18.2.27), CT_Worksheet (§18.3.1.99), CT_Stylesheet (§18.8.39). */
import { descendants, type XmlElement } from '../xml/element-tree.ts';
import type { Splices } from '../xml/splices.ts';

export const workbookOrder =
  'fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing fileRecoveryPr webPublishObjects extLst'.split(
    ' ',
  );

export const worksheetOrder =
  'sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts extLst'.split(
    ' ',
  );

export const stylesheetOrder =
  'numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst'.split(' ');

/** Inserts markup as a child named `local` behind its equals and before everything that must follow it. */
export function insertChild(
  splices: Splices,
  parent: XmlElement,
  order: readonly string[],
  local: string,
  markup: string,
): void {
  const rank = order.indexOf(local);
  const follower = parent.children.find((child) => rankOf(child, order) > rank);
  if (follower === undefined) splices.append(parent, markup);
  else splices.insert(follower.start, markup);
}

/** Rank of a child; of what it wraps for `mc:AlternateContent`; -1 when unknown. */
function rankOf(child: XmlElement, order: readonly string[]): number {
  const own = order.indexOf(child.local);
  if (own >= 0 || child.local !== 'AlternateContent') return own;
  for (const inner of descendants(child)) {
    const rank = order.indexOf(inner.local);
    if (rank >= 0) return rank;
  }
  return -1;
}
