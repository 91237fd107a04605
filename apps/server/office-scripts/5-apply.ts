interface TaskState {
  id: string;
  parent: string | null;
  fields: { [field: string]: Wire };
  /** Of a dependency. */
  predecessor?: string;
  type?: string;
  lag?: number;
}
interface AnswerChange {
  action: 'set' | 'add' | 'delete';
  kind: 'task' | 'resource' | 'dependency' | 'settings';
  task_id: string;
  field: string | null;
  after: Wire | TaskState;
}
interface AnswerConflict {
  id: string | null;
  task_id: string;
  task_name?: string;
  field: string | null;
  base: Wire | TaskState;
  ours: Wire | TaskState;
  theirs: Wire | TaskState;
}
interface Answer {
  version: number;
  receipt?: string;
  changes: AnswerChange[];
  conflicts: AnswerConflict[];
  refused: { task_id: string | null; field: string; found: string; expected: string }[];
  rows: { client_row_id: string; task_id: string }[];
  predecessors: { task_id: string; before: string | null; after: string | null }[];
  counts: { applied: number; same: number; conflicts: number; refused: number };
}

/** What was sent, by row and field. */
function sentValues(request: SyncRequest): Map<string, Wire> {
  const sent = new Map<string, Wire>();
  for (const change of request.changes) {
    if (change.op === 'set') {
      sent.set(`${change.task_id || change.client_row_id} ${change.field}`, change.value);
    }
    if (change.op === 'insert') {
      for (const field of Object.keys(change.values)) {
        sent.set(`${change.client_row_id} ${field}`, change.values[field]);
      }
    }
  }
  return sent;
}

/**
 * Carries out an answer, cell by cell and never over a formula, and writes down what the workbook now holds. Whatever of it was
 * done before (it was ended half way) is found done.
 */
function applyAnswer(workbook: ExcelScript.Workbook, store: Store, journal: Journal, answer: Answer): void {
  const request = journal.request;
  let plan = readPlan(workbook, store.link);
  nameNewRows(plan, store, request, answer);
  plan.references = undefined;
  const sent = sentValues(request);
  const sets = answer.changes.filter(
    (change) => change.kind === 'task' && change.action === 'set' && change.field !== null,
  );
  const bases = basesOf(plan, store, journal, answer, sets);
  const byId = new Map<string, Row>();
  for (const row of plan.rows) {
    byId.set(row.id, row);
  }
  for (const change of sets) {
    applySet(plan, byId.get(change.task_id), change, bases);
  }
  const added: TaskState[] = [];
  for (const change of answer.changes) {
    const state = change.after;
    if (change.kind !== 'task' || change.action !== 'add' || state === null || typeof state !== 'object') {
      continue;
    }
    const row = byId.get(state.id);
    if (row) {
      completeRow(plan, row, state, bases);
    } else {
      added.push(state);
    }
  }
  if (added.length > 0) {
    appendRows(workbook, plan, added);
  }
  const kept = removeRows(workbook, store, answer, sent);
  plan = readPlan(workbook, store.link);
  applyPredecessors(plan, answer, bases);
  plan = readPlan(workbook, store.link);
  store.held = heldAfter(plan, store, bases, kept);
  store.link.version = answer.version;
  if (answer.receipt !== undefined) {
    store.link.receipt = answer.receipt;
  }
}

/** The Task IDs that new rows got. */
function nameNewRows(plan: Plan, store: Store, request: SyncRequest, answer: Answer): void {
  const ids = new Map<string, string>();
  for (const row of answer.rows) {
    ids.set(row.client_row_id, row.task_id);
  }
  for (const row of plan.rows) {
    const id = ids.get(row.id);
    if (id !== undefined) {
      cellOf(plan, row.at, plan.idColumn).setValue(id);
      row.id = id;
    }
  }
  for (const change of request.changes) {
    if (change.op === 'insert') {
      const id = ids.get(change.client_row_id);
      if (id !== undefined) {
        store.held.set(
          id,
          store.link.columns.map((column) => {
            const wire = change.values[column.field];
            return short(toRaw(wire === undefined ? null : wire, column, plan));
          }),
        );
      }
    }
  }
}

