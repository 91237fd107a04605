import type { SprintforgeClient } from '@sprintforge/protocol';
import { defineCommand } from '../command.ts';
import { connect, projectId } from '../connection.ts';
import type { Outcome } from '../outcome.ts';
import { plural, table } from '../terminal.ts';

interface Options {
  readonly verify?: boolean;
  readonly csv?: boolean;
}

export const audit = defineCommand<Options>({
  usage: 'audit <project>',
  summary: 'who did what when; --verify proves that the record is whole',
  examples: ['sprintforge audit "Office move" --verify', 'sprintforge audit "Office move" --csv > audit.csv'],
  options: (command) =>
    command.option('--verify', 'check the chain of hashes').option('--csv', 'all entries as comma-separated values'),
  run: async ([project = ''], options) => {
    const client = connect();
    const id = await projectId(client, project);
    if (options.verify) return verify(client, id);
    if (options.csv) {
      const csv = await client.auditCsv(id);
      return { document: { csv }, text: csv.trimEnd() };
    }
    return list(client, id);
  },
});

async function verify(client: SprintforgeClient, project: string): Promise<Outcome> {
  const verdict = await client.verifyAudit(project);
  const text = verdict.ok
    ? `The record is whole: ${plural(verdict.entries, 'entry', 'entries')}.`
    : `The record was tampered with: the first bad entry is ${verdict.first_bad} (${verdict.reason}).`;
  return { document: verdict, text, exit: verdict.ok ? 0 : 1 };
}

async function list(client: SprintforgeClient, project: string): Promise<Outcome> {
  const page = await client.audit(project);
  const rows = page.entries.map((one) => [
    String(one.seq).padStart(4),
    one.timestamp.replace('T', ' ').slice(0, 16),
    one.sync_type,
    `revision ${one.server_version}`,
    one.hash.slice(0, 12),
  ]);
  return { document: page, text: table(rows) };
}
