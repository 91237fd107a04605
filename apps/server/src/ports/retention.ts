/** Giving up what is no longer kept. Instants are ISO texts; `before` them is old enough. Each says how much there was. */
export interface Retention {
  /** Files of copies that were last synced or handed out before; never of a project's own layout. */
  letCopiesGo(before: string): Promise<number>;
  /** Links that open plans: ended, or not used, before. */
  forgetLinks(before: string): Promise<number>;
  /** The bytes of uploads; the revisions that they made stay. */
  forgetUploadedBytes(before: string): Promise<number>;
  /** Parked uploads that were settled, and uploads answered later that were answered. */
  forgetSettled(before: string): Promise<number>;
  /**
   * States of revisions; what they changed stays. Kept are the head, the base of every copy whose files are kept (rule A7), and
   * what an upload since `recoverySince` can be undone to.
   */
  forgetStates(before: string, recoverySince: string): Promise<number>;
  /**
   * Of one project everything that a person handed in or was handed, however new: files of copies but for the layout, bytes of uploads,
   * what was parked and is settled, links.
   */
  letGoOf(projectId: string): Promise<LetGo>;
  /** Projects that were deleted before and of which there still is something. */
  deletedProjects(before: string): Promise<string[]>;
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
