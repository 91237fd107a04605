/** Where LibreOffice departs from Excel, or from itself: differences that are right, each told by its own marks. */

/** Kind, where, what LibreOffice has, what our workbook has; of a value also the formulas behind the two. */
export type Difference = readonly [kind: string, where: string, one: Part, two: Part, formula?: string, other?: string];

/** A text, or the formula and the value of a cell that the other workbook does not have. */
type Part = string | null | readonly (string | number | null)[];

interface Exception {
  readonly name: string;
  readonly why: string;
  /** `withoutTotals`: tables that lost their row of totals. */
  readonly is: (difference: Difference, withoutTotals: readonly string[]) => boolean;
}

/** The parts of a difference, '' where it has none. */
function parts(difference: Difference) {
  const [kind, where, one, two, formula, other] = difference;
  const texts = kind === 'value' ? [formula, other] : [one, two];
  return { kind, where, one: String(one), two: String(two), formulas: texts.map((text) => String(text ?? '')) };
}

const toTheEnd = /([A-Z]+\$?)(\d+|#REF!):(\$?[A-Z]+\$?)10(48\d{3})|A:A/g;
const severalSheets =
  /(\$?(?:'(?:[^']|'')+'|[^\s'=(;~:!&+*/^<>-]+)\.\$?[A-Z]+)\$?\d+:((?:'(?:[^']|'')+'|[^\s'=(;~:!&+*/^<>-]+)\.\$?[A-Z]+)\$?\d+/g;

const exceptions: readonly Exception[] = [
  {
    name: 'lost reference',
    why: 'Functions treat a reference that was lost just now and the error #REF! (which LibreOffice reads from a file, as Excel has it) differently: COUNT, and which of two errors wins.',
    is: (difference) => {
      const { kind, formulas } = parts(difference);
      return kind === 'value' && formulas.every((formula) => formula.includes('#REF!'));
    },
  },
  {
    name: 'lost part of a name',
    why: 'The name Two is a union; when one part of it is deleted, Excel writes #REF! for it, which COUNT passes over when LibreOffice reads it, and does not when LibreOffice has just lost it.',
    is: (difference) => {
      const { kind, one, formulas } = parts(difference);
      return kind === 'value' && one === 'error' && formulas[0] === formulas[1] && /\bTwo\b/.test(formulas[0]!);
    },
  },
  {
    name: 'lost table',
    why: 'A structured reference to a table that is deleted: Excel makes #REF! of it; LibreOffice keeps its brackets behind #NAME?.',
    is: (difference) => {
      const [one, two] = parts(difference).formulas;
      return one!.replace(/#NAME\?\[(?:[^[\]]|\[[^[\]]*\])*\]/g, '#REF!') === two && one !== two;
    },
  },
  {
    name: 'to the last row',
    why: 'A range that ends with the last row of the sheet: Excel takes the rows deleted off its end (A5:A1048576 → A5:A1048575), LibreOffice does so only sometimes and may lose its beginning.',
    is: (difference) => {
      const { formulas } = parts(difference);
      const [one, two] = formulas.map((formula) => formula.replace(toTheEnd, '(end)'));
      return one !== formulas[0] && one === two;
    },
  },
  {
    name: 'several sheets',
    why: 'A reference over several sheets means the same cells on all of them and stays when rows change on one, as in Excel; LibreOffice moves its far end when that is on another sheet, and loses both when the near one is deleted.',
    is: (difference) => {
      const { formulas } = parts(difference);
      const [one, two] = formulas.map((formula) => formula.replace(severalSheets, '$1:$2'));
      if (/\$#REF!\.#REF!#REF!:\$?#REF!\./.test(formulas[0]!)) return formulas[1]!.search(severalSheets) >= 0;
      return one !== formulas[0] && one === two;
    },
  },
  {
    name: 'the row above the first',
    why: 'A name for the cell above is written as the last row seen from A1; LibreOffice does not wrap around once rows have moved.',
    is: (difference) => {
      const { kind, one, formulas } = parts(difference);
      return kind === 'value' && one === 'error' && formulas.every((formula) => formula.includes('Above'));
    },
  },
  {
    name: 'half relative name',
    why: 'A name such as $A$4:$A1 (from a fixed row to the row that uses it): the fixed end moves with its row; LibreOffice leaves it when rows between the two seem to be deleted.',
    is: (difference) => {
      const { kind, where, one, two, formulas } = parts(difference);
      if (kind === 'name') return where === 'Running' && one.replace(/\$A\$\d+/, '') === two.replace(/\$A\$\d+/, '');
      return kind === 'value' && formulas.every((formula) => formula.includes('Running'));
    },
  },
  {
    name: 'range of three cells',
    why: 'A1:B2:C3 is two operations, and a cell of it that is deleted is lost; LibreOffice makes one range of it on loading (with the $ of other ends).',
    is: (difference) => {
      const [one, two] = parts(difference).formulas;
      const oneRange = /^=SUM\([^():,;]+:[^():,;]+\)$/;
      const sameButDollars = one!.replaceAll('$', '') === two!.replaceAll('$', '');
      if (difference[0] === 'formula' && oneRange.test(one!) && sameButDollars) return true;
      return /^=SUM\([^():]+:[^():]+\)$/.test(one!) && /^=SUM\([^(),;]*:#REF!|^=SUM\(#REF!:/.test(two!);
    },
  },
  {
    name: 'totals deleted',
    why: 'A table whose row of totals is deleted ends with its last row of data; LibreOffice takes that for the totals.',
    is: (difference, withoutTotals) => {
      const { kind, formulas } = parts(difference);
      return kind === 'value' && withoutTotals.some((table) => formulas.every((text) => text.includes(`${table}[`)));
    },
  },
  {
    name: 'input of a data table deleted',
    why: 'Excel marks the table (del1) and keeps its values; LibreOffice, which does not read such a table, has #REF! in it.',
    is: (difference) => {
      const [, where, one, , formula] = difference;
      return /!AY\d+$/.test(where) && [one, formula].flat().some((text) => /^=TABLE\(.*#REF!/.test(String(text)));
    },
  },
  {
    name: 'chart over deleted cells',
    why: 'In Excel a series whose cells are all deleted means #REF!, with which LibreOffice reads no series; itself it keeps the old place.',
    is: ([kind, , one, two]) =>
      kind === 'chart' &&
      Array.isArray(one) &&
      Array.isArray(two) &&
      two.length < one.length &&
      two.every((range) => one.includes(range)),
  },
  {
    name: 'calculated column',
    why: 'New rows of a table have the formulas of its calculated columns, as in Excel.',
    is: ([kind, where, one, two]) => kind === 'cell' && /!A[A-Z]\d+$/.test(where) && one === null && isCalculated(two),
  },
];

function isCalculated(cell: Part): boolean {
  const formula = Array.isArray(cell) ? String(cell[0]) : '';
  return formula === '=1+ROW()' || formula.includes('[[#This Row];');
}

/** The name of the first exception that the difference is; undefined when it is none. */
export function exceptionFor(difference: Difference, withoutTotals: readonly string[]): string | undefined {
  return exceptions.find(({ is }) => is(difference, withoutTotals))?.name;
}
