import { defineCommand } from '../command.ts';
import { connect, projectId } from '../connection.ts';
import { parseRevision } from '../revision.ts';
import { fieldText, shown, table, taskText } from '../terminal.ts';

export const show = defineCommand({
  usage: 'show <project> <revision>',
  summary: 'what one revision changed',
  examples: ['sprintforge show "Office move" 3'],
  run: async ([project = '', given = '']) => {
    const client = connect();
    const revision = await client.revision(await projectId(client, project), parseRevision(given));
    const rows = revision.changes.map((one) => [
      one.action === 'add' ? '+' : one.action === 'delete' ? '-' : '~',
      taskText(one.task_id, one.task_name),
      one.kind === 'settings' ? (one.field ?? '') : fieldText(one.field, one.kind),
      `${shown(one.before, one.type)} → ${shown(one.after, one.type)}`,
    ]);
    const head = `Revision ${revision.revision} by ${revision.author.name}, ${revision.created_at.replace('T', ' ').slice(0, 16)} UTC (${revision.source}): ${revision.message}`;
    return { document: revision, text: [head, ...(rows.length > 0 ? [table(rows)] : [])].join('\n') };
  },
});
