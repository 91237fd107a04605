import { createHash, randomBytes } from 'node:crypto';
import type { Snapshot } from '@sprintforge/core';
import type { IdSource } from '@sprintforge/mapping';

/** Crockford base32. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const RANDOM_AT_ONCE = 4096;

/** New ids (rule ID1) that none of the given plans uses. */
export const freshIds = (...plans: readonly Snapshot[]): IdSource =>
  idsFrom(
    lettersOf(() => randomBytes(RANDOM_AT_ONCE)),
    plans,
  );

/** The same, but under one seed the same ids again: an upload that is merged anew gives its new tasks the ids it gave them before. */
export function seededIds(seed: string, ...plans: readonly Snapshot[]): IdSource {
  let blocks = 0;
  return idsFrom(
    lettersOf(() => createHash('sha256').update(`${seed} ${blocks++}`).digest()),
    plans,
  );
}

/** Four letters at a time, one for a byte; `more` gives the bytes. */
function lettersOf(more: () => Uint8Array): () => string {
  let bytes = new Uint8Array(0);
  let used = 0;
  return () => {
    let text = '';
    while (text.length < 4) {
      if (used === bytes.length) {
        bytes = new Uint8Array(more());
        used = 0;
      }
      text += alphabet[bytes[used++]! % alphabet.length];
    }
    return text;
  };
}

function idsFrom(four: () => string, plans: readonly Snapshot[]): IdSource {
  const given = new Set<string>();
  const next = (prefix: string, taken: (id: string) => boolean): string => {
    for (;;) {
      const id = `${prefix}-${four()}-${four()}`;
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
