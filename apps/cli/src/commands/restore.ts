import fs from 'node:fs';
import path from 'node:path';
import { defineCommand } from '../command.ts';
import { CliError } from '../failure.ts';
import { progress } from '../terminal.ts';

export const restore = defineCommand({
  usage: 'restore <file>',
  summary: 'a backup into an empty data folder (or database), all or nothing; then start the server',
  examples: ['SPRINTFORGE_DATA=/srv/fresh sprintforge restore monday.tar.gz'],
  run: async ([given = '']) => {
    const { configFromEnvironment, RestoreRefused, restoreFrom } = await import('@sprintforge/server');
    const file = path.resolve(given);
    if (!fs.existsSync(file)) throw new CliError('FILE_NOT_FOUND', `there is no file ${file}`, { file });
    progress(`reading ${file} …`);
    try {
      const count = await restoreFrom(file, configFromEnvironment());
      const text = `${count.rows} rows and ${count.files} files of ${count.tenants} organisation(s), as of ${count.at}. Workbooks that were handed out before are recognised as such when they are uploaded.`;
      return { document: { file, ...count }, text };
    } catch (error) {
      if (error instanceof RestoreRefused) throw new CliError('BAD_ARGUMENT', error.message);
      throw error;
    }
  },
});
