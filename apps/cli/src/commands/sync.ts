import { defineCommand } from '../command.ts';
import { connect } from '../connection.ts';
import { handedBackText, syncFile } from '../sync-file.ts';
import { syncExit, syncText } from '../sync-report.ts';
import { type PushOptions, waitingOutcome } from '../upload.ts';
import { pushOptions } from './push.ts';

export const sync = defineCommand<PushOptions>({
  usage: 'sync <file>',
  summary: 'push, then put the merged workbook back in the place of your copy',
  examples: ['sprintforge sync Plan.xlsx'],
  options: pushOptions,
  run: async ([file = ''], options) => {
    try {
      const { result, handedBack } = await syncFile(connect(), file, options);
      const text = [syncText(result), handedBackText(handedBack)].filter(Boolean).join('\n');
      return { document: { ...result, file: handedBack?.file ?? null }, text, exit: syncExit(result) };
    } catch (error) {
      return waitingOutcome(error);
    }
  },
});
