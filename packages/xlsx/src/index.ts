export * from './api.ts';
export { dateToSerial, serialToDate } from './date-serial.ts';
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
export { openWorkbook } from './workbook.ts';
