import type { DecideParked, ParkedUpload, SprintforgeClient, StrategyName } from '@sprintforge/protocol';
import { type Command, Option } from 'commander';
import { collect, defineCommand } from '../command.ts';
import { connect, projectId } from '../connection.ts';
import { CliError } from '../failure.ts';
import type { Outcome } from '../outcome.ts';
import { syncExit, syncText } from '../sync-report.ts';
import { plural, table } from '../terminal.ts';
import { agreed, offered, waitingOutcome } from '../upload.ts';

interface Options {
  readonly strategy?: StrategyName;
  readonly all?: Side;
  readonly choose?: readonly string[];
  readonly yes?: boolean;
  readonly confirm?: readonly string[];
  readonly repair?: readonly string[];
  readonly leaveOut?: readonly string[];
  readonly discard?: boolean;
}
const sides = ['ours', 'theirs', 'base'] as const;
type Side = (typeof sides)[number];

export const parked = defineCommand<Options>({
  usage: 'parked <project> [id]',
  summary: 'uploads that wait on the server: list them, show one, decide or discard it',
  examples: [
    'sprintforge parked "Office move"',
    'sprintforge parked "Office move" 4f1c',
    'sprintforge parked "Office move" 4f1c --choose 9b2e=theirs',
    'sprintforge parked "Office move" 4f1c --all ours',
    'sprintforge parked "Office move" 4f1c --discard',
  ],
  options,
  run: async ([project = '', given], wanted) => {
    const client = connect();
    const id = await projectId(client, project);
    if (!given) return list(client, id, project);
    const { parked: waiting } = await client.parked(id);
    const one = await client.parkedUpload(id, oneOf(waiting, given, 'parked upload'));
    if (wanted.discard) {
      await client.discardParked(id, one.id);
      return { document: { id: one.id, discarded: true }, text: 'Discarded. Nothing of it was written.' };
    }
    const decision = await decisionOf(one, wanted);
    return decision === null ? show(one) : decide(client, id, one, decision);
  },
});

function options(command: Command): void {
  command
    .option('--choose <conflict=side>', 'whose value a conflict takes: ours (the server), theirs or base', collect)
    .addOption(new Option('--all <side>', 'of every conflict').choices(sides))
    .addOption(
      new Option('--strategy <strategy>', 'whose value stands in what is not chosen').choices([
        ...['server', 'client', 'merge', 'manual'],
      ]),
    )
    .option('--yes', 'confirm what the server asks, after it has been shown')
    .option('--confirm <token>', 'confirm one brake by the token it was shown with', collect)
    .option('--repair <id>', 'make one repair that was offered', collect)
    .option('--leave-out <edit>', 'an edit that is not taken: TASK:FIELD, or TASK for the whole row', collect)
    .option('--discard', 'throw it away: nothing of it is written');
}

async function list(client: SprintforgeClient, id: string, project: string): Promise<Outcome> {
  const found = await client.parked(id);
  if (found.parked.length === 0) return { document: found, text: 'Nothing waits for a decision.' };
  const rows = found.parked.map((one) => [one.id, one.created_at, one.uploaded_by.name, one.detail, edits(one)]);
  const name = project.includes(' ') ? `"${project}"` : project;
  return { document: found, text: `${table(rows)}\nLook at one with: sprintforge parked ${name} ID` };
}

const edits = ({ result: { counts }, reason }: ParkedUpload): string =>
  `${plural(counts.edits, 'edit')}, ${plural(counts.conflicts, 'conflict')} (${reason})`;

function show(one: ParkedUpload): Outcome {
  const { result, uploaded_by: sender, detail, reason } = one;
  const lines = [
    `Parked ${one.created_at} by ${sender.name}: ${detail} (${reason})`,
    syncText(result),
    ...result.confirm.map((asked) => `${asked.code}: ${asked.effect}; confirm with --yes`),
    ...offered(result).map((repair) => `${repair.code}: ${repair.what}; repair with --yes or --repair ${repair.id}`),
  ];
  return { document: one, text: lines.join('\n') };
}

/** null: nothing was said about it. */
async function decisionOf({ result }: ParkedUpload, wanted: Options): Promise<DecideParked | null> {
  const asks = result.confirm.length + result.repairs.length > 0;
  const said = [wanted.strategy, wanted.all, wanted.choose, wanted.yes, wanted.confirm, wanted.repair, wanted.leaveOut];
  if (said.every((one) => one === undefined)) return null;
  const yes = wanted.yes === true && asks && (await agreed(result, true));
  const chosen = (wanted.choose ?? []).map((text) => choiceOf(text, result.conflicts));
  const rest =
    wanted.all === undefined ? [] : result.conflicts.map(({ id }) => ({ id: id ?? '', choice: wanted.all! }));
  const repair = [...(wanted.repair ?? []), ...(yes ? offered(result).map(({ id }) => id) : [])];
  return {
    ...(wanted.strategy ? { strategy: wanted.strategy } : {}),
    choices: [...rest, ...chosen],
    confirm: [...(wanted.confirm ?? []), ...(yes ? result.confirm.map(({ token }) => token) : [])],
    ...(repair.length > 0 ? { repair } : {}),
    ...(wanted.leaveOut ? { select: [...wanted.leaveOut] } : {}),
  };
}

async function decide(
  client: SprintforgeClient,
  project: string,
  { id }: ParkedUpload,
  decision: DecideParked,
): Promise<Outcome> {
  try {
    const result = await client.decideParked(project, id, decision);
    return { document: result, text: syncText(result), exit: syncExit(result) };
  } catch (error) {
    return waitingOutcome(error);
  }
}

function choiceOf(text: string, conflicts: ParkedUpload['result']['conflicts']): { id: string; choice: Side } {
  const [given = '', said] = text.split('=', 2);
  const choice = sides.find((side) => side === said);
  if (choice === undefined) throw new CliError('BAD_ARGUMENT', `--choose ${text}: say CONFLICT=ours, theirs or base`);
  const known = conflicts.flatMap(({ id }) => (id === null ? [] : [{ id }]));
  return { id: oneOf(known, given, 'conflict'), choice };
}

/** By id or the beginning of one. */
function oneOf(known: readonly { readonly id: string }[], given: string, what: string): string {
  const found = known.filter(({ id }) => id.startsWith(given.toLowerCase()));
  if (found.length === 1) return found[0]!.id;
  const why =
    found.length === 0 ? `there is no ${what} ${given}` : `${given} fits ${found.length}: give more of the id`;
  throw new CliError(what === 'conflict' ? 'UNKNOWN_CONFLICT' : 'UNKNOWN_PARKED', why, { id: given });
}
