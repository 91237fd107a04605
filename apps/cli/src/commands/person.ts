import fs from 'node:fs';
import { type ErasedPerson, ProblemError } from '@sprintforge/protocol';
import { defineCommand } from '../command.ts';
import { connect } from '../connection.ts';
import { CliError } from '../failure.ts';
import { handedText } from '../handed-link.ts';
import type { Outcome } from '../outcome.ts';

interface Options {
  readonly output?: string;
  readonly confirm?: string;
}

export const person = defineCommand<Options>({
  usage: 'person <action> <who>',
  summary: 'people (owners): password-link EMAIL for who forgot theirs; personal data: export EMAIL, erase EMAIL',
  examples: [
    'sprintforge person password-link anna@example.com',
    'sprintforge person export anna@example.com -o anna.zip',
    'sprintforge person erase anna@example.com',
    'sprintforge person erase anna@example.com --confirm 3kF…',
  ],
  options: (command) =>
    command
      .option('-o, --output <file>', 'where the zip goes (person.zip)')
      .option('--confirm <token>', 'what `erase` has shown'),
  run: async ([action, who = ''], options) => {
    if (action === 'export') return exported(who, options.output ?? 'person.zip');
    if (action === 'erase') return erased(who, options.confirm);
    if (action === 'password-link') return linked(who);
    throw new CliError('BAD_ARGUMENT', `person ${action}: say password-link EMAIL, export EMAIL or erase EMAIL`);
  },
});

async function exported(who: string, file: string): Promise<Outcome> {
  const bytes = await connect().privacy.exportPerson(who);
  await fs.promises.writeFile(file, bytes, { mode: 0o600 });
  return { document: { file, bytes: bytes.length }, text: `${file}: everything about ${who}, as JSON and CSV.` };
}

const erasedText = ({ projects, copies, uploads }: ErasedPerson): string =>
  `Erased, also from ${projects.length} plans and all that was before in them. Of these plans ${copies} workbooks that were handed out are merged without their base from now on, and ${uploads} that were uploaded are gone.`;

async function erased(who: string, confirm: string | undefined): Promise<Outcome> {
  try {
    const done = await connect().privacy.erasePerson(who, confirm);
    return { document: done, text: erasedText(done) };
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== 'NEEDS_CONFIRMATION') throw error;
    const [asked] = error.problem['confirm'] as { readonly effect: string; readonly token: string }[];
    if (!asked) throw error;
    const text = `${asked.effect}\nTo do it: sprintforge person erase ${who} --confirm ${asked.token}`;
    return { document: { needs: 'confirmation', ...asked }, text, exit: 2 };
  }
}

async function linked(who: string): Promise<Outcome> {
  const { account } = connect();
  const { members } = await account.members();
  const member = members.find(({ email }) => email.toLowerCase() === who.toLowerCase());
  if (!member) throw new CliError('BAD_ARGUMENT', `${who} is no member's address`);
  const made = await account.makePasswordLink(member.user_id);
  return { document: made, text: handedText(made) };
}
