import { defineCommand } from '../command.ts';
import { connect, projectId } from '../connection.ts';
import { parseRevision } from '../revision.ts';
import { fieldText, shown, table, taskText } from '../terminal.ts';

interface Options {
  readonly against?: string;
  readonly cursor?: string;
}

export const show = defineCommand<Options>({
  usage: 'show <project> <revision>',
  summary: 'what one revision changed, or what is different between two',
  examples: ['sprintforge show "Office move" 3', 'sprintforge show "Office move" 9 --against 3'],
  options: (command) =>
    command
      .option('--against <revision>', 'compare with this one instead of the one before')
      .option('--cursor <cursor>', 'go on where the last answer ended'),
  run: async ([project = '', given = ''], { against, cursor }) => {
    const client = connect();
    const since = against === undefined ? undefined : parseRevision(against);
    const revision = await client.revision(await projectId(client, project), parseRevision(given), since, cursor);
    const rows = revision.changes.map((one) => [
      one.action === 'add' ? '+' : one.action === 'delete' ? '-' : '~',
      taskText(one.task_id, one.task_name),
      one.kind === 'settings' ? (one.field ?? '') : fieldText(one.field, one.kind),
      `${shown(one.before, one.type)} → ${shown(one.after, one.type)}`,
    ]);
    const head = `Revision ${revision.revision} by ${revision.author.name}, ${revision.created_at.replace('T', ' ').slice(0, 16)} UTC (${revision.source}): ${revision.message}`;
    const more = revision.next === null ? [] : [`More: --cursor ${revision.next}`];
    const compared = since === undefined ? [] : [`Compared with revision ${since}:`];
    return {
      document: revision,
      text: [head, ...compared, ...(rows.length > 0 ? [table(rows)] : []), ...more].join('\n'),
    };
  },
});
