import type { TaskId } from '@sprintforge/core';

/** The levels of the rows of a sheet as they are written, from the first row to the last. */
export class WrittenLevels {
  readonly #levels = new Map<TaskId, number>();
  /** The last row and those that it stands under. */
  readonly #above: { readonly id: TaskId; readonly level: number }[] = [];

  /** The task that the next row stands under if it has this level. */
  parentAt(level: number): TaskId | null {
    return this.#above.findLast((row) => row.level < level)?.id ?? null;
  }

  put(id: TaskId, level: number): void {
    while (this.#above.length > 0 && this.#above.at(-1)!.level >= level) this.#above.pop();
    this.#above.push({ id, level });
    this.#levels.set(id, level);
  }

  /** Of a row that was written. */
  of(id: TaskId): number | undefined {
    return this.#levels.get(id);
  }
}
