import type { SprintforgeClient } from '@sprintforge/protocol';
import { Option } from 'commander';
import { defineCommand } from '../command.ts';
import { connect } from '../connection.ts';
import { CliError } from '../failure.ts';
import type { Outcome } from '../outcome.ts';
import { table } from '../terminal.ts';

interface Options {
  readonly scope?: 'full' | 'read';
  readonly days?: string;
}

export const tokens = defineCommand<Options>({
  usage: 'tokens [action] [name]',
  summary: 'your personal tokens: list, create NAME, revoke ID',
  examples: [
    'sprintforge tokens',
    'sprintforge tokens create laptop --scope read --days 30',
    'sprintforge tokens revoke 4f1c…',
  ],
  options: (command) =>
    command
      .addOption(new Option('--scope <scope>', 'what a new token may do').choices(['full', 'read']))
      .option('--days <n>', 'until a new token expires (90 when not said)'),
  run: async ([action = 'list', name], options) => {
    const client = connect();
    if (action === 'list') return list(client);
    if (action !== 'create' && action !== 'revoke')
      throw new CliError('BAD_ARGUMENT', `tokens ${action}: say list, create NAME or revoke ID`);
    if (!name) throw new CliError('BAD_ARGUMENT', `tokens ${action} needs ${action === 'create' ? 'a name' : 'an id'}`);
    return action === 'create' ? create(client, name, options) : revoke(client, name);
  },
});

async function list(client: SprintforgeClient): Promise<Outcome> {
  const found = await client.tokens();
  const rows = found.tokens.map((one) => [
    one.id,
    one.name,
    one.scope,
    one.revoked_at ? 'revoked' : one.expires_at ? `until ${one.expires_at.slice(0, 10)}` : 'does not expire',
  ]);
  return { document: found, text: table(rows) };
}

async function create(client: SprintforgeClient, name: string, options: Options): Promise<Outcome> {
  if (options.days !== undefined && !/^[1-9]\d{0,2}$/.test(options.days))
    throw new CliError('BAD_ARGUMENT', `${options.days} is not a number of days`);
  const made = await client.createToken({
    name,
    ...(options.scope ? { scope: options.scope } : {}),
    ...(options.days ? { expires_in_days: Number(options.days) } : {}),
  });
  return { document: made, text: `${made.token}\nThis is shown once; ${made.name}, ${made.scope}.` };
}

async function revoke(client: SprintforgeClient, id: string): Promise<Outcome> {
  await client.revokeToken(id);
  return { document: { id, revoked: true }, text: 'Revoked.' };
}
