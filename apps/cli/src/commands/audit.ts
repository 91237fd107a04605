import type { SprintforgeClient } from '@sprintforge/protocol';
import { defineCommand } from '../command.ts';
import { connect, projectId } from '../connection.ts';
import { CliError } from '../failure.ts';
import type { Outcome } from '../outcome.ts';
import { parseRevision } from '../revision.ts';
import { plural, table } from '../terminal.ts';

interface Options {
  readonly user?: string;
  readonly type?: string;
  readonly from?: string;
  readonly to?: string;
  readonly revision?: string;
  readonly limit?: string;
  readonly cursor?: string;
  readonly verify?: boolean;
  readonly csv?: boolean;
}

export const audit = defineCommand<Options>({
  usage: 'audit <project>',
  summary: 'who did what when; --verify proves that the record is whole',
  examples: [
    'sprintforge audit "Office move" --verify',
    'sprintforge audit "Office move" --csv > audit.csv',
    'sprintforge audit "Office move" --user anna@example.com --type upload --from 2026-05-01 --to 2026-05-31',
  ],
  options: (command) =>
    command
      .option('--verify', 'check the chain of hashes')
      .option('--csv', 'as comma-separated values')
      .option('--user <person>', 'what this person did: e-mail address, name or id')
      .option('--type <kind>', 'upload, download, resolve, rollback, undo, calendar')
      .option('--from <day>', 'from this day or instant on (UTC)')
      .option('--to <day>', 'up to this day, the whole of it, or instant')
      .option('--revision <n>', 'what left the project at this revision')
      .option('--limit <n>', 'how many')
      .option('--cursor <cursor>', 'go on where the last answer ended'),
  run: async ([project = ''], options) => {
    const client = connect();
    const id = await projectId(client, project);
    if (options.verify) return verify(client, id);
    const query = queryOf(options);
    if (options.csv) {
      const csv = await client.auditCsv(id, { limit: 1000, ...query });
      return { document: { csv }, text: csv.trimEnd() };
    }
    return list(client, id, query);
  },
});

async function verify(client: SprintforgeClient, project: string): Promise<Outcome> {
  const verdict = await client.verifyAudit(project);
  const text = verdict.ok
    ? `The record is whole: ${plural(verdict.entries, 'entry', 'entries')}.`
    : `The record was tampered with: the first bad entry is ${verdict.first_bad} (${verdict.reason}).`;
  return { document: verdict, text, exit: verdict.ok ? 0 : 1 };
}

type Query = NonNullable<Parameters<SprintforgeClient['audit']>[1]>;

function queryOf({ user, type, from, to, revision, limit, cursor }: Options): Query {
  return {
    ...(user === undefined ? {} : { user }),
    ...(type === undefined ? {} : { type }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(revision === undefined ? {} : { revision: parseRevision(revision) }),
    ...(limit === undefined ? {} : { limit: wholeNumber(limit) }),
    ...(cursor === undefined ? {} : { cursor }),
  };
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new CliError('BAD_ARGUMENT', `${text} is not a number of entries; give 1 to 1000`);
}

async function list(client: SprintforgeClient, project: string, query: Query): Promise<Outcome> {
  const page = await client.audit(project, query);
  const rows = page.entries.map((one) => [
    String(one.seq).padStart(4),
    one.timestamp.replace('T', ' ').slice(0, 16),
    one.user_name ?? one.user_id,
    one.sync_type,
    `revision ${one.server_version}`,
    one.hash.slice(0, 12),
  ]);
  const more = page.next ? [`More: --cursor ${page.next}`] : [];
  return { document: page, text: rows.length === 0 ? 'No such entries.' : [table(rows), ...more].join('\n') };
}
