/** Clock, ids and randomness, so that nothing reaches for them by itself. */
export interface System {
  /** Now, as ISO text with milliseconds in UTC. */
  now(): string;
  uuid(): string;
  random(bytes: number): Uint8Array;
  pause(ms: number): Promise<void>;
}
