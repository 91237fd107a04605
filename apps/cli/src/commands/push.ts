import { type Command, Option } from 'commander';
import { collect, defineCommand } from '../command.ts';
import { connect } from '../connection.ts';
import { syncExit, syncText } from '../sync-report.ts';
import { openCopy, type PushOptions, push as upload, waitingOutcome } from '../upload.ts';

export const push = defineCommand<PushOptions>({
  usage: 'push <file>',
  summary: 'send the edits of your copy to the project',
  examples: [
    'sprintforge push Plan.xlsx',
    'sprintforge push Plan.xlsx --dry-run',
    'sprintforge push Plan.xlsx --strategy manual',
  ],
  options: pushOptions,
  run: async ([file = ''], options) => {
    const client = connect();
    const copy = await openCopy(file, options.project);
    try {
      const result = await upload(client, copy, options);
      return { document: result, text: syncText(result), exit: syncExit(result) };
    } catch (error) {
      return waitingOutcome(error);
    }
  },
});

export function pushOptions(command: Command): void {
  command
    .addOption(
      new Option('--strategy <strategy>', 'whose value stands in a conflict').choices([
        'server',
        'client',
        'merge',
        'manual',
      ]),
    )
    .option('--dry-run', 'the same report, nothing written')
    .option('--yes', 'confirm what the server asks, after it has been shown')
    .option('--confirm <token>', 'confirm one brake by the token it was shown with', collect)
    .option('--repair <id>', 'make one repair that was offered', collect)
    .option('--park', 'ask nobody: what needs a decision waits on the server')
    .option('--project <id>', 'for a workbook that does not say whose copy it is');
}
