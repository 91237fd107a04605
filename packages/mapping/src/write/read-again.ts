import { isDeepStrictEqual } from 'node:util';
import { openWorkbook, type Workbook } from '@sprintforge/xlsx';
import type { Detection, PlanRead, WriteResult } from '../api.ts';
import { readRebound } from '../metadata/read-copy.ts';
import { readMetadata, rebind } from '../metadata.ts';

export interface ReadAgain {
  readonly plan: PlanRead;
  readonly resources: Detection['resources'];
}

/**
 * A produced copy, opened and read as an upload of it would be (rule R6); null when it does not say which copy it is. Every XML part
 * is inflated: where all of them are, byte for byte, what `workbook` held when its plan was read by the same bindings, that
 * reading is the answer.
 */
export async function readAgain(workbook: Workbook, { bytes, mapping, read }: WriteResult): Promise<ReadAgain | null> {
  const again = openWorkbook(bytes, { like: workbook });
  await again.inflateAhead();
  const found = readMetadata(again);
  if (found.state !== 'signed') return null;
  const bound = rebind(again, found.metadata);
  const { resources, missing } = bound;
  const isKnown =
    read !== null &&
    missing.length === 0 &&
    isDeepStrictEqual(bound.mapping, mapping) &&
    isDeepStrictEqual(resources, found.metadata.resources) &&
    sameParts(again, workbook);
  return { plan: isKnown ? read : readRebound(again, bound), resources };
}

function sameParts(again: Workbook, workbook: Workbook): boolean {
  const names = again.parts.filter((name) => /\.(xml|rels)$/i.test(name));
  return names.every((name) => {
    const [written, packed] = [workbook.part(name), again.part(name)];
    return (
      written === packed || (written !== undefined && packed !== undefined && Buffer.compare(written, packed) === 0)
    );
  });
}
