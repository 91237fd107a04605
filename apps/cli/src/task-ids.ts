/** Fresh ids for rows that have none, made on this machine (rule ID1: Crockford base32). */
import { randomBytes } from 'node:crypto';
import type { IdSource } from '@sprintforge/mapping';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const TASK_ID = /^SF-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/;

/** Only a server knows which ids it gave out; offline a row that has one keeps it. */
export const freshIds: IdSource = {
  given: (id) => TASK_ID.test(id),
  task: () => `SF-${letters(4)}-${letters(4)}`,
  resource: () => `SR-${letters(4)}-${letters(4)}`,
};

function letters(count: number): string {
  return Array.from(randomBytes(count), (byte) => CROCKFORD[byte & 31]!).join('');
}
