/** Bytes by name, each tenant in a space of its own; names are hexadecimal. What is stored is written as it is given. */
export interface ObjectStore {
  /** Durable before it answers, and in place of what had that name. */
  put(tenant: string, name: string, bytes: Uint8Array): Promise<void>;
  /** null: there is none. `first`: only so many bytes from its beginning. */
  get(tenant: string, name: string, first?: number): Promise<Uint8Array | null>;
  has(tenant: string, name: string): Promise<boolean>;
  remove(tenant: string, name: string): Promise<void>;
  /** All of a tenant, in no order; `storedAt` is an ISO instant. */
  list(tenant: string): AsyncIterable<StoredObject>;
  /** Removes what was begun before this instant and never became an object. */
  tidy(tenant: string, before: string): Promise<void>;
  /** Throws when nothing could be stored now. */
  check(): Promise<void>;
}

export interface StoredObject {
  readonly name: string;
  readonly size: number;
  readonly storedAt: string;
}
