import { defineCommand } from '../command.ts';
import { connect } from '../connection.ts';
import { CliError } from '../failure.ts';
import { handedBackText, takeMerged } from '../sync-file.ts';
import { plural } from '../terminal.ts';
import { openCopy, push } from '../upload.ts';

interface Options {
  readonly project?: string;
}

export const pull = defineCommand<Options>({
  usage: 'pull <file>',
  summary: 'bring the state of the project into a copy that you have not edited',
  examples: ['sprintforge pull Plan.xlsx'],
  options: (command) => command.option('--project <id>', 'for a workbook that does not say whose copy it is'),
  run: async ([file = ''], options) => {
    const client = connect();
    const copy = await openCopy(file, options.project);
    const { counts } = await push(client, copy, { dryRun: true });
    if (counts.edits > 0)
      throw new CliError(
        'LOCAL_EDITS',
        `${file} holds ${plural(counts.edits, 'edit')} of yours: \`sprintforge sync ${file}\` merges them`,
        { file },
      );
    const result = await push(client, copy, {});
    const handedBack = await takeMerged(client, copy, result);
    const document = {
      project_id: copy.project,
      base_version: copy.revision,
      version: result.version,
      file: handedBack?.file ?? file,
    };
    const text = [`${file}: revision ${copy.revision} → ${result.version}`, handedBackText(handedBack)]
      .filter(Boolean)
      .join('\n');
    return { document, text };
  },
});
