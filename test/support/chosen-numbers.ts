/** Which of numbered things a run is about: `7`, `1-40`, `7,20-25`. */

/**
 * Those that the environment variable names, of `last` counted from 1; undefined: it names none. A range that goes on behind the last
 * one ends there: how many there are is known when they are counted. Throws when a named number is none.
 */
export function chosenNumbers(variable: string, last: number): number[] | undefined {
  const named = process.env[variable];
  return named?.split(',').flatMap((range) => {
    const found = /^(\d+)(?:-(\d+))?$/.exec(range.trim());
    const from = Number(found?.[1] ?? 0);
    if (from < 1 || from > last) throw new Error(`${variable}=${named}: "${range}" is none of 1-${last}`);
    const until = Math.min(Number(found?.[2] ?? from), last);
    return Array.from({ length: Math.max(0, until - from + 1) }, (_, at) => from + at);
  });
}
