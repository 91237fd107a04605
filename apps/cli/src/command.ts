/** How a command is declared: one value per file in `commands/`, put on the program by `install`. */
import type { Command } from 'commander';
import type { Outcome } from './outcome.ts';

export interface CommonOptions {
  readonly json?: boolean;
}

export interface CommandSpec<Options extends object> {
  /** Name and arguments, e.g. `inspect <file>`. */
  readonly usage: string;
  readonly summary: string;
  /** Full command lines. */
  readonly examples: readonly string[];
  readonly options?: (command: Command) => void;
  /** null: the command has printed what there was to print (long-running ones). */
  readonly run: (args: readonly string[], options: Options & CommonOptions) => Promise<Outcome | null>;
}

/** Puts a command on the program; `done` takes its outcome. */
export type Install = (program: Command, done: (outcome: Outcome | null) => void) => void;

export function defineCommand<Options extends object = object>(spec: CommandSpec<Options>): Install {
  return (program, done) => {
    const command = program.command(spec.usage).description(spec.summary);
    command.option('--json', 'one JSON document on stdout, nothing else there');
    spec.options?.(command);
    const examples = spec.examples.map((line) => `  $ ${line}`).join('\n');
    command.addHelpText('after', `\nExample${spec.examples.length > 1 ? 's' : ''}:\n${examples}`);
    command.action(async () => {
      const args = command.processedArgs.flat().filter((arg): arg is string => typeof arg === 'string');
      done(await spec.run(args, command.optsWithGlobals() as Options & CommonOptions));
    });
  };
}

/** For options that may be given any number of times. */
export const collect = (value: string, earlier: readonly string[] = []): readonly string[] => [...earlier, value];
