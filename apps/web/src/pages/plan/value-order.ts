/** The order of values in a column: numbers by size, texts as people sort them. Pure but for what it keeps. */

const collator = new Intl.Collator(undefined, { numeric: true });
/** Others have letters of their own made of two of these, or in another place. */
const isPlain = /^(?:en|de|he)\b/.test(collator.resolvedOptions().locale);
const keys = new Map<string, string | null>();
const most = 500_000;

interface Sorted<T> {
  readonly item: T;
  readonly value: unknown;
  readonly key: string | null;
}

/** By what is read of each; what is empty stands at the end, whichever way. Items of one value stay as they stand. */
export function inOrder<T>(items: readonly T[], read: (item: T) => unknown, up = true): readonly T[] {
  const entries = items.map((item): Sorted<T> => {
    const value = read(item);
    return { item, value, key: typeof value === 'string' ? keyOf(value) : null };
  });
  return entries.sort((a, b) => compare(a, b, up)).map(({ item }) => item);
}

function compare(one: Sorted<unknown>, other: Sorted<unknown>, up: boolean): number {
  const [a, b] = [one.value, other.value];
  if (a === b) return 0;
  const [noA, noB] = [a === null || a === undefined || a === '', b === null || b === undefined || b === ''];
  if (noA || noB) return Number(noA) - Number(noB);
  const order = typeof a === 'number' && typeof b === 'number' ? a - b : compareTexts(one, other);
  return up ? order : -order;
}

/** As the person's language has it, with numbers by size; simple texts without asking the language each time. */
function compareTexts(a: Sorted<unknown>, b: Sorted<unknown>): number {
  if (a.key === null || b.key === null || a.key === b.key) return collator.compare(String(a.value), String(b.value));
  return a.key < b.key ? -1 : 1;
}

/** Of Latin letters, digits and spaces alone, in languages that sort those like this; else null. */
function keyOf(text: string): string | null {
  let key = keys.get(text);
  if (key === undefined) {
    const isSimple = isPlain && /^[a-z\d ]+$/i.test(text) && !/\d{13}/.test(text);
    key = isSimple ? text.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(12, '0')) : null;
    if (keys.size >= most) keys.clear();
    keys.set(text, key);
  }
  return key;
}
