import { durationOf, workingDayNumber } from './calendar.ts';
import { cyclicLinks } from './graph.ts';
import { compareText } from './rank.ts';
import type { Dependency, Snapshot, Task, TaskId } from './types.ts';

/** A task in the network, in working days: half-open, `[early, early + days)`. */
interface Node {
  readonly task: Task;
  readonly days: number;
  early: number;
  /** Latest end that does not delay the plan. */
  late: number;
}

interface Edge extends Dependency {
  readonly from: string;
  readonly to: string;
}

/**
 * Tasks that cannot slip without moving the end of the plan, by earliest start: forward and backward pass over the dependencies
 * in working days. A task does not begin before its own start; summary tasks are not counted, nor edges that lie on a cycle,
 * nor tasks without dates. Linear.
 */
export function criticalPath(plan: Snapshot): TaskId[] {
  const nodes = networkNodes(plan);
  const edges = networkEdges(plan, nodes);
  const order = topological(nodes, edges);
  for (const node of order) for (const edge of edges.into.get(node.task.id) ?? []) pushForward(edge, nodes, node);
  let end = Number.NEGATIVE_INFINITY;
  for (const node of order) end = Math.max(end, node.early + node.days);
  for (const node of order.reverse()) {
    node.late = end;
    for (const edge of edges.outOf.get(node.task.id) ?? []) pullBack(edge, nodes, node);
  }
  return order
    .filter((node) => node.late - node.early - node.days <= 0)
    .sort((a, b) => a.early - b.early || compareText(a.task.id, b.task.id))
    .map((node) => node.task.id);
}

/** Tasks that have no tasks below them. */
export function leafTasks(plan: Snapshot): Task[] {
  const summaries = new Set<TaskId>();
  for (const task of plan.tasks.values()) if (task.parent !== null) summaries.add(task.parent);
  return [...plan.tasks.values()].filter((task) => !summaries.has(task.id));
}

function networkNodes(plan: Snapshot): Map<TaskId, Node> {
  const nodes = new Map<TaskId, Node>();
  for (const task of leafTasks(plan)) {
    const { start, finish, duration } = task.fields;
    if (typeof start !== 'string') continue;
    const early = workingDayNumber(start, plan.calendar);
    const spanned = typeof finish === 'string' ? durationOf(start, finish, plan.calendar) : null;
    const days = typeof duration === 'number' && duration >= 0 ? Math.ceil(duration) : spanned;
    if (early !== null && days !== null) nodes.set(task.id, { task, days, early, late: Number.POSITIVE_INFINITY });
  }
  return nodes;
}

interface Edges {
  readonly into: ReadonlyMap<TaskId, Edge[]>;
  readonly outOf: ReadonlyMap<TaskId, Edge[]>;
}

function networkEdges(plan: Snapshot, nodes: ReadonlyMap<TaskId, Node>): Edges {
  const edges: Edge[] = [];
  for (const edge of plan.dependencies.values()) {
    const known = nodes.has(edge.predecessor) && nodes.has(edge.successor);
    if (known) edges.push({ ...edge, from: edge.predecessor, to: edge.successor });
  }
  const cyclic = cyclicLinks(edges);
  const [into, outOf] = [new Map<TaskId, Edge[]>(), new Map<TaskId, Edge[]>()];
  for (const edge of edges) {
    if (cyclic.has(edge)) continue;
    append(into, edge.to, edge);
    append(outOf, edge.from, edge);
  }
  return { into, outOf };
}

function append(map: Map<TaskId, Edge[]>, key: TaskId, edge: Edge): void {
  const known = map.get(key);
  if (known) known.push(edge);
  else map.set(key, [edge]);
}

/** Every node after its predecessors. */
function topological(nodes: ReadonlyMap<TaskId, Node>, edges: Edges): Node[] {
  const waitsFor = new Map<TaskId, number>();
  const order: Node[] = [];
  for (const [id, node] of nodes) {
    const count = edges.into.get(id)?.length ?? 0;
    waitsFor.set(id, count);
    if (count === 0) order.push(node);
  }
  for (let index = 0; index < order.length; index += 1) {
    for (const edge of edges.outOf.get(order[index]!.task.id) ?? []) {
      const left = waitsFor.get(edge.to)! - 1;
      waitsFor.set(edge.to, left);
      if (left === 0) order.push(nodes.get(edge.to)!);
    }
  }
  return order;
}

function pushForward(edge: Edge, nodes: ReadonlyMap<TaskId, Node>, node: Node): void {
  const before = nodes.get(edge.from)!;
  const anchor = edge.type === 'FS' || edge.type === 'FF' ? before.early + before.days : before.early;
  const back = edge.type === 'FF' || edge.type === 'SF' ? node.days : 0;
  node.early = Math.max(node.early, anchor + edge.lag - back);
}

function pullBack(edge: Edge, nodes: ReadonlyMap<TaskId, Node>, node: Node): void {
  const after = nodes.get(edge.to)!;
  const anchor = edge.type === 'FS' || edge.type === 'SS' ? after.late - after.days : after.late;
  const forth = edge.type === 'SS' || edge.type === 'SF' ? node.days : 0;
  node.late = Math.min(node.late, anchor - edge.lag + forth);
}
