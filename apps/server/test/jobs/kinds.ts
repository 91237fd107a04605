import { jobKind } from '../../src/ports/jobs.ts';

export interface Told {
  readonly text?: string;
  readonly n?: number;
}

const names = ['plain', 'rolled-back', 'woken', 'later', 'shared', 'slow', 'killed', 'scheduled', 'stumbles'];
export const kinds = [
  ...names.map((name) => jobKind<Told>(name, { retries: 1 })),
  jobKind<Told>('dies', { retries: 0 }),
  jobKind<Told>('alone', { alone: true }),
];

/** Quicker than in earnest. */
export const pace = { heartbeat: 10, look: 1, poll: 1, firstDelay: 1 };
