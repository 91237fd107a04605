import { defineCommand } from '../command.ts';
import { CliError } from '../failure.ts';
import { handedText } from '../handed-link.ts';
import type { Outcome } from '../outcome.ts';

interface Options {
  readonly owner?: string;
  readonly organisation?: string;
}

const address = /^[^\s@]{1,100}@[^\s@]{1,150}$/;

export const organisation = defineCommand<Options>({
  usage: 'organisation <action> <name>',
  summary:
    'on the server of this configuration: create NAME, one more organisation with an invitation for its first owner; password-link EMAIL, for an owner who forgot theirs',
  examples: [
    'sprintforge organisation create "Contoso" --owner ida@contoso.com',
    'sprintforge organisation password-link ida@contoso.com',
  ],
  options: (command) =>
    command
      .option('--owner <email>', 'e-mail address of its first owner')
      .option('--organisation <id>', 'of a password-link, where the address has an account in several'),
  run: async ([action, name = ''], options) => {
    if (action === 'create') return created(name.trim(), options.owner ?? '');
    if (action === 'password-link') return linked(name.trim(), options.organisation);
    throw new CliError('BAD_ARGUMENT', `organisation knows create and password-link, not "${action}"`);
  },
});

async function created(name: string, owner: string): Promise<Outcome> {
  if (name === '' || name.length > 200) throw new CliError('BAD_ARGUMENT', 'a name has between 1 and 200 characters');
  if (!address.test(owner)) throw new CliError('BAD_ARGUMENT', 'say who owns it: --owner NAME@COMPANY');
  const { configFromEnvironment, makeOrganisationIn } = await import('@sprintforge/server');
  const made = await makeOrganisationIn(configFromEnvironment(), name, owner);
  const sent = made.mailed ? `It was mailed to ${owner}.` : `Hand it to ${owner}.`;
  const text = `${name} is there. This link makes its first owner, once, within a week:\n${made.link}\n${sent}`;
  return { document: { organisation_id: made.id, link: made.link, mailed: made.mailed }, text };
}

async function linked(email: string, id: string | undefined): Promise<Outcome> {
  if (!address.test(email)) throw new CliError('BAD_ARGUMENT', `${email} is no e-mail address`);
  const { configFromEnvironment, passwordLinkIn } = await import('@sprintforge/server');
  const made = await passwordLinkIn(configFromEnvironment(), email, id);
  return { document: made, text: handedText(made) };
}
