import fs from 'node:fs';
import path from 'node:path';
import { defineCommand } from '../command.ts';
import { connect, projectId } from '../connection.ts';
import { CliError } from '../failure.ts';
import { refuseWhenOpen, writeAtomically } from '../files.ts';
import { progress } from '../terminal.ts';

export const clone = defineCommand({
  usage: 'clone <project> [file]',
  summary: 'a copy of the plan as a workbook of your own',
  examples: ['sprintforge clone "Office move" Plan.xlsx'],
  run: async ([project = '', named]) => {
    const client = connect();
    const id = await projectId(client, project);
    if (named) refuseWhenOpen(named);
    progress('downloading the workbook …');
    const workbook = await client.download(id);
    if (!workbook) throw new CliError('NOT_OFFERED', 'the server sent no workbook');
    const file = named ?? path.basename(workbook.filename);
    if (!named && fs.existsSync(file))
      throw new CliError('FILE_EXISTS', `${file} is there already: name a file (it is then replaced)`, { file });
    writeAtomically(file, workbook.bytes);
    const document = { project_id: id, copy_id: workbook.copy_id, file, version: workbook.version };
    return { document, text: `${file}: revision ${workbook.version} (copy ${workbook.copy_id})` };
  },
});
