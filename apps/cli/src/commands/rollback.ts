import { defineCommand } from '../command.ts';
import { connect, projectId } from '../connection.ts';
import { parseRevision } from '../revision.ts';
import { syncText } from '../sync-report.ts';

export const rollback = defineCommand({
  usage: 'rollback <project> <revision>',
  summary: 'a new revision whose content equals an older one; nothing in between is lost from the history',
  examples: ['sprintforge rollback "Office move" 3'],
  run: async ([project = '', given = '']) => {
    const client = connect();
    const revision = parseRevision(given);
    const result = await client.rollback(await projectId(client, project), revision);
    return {
      document: result,
      text: `As in revision ${revision} again, as revision ${result.version}.\n${syncText(result)}`,
    };
  },
});
