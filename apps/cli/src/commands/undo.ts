import { defineCommand } from '../command.ts';
import { connect, projectId } from '../connection.ts';
import { parseRevision } from '../revision.ts';
import { syncExit, syncText } from '../sync-report.ts';

export const undo = defineCommand({
  usage: 'undo <project> <revision>',
  summary: 'take back just what one revision changed; what was edited since is reported and stays',
  examples: ['sprintforge undo "Office move" 3'],
  run: async ([project = '', given = '']) => {
    const client = connect();
    const revision = parseRevision(given);
    const result = await client.undo(await projectId(client, project), revision);
    return { document: result, text: `Undone: revision ${revision}.\n${syncText(result)}`, exit: syncExit(result) };
  },
});
