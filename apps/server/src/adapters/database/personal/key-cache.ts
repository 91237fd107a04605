/** Keys of subjects that this process holds in memory: bounded, and let go of after every erasure, whichever process made it. */
import { LRUCache } from 'lru-cache';
import type { SubjectKey } from './sealed-text.ts';

/** Keys of so many tenants, and so many of each. */
const [TENANTS, EACH] = [200, 20_000];

/** null: the key is destroyed. */
export type HeldKey = SubjectKey | null;

export class TenantKeyCache {
  #epoch = -1;
  readonly byId = new LRUCache<string, { readonly key: HeldKey }>({ max: EACH });
  readonly bySubject = new LRUCache<string, SubjectKey>({ max: EACH });

  /** Lets go of what was held before this epoch; false: a unit that has seen more has been here, and this one may not use it. */
  at(epoch: number): boolean {
    if (epoch > this.#epoch) {
      this.byId.clear();
      this.bySubject.clear();
      this.#epoch = epoch;
    }
    return epoch === this.#epoch;
  }
}

export class KeyCache {
  readonly #tenants = new LRUCache<string, TenantKeyCache>({ max: TENANTS });

  of(tenant: string): TenantKeyCache {
    const held = this.#tenants.get(tenant) ?? new TenantKeyCache();
    this.#tenants.set(tenant, held);
    return held;
  }
}
