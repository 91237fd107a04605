import { ERASED, KnownNames } from '@sprintforge/core';
import type { Shadow } from '@sprintforge/mapping';
import type { EraseCellsJob } from '../ports/engine.ts';
import { withTexts } from '../ports/every-text.ts';
import { packShadow, unpackShadow } from './packing.ts';

/** Cells that a column held once, without the people of these names in their texts. */
export async function eraseCellsJob({ cells, names }: EraseCellsJob): Promise<Uint8Array> {
  const known = new KnownNames();
  for (const name of names) known.add(name);
  return packShadow(withTexts(unpackShadow(cells), (text) => known.replaceIn(text, () => ERASED)) as Shadow);
}
