interface SetChange {
  op: 'set';
  task_id?: string;
  client_row_id?: string;
  field: string;
  value: Wire;
  base?: Wire;
  derived?: boolean;
}
interface InsertChange {
  op: 'insert';
  client_row_id: string;
  after: string | null;
  values: { [field: string]: Wire };
}
interface DeleteChange {
  op: 'delete';
  task_id: string;
}
type Change = SetChange | InsertChange | DeleteChange;

interface SyncRequest {
  project_id: string;
  copy_id: string;
  version: number;
  changes: Change[];
}

/** A line for the sheet `Sync`: what a person has to know. */
interface Note {
  id: string;
  cell: string;
  what: string;
}

const NEW_ROW = /^new-[0-9a-z]+$/;

function drawn(): string {
  return Math.random().toString(36).slice(2, 12) + Math.random().toString(36).slice(2, 12);
}

/**
 * Gives every row a name that stays with it: its Task ID where it is the only row with it (of copied rows the one that is as it
 * was, else the first), else a name for the time until the server has given it an ID. It is written at once, so that the row is
 * known again whatever is sorted or inserted meanwhile.
 */
function nameRows(plan: Plan, held: Held): void {
  const owners = new Map<string, Row>();
  for (const row of plan.rows) {
    const before = held.get(row.id);
    const owner = owners.get(row.id);
    const better = before && owner && !isAsHeld(owner, before) && isAsHeld(row, before);
    if (!owner || better) {
      owners.set(row.id, row);
    }
  }
  for (const row of plan.rows) {
    const isKnown = held.has(row.id) || NEW_ROW.test(row.id);
    if (!isKnown || owners.get(row.id) !== row) {
      // digits, so that predecessors can name it
      row.id = `new-${Math.random().toString().slice(2, 12)}${Math.random().toString().slice(2, 8)}`;
      plan.references = undefined;
      cellOf(plan, row.at, plan.idColumn).setValue(row.id);
    }
  }
}

function isAsHeld(row: Row, before: Raw[]): boolean {
  return row.values.every((value, at) => short(value) === before[at]);
}

/** Names that stand in rows of other tasks: somebody sorted the rows without their Task IDs. */
function refuseShifted(plan: Plan, store: Store): void {
  const at = store.link.columns.findIndex((column) => column.field === 'name');
  if (at < 0) {
    return;
  }
  const nameOf = new Map<Raw, string>();
  store.held.forEach((values, id) => {
    if (values) {
      nameOf.set(values[at], id);
    }
  });
  let changed = 0;
  let shifted = 0;
  for (const row of plan.rows) {
    const before = store.held.get(row.id);
    if (before && before[at] !== short(row.values[at])) {
      changed += 1;
      const owner = nameOf.get(short(row.values[at]));
      if (owner !== undefined && owner !== row.id) {
        shifted += 1;
      }
    }
  }
  if (shifted >= 3 && shifted * 2 > changed) {
    throw new Error(
      `${shifted} rows hold the names of other tasks: they were sorted or moved without their Task IDs. Undo that; nothing was sent.`,
    );
  }
}

/** What was edited since the last exchange. */
function findChanges(plan: Plan, store: Store, notes: Note[]): Change[] {
  const changes: Change[] = [];
  const present = new Set<string>();
  let above: string | null = null;
  const inserts: Change[] = [];
  const edges: Change[] = [];
  for (const row of plan.rows) {
    const before = store.held.get(row.id);
    present.add(row.id);
    if (before === null) {
      continue;
    }
    if (before) {
      setChanges(plan, row, before, store.link, { fields: changes, edges: edges }, notes);
    } else {
      inserts.push(insertion(plan, row, above, store.link));
      newEdges(plan, row, store.link, edges);
    }
    above = row.id;
  }
  const deletes: Change[] = [];
  store.held.forEach((values, id) => {
    if (values && !present.has(id)) {
      deletes.push({ op: 'delete', task_id: id });
    }
  });
  // predecessors may name new rows
  return changes.concat(inserts, edges, deletes);
}

function newEdges(plan: Plan, row: Row, link: Link, edges: Change[]): void {
  link.columns.forEach((column, at) => {
    const value = toWire(row.values[at], column, plan);
    if (column.reference && plan.places[at] >= 0 && value !== null && !isError(row.values[at])) {
      edges.push({ op: 'set', client_row_id: row.id, field: column.field, value: value });
    }
  });
}

function setChanges(
  plan: Plan,
  row: Row,
  before: Raw[],
  link: Link,
  to: { fields: Change[]; edges: Change[] },
  notes: Note[],
): void {
  link.columns.forEach((column, at) => {
    const raw = row.values[at];
    const isUnknown = row.isFormula[at] && raw === ''; // a formula that has not been calculated says nothing
    if (plan.places[at] < 0 || isUnknown || short(raw) === before[at]) {
      return;
    }
    if (isError(raw)) {
      notes.push({
        id: row.id,
        cell: cellOf(plan, row.at, plan.places[at]).getAddress(),
        what: `${raw} is no value; it was not sent.`,
      });
      return;
    }
    const change: SetChange = { op: 'set', task_id: row.id, field: column.field, value: toWire(raw, column, plan) };
    const was = before[at];
    if (column.reference && String(was).startsWith(OF_IDS)) {
      change.base = String(was).slice(OF_IDS.length);
    }
    if (!column.reference && !isHashed(was)) {
      change.base = toWire(was, column, plan);
    }
    if (row.isFormula[at]) {
      change.derived = true;
    }
    (column.reference ? to.edges : to.fields).push(change);
  });
}

function insertion(plan: Plan, row: Row, above: string | null, link: Link): InsertChange {
  const values: { [field: string]: Wire } = {};
  link.columns.forEach((column, at) => {
    const wire = column.reference ? null : toWire(row.values[at], column, plan);
    if (plan.places[at] >= 0 && wire !== null && !isError(row.values[at])) {
      values[column.field] = wire;
    }
  });
  return { op: 'insert', client_row_id: row.id, after: above, values: values };
}
