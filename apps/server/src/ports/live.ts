/** What live events are made of: the project's log as its followers see it, and who is there. */

/** One entry of the log, made small. */
export interface LogStep {
  /** Grows with every entry, in the order of the commits. */
  readonly seq: number;
  readonly syncType: string;
  /** The project's revision afterwards. */
  readonly version: number;
  readonly userId: string;
  readonly userName: string;
  readonly at: string;
  /** The revision that it made. */
  readonly made: { readonly source: string; readonly message: string; readonly changes: number } | null;
  /** Of what it changed; at most 100. */
  readonly taskIds: readonly string[];
  readonly conflicts: number;
  readonly conflictTaskIds: readonly string[];
  readonly openConflicts: number;
  /** The upload that it parked or discarded. */
  readonly parked: { readonly id: string; readonly reason: string } | null;
}

export interface PresenceRecord {
  readonly userId: string;
  readonly userName: string;
  readonly session: string;
  readonly door: string;
  /** false: only looking. */
  readonly editing: boolean;
  readonly taskIds: readonly string[];
  readonly cells: readonly string[];
  readonly since: string;
  readonly expiresAt: string;
}
export type NewPresence = Omit<PresenceRecord, 'userName'>;

export interface Live {
  /** The last entry of the project's log; 0: there is none. */
  end(projectId: string): Promise<number>;
  /** In order, those after `after`; downloads are left out. */
  steps(projectId: string, after: number, limit: number): Promise<LogStep[]>;
  /** Those who are there at this instant. */
  present(projectId: string, at: string): Promise<PresenceRecord[]>;
  /** Says or renews; followers are told when something is new. What has run out by then goes. Of one person's sessions the newest `most` stay. */
  enter(projectId: string, presence: NewPresence, at: string, most: number): Promise<void>;
  leave(projectId: string, userId: string, session: string): Promise<void>;
}
