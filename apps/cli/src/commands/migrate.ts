import { defineCommand } from '../command.ts';
import { CliError } from '../failure.ts';

export const migrate = defineCommand({
  usage: 'migrate',
  summary: 'bring the database of DATABASE_URL up to date (the server does so itself when it starts)',
  examples: ['DATABASE_URL=postgres://user@host:5432/sprintforge sprintforge migrate'],
  run: async () => {
    const url = process.env.DATABASE_URL;
    if (!url)
      throw new CliError(
        'BAD_ARGUMENT',
        'set DATABASE_URL; the embedded database is brought up to date by `sprintforge serve`',
      );
    const { migrate: bringUpToDate } = await import('@sprintforge/server');
    await bringUpToDate(url);
    return { document: { migrated: true }, text: 'The database is up to date.' };
  },
});
