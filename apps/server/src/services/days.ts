import type { System } from '../ports/system.ts';

const DAY_MS = 86_400_000;

/** An instant so many days after another one. */
export const laterBy = (instant: string, days: number): string =>
  new Date(Date.parse(instant) + days * DAY_MS).toISOString();

/** The instant so many days before now. */
export const daysAgo = ({ system }: { readonly system: System }, days: number): string => laterBy(system.now(), -days);
