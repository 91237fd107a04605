import { type Dependency, type DependencyKey, dependencyKey, type TaskId } from '@sprintforge/core';

/** The edges of a plan that is being changed, known by both their ends. */
export class DraftEdges {
  readonly #edges: Map<DependencyKey, Dependency>;
  /** By each end; made when edges are first taken away. */
  #ends: Ends | undefined;

  constructor(edges: ReadonlyMap<DependencyKey, Dependency>) {
    this.#edges = new Map(edges);
  }

  get edges(): ReadonlyMap<DependencyKey, Dependency> {
    return this.#edges;
  }

  /** Replaces all that lead to a task; `edges` do. */
  lead(successor: TaskId, edges: readonly Dependency[]): void {
    this.#removeAll(this.#known().into.get(successor));
    for (const edge of edges) {
      this.#edges.set(dependencyKey(edge), edge);
      note(this.#known(), edge);
    }
  }

  /** Removes all that lead to a task or from it. */
  drop(id: TaskId): void {
    const { into, outOf } = this.#known();
    this.#removeAll(into.get(id));
    this.#removeAll(outOf.get(id));
  }

  #removeAll(keys: ReadonlySet<DependencyKey> | undefined): void {
    const { into, outOf } = this.#known();
    for (const key of keys ?? []) {
      const { predecessor, successor } = this.#edges.get(key)!;
      this.#edges.delete(key);
      into.get(successor)?.delete(key);
      outOf.get(predecessor)?.delete(key);
    }
  }

  #known(): Ends {
    if (this.#ends === undefined) {
      this.#ends = { into: new Map(), outOf: new Map() };
      for (const edge of this.#edges.values()) note(this.#ends, edge);
    }
    return this.#ends;
  }
}

type KeysByTask = Map<TaskId, Set<DependencyKey>>;
interface Ends {
  readonly into: KeysByTask;
  readonly outOf: KeysByTask;
}

function note({ into, outOf }: Ends, edge: Dependency): void {
  const key = dependencyKey(edge);
  for (const [keys, end] of [[into, edge.successor] as const, [outOf, edge.predecessor] as const]) {
    const known = keys.get(end);
    if (known === undefined) keys.set(end, new Set([key]));
    else known.add(key);
  }
}
