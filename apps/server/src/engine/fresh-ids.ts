import { randomInt } from 'node:crypto';
import type { Snapshot } from '@sprintforge/core';
import type { IdSource } from '@sprintforge/mapping';

/** Crockford base32. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const letters = (): string => Array.from({ length: 4 }, () => alphabet[randomInt(32)]).join('');

/** New ids (rule ID1) that none of the given plans uses. */
export function freshIds(...plans: readonly Snapshot[]): IdSource {
  const given = new Set<string>();
  const next = (prefix: string, taken: (id: string) => boolean): string => {
    for (;;) {
      const id = `${prefix}-${letters()}-${letters()}`;
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
