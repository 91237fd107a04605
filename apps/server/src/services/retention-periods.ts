/**
 * How long what is kept. The operator's configuration is the standard and bounds what an organisation may say, which bounds what its
 * projects may. Data may be kept shorter than the operator says, never longer, and a week at least; the audit log as long as the operator
 * says, as it is about those, too, who would say it. `bounds` of the configuration says otherwise.
 */
import { isForEver, RETENTION_KINDS, type RetentionKind } from '@sprintforge/protocol';
import type { Unit } from '../ports/database.ts';
import type { Cutoff, Cutoffs } from '../ports/retention.ts';
import type { SaidPeriods } from '../ports/retention-words.ts';
import { daysAgo } from './days.ts';
import type { House, Keep } from './house.ts';

export type Periods = Readonly<Record<RetentionKind, number>>;
export interface Bounds {
  readonly least: number;
  readonly most: number;
}

/** Those that a project may say something of: the rest is there once for the organisation. */
export const KINDS_OF_A_PROJECT = ['recovery', 'copies', 'history'] as const;
const WEEK = 7;

export const standards = (keep: Keep): Periods => ({
  recovery: keep.recoveryDays,
  copies: keep.copyDays,
  history: keep.historyDays,
  deleted: keep.deletedDays,
  audit: keep.auditDays,
});

const lengthOf = (kind: RetentionKind, days: number): number =>
  isForEver(kind, days) ? Number.POSITIVE_INFINITY : days;

const shorter = (kind: RetentionKind, a: number, b: number): number => (lengthOf(kind, a) <= lengthOf(kind, b) ? a : b);

/** What an organisation may say. */
export function boundsOf(keep: Keep, kind: RetentionKind): Bounds {
  const standard = standards(keep)[kind];
  const least = kind === 'audit' ? standard : shorter(kind, WEEK, standard);
  return { least, most: standard, ...keep.bounds?.[kind] };
}

export const isWithin = (kind: RetentionKind, days: number, { least, most }: Bounds): boolean =>
  shorter(kind, least, days) === least && shorter(kind, days, most) === days;

/** What was said while the bounds were others is as near to it as they allow now. */
function inForce(kind: RetentionKind, said: number, { least, most }: Bounds): number {
  const bounded = shorter(kind, said, most);
  return shorter(kind, least, bounded) === least ? bounded : least;
}

/** In the organisation, as it says. */
export function organisationPeriods(keep: Keep, said: SaidPeriods): Periods {
  const standard = standards(keep);
  const of = (kind: RetentionKind) => inForce(kind, said[kind] ?? standard[kind], boundsOf(keep, kind));
  return Object.fromEntries(RETENTION_KINDS.map((kind) => [kind, of(kind)])) as unknown as Periods;
}

/** What a project may say. */
export const projectBounds = (keep: Keep, organisation: Periods, kind: RetentionKind): Bounds => ({
  least: boundsOf(keep, kind).least,
  most: organisation[kind],
});

export function projectPeriods(keep: Keep, organisation: Periods, said: SaidPeriods): Periods {
  const of = (kind: RetentionKind) =>
    inForce(kind, said[kind] ?? organisation[kind], projectBounds(keep, organisation, kind));
  return { ...organisation, ...Object.fromEntries(KINDS_OF_A_PROJECT.map((kind) => [kind, of(kind)])) };
}

/** `project` null: in the organisation. */
export async function periodsOf({ keep }: Pick<House, 'keep'>, unit: Unit, project: string | null): Promise<Periods> {
  const said = await unit.retentionWords.said(project);
  const organisation = organisationPeriods(keep, said.organisation);
  return project === null ? organisation : projectPeriods(keep, organisation, said.project);
}

export interface RetentionSaid {
  readonly organisation: SaidPeriods;
  readonly projects: Readonly<Record<string, SaidPeriods>>;
}

export const allSaid = async ({ retentionWords }: Unit): Promise<RetentionSaid> => ({
  organisation: (await retentionWords.said(null)).organisation,
  projects: await retentionWords.ofProjects(),
});

/** From when back what goes, as everybody in the organisation has said. */
export const cutoffsOf = async (house: Pick<House, 'keep' | 'system'>, unit: Unit): Promise<Cutoffs> =>
  cutoffs(house, await allSaid(unit));

export function cutoffs(house: Pick<House, 'keep' | 'system'>, { organisation, projects }: RetentionSaid): Cutoffs {
  const everywhere = organisationPeriods(house.keep, organisation);
  const own = Object.entries(projects).map(([id, said]) => [id, projectPeriods(house.keep, everywhere, said)] as const);
  const before = (kind: RetentionKind, days: number): string | null =>
    isForEver(kind, days) ? null : daysAgo(house, days);
  const of = (kind: RetentionKind): Cutoff => {
    const others = own.filter(([, periods]) => periods[kind] !== everywhere[kind]);
    return {
      before: before(kind, everywhere[kind]),
      // none of them is for ever: it would be so everywhere
      own: Object.fromEntries(others.map(([id, periods]) => [id, daysAgo(house, periods[kind])])),
    };
  };
  return Object.fromEntries(RETENTION_KINDS.map((kind) => [kind, of(kind)])) as unknown as Cutoffs;
}
