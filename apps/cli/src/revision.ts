import { CliError } from './failure.ts';

/** A revision number as typed: `3` or `r3`. */
export function parseRevision(text: string): number {
  const match = /^r?(\d{1,9})$/.exec(text);
  if (!match)
    throw new CliError('BAD_ARGUMENT', `${text} is not a revision: give its number, as \`sprintforge log\` lists them`);
  return Number(match[1]);
}
