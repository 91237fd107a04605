interface Row {
  /** In the sheet, from 0. */
  at: number;
  id: string;
  /** What predecessors call it. */
  called: string;
  /** By column of the link. */
  values: Raw[];
  isFormula: boolean[];
}

interface Plan {
  sheet: ExcelScript.Worksheet;
  idColumn: number;
  /** Of each column of the link; -1: it is gone from the sheet. */
  places: number[];
  rows: Row[];
  /** The last row of the names over the columns. */
  named: number;
  /** Of the header, from 0. */
  header: number;
  link: Link;
  /** Of what predecessors call a row; -1: they count the rows of the sheet. */
  called: number;
  references?: References;
}

function namedRange(workbook: ExcelScript.Workbook, name: string): ExcelScript.Range | undefined {
  const item = workbook.getNamedItem(name);
  return item ? item.getRange() : undefined;
}

/** The rows of the plan as they stand, found by the hidden names: sorted, moved and renamed columns are no matter. */
function readPlan(workbook: ExcelScript.Workbook, link: Link): Plan {
  const ids = namedRange(workbook, '_sf_id');
  if (!ids) {
    throw new Error('The column with the Task IDs is gone. Undo that, or download the workbook again.');
  }
  const sheet = ids.getWorksheet();
  const header = ids.getRowIndex();
  const named = header + ids.getRowCount() - 1;
  const idColumn = ids.getColumnIndex();
  const places = link.columns.map((column) => {
    const range = namedRange(workbook, column.name);
    return range && range.getWorksheet().getName() === sheet.getName() ? range.getColumnIndex() : -1;
  });
  const used = sheet.getUsedRange();
  const end = namedRange(workbook, '_sf__end');
  const last = used ? used.getRowIndex() + used.getRowCount() - 1 : header;
  const stop = end ? Math.min(last, end.getRowIndex() - 1) : last;
  const plan: Plan = {
    sheet: sheet,
    idColumn: idColumn,
    places: places,
    rows: [],
    named: named,
    header: header,
    link: link,
    called: calledBy(workbook, link, sheet),
  };
  if (stop > header) {
    plan.rows = readRows(plan, stop);
  }
  return plan;
}

function calledBy(workbook: ExcelScript.Workbook, link: Link, sheet: ExcelScript.Worksheet): number {
  const column = link.columns.find((one) => one.field === 'predecessors');
  const style = column?.reference ? column.reference : 'row';
  const range = style === 'row' ? undefined : namedRange(workbook, `_sf_${style}`);
  return range && range.getWorksheet().getName() === sheet.getName() ? range.getColumnIndex() : -1;
}

function readRows(plan: Plan, stop: number): Row[] {
  const columns = [plan.idColumn].concat(plan.places.concat([plan.called]).filter((place) => place >= 0));
  const first = Math.min(...columns);
  const width = Math.max(...columns) - first + 1;
  const block = plan.sheet.getRangeByIndexes(plan.header + 1, first, stop - plan.header, width);
  const values = block.getValues();
  const formulas = block.getFormulas();
  const rows: Row[] = [];
  for (let down = 0; down < values.length; down++) {
    const at = plan.header + 1 + down;
    const line = plan.places.map((place) => (place < 0 ? '' : values[down][place - first]));
    const id = String(values[down][plan.idColumn - first]);
    if (id === '' && line.every((value) => value === '')) {
      // what stands below a gap is no part of the plan
      if (at > plan.named) {
        break;
      }
      continue;
    }
    const isFormula = plan.places.map((place) => {
      const formula = place < 0 ? '' : formulas[down][place - first];
      return typeof formula === 'string' && formula.charAt(0) === '=' && formula !== values[down][place - first];
    });
    const called = plan.called < 0 ? String(at + 1) : String(values[down][plan.called - first]);
    rows.push({ at: at, id: id, called: called, values: line, isFormula: isFormula });
  }
  return rows;
}

/** The cell of a column in a row. */
function cellOf(plan: Plan, at: number, place: number): ExcelScript.Range {
  return plan.sheet.getRangeByIndexes(at, place, 1, 1);
}
