export * from './api.ts';
export { dateToSerial, serialToDate } from './date-serial.ts';
export { type FormulaReference, fromRelative, functionsOf, rebase, referencesOf, toRelative } from './formula/index.ts';
export { defaultLimits } from './limits.ts';
export { differingParts, type PartHashes, partHashes } from './part-hashes.ts';
export type { LoadedQuery } from './queries/mashup.ts';
export { putQueries, type Queries, type QuerySheet } from './queries/put-queries.ts';
export { rewriteTexts } from './rewrite-texts.ts';
export {
  type ContentKind,
  defaultPolicies,
  policyChoices,
  type ScreenPolicies,
} from './screen/policies.ts';
export { type ScreenOptions, screenWorkbook } from './screen/screen.ts';
export { type StrippedWorkbook, stripWorkbook } from './screen/strip/strip-workbook.ts';
export {
  columnLetter,
  columnNumber,
  formatCellReference,
  formatRange,
  MAX_COLUMN,
  MAX_ROW,
  parseCellReference,
  parseRange,
} from './sheet/reference.ts';
export { appendRows, readTable, type TablePlace, type TableRows } from './table-rows.ts';
export { openScreened, openWorkbook, type ScreenedWorkbook } from './workbook.ts';
