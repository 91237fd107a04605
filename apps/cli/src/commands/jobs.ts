import type { Command } from 'commander';
import { defineCommand } from '../command.ts';
import { CliError } from '../failure.ts';
import type { Outcome } from '../outcome.ts';
import { plural, table } from '../terminal.ts';

interface Options {
  readonly dead?: boolean;
  readonly rerun?: true | string;
}

export const jobs = defineCommand<Options>({
  usage: 'jobs',
  summary: 'what the server of this configuration does later: how it stands, what failed for good, try that again',
  examples: ['sprintforge jobs', 'sprintforge jobs --dead', 'sprintforge jobs --rerun'],
  options: (command: Command) =>
    command
      .option('--dead', 'jobs that failed as often as they may')
      .option('--rerun [id]', 'give those (or the one with this id) all their tries again'),
  run: async (_, { dead, rerun }) => {
    const { configFromEnvironment, withJobs } = await import('@sprintforge/server');
    return withJobs(configFromEnvironment(), async (all): Promise<Outcome> => {
      if (rerun !== undefined) {
        const count = await all.rerun(rerun === true ? undefined : [rerun]);
        if (count === 0 && rerun !== true) throw new CliError('BAD_ARGUMENT', `there is no dead letter ${rerun}`);
        return { document: { rerun: count }, text: `${plural(count, 'job')} will be tried again.` };
      }
      const document = dead ? { dead: await all.deadLetters(1000) } : { jobs: await all.standing() };
      return { document, text: 'dead' in document ? deadText(document.dead) : standingText(document.jobs) };
    });
  },
});

function deadText(dead: readonly { id: string; kind: string; diedAt: string; reason: string }[]): string {
  if (dead.length === 0) return 'No job has failed for good.';
  return table(dead.map(({ id, kind, diedAt, reason }) => [id, kind, diedAt, reason]));
}

function standingText(
  kinds: readonly { kind: string; waiting: number; running: number; dead: number; lastDoneAt: string | null }[],
): string {
  const rows = kinds.map(({ kind, waiting, running, dead, lastDoneAt }) => [
    kind,
    `${waiting} waiting`,
    `${running} running`,
    `${dead} failed for good`,
    lastDoneAt === null ? 'not done lately' : `last done ${lastDoneAt}`,
  ]);
  return table(rows);
}
