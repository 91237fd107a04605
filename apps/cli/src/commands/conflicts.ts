import { Option } from 'commander';
import { defineCommand } from '../command.ts';
import { connect, projectId } from '../connection.ts';
import { fieldText, shown, table, taskText } from '../terminal.ts';

interface Options {
  readonly status: 'open' | 'resolved' | 'all';
}

export const conflicts = defineCommand<Options>({
  usage: 'conflicts <project>',
  summary: 'edits that met another edit of the same thing: base, the server, the workbook',
  examples: ['sprintforge conflicts "Office move"'],
  options: (command) =>
    command.addOption(
      new Option('--status <which>', 'which of them').choices(['open', 'resolved', 'all']).default('open'),
    ),
  run: async ([project = ''], { status }) => {
    const client = connect();
    const list = await client.conflicts(await projectId(client, project), status);
    const rows = list.conflicts.map((one) => [
      one.id,
      taskText(one.task_id, one.task_name),
      fieldText(one.field, one.kind),
      one.reason === 'base-expired' ? 'base: no longer kept' : `base: ${shown(one.base, one.type)}`,
      `ours: ${shown(one.ours, one.type)}`,
      `theirs: ${shown(one.theirs, one.type)} (${one.created_by})`,
      one.status === 'open' ? `stands: ${one.standing}` : `resolved: ${one.resolution ?? ''}`,
    ]);
    if (rows.length === 0) return { document: list, text: status === 'open' ? 'No open conflicts.' : 'No conflicts.' };
    return {
      document: list,
      text: `${table(rows)}\nDecide with: sprintforge resolve ${project.includes(' ') ? `"${project}"` : project} ID ours|theirs|base|VALUE`,
    };
  },
});
