import type { TaskId } from '@sprintforge/core';

/** The task of each row of a sheet; undefined for a row that is none's. Both rise: `rows`, and those of `rowOf` in its order. */
export function tasksOfRows(
  rows: readonly number[],
  rowOf: ReadonlyMap<TaskId, number>,
): readonly (TaskId | undefined)[] {
  const ids = new Array<TaskId | undefined>(rows.length).fill(undefined);
  let at = 0;
  for (const [id, row] of rowOf) {
    while (at < rows.length && rows[at]! < row) at++;
    if (rows[at] === row) ids[at++] = id;
  }
  return ids;
}
