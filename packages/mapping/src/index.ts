export * from './api.ts';
export { formatPredecessors, referenceText, type WrittenEdge } from './dependencies/format-predecessors.ts';
export { type PredecessorText, parsePredecessors } from './dependencies/parse-predecessors.ts';
export {
  type ResolvedPredecessors,
  type RowEdge,
  resolvePredecessors,
} from './dependencies/resolve-predecessors.ts';
export type { DetectionHint } from './detect/hint.ts';
export { findTable } from './detect.ts';
export { type RowHashes, readHashSheet } from './hashes/hash-sheet.ts';
export { placesOf, type RememberedBase, rememberedBase } from './hashes/remembered-base.ts';
export { isAsHandedOut } from './identify/as-handed-out.ts';
export { type BroughtForward, broughtForward, type HeldCell } from './identify/brought-forward.ts';
export { type HeldBase, heldBy } from './identify/held-by.ts';
export { type IdentifyOptions, identify } from './identify.ts';
export { type ImportedPlan, importPlan } from './import.ts';
export { acceptedLanguage } from './layout/catalogue.ts';
export { readSyncToken } from './layout/hidden-sheets.ts';
export { foundLens } from './lens/found-lens.ts';
export { identifyLens, type LensReading } from './lens/identify-lens.ts';
export { type LensWorkbook, lensWorkbook } from './lens/lens-workbook.ts';
export { matchRows } from './match.ts';
export { readCopy } from './metadata/read-copy.ts';
export { type Rebound, readMetadata, rebind, signedPayload } from './metadata.ts';
export { isOwnSection, type QuerySection, queryFile, querySection, sectionToken } from './queries/query-section.ts';
export { readPlan } from './read.ts';
export { type Exchange, readExchanges } from './script/exchanges.ts';
export { type ScriptVersion, short as heldValue } from './script/store.ts';
export { addFieldColumns } from './share/field-columns.ts';
export {
  editsOfGone,
  emptyGone,
  goneFields,
  shadowWithout,
  unbindFields,
  withoutFields,
} from './share/gone-fields.ts';
export { type PrivateColumn, privateColumns } from './share/private-columns.ts';
export { readShared, type SharedColumn, sharedValues, withSharedBase, withValues } from './share/shared-columns.ts';
export { readChoices } from './sync-sheet.ts';
export { storedZip } from './template/stored-zip.ts';
export { newWorkbook, type TemplateKind } from './template.ts';
export { type CellValue, type FormatOptions, formatFor } from './values/format.ts';
export { columnInRow, columnOfCell, nameColumnsOf } from './values/name-columns.ts';
export { idsOf, keptMarks, rowNumbersOf } from './values/plan-columns.ts';
export { type ReadAgain, readAgain } from './write/read-again.ts';
export { type HandOutDifference, handOutDifferences, verifyHandOut } from './write/verify.ts';
export { writePlan } from './write.ts';
