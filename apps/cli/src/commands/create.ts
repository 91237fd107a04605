import path from 'node:path';
import { findTable } from '@sprintforge/mapping';
import type { CreatedProject, MappingHint } from '@sprintforge/protocol';
import { openWorkbook } from '@sprintforge/xlsx';
import { Option } from 'commander';
import { collect, defineCommand } from '../command.ts';
import { connect } from '../connection.ts';
import { CliError } from '../failure.ts';
import { readBytes } from '../files.ts';
import { ask, canAsk, plural, table } from '../terminal.ts';

interface Options {
  readonly yes?: boolean;
  readonly template?: 'tasks' | 'gantt' | 'sprint';
  readonly map?: readonly string[];
  readonly sheet?: string;
  readonly headerRow?: string;
}

export const create = defineCommand<Options>({
  usage: 'create <name> [file]',
  summary: 'a new project from your own plan, or from a template',
  examples: ['sprintforge create "Office move" Plan.xlsx', "sprintforge create Launch Plan.xlsx --yes --map 'D=start'"],
  options: (command) =>
    command
      .option('--yes', 'take the best guess of which column is which field')
      .addOption(
        new Option('--template <kind>', 'without a file: what to start from').choices(['tasks', 'gantt', 'sprint']),
      )
      .option('--map <column=field>', "correct the guess, e.g. 'D=start'; 'D=' leaves the column alone", collect)
      .option('--sheet <name>', 'the sheet of the task table, when the guess is wrong')
      .option('--header-row <row>', 'the row of its header'),
  run: async ([name = '', file], options) => {
    const client = connect();
    if (file === undefined) return created(await client.create({ name, template: options.template ?? 'tasks' }));
    const bytes = readBytes(file);
    const mapping = await agreeOnMapping(bytes, hintOf(options), options.yes ?? false);
    return created(await client.create({ name, file: bytes, filename: path.basename(file), mapping }));
  },
});

function created(project: CreatedProject) {
  const refused = project.refused.map((one) => `  ${one.sheet}!${one.cell}  ${one.message} (${one.code})`);
  const lines = [
    `${project.name}: ${plural(project.tasks, 'task')}, revision ${project.version}`,
    `Project ${project.project_id}`,
    ...(refused.length > 0 ? ['Cells that were not taken:', ...refused] : []),
    `Next: sprintforge clone ${project.project_id} Plan.xlsx`,
  ];
  return { document: project, text: lines.join('\n') };
}

function hintOf(options: Options): MappingHint {
  const columns = Object.fromEntries((options.map ?? []).map(parseCorrection));
  if (options.headerRow !== undefined && !/^[1-9]\d*$/.test(options.headerRow))
    throw new CliError('BAD_ARGUMENT', `${options.headerRow} is not a row number`);
  return {
    ...(options.sheet === undefined ? {} : { sheet: options.sheet }),
    ...(options.headerRow === undefined ? {} : { headerRow: Number(options.headerRow) }),
    ...(Object.keys(columns).length > 0 ? { columns } : {}),
  };
}

function parseCorrection(text: string): readonly [string, string] {
  const match = /^([A-Za-z]{1,3})=(\w*)$/.exec(text.trim());
  if (!match) throw new CliError('BAD_ARGUMENT', `${text} is not COLUMN=FIELD, as in D=start`, { argument: text });
  return [match[1]!.toUpperCase(), match[2]!];
}

/** Shows the guess until the person takes it; corrections are typed as `D=start`. */
async function agreeOnMapping(bytes: Uint8Array, hint: MappingHint, yes: boolean): Promise<MappingHint> {
  if (yes) return hint;
  if (!canAsk())
    throw new CliError(
      'NEEDS_YES',
      'nobody is here to look at the mapping: take the best guess with --yes (see `sprintforge inspect FILE`)',
    );
  const workbook = openWorkbook(bytes);
  for (let agreed = hint; ; ) {
    const answer = await ask(
      `${guessText(findTable(workbook, agreed as Parameters<typeof findTable>[1]))}\nTake it? [y, n, or a correction like D=start] `,
    );
    if (/^y(es)?$/i.test(answer)) return agreed;
    if (/^(n|no)?$/i.test(answer)) throw new CliError('NEEDS_YES', 'nothing was created');
    agreed = { ...agreed, columns: { ...agreed.columns, ...Object.fromEntries([parseCorrection(answer)]) } };
  }
}

function guessText(found: ReturnType<typeof findTable>): string {
  if (!found.table) return 'No task table found; --sheet and --header-row can point at it.';
  const rows = found.columns.map((one) => [
    `  ${one.column}`,
    one.header.replace(/\s+/g, ' '),
    one.field ?? '(stays yours)',
    one.field ? `${Math.round(one.confidence * 100)} %` : '',
  ]);
  return `Task table: ${found.table.sheet}, header in row ${found.table.headerRow}\n${table(rows)}`;
}
