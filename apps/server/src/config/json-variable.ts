/** Members of a variable that holds a JSON object; throws with `meaning` ("X is JSON such as …") where it is none. */
export function jsonMembers(text: string, meaning: string): readonly (readonly [string, unknown])[] {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    given = null; // said below
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw new Error(meaning);
  return Object.entries(given);
}
