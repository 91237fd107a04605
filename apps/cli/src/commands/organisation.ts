import { defineCommand } from '../command.ts';
import { CliError } from '../failure.ts';

interface Options {
  readonly owner?: string;
}

export const organisation = defineCommand<Options>({
  usage: 'organisation <action> <name>',
  summary: 'create: one more organisation on the server of this configuration, with an invitation for its first owner',
  examples: ['sprintforge organisation create "Contoso" --owner ida@contoso.com'],
  options: (command) => command.option('--owner <email>', 'e-mail address of its first owner'),
  run: async ([action, name = ''], { owner = '' }) => {
    if (action !== 'create') throw new CliError('BAD_ARGUMENT', `organisation knows create, not "${action}"`);
    if (name.trim() === '' || name.length > 200)
      throw new CliError('BAD_ARGUMENT', 'a name has between 1 and 200 characters');
    if (!/^[^\s@]{1,100}@[^\s@]{1,150}$/.test(owner))
      throw new CliError('BAD_ARGUMENT', 'say who owns it: --owner NAME@COMPANY');
    const { configFromEnvironment, makeOrganisationIn } = await import('@sprintforge/server');
    const made = await makeOrganisationIn(configFromEnvironment(), name.trim(), owner);
    const sent = made.mailed ? `It was mailed to ${owner}.` : `Hand it to ${owner}.`;
    const text = `${name.trim()} is there. This link makes its first owner, once, within a week:\n${made.link}\n${sent}`;
    return { document: { organisation_id: made.id, link: made.link, mailed: made.mailed }, text };
  },
});
