import type { Snapshot } from '@sprintforge/core';

/** Bytes of canonical text that the plans kept may have together; in memory they take a few times that. */
const mostBytes = 64 * 1024 * 1024;

/** Plans by the SHA-256 of their bytes, those used last. They are values: nobody changes what another was given. */
export class KeptSnapshots {
  readonly #known = new Map<string, { readonly snapshot: Snapshot; readonly size: number }>();
  readonly #most: number;
  #size = 0;

  constructor(most = mostBytes) {
    this.#most = most;
  }

  /** The plan that was used last. */
  get latest(): Snapshot | undefined {
    return [...this.#known.values()].at(-1)?.snapshot;
  }

  get keys(): readonly string[] {
    return [...this.#known.keys()];
  }

  find(sha256: string): Snapshot | undefined {
    const known = this.#known.get(sha256);
    if (known === undefined) return undefined;
    this.#known.delete(sha256);
    this.#known.set(sha256, known);
    return known.snapshot;
  }

  /** `size` in bytes; one that is too large alone is not kept. */
  keep(sha256: string, snapshot: Snapshot, size: number): void {
    if (this.#known.has(sha256) || size > this.#most) return;
    this.#known.set(sha256, { snapshot, size });
    this.#size += size;
    for (const [key, { size: old }] of this.#known) {
      if (this.#size <= this.#most) break;
      this.#known.delete(key);
      this.#size -= old;
    }
  }
}
