/** What is different between two plans, page by page. */
import { diff } from '@sprintforge/core';
import type { Compared, CompareJob } from '../ports/engine.ts';
import { settingsChanges } from '../ports/settings-changes.ts';
import { firstOf } from './json-lists.ts';
import { unpackSnapshot } from './packing.ts';
import { changeReports } from './reports.ts';
import { asChange } from './told.ts';

export async function compareJob({ before, after, from }: CompareJob): Promise<Compared> {
  const [one, other] = [unpackSnapshot(before), unpackSnapshot(after)];
  const changed = diff(one, other);
  const all = [...settingsChanges(changed), ...changeReports(changed, [other, one]).map(asChange)];
  const left = all.slice(from);
  const changes = firstOf(left);
  return { changes, next: changes.length < left.length ? from + changes.length : null };
}
