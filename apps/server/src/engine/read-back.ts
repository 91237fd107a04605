/** The check before a copy leaves: read again, it must hold nothing that differs from the plan but its shadow (rule R6). */
import { merge, type Snapshot } from '@sprintforge/core';
import { identify, isAsHandedOut, readMetadata, readPlan, rebind } from '@sprintforge/mapping';
import { openWorkbook } from '@sprintforge/xlsx';
import { freshIds } from './fresh-ids.ts';
import type { Written } from './written-copy.ts';

/** null: as it should be; else what is wrong. */
export async function readBack({ copy, result }: Written, target: Snapshot): Promise<string | null> {
  const workbook = openWorkbook(copy.bytes);
  const found = readMetadata(workbook);
  if (found.state !== 'signed') return 'the written workbook does not say which copy it is';
  const { mapping, resources, missing } = rebind(workbook, found.metadata);
  const plan = { ...readPlan(workbook, mapping, resources), missingColumns: missing };
  if (resources === null && missing.length === 0 && isAsHandedOut(plan, target, result.shadow)) return null;
  const { theirs, repairs, refused } = identify(plan, target, result.shadow, freshIds(target));
  if (repairs[0]) return `the written rows look shifted: ${repairs[0].what}`;
  if (refused[0])
    return `the written cell ${refused[0].sheet}!${refused[0].cell} cannot be read: ${refused[0].message}`;
  const { edits } = merge(target, target, theirs, { strategy: 'server' });
  const first = edits[0];
  if (!first) return null;
  const { subject } = first;
  const where = subject.kind === 'dependency' ? subject.key : subject.id;
  const field = subject.kind === 'field' ? ` ${subject.field}` : '';
  return `${edits.length} differences to the plan after writing, the first at ${where}${field}: ${JSON.stringify(first.base)} became ${JSON.stringify(first.theirs)}`;
}
