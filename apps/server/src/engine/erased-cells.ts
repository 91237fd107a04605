import { ERASED, KnownNames } from '@sprintforge/core';
import type { EraseCellsJob } from '../ports/engine.ts';
import { packShadow, unpackShadow } from './packing.ts';

/** Cells that a column held once, without the people of these names in their texts. */
export async function eraseCellsJob({ cells, names }: EraseCellsJob): Promise<Uint8Array> {
  const known = new KnownNames();
  for (const name of names) known.add(name);
  return packShadow(cleaned(unpackShadow(cells), (text) => known.replaceIn(text, () => ERASED)));
}

/** Every text in a value changed. */
function cleaned<T>(node: T, change: (text: string) => string): T {
  if (typeof node === 'string') return change(node) as T;
  if (Array.isArray(node)) return node.map((one) => cleaned(one, change)) as T;
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([key, one]) => [key, cleaned(one, change)])) as T;
}
