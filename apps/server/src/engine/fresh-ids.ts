import { createHash, randomInt } from 'node:crypto';
import type { Snapshot } from '@sprintforge/core';
import type { IdSource } from '@sprintforge/mapping';

/** Crockford base32. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const four = (pick: () => number): string => Array.from({ length: 4 }, () => alphabet[pick()]).join('');

/** New ids (rule ID1) that none of the given plans uses. */
export const freshIds = (...plans: readonly Snapshot[]): IdSource => idsFrom(() => randomInt(32), plans);

/** The same, but under one seed the same ids again: an upload that is merged anew gives its new tasks the ids it gave them before. */
export function seededIds(seed: string, ...plans: readonly Snapshot[]): IdSource {
  let block = Buffer.alloc(0);
  let blocks = 0;
  let used = 0;
  const pick = (): number => {
    if (used === block.length) {
      block = createHash('sha256').update(`${seed} ${blocks}`).digest();
      blocks += 1;
      used = 0;
    }
    used += 1;
    return (block[used - 1] ?? 0) % 32;
  };
  return idsFrom(pick, plans);
}

function idsFrom(pick: () => number, plans: readonly Snapshot[]): IdSource {
  const given = new Set<string>();
  const next = (prefix: string, taken: (id: string) => boolean): string => {
    for (;;) {
      const id = `${prefix}-${four(pick)}-${four(pick)}`;
      if (given.has(id) || taken(id)) continue;
      given.add(id);
      return id;
    }
  };
  return {
    task: () => next('SF', (id) => plans.some((plan) => plan.tasks.has(id))),
    resource: () => next('SR', (id) => plans.some((plan) => plan.resources.has(id))),
  };
}
