/** By what the predecessors of this workbook name tasks, there and back; what two rows are called names neither. */
interface References {
  idOf: Map<string, string>;
  keyOf: Map<string, string>;
}

/** Before predecessors that are held as Task IDs: those of the server before others changed them while the cell was typed in. */
const OF_IDS = 'ids:';
const TASK_ID = /^SF-[0-9A-Z]{4}-[0-9A-Z]{4}/i;
const LAG = /\s*[+-]\s*\d+(?:\.\d+)?\s*(?:%|[A-Za-z\u00c0-\uffff]*)\.?\s*$/;

function referenceKey(text: string, style: string | undefined): string {
  const key = text.trim().toLowerCase();
  return style === 'name' ? key : key.replace(/\.$/, '').replace(/^0+(?=\d)/, '');
}

function referencesOf(plan: Plan, style: string | undefined): References {
  const idOf = new Map<string, string>();
  const keyOf = new Map<string, string>();
  const twice = new Set<string>();
  for (const row of plan.rows) {
    const key = referenceKey(row.called, style);
    if (key === '' || row.id === '') {
      continue;
    }
    if (idOf.has(key)) {
      twice.add(key);
    }
    idOf.set(key, row.id);
    keyOf.set(row.id, row.called.trim());
  }
  twice.forEach((key) => {
    idOf.delete(key);
  });
  return { idOf: idOf, keyOf: keyOf };
}

/** Predecessors with Task IDs for what they name here; the server reads the rest, and refuses what names no row. */
function withIds(text: string, plan: Plan, column: Column): string {
  const references = plan.references || referencesOf(plan, column.reference);
  plan.references = references;
  const whole = references.idOf.get(referenceKey(text, column.reference));
  if (whole !== undefined) {
    return whole;
  }
  const parts = text
    .replace(/([+-]\s*\d+),(\d+\s*(?:%|[A-Za-z\u00c0-\uffff]))/g, '$1.$2')
    .split(/[;,\u3001\uff0c\uff1b\n\r|&]+/)
    .map((part) => part.trim());
  let ids: string[] = [];
  for (const part of parts) {
    const each = /^[\d\s]+$/.test(part) ? part.split(/\s+/) : [part];
    ids = ids.concat(each.filter((one) => one !== '').map((one) => oneWithId(one, references, column.reference)));
  }
  return ids.join(', ');
}

function oneWithId(part: string, references: References, style: string | undefined): string {
  const known = references.idOf.get(referenceKey(part, style));
  if (known !== undefined || TASK_ID.test(part)) {
    return known !== undefined ? known : part;
  }
  const lag = LAG.exec(part);
  const body = lag ? part.slice(0, lag.index) : part;
  const coded = /^(.*\d\.?)\s*(\D{2})$/.exec(body);
  const named = /^(.*\S)\s+(\S{2})$/.exec(body);
  const tries = [[body, ''], coded ? [coded[1], coded[2]] : ['', ''], named ? [named[1], named[2]] : ['', '']];
  for (const one of tries) {
    const id = references.idOf.get(referenceKey(one[0], style));
    if (id !== undefined) {
      return id + one[1] + (lag ? lag[0].trim() : '');
    }
  }
  return part;
}

/** Task IDs as what they are called here. A task that has no name of its own goes by its ID. */
function withNames(text: string, plan: Plan, column: Column): Raw {
  const references = plan.references || referencesOf(plan, column.reference);
  plan.references = references;
  const named = text.split(', ').map((part) => {
    const id = part.slice(0, 12);
    const key = references.keyOf.get(id);
    const isOwn = key !== undefined && references.idOf.get(referenceKey(key, column.reference)) === id;
    if (key === undefined || !isOwn || /[;,]/.test(key)) {
      return part;
    }
    const rest = part.slice(12);
    return key + (rest !== '' && !/\d\.?$/.test(key) && /^[A-Z]/.test(rest) ? ' ' : '') + rest;
  });
  const all = named.join(column.separator || ', ');
  return /^\d{1,9}$/.test(all) ? Number(all) : all;
}

/** Last of all, when the rows stand where they will: what they are called is told by where they stand. */
function applyPredecessors(plan: Plan, answer: Answer, bases: Map<string, Raw>): void {
  const byId = new Map<string, Row>();
  for (const row of plan.rows) {
    byId.set(row.id, row);
  }
  for (const one of answer.predecessors) {
    applySet(plan, byId.get(one.task_id), predecessorsSet(one), bases);
  }
}

function predecessorsSet(one: { task_id: string; after: string | null }): AnswerChange {
  return { action: 'set', kind: 'task', task_id: one.task_id, field: 'predecessors', after: one.after };
}

/** The predecessors that are sent, as they stand in their cells. */
function typedPredecessors(plan: Plan, changes: Change[]): { [row: string]: Raw } {
  const at = plan.link.columns.findIndex((column) => column.field === 'predecessors');
  const byId = new Map<string, Row>();
  for (const row of plan.rows) {
    byId.set(row.id, row);
  }
  const texts: { [row: string]: Raw } = {};
  for (const change of changes) {
    const id = change.op === 'set' && change.field === 'predecessors' ? change.task_id || change.client_row_id : '';
    const row = byId.get(id || '');
    if (row) {
      texts[row.id] = row.values[at];
    }
  }
  return texts;
}
