/** One file that holds many: what a backup is written to and read from. */
export interface ArchiveEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface ArchiveWriter {
  add(name: string, bytes: Uint8Array): Promise<void>;
  /** Durable, and only now under its name. */
  finish(): Promise<void>;
  /** Leaves nothing behind. */
  abandon(): Promise<void>;
}

/** Cut off, damaged, or no archive at all. */
export class ArchiveError extends Error {
  constructor(cause: unknown) {
    super(`the file cannot be read as a .tar.gz (${(cause as Error).message})`, { cause });
    this.name = 'ArchiveError';
  }
}
