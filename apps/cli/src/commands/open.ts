import { defineCommand } from '../command.ts';
import { connect, projectId } from '../connection.ts';
import { findCredentials } from '../credentials.ts';

export const open = defineCommand({
  usage: 'open <project>',
  summary: 'the address of the plan as a workbook',
  examples: ['sprintforge open "Office move"'],
  run: async ([project = '']) => {
    const client = connect();
    const id = await projectId(client, project);
    const { url = '' } = findCredentials();
    const download = new URL(`api/sync/download/${id}`, url.endsWith('/') ? url : `${url}/`).href;
    const message =
      'This server has no door that Excel opens and saves through by itself: use `sprintforge clone` and `sprintforge sync`.';
    return {
      document: { project_id: id, excel_url: null, download_url: download, message },
      text: `${message}\nThe workbook (with your token): ${download}`,
    };
  },
});
