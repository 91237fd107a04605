/** What owners say about how long what is kept. Before something goes that is kept so far, they are asked. */
import {
  isForEver,
  type ProjectRetentionChoices,
  RETENTION_KINDS,
  type RetentionChoices,
  type RetentionKind,
  type RetentionList,
  type RetentionLosses,
} from '@sprintforge/protocol';
import type { Unit } from '../ports/database.ts';
import type { SaidPeriods } from '../ports/retention-words.ts';
import { counted, demandConfirmation } from './confirmation.ts';
import { type Caller, type House, projectOf } from './house.ts';
import { Refusal } from './refusal.ts';
import {
  allSaid,
  type Bounds,
  boundsOf,
  cutoffs,
  isWithin,
  KINDS_OF_A_PROJECT,
  organisationPeriods,
  periodsOf,
  projectBounds,
  projectPeriods,
  standards,
} from './retention-periods.ts';
import { demand } from './roles.ts';
import { recordSecurity, whoActs } from './security-audit.ts';

export async function readRetention(house: House, caller: Caller): Promise<RetentionList> {
  demand(caller, 'organisation.see', null);
  return house.database.unit(caller.tenant, (unit) => shown(house, unit, null));
}

export async function readProjectRetention(house: House, caller: Caller, id: string): Promise<RetentionList> {
  return house.database.unit(caller.tenant, async (unit) => shown(house, unit, (await projectOf(unit, id)).id));
}

/** Throws INVALID_VALUE, and NEEDS_CONFIRMATION with what would go. */
export async function setRetention(house: House, caller: Caller, request: RetentionChoices): Promise<RetentionList> {
  demand(caller, 'organisation.manage', null);
  return house.database.unit(caller.tenant, async (unit) => {
    check(request.periods, (kind) => boundsOf(house.keep, kind));
    await say(house, unit, caller, null, request);
    return shown(house, unit, null);
  });
}

/** Throws INVALID_VALUE, and NEEDS_CONFIRMATION with what would go. */
export async function setProjectRetention(
  house: House,
  caller: Caller,
  id: string,
  request: ProjectRetentionChoices,
): Promise<RetentionList> {
  demand(caller, 'project.manage', id);
  return house.database.unit(caller.tenant, async (unit) => {
    const project = await projectOf(unit, id);
    const organisation = await periodsOf(house, unit, null);
    check(request.periods, (kind) => projectBounds(house.keep, organisation, kind));
    await say(house, unit, caller, project.id, request);
    return shown(house, unit, project.id);
  });
}

function check(periods: SaidPeriods, boundsFor: (kind: RetentionKind) => Bounds): void {
  for (const [kind, days] of entriesOf(periods)) {
    const bounds = boundsFor(kind);
    if (isWithin(kind, days, bounds)) continue;
    const { least, most } = bounds;
    const detail = `what is kept for "${kind}" is kept from ${inWords(kind, least)} to ${inWords(kind, most)} here`;
    throw new Refusal('INVALID_VALUE', detail, { field: kind });
  }
}

const inWords = (kind: RetentionKind, days: number): string => (isForEver(kind, days) ? 'for ever' : `${days} days`);

const entriesOf = (periods: SaidPeriods) => Object.entries(periods) as [RetentionKind, number][];

interface Request {
  readonly periods: SaidPeriods;
  readonly confirm?: string;
}

async function say(house: House, unit: Unit, caller: Caller, project: string | null, request: Request): Promise<void> {
  const { periods } = request;
  await askFirst(house, unit, caller, project, request);
  const before = await unit.retentionWords.said(project);
  const details = { before: project === null ? before.organisation : before.project, retention: { ...periods } };
  await unit.retentionWords.say(project, periods);
  const note = project === null ? { event: 'organisation.settings' as const } : { event: 'project.settings' as const };
  await recordSecurity(house, unit, whoActs(caller), { ...note, projectId: project, details });
}

/** The token is of what would go: when that has become more it is asked anew. */
async function askFirst(
  house: House,
  unit: Unit,
  caller: Caller,
  project: string | null,
  { periods, confirm }: Request,
): Promise<void> {
  const losses = await lossesBy(house, unit, project, periods);
  const gone = RETENTION_KINDS.filter((kind) => losses[kind] > 0);
  if (gone.length === 0) return;
  const what = JSON.stringify([entriesOf(periods).sort(), RETENTION_KINDS.map((kind) => losses[kind])]);
  const about = [caller.tenant, caller.user.id, project ?? '', what];
  const words = gone.map((kind) => counted(losses[kind], ...WORDS[kind]));
  const effect = `In the coming night these go for good: ${words.join('; ')}.`;
  const question = { code: 'SHORTEN_RETENTION', effect, purpose: 'retention', about, facts: { losses } };
  demandConfirmation(house, question, confirm);
}

const WORDS: Readonly<Record<RetentionKind, readonly [one: string, more: string]>> = {
  recovery: ['recovery point with its uploaded workbook', 'recovery points with their uploaded workbooks'],
  copies: ["workbook's base", "workbooks' bases"],
  history: ['state of a plan', 'states of plans'],
  deleted: ['deleted project', 'deleted projects'],
  audit: ['entry of the audit log', 'entries of the audit log'],
};

/** Besides what goes in that night anyway. */
async function lossesBy(
  house: House,
  unit: Unit,
  project: string | null,
  periods: SaidPeriods,
): Promise<RetentionLosses> {
  const said = await allSaid(unit);
  const next =
    project === null
      ? { ...said, organisation: periods }
      : { ...said, projects: { ...said.projects, [project]: periods } };
  const [anyway, then] = [
    await unit.retention.losses(cutoffs(house, said)),
    await unit.retention.losses(cutoffs(house, next)),
  ];
  const more = (kind: RetentionKind) => Math.max(0, then[kind] - anyway[kind]);
  return Object.fromEntries(RETENTION_KINDS.map((kind) => [kind, more(kind)])) as RetentionLosses;
}

async function shown({ keep }: House, unit: Unit, project: string | null): Promise<RetentionList> {
  const standard = standards(keep);
  const { organisation: said, project: ours } = await unit.retentionWords.said(project);
  const everywhere = organisationPeriods(keep, said);
  const here = project === null ? everywhere : projectPeriods(keep, everywhere, ours);
  const kinds: readonly RetentionKind[] = project === null ? RETENTION_KINDS : KINDS_OF_A_PROJECT;
  return {
    periods: kinds.map((kind) => ({
      kind,
      standard: standard[kind],
      organisation: said[kind] ?? null,
      project: ours[kind] ?? null,
      in_force: here[kind],
      ...(project === null ? boundsOf(keep, kind) : projectBounds(keep, everywhere, kind)),
    })),
  };
}
