/** A row that was begun and not ended: what is empty is filled; what somebody has typed is an edit of the next exchange. */
function completeRow(plan: Plan, row: Row, task: TaskState, bases: Map<string, Raw>): void {
  plan.link.columns.forEach((column, at) => {
    const wire = task.fields[column.field];
    if (plan.places[at] < 0 || row.isFormula[at] || wire === undefined) {
      return;
    }
    const raw = toRaw(wire, column, plan);
    if (row.values[at] === '') {
      writeCell(cellOf(plan, row.at, plan.places[at]), raw);
    }
    if (row.values[at] !== '' && row.values[at] !== raw) {
      bases.set(`${row.id} ${column.field}`, short(raw));
    }
  });
}

/** New rows go below the last one; formulas of the row above are filled down, and the names over the columns grow. */
function appendRows(workbook: ExcelScript.Workbook, plan: Plan, tasks: TaskState[]): void {
  const last = plan.rows.length > 0 ? plan.rows[plan.rows.length - 1].at : plan.header;
  const used = plan.sheet.getUsedRange();
  const width = used ? used.getColumnIndex() + used.getColumnCount() : plan.idColumn + 1;
  const below = plan.sheet.getRangeByIndexes(last + 1, 0, tasks.length, 1);
  below.getEntireRow().insert(ExcelScript.InsertShiftDirection.down);
  const above = last > plan.header ? plan.sheet.getRangeByIndexes(last, 0, 1, width).getFormulasR1C1()[0] : [];
  tasks.forEach((task, index) => {
    const at = last + 1 + index;
    // first of all, so that a row that was begun is found again
    cellOf(plan, at, plan.idColumn).setValue(task.id);
    plan.link.columns.forEach((column, place) => {
      const value = task.fields[column.field];
      const formula = above[plan.places[place]];
      const isFormula = typeof formula === 'string' && formula.charAt(0) === '=';
      if (plan.places[place] >= 0 && value !== undefined && !isFormula) {
        writeCell(cellOf(plan, at, plan.places[place]), toRaw(value, column, plan));
      }
    });
    above.forEach((formula, column) => {
      if (typeof formula === 'string' && formula.charAt(0) === '=') {
        cellOf(plan, at, column).setFormulasR1C1([[formula]]);
      }
    });
  });
  growNames(workbook, plan, last + tasks.length, plan.link);
}

function growNames(workbook: ExcelScript.Workbook, plan: Plan, last: number, link: Link): void {
  const names = ['_sf_id', 'TaskID_Range'].concat(
    link.columns.map((column) => column.name),
    link.columns.map((column) => column.range),
  );
  for (const name of names) {
    const item = workbook.getNamedItem(name);
    const range = item ? item.getRange() : undefined;
    if (
      item &&
      range &&
      range.getWorksheet().getName() === plan.sheet.getName() &&
      range.getRowIndex() + range.getRowCount() - 1 < last
    ) {
      const whole = plan.sheet.getRangeByIndexes(
        range.getRowIndex(),
        range.getColumnIndex(),
        last - range.getRowIndex() + 1,
        1,
      );
      const address = whole.getAddress();
      const cut = address.lastIndexOf('!') + 1;
      item.setFormula(`=${address.slice(0, cut)}${address.slice(cut).replace(/([A-Z]+)(\d+)/g, '$$$1$$$2')}`);
    }
  }
}

/** Rows of deleted tasks go, unless something of the person's own stands in them or they were edited meanwhile: those are answered. */
function removeRows(
  workbook: ExcelScript.Workbook,
  store: Store,
  answer: Answer,
  sent: Map<string, Wire>,
): Set<string> {
  const kept = new Set<string>();
  const gone = new Set<string>();
  for (const change of answer.changes) {
    if (change.kind === 'task' && change.action === 'delete') {
      gone.add(change.task_id);
    }
  }
  if (gone.size === 0) {
    return kept;
  }
  const plan = readPlan(workbook, store.link);
  const used = plan.sheet.getUsedRange();
  const width = used ? used.getColumnIndex() + used.getColumnCount() : 0;
  const bound = [plan.idColumn].concat(plan.places, unsynced(workbook, plan));
  for (const row of plan.rows.slice().reverse()) {
    if (!gone.has(row.id)) {
      continue;
    }
    const before = store.held.get(row.id);
    const isEdited =
      before &&
      row.values.some(
        (value, at) => short(value) !== before[at] && !sent.has(`${row.id} ${store.link.columns[at].field}`),
      );
    const values = plan.sheet.getRangeByIndexes(row.at, 0, 1, width);
    const formulas = values.getFormulas()[0];
    const isOwn = formulas.some(
      (value, column) =>
        value !== '' && bound.indexOf(column) < 0 && !(typeof value === 'string' && value.charAt(0) === '='),
    );
    if (isEdited || isOwn) {
      kept.add(row.id);
    } else {
      values.getEntireRow().delete(ExcelScript.DeleteShiftDirection.up);
    }
  }
  return kept;
}

/** Columns that belong to the plan and are left to an upload. */
function unsynced(workbook: ExcelScript.Workbook, plan: Plan): number[] {
  const columns: number[] = [];
  for (const name of ['_sf_number', '_sf_level', '_sf_delete']) {
    const range = namedRange(workbook, name);
    if (range && range.getWorksheet().getName() === plan.sheet.getName()) {
      columns.push(range.getColumnIndex());
    }
  }
  return columns;
}