/**
 * For cells that say neither what was held nor what was sent: what their base stays at the next exchange. A value that the server
 * took is the base from now on; where it has another one, the base is the old one, so that it becomes a conflict and no loss.
 */
function basesOf(plan: Plan, store: Store, journal: Journal, answer: Answer, sets: AnswerChange[]): Map<string, Raw> {
  const bases = new Map<string, Raw>();
  const sent = sentValues(journal.request);
  const texts = journal.texts || {};
  const edges = new Map<string, string | null>();
  const news = new Map<string, Wire | TaskState>();
  for (const change of sets) {
    news.set(`${change.task_id} ${change.field}`, change.after);
  }
  for (const one of answer.predecessors) {
    news.set(`${one.task_id} predecessors`, one.after);
    edges.set(`${one.task_id} predecessors`, one.before);
  }
  const rowOf = new Map<string, string>();
  for (const row of answer.rows) {
    rowOf.set(row.task_id, row.client_row_id);
  }
  for (const row of plan.rows) {
    const before = store.held.get(row.id);
    if (!before) {
      continue;
    }
    const name = rowOf.get(row.id);
    store.link.columns.forEach((column, at) => {
      const key = `${row.id} ${column.field}`;
      const wire = toWire(row.values[at], column, plan);
      const id = name !== undefined ? name : row.id;
      const gone = sent.get(`${id} ${column.field}`);
      const typed = column.reference ? texts[id] : undefined;
      const was = typed !== undefined ? typed : gone !== undefined ? toRaw(gone, column, plan) : before[at];
      const next = news.get(key);
      const isDone =
        next !== undefined &&
        (next === null || typeof next !== 'object') &&
        wire === toWire(toRaw(next, column, plan), column, plan);
      const isSame = short(row.values[at]) === was || (!isHashed(was) && wire === toWire(was, column, plan));
      if (!isSame && !isDone && plan.places[at] >= 0) {
        const edge = edges.get(key);
        bases.set(key, edge !== undefined ? `${OF_IDS}${edge || ''}` : news.has(key) ? before[at] : short(was));
      }
    });
  }
  // said again until it is put right
  for (const cell of answer.refused) {
    const at = store.link.columns.findIndex((column) => column.field === cell.field);
    const before = cell.task_id ? store.held.get(cell.task_id) : undefined;
    if (before && at >= 0) {
      bases.set(`${cell.task_id} ${cell.field}`, before[at]);
    }
  }
  return bases;
}

function applySet(plan: Plan, row: Row | undefined, change: AnswerChange, bases: Map<string, Raw>): void {
  const columns = plan.link.columns;
  const at = columns.findIndex((column) => column.field === change.field);
  const value = change.after;
  if (!row || at < 0 || plan.places[at] < 0 || row.isFormula[at]) {
    return;
  }
  if (bases.has(`${row.id} ${columns[at].field}`) || (value !== null && typeof value === 'object')) {
    return;
  }
  const raw = toRaw(value, columns[at], plan);
  const before = row.values[at];
  const blanks = columns[at].indented && typeof before === 'string' ? /^\s*/.exec(before) : null;
  writeCell(cellOf(plan, row.at, plan.places[at]), blanks && typeof raw === 'string' ? blanks[0] + raw : raw);
}

function heldAfter(plan: Plan, store: Store, bases: Map<string, Raw>, kept: Set<string>): Held {
  const held: Held = new Map();
  for (const row of plan.rows) {
    if (NEW_ROW.test(row.id) || row.id === '') {
      continue;
    }
    const isLost = kept.has(row.id) || store.held.get(row.id) === null;
    held.set(
      row.id,
      isLost
        ? null
        : store.link.columns.map((column, at) => {
            const base = bases.get(`${row.id} ${column.field}`);
            return base !== undefined ? base : short(row.values[at]);
          }),
    );
  }
  return held;
}
