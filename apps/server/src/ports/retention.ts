import type { RetentionKind, RetentionLosses } from '@sprintforge/protocol';

/** From when back something is old enough to be given up, as ISO texts; null: never. */
export interface Cutoff {
  readonly before: string | null;
  /** Other ones, by project. */
  readonly own: Readonly<Record<string, string>>;
}

export type Cutoffs = Readonly<Record<RetentionKind, Cutoff>>;

/** Giving up what is no longer kept. Instants are ISO texts. Each says how much there was. */
export interface Retention {
  /** How much of what there is now these would give up. */
  losses(cutoffs: Cutoffs): Promise<RetentionLosses>;
  /** Idempotency-Keys that were sent before. */
  forgetKeys(recovery: Cutoff): Promise<number>;
  /** Files of copies that were last synced or handed out before; never of a project's own layout. */
  letCopiesGo(copies: Cutoff): Promise<number>;
  /** Links that open plans: ended, or not used, before. */
  forgetLinks(copies: Cutoff): Promise<number>;
  /** The bytes of uploads; the revisions that they made stay. */
  forgetUploadedBytes(recovery: Cutoff): Promise<number>;
  /** Parked uploads that were settled, and uploads answered later that were answered. */
  forgetSettled(recovery: Cutoff): Promise<number>;
  /**
   * States of revisions; what they changed stays. Kept are the head, the base of every copy that lives (rule A7), what a recovery
   * point restores, and what the values of an archived field come back from.
   */
  forgetStates(cutoffs: Cutoffs): Promise<number>;
  /**
   * Of one project everything that a person handed in or was handed, however new: files of copies but for the layout, bytes of uploads,
   * what was parked and is settled, links. `bases`: whether what copies held goes too, without which they are merged by their row hashes.
   */
  letGoOf(projectId: string, bases: 'go' | 'stay'): Promise<LetGo>;
  /** Projects that were deleted before and of which there still is something. */
  deletedProjects(deleted: Cutoff): Promise<string[]>;
  /** All of a deleted project but its audit log. */
  purge(projectId: string): Promise<void>;
  /** Files that were stored before and that nothing refers to are condemned. */
  condemn(before: string, at: string): Promise<number>;
  /**
   * Locks files that were condemned before; those that are referred to again are taken back. The others are no longer there once
   * the unit commits: their bytes have to go before that.
   */
  dropCondemned(before: string, limit: number): Promise<string[]>;
  /** Those of these files that have no record. */
  unrecorded(sha256s: readonly string[]): Promise<string[]>;
  /** Such a file is recorded, and condemned; one that somebody else records at this moment is theirs. */
  adopt(sha256: string, size: number, at: string): Promise<void>;
}

/** How many there were. */
export interface LetGo {
  readonly copies: number;
  readonly uploads: number;
}
