/** Somebody who works with a plan: every step one of the things that the server lets people do, by any of its processes. */
import { ProblemError, type SprintforgeClient, type StrategyName, type SyncResult } from '@sprintforge/protocol';
import type { Dice } from '../../../../test/support/dice.ts';
import { editAtRandom } from '../../../../test/support/workbook-edits.ts';

export interface Person {
  readonly name: string;
  readonly dice: Dice;
  readonly project: string;
  /** The same person at every server process. */
  readonly doors: readonly SprintforgeClient[];
  /** The copy on the desk. */
  file: Uint8Array | null;
}

/** What came of a step: its reports, or the refusal. */
export interface StepOutcome {
  readonly step: string;
  readonly results: readonly SyncResult[];
  readonly refusal: ProblemError | null;
}

const steps: Readonly<
  Record<string, { readonly weight: number; readonly take: (who: Person) => Promise<SyncResult[]> }>
> = {
  'edit and upload': { weight: 40, take: editAndUpload },
  'upload again': { weight: 6, take: uploadAgain },
  'edit as JSON': { weight: 12, take: editAsJson },
  download: { weight: 10, take: takeFresh },
  resolve: { weight: 10, take: resolveSome },
  rollback: { weight: 3, take: goBack },
  undo: { weight: 5, take: undoOne },
  'decide parked': { weight: 10, take: decideOne },
  'look around': { weight: 6, take: lookAround },
};

export async function step(who: Person): Promise<StepOutcome> {
  const names = Object.entries(steps).flatMap(([name, { weight }]) => Array.from({ length: weight }, () => name));
  const name = who.dice.pick(names);
  try {
    return { step: name, results: await steps[name]!.take(who), refusal: null };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { step: name, results: [], refusal: error };
  }
}

const door = ({ dice, doors }: Person): SprintforgeClient => dice.pick(doors);

async function takeFresh(who: Person): Promise<SyncResult[]> {
  who.file = (await door(who).download(who.project))!.bytes;
  return [];
}

async function editAndUpload(who: Person): Promise<SyncResult[]> {
  if (!who.file) await takeFresh(who);
  who.file = (await editAtRandom(who.dice, who.file!, who.name)).bytes;
  return upload(who, who.file);
}

/** As a client does that did not hear the answer: the same bytes, perhaps at another process. */
async function uploadAgain(who: Person): Promise<SyncResult[]> {
  return who.file ? upload(who, who.file) : [];
}

async function upload(who: Person, file: Uint8Array): Promise<SyncResult[]> {
  const { dice, project: project_id } = who;
  const strategy = dice.pick<StrategyName | undefined>([undefined, 'server', 'client', 'merge', 'manual']);
  const request = { project_id, file, ...(strategy ? { strategy } : {}), park: dice.chance(0.1) };
  const result = await door(who)
    .upload(request)
    .catch((error: unknown) => {
      const asked = askedFor(error);
      if (!asked || dice.chance(0.2)) throw error;
      return door(who).upload({ ...request, ...answerTo(dice, asked) });
    });
  if (result.parked !== undefined) return [result];
  const twice = dice.chance(0.2) ? [await door(who).upload({ ...request, ...confirming(result) })] : [];
  if (dice.chance(0.7)) who.file = await handedBack(who, result);
  return [result, ...twice];
}

/** As an add-in does: what it held, and what it made of it, at the version that it read; some of it is old by then. */
async function editAsJson(who: Person): Promise<SyncResult[]> {
  const { dice, project } = who;
  const { tasks, version } = await door(who).tasks(project, { limit: 200 });
  const changes = Array.from({ length: dice.int(1, 3) }, (_, at) => {
    const { id, notes } = dice.pick(tasks);
    if (dice.chance(0.1)) return { op: 'delete' as const, task_id: id };
    if (dice.chance(0.2))
      return { op: 'insert' as const, client_row_id: `row ${at}`, after: id, values: { name: `New by ${who.name}` } };
    return {
      op: 'set' as const,
      task_id: id,
      field: 'notes',
      value: `${who.name} ${dice.int(1, 1000)}`,
      base: notes as string | null,
    };
  });
  const request = { project_id: project, version, changes };
  const result = await door(who)
    .sync(request)
    .catch((error: unknown) => {
      const asked = askedFor(error);
      if (!asked) throw error;
      return door(who).sync({ ...request, confirm: asked.confirm.map(({ token }) => token) });
    });
  return [result, ...(dice.chance(0.2) ? [await door(who).sync({ ...request, ...confirming(result) })] : [])];
}

type Asked = Pick<SyncResult, 'confirm' | 'repairs'>;

const askedFor = (error: unknown): Asked | null =>
  error instanceof ProblemError && error.status === 409 && 'confirm' in error.problem
    ? (error.problem as unknown as Asked)
    : null;

function answerTo(dice: Dice, { confirm, repairs }: Asked) {
  return {
    confirm: confirm.map(({ token }) => token),
    ...(repairs.length > 0 ? { repair: [dice.pick(repairs).id] } : {}),
  };
}

const confirming = ({ confirm }: SyncResult) => ({ confirm: confirm.map(({ token }) => token) });

/** The merged workbook of the answer; where none was made, a fresh copy. */
async function handedBack(who: Person, { workbook }: SyncResult): Promise<Uint8Array> {
  const copy = workbook ? { copy: workbook.copy_id } : {};
  return (await door(who).download(who.project, copy))!.bytes;
}

async function resolveSome(who: Person): Promise<SyncResult[]> {
  const { conflicts } = await door(who).conflicts(who.project);
  if (conflicts.length === 0) return [];
  const chosen = Array.from({ length: who.dice.int(1, 3) }, () => who.dice.pick(conflicts));
  const resolutions = [...new Set(chosen)].map(({ id }) => ({
    id,
    choice: who.dice.pick(['ours', 'theirs', 'base', 'value'] as const),
    value: 'decided',
  }));
  return [await door(who).resolveMany(who.project, resolutions)];
}

async function goBack(who: Person): Promise<SyncResult[]> {
  const { version } = await door(who).project(who.project);
  return [await door(who).rollback(who.project, who.dice.int(Math.max(1, version - 5), version))];
}

async function undoOne(who: Person): Promise<SyncResult[]> {
  const { version } = await door(who).project(who.project);
  return [await door(who).undo(who.project, who.dice.int(Math.max(1, version - 5), version))];
}

async function decideOne(who: Person): Promise<SyncResult[]> {
  const { dice, project } = who;
  const { parked } = await door(who).parked(project);
  if (parked.length === 0) return [];
  const { id } = dice.pick(parked);
  if (dice.chance(0.15)) {
    await door(who).discardParked(project, id);
    return [];
  }
  const { result } = await door(who).parkedUpload(project, id);
  const choices = result.conflicts.flatMap((conflict) =>
    conflict.id && dice.chance(0.9)
      ? [{ id: conflict.id, choice: dice.pick(['ours', 'theirs', 'base'] as const) }]
      : [],
  );
  return [await door(who).decideParked(project, id, { choices, ...answerTo(dice, result) })];
}

async function lookAround(who: Person): Promise<SyncResult[]> {
  const at = door(who);
  const { tasks, next } = await at.tasks(who.project, { limit: 20 });
  if (next && tasks.length > 0) await at.tasks(who.project, { limit: 20, cursor: next });
  await at.audit(who.project, { limit: 10 });
  await at.revisions(who.project, { limit: 10 });
  await at.copies(who.project);
  return [];
}
