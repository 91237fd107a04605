/** A whole sync of one workbook by the public entry points: upload read, merged into a head that moved on, written back, read back. */
import { createHmac } from 'node:crypto';
import fs from 'node:fs';
import { dependencyKey, merge, type Snapshot, type Task } from '@sprintforge/core';
import {
  findTable,
  type HandOut,
  type IdSource,
  identify,
  importPlan,
  readMetadata,
  readPlan,
  rebind,
  type Shadow,
  verifyHandOut,
  writePlan,
} from '@sprintforge/mapping';
import { type CellEdit, openWorkbook } from '@sprintforge/xlsx';

/** An uploaded copy, what it was handed out with, and what the project holds by now. */
export interface Upload {
  readonly bytes: Uint8Array;
  readonly base: Snapshot;
  readonly shadow: Shadow;
  readonly ours: Snapshot;
}

/** Columns of the plan that are bound to nothing: a row that holds something there is kept when its task is deleted (rule R2). */
const PRIVATE = [13, 14];

/** Tasks that others put in, and as many that they deleted. */
const CAME_AND_WENT = 50;

/** Hands out a copy of a plan; then 1 % of the tasks are edited in it, and others 1 %, with 50 new and 50 deleted tasks, in the project. */
export async function prepareUpload(file: string): Promise<Upload> {
  const workbook = openWorkbook(fs.readFileSync(file));
  const { table, resources } = findTable(workbook);
  if (table === null) throw new Error(`no task table in ${file}`);
  const plan = readPlan(workbook, table, resources);
  const { snapshot, rowIds } = importPlan(plan, idsFrom(0));
  const copy = await writePlan(workbook, plan, rowIds, snapshot, handOut(table, resources));
  const edited = openWorkbook(copy.bytes);
  const notes = copy.mapping.columns.find(({ field }) => field === 'notes')!.column;
  const edits: CellEdit[] = [];
  for (let row = copy.mapping.firstRow + 11; row <= copy.mapping.lastRow; row += 100)
    edits.push({ row, column: notes, value: `theirs ${row}` });
  for (const at of goneFrom(snapshot.tasks.size))
    for (const column of PRIVATE) edits.push({ row: copy.mapping.firstRow + at, column, value: null });
  edited.setCells(copy.mapping.sheet, edits);
  return { bytes: await edited.toBytes(), base: snapshot, shadow: copy.shadow, ours: movedOn(snapshot) };
}

/** Returns the number of edits found; throws when the workbook handed back does not say what the merged plan says (rule R6). */
export async function syncRun({ bytes, base, shadow, ours }: Upload): Promise<number> {
  const workbook = openWorkbook(bytes);
  const state = readMetadata(workbook);
  if (state.state !== 'signed') throw new Error(`the copy is ${state.state}`);
  const { mapping, resources, missing } = rebind(workbook, state.metadata);
  const plan = { ...readPlan(workbook, mapping, resources), missingColumns: missing };
  const { theirs, rowIds } = identify(plan, base, shadow, idsFrom(5_000_000), { head: ours.tasks });
  const { merged, counts } = merge(base, ours, theirs, { strategy: 'server' });
  const out = await writePlan(workbook, plan, rowIds, merged, handOut(mapping, resources));
  verifyHandOut(out.bytes, merged, out.shadow, out.mapping, resources);
  return counts.edits;
}

function movedOn(base: Snapshot): Snapshot {
  const tasks = new Map<string, Task>();
  const gone = new Set<string>();
  const leaving = new Set(goneFrom(base.tasks.size));
  let at = 0;
  for (const [id, task] of base.tasks) {
    if (at % 100 === 3) tasks.set(id, { ...task, fields: { ...task.fields, notes: `ours ${at}` } });
    else if (leaving.has(at)) gone.add(id);
    else tasks.set(id, task);
    if (leaving.has(at + 1)) {
      const added = `SF-NEW0-${String(at).padStart(6, '0')}`;
      tasks.set(added, { id: added, parent: task.parent, rank: `${task.rank}V`, fields: { name: `New after ${at}` } });
    }
    at++;
  }
  const kept = [...base.dependencies.values()].filter((e) => !gone.has(e.predecessor) && !gone.has(e.successor));
  return { ...base, tasks, dependencies: new Map(kept.map((edge) => [dependencyKey(edge), edge])) };
}

/** Places of the tasks that others deleted. */
function goneFrom(tasks: number): readonly number[] {
  const every = Math.max(2, Math.floor(tasks / CAME_AND_WENT));
  return Array.from({ length: Math.min(CAME_AND_WENT, Math.floor(tasks / 2)) }, (_, index) => index * every + 5);
}

function idsFrom(start: number): IdSource {
  let made = start;
  const next = (prefix: string) =>
    `${prefix}-${String(++made)
      .padStart(8, '0')
      .replace(/^(....)/, '$1-')}`;
  return { task: () => next('SF'), resource: () => next('SR') };
}

function handOut(bindings: HandOut['metadata']['bindings'], resources: HandOut['metadata']['resources']): HandOut {
  return {
    metadata: {
      format: 1,
      tenant: 'bench',
      project: 'prj-bench',
      epoch: 1,
      revision: 2,
      hash: '0'.repeat(64),
      copy: 'copy-bench',
      issuedTo: 'Bench',
      issuedAt: '2026-05-04T10:00:00.000Z',
      serverUrl: 'https://sync.example',
      bindings,
      resources,
      keyId: 'k1',
    },
    sign: (payload) => createHmac('sha256', 'bench').update(payload).digest('hex'),
    status: new Map(),
    conflicts: [],
    refused: [],
    warnings: [],
    history: [],
  };
}
