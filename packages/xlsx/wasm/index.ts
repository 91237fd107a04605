export { cellDisorder, cells, column, slow } from './cell';
export {
  CELLS,
  COLUMN,
  NUMBER,
  POWERS_OF_FIVE,
  PREFIX,
  PREFIX_SIZE,
  ROW_FIRST,
  ROW_FLAGS,
  ROW_NUMBER,
  ROW_START,
  ROWS,
  SLOW,
  SPAN_END,
  SPAN_FORMULAS,
  SPAN_START,
  START,
  STRING_END,
  STRING_KIND,
  STRING_START,
  STYLE,
  setPrefix,
  TYPE,
  WINDOW,
  WINDOW_SIZE,
} from './memory';
export { resume, row, rowDisorder, rows, scanCells, spans } from './scan-cells';
export { scanStrings, stringSpans, strings } from './scan-strings';
