import { defineCommand } from '../command.ts';
import { connect, projectId } from '../connection.ts';
import { syncText } from '../sync-report.ts';
import { table } from '../terminal.ts';

export const recover = defineCommand({
  usage: 'recover <project> [id]',
  summary:
    'recovery points, one for every upload: list them, or bring the state before an upload back as a new revision',
  examples: ['sprintforge recover "Office move"', 'sprintforge recover "Office move" rev-4'],
  run: async ([project = '', point]) => {
    const client = connect();
    const id = await projectId(client, project);
    if (point) {
      const result = await client.recover(id, point);
      return {
        document: result,
        text: `As it was at ${point} again, as revision ${result.version}.\n${syncText(result)}`,
      };
    }
    const list = await client.recoveryPoints(id);
    const rows = list.recovery_points.map((one) => [
      one.id,
      `before revision ${one.revision}`,
      one.uploaded_at.replace('T', ' ').slice(0, 16),
      one.uploaded_by.name,
      one.message,
      `until ${one.expires_at.slice(0, 10)}`,
    ]);
    return { document: list, text: rows.length === 0 ? 'No upload has been made lately.' : table(rows) };
  },
});
