import path from 'node:path';
import { defineCommand } from '../command.ts';
import { CliError } from '../failure.ts';
import { progress } from '../terminal.ts';

interface Options {
  /** `--with-keys`, `--without-keys`; neither: the keys that the server made for itself. */
  readonly withKeys?: true;
  readonly withoutKeys?: true;
}

export const backup = defineCommand<Options>({
  usage: 'backup [file]',
  summary: 'all that the server of this configuration keeps, as one file; the server may be running',
  examples: ['sprintforge backup', 'SPRINTFORGE_DATA=/srv/sprintforge sprintforge backup /mnt/backups/monday.tar.gz'],
  options: (command) =>
    command
      .option('--with-keys', 'every master key, also those that the server was given')
      .option('--without-keys', 'no master key, also not one that the server made for itself'),
  run: async ([given], { withKeys: all, withoutKeys: none }) => {
    const { backupTo, configFromEnvironment } = await import('@sprintforge/server');
    const file = path.resolve(
      given ?? `sprintforge-${new Date().toISOString().slice(0, 19).replaceAll(':', '')}.tar.gz`,
    );
    progress(`writing ${file} …`);
    if (all && none) throw new CliError('BAD_ARGUMENT', '--with-keys and --without-keys exclude each other');
    const along = all ? 'all' : none ? 'none' : 'own';
    const { withKeys, ...count } = await backupTo(file, configFromEnvironment(), { along });
    const keys = withKeys
      ? 'The master keys are in it: whoever has it can read everything.'
      : 'The master keys are NOT in it, and it cannot be restored without them: keep a copy apart (sprintforge keys export FILE).';
    const text = `${file}: ${count.rows} rows and ${count.files} files of ${count.tenants} organisation(s). It holds the plans: keep it safe. ${keys}`;
    return { document: { file, with_keys: withKeys, ...count }, text };
  },
});
