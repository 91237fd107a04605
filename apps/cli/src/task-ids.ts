/** Fresh ids for rows that have none, made on this machine (rule ID1: Crockford base32). */
import { randomFillSync } from 'node:crypto';
import type { IdSource } from '@sprintforge/mapping';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const TASK_ID = /^SF-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/;

/** Only a server knows which ids it gave out; offline a row that has one keeps it. */
export const freshIds: IdSource = {
  given: (id) => TASK_ID.test(id),
  task: () => `SF-${letters(4)}-${letters(4)}`,
  resource: () => `SR-${letters(4)}-${letters(4)}`,
};

const random = new Uint8Array(4096);
let used = random.length;

function letters(count: number): string {
  let text = '';
  while (text.length < count) {
    if (used === random.length) {
      randomFillSync(random);
      used = 0;
    }
    text += CROCKFORD[random[used++]! & 31]!;
  }
  return text;
}
