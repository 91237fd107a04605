import path from 'node:path';
import { defineCommand } from '../command.ts';
import { progress } from '../terminal.ts';

interface Options {
  readonly withKeys?: boolean;
}

export const backup = defineCommand<Options>({
  usage: 'backup [file]',
  summary: 'all that the server of this configuration keeps, as one file; the server may be running',
  examples: ['sprintforge backup', 'SPRINTFORGE_DATA=/srv/sprintforge sprintforge backup /mnt/backups/monday.tar.gz'],
  options: (command) =>
    command.option('--with-keys', 'the master keys as well: whoever has the file can then read everything'),
  run: async ([given], { withKeys = false }) => {
    const { backupTo, configFromEnvironment } = await import('@sprintforge/server');
    const file = path.resolve(
      given ?? `sprintforge-${new Date().toISOString().slice(0, 19).replaceAll(':', '')}.tar.gz`,
    );
    progress(`writing ${file} …`);
    const count = await backupTo(file, configFromEnvironment(), { withKeys });
    const keys = withKeys
      ? 'The master keys are in it: whoever has it can read everything.'
      : 'The master keys are NOT in it, and it cannot be restored without them: keep a copy apart (sprintforge keys export FILE).';
    const text = `${file}: ${count.rows} rows and ${count.files} files of ${count.tenants} organisation(s). It holds the plans: keep it safe. ${keys}`;
    return { document: { file, with_keys: withKeys, ...count }, text };
  },
});
