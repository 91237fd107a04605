import type { en } from './en/index.ts';

/** Every text of the application; English is the catalogue that the others are checked against. */
export type Messages = typeof en;
