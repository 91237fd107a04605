/** Which of the numbered steps of an upload a run dies at: a few, all of them (long), or those that `SPRINTFORGE_FAILPOINTS` names (`1-40`, `7,20-25`). */
import { chosenNumbers } from '../../../../test/support/chosen-numbers.ts';

/** In the short run: with the files written, and both sides of the upload's COMMIT. */
const few = ['after blobs.put', 'about to end database.unit', 'after database.unit'];

/** Numbers from 1. Throws when a name of the few is no step any more, or a named number is none. */
export function chosenSteps(steps: readonly string[]): number[] {
  const chosen = chosenNumbers('SPRINTFORGE_FAILPOINTS', steps.length);
  if (chosen) return chosen;
  const all = steps.map((_, at) => at + 1);
  if (process.env.SPRINTFORGE_LONG) return all;
  return few.map((name) => {
    const at = steps.lastIndexOf(name) + 1;
    if (at === 0) throw new Error(`no step is "${name}":\n${steps.join('\n')}`);
    return at;
  });
}
