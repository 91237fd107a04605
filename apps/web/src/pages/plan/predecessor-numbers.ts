/** Predecessors as people write them, by the numbers of the rows; the plan holds Task IDs. Pure. */

const id = /SF-[0-9A-Z]{4}-[0-9A-Z]{4}/gi;

/** `SF-…FS+2d; SF-…` as `3FS+2d; 7`; a task that is not there keeps its ID. */
export const inNumbers = (text: string, numberOf: (task: string) => number | undefined): string =>
  text.replace(id, (task) => numberOf(task)?.toString() ?? task);

/** The other way; a number that no row has stays, and the server says so. */
export const inIds = (text: string, taskAt: (number: number) => string | undefined): string =>
  text
    .split(';')
    .map((part) =>
      part.replace(
        /^(\s*)(\d+)(?!\d*[.,]\d)/,
        (_, space: string, number: string) => space + (taskAt(Number(number)) ?? number),
      ),
    )
    .join(';');
