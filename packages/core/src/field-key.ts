import type { FieldKey } from './types.ts';

/** A key for a field that people name: `c_` and the label's plain letters and digits; with a number where there is one like it. */
export function customFieldKey(label: string, taken: ReadonlySet<FieldKey>): FieldKey {
  const plain = label.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '');
  const word = plain.replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '');
  const key = `c_${word.slice(0, 40) || 'field'}`;
  for (let number = 1; ; number++) {
    const one = number === 1 ? key : `${key}_${number}`;
    if (!taken.has(one)) return one;
  }
}

/** One that people added, and may take away again. */
export const isCustomField = (key: FieldKey): boolean => key.startsWith('c_');
