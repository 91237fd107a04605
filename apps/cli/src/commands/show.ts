import { defineCommand } from '../command.ts';
import { connect, projectId } from '../connection.ts';
import { parseRevision } from '../revision.ts';
import { shown, table } from '../terminal.ts';

export const show = defineCommand({
  usage: 'show <project> <revision>',
  summary: 'what one revision changed',
  examples: ['sprintforge show "Office move" 3'],
  run: async ([project = '', given = '']) => {
    const client = connect();
    const revision = await client.revision(await projectId(client, project), parseRevision(given));
    const rows = revision.changes.map((one) => [
      one.action === 'add' ? '+' : one.action === 'delete' ? '-' : '~',
      one.task_id,
      one.field ?? '',
      `${shown(one.before)} → ${shown(one.after)}`,
    ]);
    const head = `Revision ${revision.revision} by ${revision.author.name}, ${revision.created_at} (${revision.source}): ${revision.message}`;
    return { document: revision, text: [head, ...(rows.length > 0 ? [table(rows)] : [])].join('\n') };
  },
});
