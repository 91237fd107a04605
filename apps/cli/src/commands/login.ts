import { SprintforgeClient } from '@sprintforge/protocol';
import { defineCommand } from '../command.ts';
import { keepCredentials } from '../credentials.ts';
import { CliError } from '../failure.ts';
import { ask, canAsk } from '../terminal.ts';

interface Options {
  readonly token?: string;
}

export const login = defineCommand<Options>({
  usage: 'login <url>',
  summary: 'keep the address and a token of a server for the commands that follow',
  examples: ['sprintforge login http://localhost:8000 --token sfp_…'],
  options: (command) => command.option('--token <token>', 'a personal token (else SPRINTFORGE_TOKEN, else asked for)'),
  run: async ([url = ''], options) => {
    if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
      throw new CliError('BAD_ARGUMENT', `${url} is not an address like http://localhost:8000`);
    const token = options.token ?? (process.env.SPRINTFORGE_TOKEN || (await askToken(url)));
    const me = await new SprintforgeClient({ url, token }).whoami();
    const file = keepCredentials({ url, token });
    const text = `Signed in to ${url} as ${me.name} <${me.email}>, ${me.role} of ${me.tenant.name}. Kept in ${file}.`;
    return {
      document: { url, user: { name: me.name, email: me.email, role: me.role }, tenant: me.tenant.name, file },
      text,
    };
  },
});

async function askToken(url: string): Promise<string> {
  if (!canAsk()) throw new CliError('NOT_LOGGED_IN', `give a token of ${url}: --token sfp_…, or SPRINTFORGE_TOKEN`);
  return ask(`Personal token for ${url}: `);
}
