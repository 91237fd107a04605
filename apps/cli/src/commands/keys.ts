import fs from 'node:fs';
import path from 'node:path';
import { defineCommand } from '../command.ts';
import { CliError } from '../failure.ts';
import type { Outcome } from '../outcome.ts';
import { plural, progress } from '../terminal.ts';

interface Options {
  readonly master?: boolean;
}

type Server = typeof import('@sprintforge/server');

export const keys = defineCommand<Options>({
  usage: 'keys [action] [file]',
  summary:
    'what everything at rest is sealed under: status, rotate, move (under the master key that is named now), seal (what lies there plain), export (the master keys)',
  examples: [
    'sprintforge keys',
    'sprintforge keys rotate',
    'sprintforge keys rotate --master',
    'sprintforge keys export /mnt/safe/keys.json',
  ],
  options: (command) => command.option('--master', 'rotate: first make a new master key in the data folder'),
  run: async ([action = 'status', file], options) => {
    // On demand: it loads the server.
    const server = await import('@sprintforge/server');
    const actions: Readonly<Record<string, () => Promise<Outcome>>> = {
      status: () => status(server),
      rotate: () => rotate(server, options.master ?? false),
      move: () => move(server),
      seal: () => seal(server),
      export: async () => exported(server, file),
    };
    const run = actions[action];
    if (!run) throw new CliError('BAD_ARGUMENT', `keys knows ${Object.keys(actions).join(', ')}, not "${action}"`);
    return run();
  },
});

async function status({ keyStanding, configFromEnvironment }: Server): Promise<Outcome> {
  const found = await keyStanding(configFromEnvironment());
  const lines = found.in_use.map(({ id, tenants, here }) => {
    const wrong = here
      ? id === found.current
        ? ''
        : ' (former: `sprintforge keys move` moves them under the current one)'
      : ' — IT IS NOT HERE: put it back';
    return `  ${id} wraps the keys of ${plural(tenants, 'organisation')}${wrong}`;
  });
  const text = [
    `Master key ${found.current}, kept in ${found.kept}. Keep a copy of it apart from the data.`,
    ...lines,
  ].join('\n');
  return { document: found, text, exit: found.in_use.every(({ here }) => here) ? 0 : 1 };
}

async function rotate(server: Server, master: boolean): Promise<Outcome> {
  const config = server.configFromEnvironment();
  if (master && (config.secret !== undefined || config.sealingKeys !== undefined))
    throw new CliError(
      'BAD_ARGUMENT',
      'the master key is given by the configuration: set SPRINTFORGE_SEALING_KEY to the new one and SPRINTFORGE_SEALING_KEY_FORMER to the old one, start servers and workers anew, then run `sprintforge keys rotate`',
    );
  const made = master ? server.newMasterKey(config) : null;
  const done = await server.rotateKeys(config, ({ tenants, rewrapped }) =>
    progress(`${plural(tenants, 'organisation')}, ${plural(rewrapped, 'file')} …`),
  );
  const key = made === null ? '' : ` The master key is ${made} now; the former one stays for what was sealed before.`;
  const text = `${plural(done.tenants, 'organisation')}: new keys, ${plural(done.rewrapped, 'file')} brought under them, ${done.sealed} sealed.${key}`;
  return { document: { ...done, master: made }, text };
}

async function move(server: Server): Promise<Outcome> {
  const config = server.configFromEnvironment();
  const done = await server.moveKeys(config, ({ tenants }) => progress(`${plural(tenants, 'organisation')} …`));
  const { current } = await server.keyStanding(config);
  const text = `${plural(done.tenants, 'organisation')}: ${plural(done.adopted, 'key')} moved under ${current}.`;
  return { document: done, text };
}

async function seal(server: Server): Promise<Outcome> {
  const done = await server.sealFiles(server.configFromEnvironment(), ({ sealed }) =>
    progress(`${plural(sealed, 'file')} …`),
  );
  const text = `${plural(done.sealed, 'file')} sealed, ${done.rewrapped} brought under the newest keys.`;
  return { document: done, text };
}

function exported(server: Server, given: string | undefined): Outcome {
  if (given === undefined) throw new CliError('BAD_ARGUMENT', 'name the file: sprintforge keys export FILE');
  const file = path.resolve(given);
  if (fs.existsSync(file)) throw new CliError('BAD_ARGUMENT', `${file} is there already`);
  server.exportMasterKeys(server.configFromEnvironment(), file);
  const text = `${file} holds the master keys: whoever has it and the data can read everything. To use it, put it into the data folder as sealing-keys.json.`;
  return { document: { file }, text };
}
