import type { AuditEntry, AuditFormat, AuditVerdict, ChainEntry, SprintforgeClient } from '@sprintforge/protocol';
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
  readonly security?: boolean;
  readonly verify?: boolean;
  readonly csv?: boolean;
  readonly ndjson?: boolean;
}

export const audit = defineCommand<Options>({
  usage: 'audit [project]',
  summary:
    'who did what when; without a project the whole organisation (owners); --verify proves that the record is whole',
  examples: [
    'sprintforge audit "Office move" --verify',
    'sprintforge audit "Office move" --csv > audit.csv',
    'sprintforge audit "Office move" --user anna@example.com --type upload --from 2026-05-01 --to 2026-05-31',
    'sprintforge audit --security --ndjson > security.ndjson',
  ],
  options: (command) =>
    command
      .option('--verify', 'check the chain of hashes')
      .option('--csv', 'everything as comma-separated values')
      .option('--ndjson', 'everything as one JSON document a line')
      .option('--security', 'of the organisation: only what concerns security')
      .option('--user <person>', 'what this person did: e-mail address, name or id')
      .option(
        '--type <kind>',
        'upload, download, resolve, rollback, undo, calendar; of the organisation also token.refused, …',
      )
      .option('--from <day>', 'from this day or instant on (UTC)')
      .option('--to <day>', 'up to this day, the whole of it, or instant')
      .option('--revision <n>', 'what left the project at this revision')
      .option('--limit <n>', 'how many')
      .option('--cursor <cursor>', 'go on where the last answer ended'),
  run: async ([project], options) => {
    const client = connect();
    const log =
      project === undefined ? organisation(client, options) : ofProject(client, await projectId(client, project));
    if (options.verify) return verify(await log.verify());
    const query = queryOf(options);
    const format = options.csv ? 'csv' : options.ndjson ? 'ndjson' : null;
    if (format) return file(await log.file(format, query), format, options.json ?? false);
    const { page, rows } = await log.page(query);
    const more = page.next ? [`More: --cursor ${page.next}`] : [];
    return { document: page, text: rows.length === 0 ? 'No such entries.' : [table(rows), ...more].join('\n') };
  },
});

function ofProject(client: SprintforgeClient, id: string) {
  return {
    verify: () => client.verifyAudit(id),
    file: (format: AuditFormat, query: Query) => client.auditFile(id, format, query),
    page: async (query: Query) => {
      const page = await client.audit(id, query);
      return { page, rows: page.entries.map(syncRow) };
    },
  };
}

const syncRow = (one: AuditEntry): string[] => [
  ...began(one),
  one.user_name ?? one.user_id,
  one.sync_type,
  `revision ${one.server_version}`,
  one.hash.slice(0, 12),
];

function organisation(client: SprintforgeClient, { security, revision }: Options) {
  if (revision !== undefined) throw new CliError('BAD_ARGUMENT', '--revision needs a project');
  const log = security ? ({ log: 'security' } as const) : {};
  return {
    verify: () => client.verifyChain(),
    file: (format: AuditFormat, { revision: _, ...query }: Query) => client.chainFile(format, { ...query, ...log }),
    page: async ({ revision: _, ...query }: Query) => {
      const page = await client.chain({ ...query, ...log });
      return { page, rows: page.entries.map(chainRow) };
    },
  };
}

const chainRow = (one: ChainEntry): string[] => [
  ...began(one),
  one.user_name ?? one.user_id ?? one.ip_address ?? '-',
  one.type + (one.count > 1 ? ` × ${one.count}` : ''),
  one.project_id ?? '-',
  one.hash.slice(0, 12),
];

const began = ({ seq, timestamp }: { seq: number; timestamp: string }): string[] => [
  String(seq).padStart(4),
  timestamp.replace('T', ' ').slice(0, 16),
];

function verify(verdict: AuditVerdict): Outcome {
  const text = verdict.ok
    ? `The record is whole: ${plural(verdict.entries, 'entry', 'entries')}${since(verdict)}.`
    : `The record was tampered with: the first bad entry is ${verdict.first_bad} (${verdict.reason}).`;
  return { document: verdict, text, exit: verdict.ok ? 0 : 1 };
}

/** Where it begins, when older entries were given up. */
const since = ({ from, anchor }: AuditVerdict): string =>
  anchor
    ? `, from number ${from} on. Those before were given up on ${anchor.removed_at.slice(0, 10)}; the last of them had the hash ${anchor.hash}`
    : '';

/** Piece by piece onto stdout, as fast as it is taken there. */
async function file(pieces: AsyncIterable<Uint8Array>, format: AuditFormat, json: boolean): Promise<Outcome | null> {
  if (json) return { document: { [format]: await wholeText(pieces) }, text: '' };
  for await (const piece of pieces)
    if (!process.stdout.write(piece)) await new Promise((resolve) => process.stdout.once('drain', resolve));
  return null;
}

async function wholeText(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all).toString('utf8');
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
