/** The organisation's log: one chain over what was done to plans and what concerns security. */
import type { AuditEntryRecord, AuditList, AuditRest, ChainRecord, SecurityEntryRecord } from './records.ts';

export interface AuditFilter {
  readonly userId?: string;
  readonly type?: string;
  /** From this instant on, and before that one. */
  readonly from?: string;
  readonly until?: string;
  /** The project's revision afterwards. */
  readonly revision?: number;
}

/** Of the whole chain: `type` is a kind of sync or a security event. */
export interface ChainFilter extends Omit<AuditFilter, 'revision'> {
  readonly log?: ChainRecord['log'];
  readonly projectId?: string;
}

export interface AuditAnchor {
  readonly seq: number;
  readonly hash: string;
  readonly removedAt: string;
}

/** An entry that lost somebody's name, by the entry that records their erasure. */
export interface AuditRedaction {
  readonly seq: number;
  readonly bySeq: number;
  /** SHA-256 of the entry's canonical JSON as it was from then on. */
  readonly content: string;
}

export interface AuditRedactions {
  /** Numbers of entries behind `after` in whose lists one of these texts may stand in plain. */
  naming(texts: readonly string[], after: number): Promise<number[]>;
  /** The lists of an entry with every text in them that is not sealed; false: nothing is another. */
  redact(seq: number, change: (text: string) => string): Promise<boolean>;
  /** In the order in which they were made. */
  list(): Promise<AuditRedaction[]>;
  add(rows: readonly AuditRedaction[]): Promise<void>;
}

export interface AuditLog {
  readonly redactions: AuditRedactions;
  /** The end of the tenant's chain, locked until the unit ends. */
  lockHead(): Promise<{ readonly seq: number; readonly hash: string }>;
  append(entry: Omit<AuditEntryRecord, 'pieces'>, rest: AuditRest): Promise<void>;
  /** Where a list of an entry goes on, from piece 1; null: that was all. */
  piece(seq: number, list: AuditList, piece: number): Promise<readonly unknown[] | null>;
  /** The same as the chain hashes it. */
  sealedPiece(seq: number, list: AuditList, piece: number): Promise<readonly unknown[] | null>;
  /** Newest first, those below `before`. */
  list(projectId: string, limit: number, before?: number, filter?: AuditFilter): Promise<AuditEntryRecord[]>;
  appendSecurity(entry: SecurityEntryRecord): Promise<void>;
  /** Of both tables, newest first, those below `before`. */
  listChain(limit: number, before: number | undefined, filter: ChainFilter): Promise<ChainRecord[]>;
  /** The whole chain of the tenant in order, those after `after`, as it is hashed: what is personal in it is sealed. */
  chain(limit: number, after: number): Promise<ChainRecord[]>;
  /**
   * How far the chain has been sent to this collector; whoever has the number is the only one to send until the unit ends.
   * null: another process is at it.
   */
  takeExport(sink: string): Promise<number | null>;
  advanceExport(sink: string, seq: number, at: string): Promise<void>;
  /** Up to which entry all of these collectors have the chain. */
  sentToAll(sinks: readonly string[]): Promise<number>;
  /** Where the chain begins, when it was shortened: the last entry that is gone. */
  anchor(): Promise<AuditAnchor | null>;
  /**
   * The oldest entries go, those before this instant, none behind `last` and at most so many; never those of the last 30 days, nor the end of
   * the chain. The new anchor; null: none was that old. The caller has the head locked.
   */
  shorten(before: string, last: number, atOnce: number): Promise<Pick<AuditAnchor, 'seq' | 'hash'> | null>;
}
