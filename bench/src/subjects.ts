/** What is measured. `read` gives the number of non-empty cells, `write` the size of the new file: both are compared, so that nobody skips work. */
export interface Subject {
  /** File to JS values of every cell. */
  read(file: string): Promise<number>;
  /** File to an object for every cell, with its format and formula; missing: as `read`. */
  cells?(file: string): Promise<number>;
  /** File to a complete new .xlsx with 1 % of the rows' cells changed; missing: the library cannot write. */
  write?(file: string): Promise<number>;
  /** File to a complete new .xlsx with one cell changed. */
  cell?(file: string): Promise<number>;
}
