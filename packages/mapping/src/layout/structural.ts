/** The column of a lens workbook in which a row is marked for deletion (rule R8). */
export const DELETE_MARK = 'delete';

/** Columns that are no field of a task: their cells are read, but hold no value of the plan. */
export const STRUCTURAL: ReadonlySet<string> = new Set(['id', 'number', 'level', 'predecessors', DELETE_MARK]);
