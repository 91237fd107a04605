/** Fresh ids for rows that have none, made on this machine (rule ID1: Crockford base32). */
import { randomBytes } from 'node:crypto';
import type { IdSource } from '@sprintforge/mapping';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export const freshIds: IdSource = {
  task: () => `SF-${letters(4)}-${letters(4)}`,
  resource: () => `SR-${letters(4)}-${letters(4)}`,
};

function letters(count: number): string {
  return Array.from(randomBytes(count), (byte) => CROCKFORD[byte & 31]!).join('');
}
