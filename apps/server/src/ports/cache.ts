/**
 * What is dear to make and cheap to lose. Nothing here is ever the only copy: a cache that is empty, gone or frozen costs time
 * and nothing else.
 */
export interface Cache {
  /**
   * The JSON value under `key`, made by `make` when there is none. Made once at a time: calls that come while it is being made
   * wait for the same value, across processes as far as they can reach each other. What `make` throws is thrown and not kept.
   * `lifetimeMs`: how long it may serve.
   */
  remember<T>(key: string, lifetimeMs: number, make: () => Promise<T>): Promise<T>;
  /** No process serves these again. */
  forget(...keys: readonly string[]): Promise<void>;
  /** Throws when it does not answer; everything goes on without it. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** Counts in windows of time, for limits that hold for all processes together. */
export interface RateCounter {
  /** How many there are in the window that runs; 0: none does. */
  count(key: string): Promise<number>;
  /** Counts one and says how many there are in this window, and when it ends. */
  hit(key: string, windowMs: number): Promise<{ readonly count: number; readonly endsInMs: number }>;
}
