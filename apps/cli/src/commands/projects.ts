import { defineCommand } from '../command.ts';
import { connect } from '../connection.ts';
import { table } from '../terminal.ts';

export const projects = defineCommand({
  usage: 'projects',
  summary: 'the projects you can see',
  examples: ['sprintforge projects'],
  run: async () => {
    const list = await connect().projects();
    const rows = list.projects.map((one) => [
      one.name,
      one.project_id,
      `revision ${one.version}`,
      `${one.tasks} tasks`,
      `${one.conflicts} conflicts`,
      one.role,
    ]);
    return {
      document: list,
      text: rows.length > 0 ? table(rows) : 'No projects yet: `sprintforge create NAME Plan.xlsx` makes one.',
    };
  },
});
