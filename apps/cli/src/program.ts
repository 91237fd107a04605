/** The whole command line: parses, runs one command, prints one outcome, gives the exit code. */
import { Command, CommanderError } from 'commander';
import type { Install } from './command.ts';
import { audit } from './commands/audit.ts';
import { backup } from './commands/backup.ts';
import { check } from './commands/check.ts';
import { clone } from './commands/clone.ts';
import { config } from './commands/config.ts';
import { conflicts } from './commands/conflicts.ts';
import { create } from './commands/create.ts';
import { diff } from './commands/diff.ts';
import { doctor } from './commands/doctor.ts';
import { edit } from './commands/edit.ts';
import { inspect } from './commands/inspect.ts';
import { jobs } from './commands/jobs.ts';
import { keys } from './commands/keys.ts';
import { log } from './commands/log.ts';
import { login } from './commands/login.ts';
import { merge } from './commands/merge.ts';
import { migrate } from './commands/migrate.ts';
import { open } from './commands/open.ts';
import { organisation } from './commands/organisation.ts';
import { parked } from './commands/parked.ts';
import { person } from './commands/person.ts';
import { projects } from './commands/projects.ts';
import { pull } from './commands/pull.ts';
import { push } from './commands/push.ts';
import { recover } from './commands/recover.ts';
import { resolve } from './commands/resolve.ts';
import { restore } from './commands/restore.ts';
import { rollback } from './commands/rollback.ts';
import { serve } from './commands/serve.ts';
import { show } from './commands/show.ts';
import { status } from './commands/status.ts';
import { sync } from './commands/sync.ts';
import { tokens } from './commands/tokens.ts';
import { undo } from './commands/undo.ts';
import { watch } from './commands/watch.ts';
import { worker } from './commands/worker.ts';
import { failureOutcome } from './failure.ts';
import { type ExitCode, type Outcome, printOutcome } from './outcome.ts';

const groups: Readonly<Record<string, readonly Install[]>> = {
  'Without a server:': [inspect, check, diff, merge, edit],
  'Your copy of a plan:': [login, projects, create, clone, status, pull, push, sync, watch],
  'The project:': [conflicts, resolve, parked, log, show, rollback, undo, recover, audit, tokens, open],
  'The server:': [serve, worker, config, jobs, organisation, backup, restore, keys, migrate, doctor, person],
};

/** Runs `sprintforge ARGS` and returns its exit code. */
export async function run(args: readonly string[]): Promise<ExitCode> {
  let outcome: Outcome | null = null;
  const json = args.includes('--json');
  try {
    const program = buildProgram((made) => {
      outcome = made;
    }, json);
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    return printFailure(error, json);
  }
  return printed(outcome, json);
}

function printed(outcome: Outcome | null, json: boolean): ExitCode {
  if (outcome) printOutcome(outcome, json);
  return outcome?.exit ?? 0;
}

function printFailure(error: unknown, json: boolean): ExitCode {
  const failure = failureOutcome(error);
  if (json) printOutcome(failure, true);
  else process.stderr.write(`${failure.text}\n`);
  if (process.env.SPRINTFORGE_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return failure.exit ?? 2;
}

function buildProgram(done: (outcome: Outcome | null) => void, json: boolean): Command {
  const program = new Command('sprintforge')
    .description(
      'Two-way sync between Excel workbooks and one plan: a workbook is merged like a branch, and comes back.',
    )
    .option('--json', 'one JSON document on stdout, nothing else there')
    .version('0.1.0')
    .showSuggestionAfterError()
    .helpCommand('help [command]', 'more about a command, with an example');
  quiet(program, json);
  for (const [group, installs] of Object.entries(groups)) {
    program.commandsGroup(group);
    for (const install of installs) install(program, done);
  }
  for (const command of program.commands) quiet(command, json);
  return program;
}

/** Errors are thrown and printed in one place; help goes where it always goes. */
function quiet(command: Command, json: boolean): void {
  command.exitOverride();
  command.configureOutput({
    writeErr: () => undefined,
    ...(json ? { writeOut: (text) => process.stderr.write(text) } : {}),
  });
}
