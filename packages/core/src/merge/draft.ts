import type { Dependency, DependencyKey, Resource, ResourceId, Snapshot, Task, TaskId } from '../types.ts';

/** The plan that a merge is making: ours, copied part by part when the first change comes. */
export class PlanDraft {
  readonly #ours: Snapshot;
  readonly tasks: DraftMap<TaskId, Task>;
  readonly resources: DraftMap<ResourceId, Resource>;
  readonly dependencies: DraftMap<DependencyKey, Dependency>;

  constructor(ours: Snapshot) {
    this.#ours = ours;
    this.tasks = new DraftMap(ours.tasks);
    this.resources = new DraftMap(ours.resources);
    this.dependencies = new DraftMap(ours.dependencies);
  }

  /** The plan so far: `ours` itself when nothing changed. */
  snapshot(fields: Snapshot['fields']): Snapshot {
    const [tasks, resources] = [this.tasks.current, this.resources.current];
    const dependencies = this.dependencies.current;
    const unchanged =
      tasks === this.#ours.tasks &&
      resources === this.#ours.resources &&
      dependencies === this.#ours.dependencies &&
      fields === this.#ours.fields;
    return unchanged ? this.#ours : { ...this.#ours, tasks, resources, dependencies, fields };
  }
}

/** A map that is copied at the first change. Setting what is there already, or deleting what is not, is no change. */
export class DraftMap<K, V> {
  #current: ReadonlyMap<K, V>;
  #own: Map<K, V> | null = null;

  constructor(original: ReadonlyMap<K, V>) {
    this.#current = original;
  }

  get current(): ReadonlyMap<K, V> {
    return this.#current;
  }

  get(key: K): V | undefined {
    return this.#current.get(key);
  }

  has(key: K): boolean {
    return this.#current.has(key);
  }

  set(key: K, value: V): void {
    if (this.#current.get(key) !== value) this.#writable().set(key, value);
  }

  delete(key: K): void {
    if (this.#current.has(key)) this.#writable().delete(key);
  }

  #writable(): Map<K, V> {
    if (this.#own === null) {
      this.#own = new Map(this.#current);
      this.#current = this.#own;
    }
    return this.#own;
  }
}
