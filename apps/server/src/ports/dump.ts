/** All rows of all tenants, out of a database and into an empty one. */

/** Rows of one table of one tenant. */
export interface TableRows {
  readonly tenant: string;
  readonly table: string;
  /** One JSON object a row, as the database writes and reads it. */
  readonly lines: readonly string[];
}

/** Names of the migrations that made the schema, each with its checksum. */
export type SchemaSteps = readonly string[];

/** Everything as it was at one moment. */
export interface DatabaseExport {
  readonly schema: SchemaSteps;
  /** A table stands behind those that it refers to. */
  rows(): AsyncIterable<TableRows>;
  close(): Promise<void>;
}

/** One transaction: all or nothing. */
export interface DatabaseImport {
  readonly schema: SchemaSteps;
  isEmpty(): Promise<boolean>;
  add(rows: TableRows): Promise<void>;
  /** Raises the epoch of every project above any that was handed out before, and commits. */
  commit(): Promise<void>;
  close(): Promise<void>;
}
