import type { Dependency, DependencyKey, TaskId } from '@sprintforge/core';
import { dependencyKey } from '@sprintforge/core';
import type { CellReading, PlanRead, RefusedCell } from '../api.ts';
import { a1 } from '../layout/address.ts';
import { type Outside, type ReferenceTable, referenceTable, resolveEdges } from '../layout/references.ts';
import { isPlaceholder } from '../values/placeholder.ts';
import { cellsOfField } from '../values/plan-columns.ts';
import type { RowIdentity } from './rows.ts';
import { type BaseView, sameValue } from './values.ts';

export interface EdgesRead {
  /** null: no predecessors column in the file. */
  readonly dependencies: ReadonlyMap<DependencyKey, Dependency> | null;
  /** Successors whose cell could not be read. */
  readonly unread: ReadonlySet<TaskId>;
}

/** The edges of the file (rule V9): a text that the copy held is not edited; an edited one is read against this file's rows. */
export function readEdges(
  plan: PlanRead,
  identity: RowIdentity,
  base: BaseView,
  refused: RefusedCell[],
  outside?: Outside,
): EdgesRead {
  const binding = plan.mapping.columns.find(({ field }) => field === 'predecessors');
  if (binding === undefined) return { dependencies: null, unread: new Set() };
  const held = edgesBySuccessor(base);
  let known: ReferenceTable | undefined;
  const table = () => {
    known ??= referenceTable(plan, identity.ids, outside);
    return known;
  };
  const dependencies = new Map<DependencyKey, Dependency>();
  const unread = new Set<TaskId>();
  const cell = cellsOfField(plan, 'predecessors');
  for (let index = 0; index < identity.ids.length; index++) {
    if (identity.kept.has(index)) continue;
    const id = identity.ids[index]!;
    const reading = cell(index);
    const edges = edgesOf(reading, id, base, held, table, identity.fresh.has(index));
    if (edges === 'unread') unread.add(id);
    else if (edges === 'refused') {
      unread.add(id);
      refused.push(refusal(plan, id, a1(plan.rows[index]!.row, binding.column), reading!));
    } else for (const edge of edges) dependencies.set(dependencyKey(edge), edge);
  }
  return { dependencies, unread };
}

function edgesOf(
  reading: CellReading | undefined,
  id: TaskId,
  base: BaseView,
  held: ReadonlyMap<TaskId, readonly Dependency[]>,
  table: () => ReferenceTable,
  fresh: boolean,
): readonly Dependency[] | 'unread' | 'refused' {
  if (reading === undefined || reading.kind === 'unread') return 'unread';
  const shadow = fresh ? undefined : base.shadow(id, 'predecessors');
  const same = shadow !== undefined && sameReading(reading, shadow);
  if (same) return held.get(id) ?? NONE;
  if (reading.kind === 'refused') return 'refused';
  const text = String(reading.value ?? '');
  return isPlaceholder(text) ? NONE : (resolveEdges(text, id, table()) ?? 'refused');
}

const NONE: readonly Dependency[] = [];

/** References that resolved to nothing when the copy was read are held as refused, though the cell reads as a text. */
function sameReading(reading: CellReading, shadow: CellReading): boolean {
  if (reading.kind === 'value' && shadow.kind === 'refused') return String(reading.value ?? '') === shadow.raw;
  if (reading.kind === 'refused') return shadow.kind === 'refused' && shadow.raw === reading.raw;
  return reading.kind === 'value' && shadow.kind === 'value' && sameValue(reading.value, shadow.value);
}

function edgesBySuccessor(base: BaseView): ReadonlyMap<TaskId, readonly Dependency[]> {
  const edges = new Map<TaskId, Dependency[]>();
  for (const edge of base.snapshot.dependencies.values()) {
    const list = edges.get(edge.successor);
    if (list) list.push(edge);
    else edges.set(edge.successor, [edge]);
  }
  return edges;
}

function refusal(plan: PlanRead, id: TaskId, cell: string, reading: CellReading): RefusedCell {
  const found = reading.kind === 'refused' ? reading.raw : reading.kind === 'value' ? String(reading.value) : '';
  const expected =
    reading.kind === 'refused' ? reading.expected : 'references to tasks of this plan, such as 3 or 3FS+2d';
  return {
    code: reading.kind === 'refused' ? reading.code : 'UNKNOWN_REFERENCE',
    sheet: plan.mapping.sheet,
    cell,
    task_id: id,
    field: 'predecessors',
    found,
    expected,
    message: `${plan.mapping.sheet}!${cell} holds "${found}"; expected ${expected}. The cell was left out.`,
  };
}
