/** Which of the numbered steps of an upload a run dies at: a few, all of them (long), or those that `SPRINTFORGE_FAILPOINTS` names (`1-40`, `7,20-25`). */

/** In the short run: with the files written, and both sides of the upload's COMMIT. */
const few = ['after blobs.put', 'about to end database.unit', 'after database.unit'];

/** Numbers from 1. Throws when a name of the few is no step any more, or a named number is none. */
export function chosenSteps(steps: readonly string[]): number[] {
  const named = process.env.SPRINTFORGE_FAILPOINTS;
  if (named) return within(named, steps.length);
  const all = steps.map((_, at) => at + 1);
  if (process.env.SPRINTFORGE_LONG) return all;
  return few.map((name) => {
    const at = steps.lastIndexOf(name) + 1;
    if (at === 0) throw new Error(`no step is "${name}":\n${steps.join('\n')}`);
    return at;
  });
}

/** A range that goes on behind the last step ends there: how many there are is known when they are counted. */
function within(named: string, last: number): number[] {
  return named.split(',').flatMap((range) => {
    const found = /^(\d+)(?:-(\d+))?$/.exec(range.trim());
    const from = Number(found?.[1] ?? 0);
    if (from < 1 || from > last) throw new Error(`SPRINTFORGE_FAILPOINTS=${named}: "${range}" is none of 1-${last}`);
    const until = Math.min(Number(found?.[2] ?? from), last);
    return Array.from({ length: Math.max(0, until - from + 1) }, (_, at) => from + at);
  });
}
