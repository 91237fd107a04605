import type { ConflictRecord, ResolveChoice, SprintforgeClient } from '@sprintforge/protocol';
import { defineCommand } from '../command.ts';
import { connect, projectId } from '../connection.ts';
import { CliError } from '../failure.ts';
import { syncText } from '../sync-report.ts';

interface Options {
  readonly text?: boolean;
}

export const resolve = defineCommand<Options>({
  usage: 'resolve <project> <id> <choice>',
  summary: 'decide a conflict: ours (the server), theirs (the workbook), base, or a value of your own',
  examples: ['sprintforge resolve "Office move" 4f1c theirs', 'sprintforge resolve "Office move" latest 2026-03-01'],
  options: (command) => command.option('--text', 'the choice is a value, even if it says ours, theirs or base'),
  run: async ([project = '', given = '', choice = ''], options) => {
    const client = connect();
    const id = await projectId(client, project);
    const conflict = await findConflict(client, id, given);
    const result = await client.resolve(
      id,
      conflict.id,
      await choiceOf(client, id, conflict, choice, options.text ?? false),
    );
    return { document: result, text: `Resolved. ${syncText(result)}` };
  },
});

/** By id, by the beginning of one, or `latest`: the newest open one. */
async function findConflict(client: SprintforgeClient, project: string, given: string): Promise<ConflictRecord> {
  const { conflicts } = await client.conflicts(project, given === 'latest' ? 'open' : 'all');
  if (given === 'latest' && conflicts.length > 0)
    return conflicts.reduce((newest, one) => (one.created_at >= newest.created_at ? one : newest));
  const matches = conflicts.filter((one) => one.id.startsWith(given.toLowerCase()));
  if (matches.length === 1) return matches[0]!;
  const { parked } = matches.length === 0 ? await client.parked(project) : { parked: [] };
  const waits = parked.find(({ result }) => result.conflicts.some(({ id }) => id?.startsWith(given.toLowerCase())));
  const message = waits
    ? `${given} is a conflict of a parked upload: sprintforge parked ${project} ${waits.id} --choose ${given}=ours|theirs|base`
    : matches.length === 0
      ? `there is no conflict ${given}; \`sprintforge conflicts\` lists them`
      : `${given} fits ${matches.length} conflicts: give more of the id`;
  throw new CliError('UNKNOWN_CONFLICT', message, { conflict: given });
}

async function choiceOf(
  client: SprintforgeClient,
  project: string,
  conflict: ConflictRecord,
  text: string,
  literal: boolean,
): Promise<ResolveChoice> {
  if (!literal && (text === 'ours' || text === 'theirs' || text === 'base')) return { choice: text };
  const { fields } = await client.fields(project);
  const type = fields.find((field) => field.key === conflict.field)?.type ?? 'text';
  return { choice: 'value', value: typedChoice(text, type) };
}

const NUMERIC = new Set(['number', 'integer', 'money', 'duration', 'percent']);

/** A typed value in the wire's form: percent as a fraction; '' empties the field. The server judges whether it fits. */
export function typedChoice(text: string, type: string): null | string | number | boolean {
  if (text === '') return null;
  if (type === 'boolean' && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  if (!NUMERIC.has(type)) return text;
  const percent = /^(-?\d+(?:\.\d+)?)\s*%$/.exec(text);
  if (percent && type === 'percent') return Number(percent[1]) / 100;
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}
