/** Asks about what was uploaded before it is read. */
export interface VirusScan {
  /** The name of what was found; null: nothing was. Throws `Outage` when nobody answers and that is not to be passed over. */
  scan(bytes: Uint8Array): Promise<string | null>;
}
