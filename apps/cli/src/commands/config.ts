import path from 'node:path';
import { defineCommand } from '../command.ts';
import { CliError } from '../failure.ts';
import type { Outcome } from '../outcome.ts';

export const config = defineCommand({
  usage: 'config <action> [file]',
  summary:
    'the configuration file of a server: check FILE says every fault with its line and its cure, schema is for editors',
  examples: ['sprintforge config check /etc/sprintforge.yaml', 'sprintforge config schema > sprintforge.schema.json'],
  run: async ([action, file]) => {
    // On demand: it loads the server.
    const server = await import('@sprintforge/server');
    if (action === 'schema') return schema(server.fileShape);
    if (action !== 'check' || file === undefined)
      throw new CliError('BAD_ARGUMENT', 'sprintforge config check FILE, or sprintforge config schema');
    return check(server, path.resolve(file));
  },
});

function schema(shape: object): Outcome {
  const document = { $schema: 'http://json-schema.org/draft-07/schema#', title: 'SprintForge Sync', ...shape };
  return { document, text: JSON.stringify(document, null, 2) };
}

function check({ checkConfigFile, ConfigError }: typeof import('@sprintforge/server'), file: string): Outcome {
  try {
    checkConfigFile(file);
    return { document: { ok: true, faults: [] }, text: `${file} is in order.` };
  } catch (error) {
    if (error instanceof ConfigError)
      return { document: { ok: false, faults: error.faults }, text: error.message, exit: 2 };
    const { message } = error as Error;
    return { document: { ok: false, faults: [{ found: message }] }, text: message, exit: 2 };
  }
}
