import type { NewDavLink, SprintforgeClient } from '@sprintforge/protocol';
import { defineCommand } from '../command.ts';
import { connect, projectId } from '../connection.ts';
import { CliError } from '../failure.ts';
import type { Outcome } from '../outcome.ts';
import { table } from '../terminal.ts';

interface Options {
  readonly folder?: boolean;
  readonly list?: boolean;
  readonly end?: string;
}

export const open = defineCommand<Options>({
  usage: 'open [project]',
  summary: 'a link that opens the plan in Excel, where saving is the sync; with --folder, a drive with all plans',
  examples: ['sprintforge open "Office move"', 'sprintforge open --folder', 'sprintforge open --list'],
  options: (command) =>
    command
      .option('--folder', 'the folder of all plans, to be mounted as a drive')
      .option('--list', 'the links that I made and that still open something')
      .option('--end <id>', 'end a link: it opens and stores nothing any more'),
  run: async ([project], { folder, list, end }) => {
    const client = connect();
    if (list) return links(client);
    if (end !== undefined) return endLink(client, end);
    if (folder) return opened(await client.openFolder());
    if (!project) throw new CliError('BAD_ARGUMENT', 'name a project, or --folder for all of them');
    return opened(await client.open(await projectId(client, project)));
  },
});

function opened(link: NewDavLink): Outcome {
  const { project_id, url, excel_url, idle_hours } = link;
  const lines = excel_url
    ? [
        'In Excel (paste it into the browser or Win+R):',
        `  ${excel_url}`,
        'In LibreOffice and others, as a file:',
        `  ${url}`,
      ]
    : ['Mount it as a drive, or open it as a folder:', `  ${url}`];
  const text = [
    ...lines,
    `The link is a key to your plans: give it to nobody. It ends after ${idle_hours} hours without use, or by --end ${link.id}.`,
  ].join('\n');
  return { document: { project_id, excel_url, webdav_url: url, link_id: link.id, idle_hours }, text };
}

async function links(client: SprintforgeClient): Promise<Outcome> {
  const { links: found } = await client.davLinks();
  const rows = found.map(({ id, project_id, created_at, used_at }) => [
    id,
    project_id ?? 'all plans',
    created_at,
    used_at,
  ]);
  const text = rows.length === 0 ? 'No links.' : table(rows);
  return { document: { links: found }, text };
}

async function endLink(client: SprintforgeClient, id: string): Promise<Outcome> {
  await client.endDavLink(id);
  return { document: { id, ended: true }, text: 'Ended.' };
}
