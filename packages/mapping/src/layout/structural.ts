/** The column of a lens workbook in which a row is marked for deletion (rule R8). */
export const DELETE_MARK = 'delete';

/** Names of the levels below the first, where each level has its own column; that of the first level is the column of `name`. */
export const NAME_LEVELS = ['name2', 'name3', 'name4', 'name5', 'name6', 'name7', 'name8', 'name9'] as const;
export type NameLevel = (typeof NAME_LEVELS)[number];

/** Columns that names may stand in, by level. */
export const NAME_FIELDS: readonly string[] = ['name', ...NAME_LEVELS];

/** Who a row is, how deep it stands and what is to be done with it: nothing that it says. */
export const ASIDE: ReadonlySet<string> = new Set(['id', 'number', 'level', DELETE_MARK, ...NAME_LEVELS]);

/** Columns that are no field of a task: their cells are read, but hold no value of the plan. */
export const STRUCTURAL: ReadonlySet<string> = new Set([...ASIDE, 'predecessors']);
