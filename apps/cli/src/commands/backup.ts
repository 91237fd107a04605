import path from 'node:path';
import { defineCommand } from '../command.ts';
import { progress } from '../terminal.ts';

export const backup = defineCommand({
  usage: 'backup [file]',
  summary: 'all that the server of this configuration keeps, as one file; the server may be running',
  examples: ['sprintforge backup', 'SPRINTFORGE_DATA=/srv/sprintforge sprintforge backup /mnt/backups/monday.tar.gz'],
  run: async ([given]) => {
    const { backupTo, configFromEnvironment } = await import('@sprintforge/server');
    const file = path.resolve(
      given ?? `sprintforge-${new Date().toISOString().slice(0, 19).replaceAll(':', '')}.tar.gz`,
    );
    progress(`writing ${file} …`);
    const count = await backupTo(file, configFromEnvironment());
    const text = `${file}: ${count.rows} rows and ${count.files} files of ${count.tenants} organisation(s). It holds the plans and the signing key: keep it safe.`;
    return { document: { file, ...count }, text };
  },
});
