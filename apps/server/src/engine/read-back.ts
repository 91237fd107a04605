/** The check before a copy leaves: read again, it must hold nothing that differs from the plan but its shadow (rule R6). */
import { merge, type Snapshot } from '@sprintforge/core';
import { identify, isAsHandedOut, readAgain } from '@sprintforge/mapping';
import { freshIds } from './fresh-ids.ts';
import type { Written } from './written-copy.ts';

/** null: as it should be; else what is wrong. */
export async function readBack({ workbook, result }: Written, target: Snapshot): Promise<string | null> {
  const { read, shadow } = result;
  const reading = readAgain(workbook, result);
  // a fault comes to light where it is waited for
  reading.catch(() => undefined);
  const asRead = read !== null && isAsHandedOut(read, target, shadow);
  const again = await reading;
  if (again === null) return 'the written workbook does not say which copy it is';
  const { plan, resources } = again;
  const isSame = () => (plan === read ? asRead : isAsHandedOut(plan, target, shadow));
  if (resources === null && plan.missingColumns.length === 0 && isSame()) return null;
  const { theirs, repairs, refused } = identify(plan, target, shadow, freshIds(target));
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
