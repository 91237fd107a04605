/** Personal values, which every table holds sealed under keys of those whom they are about. */

/** Everything else that a unit keeps it seals, and opens what it gives, by itself. */
export interface Personal {
  /** As the log keeps it, and hashes it: lists of canonical JSON. */
  sealLists(projectId: string, lists: readonly string[]): Promise<string[]>;
  /** The same of a value. */
  seal<T>(projectId: string, value: T): Promise<T>;
  /** Plans of which not all rows were sealed under the classes that hold now. */
  unsealed(): Promise<string[]>;
  /** Seals what stands plain in some rows of a plan and is personal; where to go on, from the beginning (null) to the end (null). */
  sealRows(projectId: string, from: RowPlace | null): Promise<RowPlace | null>;
  /** The same with every text of those rows that is not sealed. */
  rewriteRows(projectId: string, from: RowPlace | null, change: (text: string) => string): Promise<RowPlace | null>;
  /**
   * The same of the whole organisation with what is in no plan's values, where one of these stands: names of plans, messages, tokens,
   * what waits to be sent and was.
   */
  rewriteMentions(
    texts: readonly string[],
    change: (text: string) => string,
    from: RowPlace | null,
  ): Promise<RowPlace | null>;
  /** All rows of the plan are sealed. */
  sealed(projectId: string): Promise<void>;
  /** Plans in whose values or names of fields, of now or of before, something stands that is about somebody, or plain one of these texts. */
  plansNaming(isAbout: IsAbout, texts: readonly string[]): Promise<string[]>;
  /** Destroys the keys of all that these say is about somebody, and of resources; how many there were. Nothing is sealed meanwhile. */
  destroy(isAbout: IsAbout, resources: readonly OneResource[]): Promise<number>;
}

/** `value` is normalised: lower case, no space around it. A person is one of a list of people; a text is anything that is written. */
export type IsAbout = (value: string, form: 'person' | 'text') => boolean;

/** A row among those of all tables. */
export interface RowPlace {
  readonly table: number;
  readonly at: string;
}

export interface OneResource {
  readonly projectId: string;
  readonly id: string;
}
