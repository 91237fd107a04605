import { defineCommand } from '../command.ts';
import { printOutcome } from '../outcome.ts';
import { withFile } from '../server-configuration.ts';
import { progress } from '../terminal.ts';

interface Options {
  readonly config?: string;
}

export const worker = defineCommand<Options>({
  usage: 'worker',
  summary: 'do the jobs of a server that is told SPRINTFORGE_JOBS=worker, until Ctrl-C; any number may run',
  examples: ['DATABASE_URL=postgres://user@host:5432/sprintforge S3_ENDPOINT=https://… sprintforge worker'],
  options: (command) => command.option('--config <file>', 'YAML file with the configuration (also SPRINTFORGE_CONFIG)'),
  run: async (_, options) => {
    const { safeConfigFromEnvironment, startWorker, stopOnSignals } = await import('@sprintforge/server');
    progress('starting …');
    const started = await startWorker(safeConfigFromEnvironment(withFile(options.config)));
    stopOnSignals(started);
    const { database } = started;
    const text = `Doing jobs (database: ${database}). Ctrl-C stops when the running ones are done.`;
    printOutcome({ document: { database }, text }, options.json ?? false);
    return null;
  },
});
