/** What is different between two plans, page by page. */
import { diff } from '@sprintforge/core';
import type { Compared, CompareJob } from '../ports/engine.ts';
import { firstOf } from './json-lists.ts';
import { unpackSnapshot } from './packing.ts';
import { changeReports } from './reports.ts';
import { asChange } from './told.ts';

export async function compareJob({ before, after, from }: CompareJob): Promise<Compared> {
  const [one, other] = [unpackSnapshot(before), unpackSnapshot(after)];
  const left = changeReports(diff(one, other), [other, one]).slice(from).map(asChange);
  const changes = firstOf(left);
  return { changes, next: changes.length < left.length ? from + changes.length : null };
}
