import fs from 'node:fs';
import path from 'node:path';
import { lensRequest } from '@sprintforge/core';
import { collect, defineCommand } from '../command.ts';
import { connect, projectId } from '../connection.ts';
import { CliError } from '../failure.ts';
import { refuseWhenOpen, writeAtomically } from '../files.ts';
import { progress } from '../terminal.ts';

/** What of the plan the copy shows; nothing said: all of it. */
interface Options {
  readonly fields?: readonly string[];
  readonly assignee?: readonly string[];
  readonly status?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly branch?: string;
  readonly locale?: string;
}

export const clone = defineCommand<Options>({
  usage: 'clone <project> [file]',
  summary: 'a copy of the plan as a workbook of your own; with a filter, of those tasks and columns alone',
  examples: [
    'sprintforge clone "Office move" Plan.xlsx',
    'sprintforge clone "Office move" Ann.xlsx --assignee "Ann Lee" --fields status,percent,finish',
    'sprintforge clone "Office move" June.xlsx --branch 2.1 --from 2026-06-01 --to 2026-06-30',
  ],
  options: (command) =>
    command
      .option('--fields <names>', 'columns, by field or label, with commas; the name is always there', collect)
      .option('--assignee <name>', 'tasks of this person (repeatable)', collect)
      .option('--status <status>', 'tasks with this status (repeatable)', collect)
      .option('--from <day>', 'tasks that end on or after this day, YYYY-MM-DD')
      .option('--to <day>', 'tasks that start on or before this day, YYYY-MM-DD')
      .option('--branch <task>', 'a task, by Task ID, outline code or name, and everything below it')
      .option('--locale <language>', 'language of what is written into it for people: en or de'),
  run: async ([project = '', named], options) => {
    const client = connect();
    const id = await projectId(client, project);
    if (named) refuseWhenOpen(named);
    progress('downloading the workbook …');
    const workbook = await client.download(id, {
      lens: lensRequest(options),
      ...(options.locale === undefined ? {} : { locale: options.locale }),
    });
    if (!workbook) throw new CliError('NOT_OFFERED', 'the server sent no workbook');
    const file = named ?? path.basename(workbook.filename);
    if (!named && fs.existsSync(file))
      throw new CliError('FILE_EXISTS', `${file} is there already: name a file (it is then replaced)`, { file });
    writeAtomically(file, workbook.bytes);
    const document = { project_id: id, copy_id: workbook.copy_id, file, version: workbook.version };
    return { document, text: `${file}: revision ${workbook.version} (copy ${workbook.copy_id})` };
  },
});
