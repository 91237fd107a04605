import { defineCommand } from '../command.ts';
import { connect, projectId } from '../connection.ts';
import { CliError } from '../failure.ts';
import { table } from '../terminal.ts';

interface Options {
  readonly limit: string;
  readonly cursor?: string;
}

export const log = defineCommand<Options>({
  usage: 'log <project>',
  summary: 'the revisions of a project, newest first',
  examples: ['sprintforge log "Office move"', 'sprintforge log "Office move" --limit 5'],
  options: (command) =>
    command.option('--limit <n>', 'how many', '50').option('--cursor <cursor>', 'go on where the last answer ended'),
  run: async ([project = ''], { limit, cursor }) => {
    if (!/^[1-9]\d{0,3}$/.test(limit)) throw new CliError('BAD_ARGUMENT', `${limit} is not a number of revisions`);
    const client = connect();
    const list = await client.revisions(await projectId(client, project), {
      limit: Number(limit),
      ...(cursor ? { cursor } : {}),
    });
    const rows = list.revisions.map((one) => [
      String(one.revision).padStart(4),
      one.created_at.replace('T', ' ').slice(0, 16),
      one.author.name,
      one.source,
      `${one.changes_count} changes`,
      one.message,
    ]);
    const more = list.next ? [`More: --cursor ${list.next}`] : [];
    return { document: list, text: [table(rows), ...more].join('\n') };
  },
});
