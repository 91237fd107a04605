import type { Qualifier, Role } from '../vocabulary/roles.ts';
import type { ColumnProfile } from './column-profile.ts';

/** How far each kind of column of one role is what people plan with; planned and estimated go before actual and baseline. */
export const QUALIFIER_FACTOR: Readonly<Record<Qualifier, number>> = {
  planned: 1,
  estimated: 0.99,
  plain: 0.98,
  baseline: 0.82,
  actual: 0.72,
  remaining: 0.5,
  previous: 0.5,
};

/** Shares of the filled cells of a column. */
function shares(p: ColumnProfile) {
  const of = (count: number) => count / p.filled;
  return {
    dates: of(p.dates + p.dateTexts),
    numbers: of(p.numbers),
    percents: of(p.percentFormats + p.percentTexts),
    fractions: of(p.fractions + p.percentTexts),
    durations: of(p.numbers + p.durationTexts),
    texts: of(p.texts),
    codes: of(p.codes),
    references: of(p.references),
    integers: of(p.smallIntegers),
    sentences: of(p.sentences),
  };
}

/**
 * How well the cells of a column agree with a role: 1 they do, towards 0 they contradict it. An empty column agrees
 * with everything, a little less than one that shows the right values.
 */
export function fitOf(role: Role, p: ColumnProfile | undefined): number {
  if (p === undefined || p.filled - p.errors < 2) return 0.93;
  const s = shares(p);
  switch (role) {
    case 'start':
    case 'finish':
      return s.dates >= 0.5 ? 1.02 : s.dates >= 0.2 ? 0.85 : s.numbers >= 0.8 ? 0.75 : 0.6;
    case 'duration':
      return s.durations >= 0.5 ? 1 : s.dates >= 0.5 ? 0.2 : 0.6;
    case 'percent':
      return s.numbers + s.percents >= 0.5 ? 1 : s.dates >= 0.5 ? 0.1 : 0.3;
    case 'name':
      return s.texts + s.dates * 0.3 >= 0.5 ? 1 : s.texts >= 0.2 ? 0.7 : 0.35;
    case 'assignee':
      return s.texts >= 0.5 ? 1 : s.numbers + s.dates >= 0.6 ? 0.3 : 0.7;
    case 'status':
      return s.percents >= 0.5 ? 0.4 : s.dates >= 0.5 ? 0.3 : 1;
    case 'predecessors':
      return s.references >= 0.4 || s.codes >= 0.4 ? 1 : 0.85;
    case 'cost':
      return s.numbers >= 0.5 ? 1 : 0.5;
    case 'level':
      return s.integers >= 0.7 || (s.codes < 0.5 && s.dates < 0.5 && p.distinct.size <= 9) ? 1 : 0.3;
    case 'wbs':
      return s.sentences >= 0.5 ? 0.55 : 1;
    case 'number':
      return s.sentences >= 0.5 ? 0.3 : s.percents >= 0.5 ? 0.3 : 1;
    case 'notes':
      return s.dates >= 0.6 ? 0.4 : 1;
    default:
      return 1;
  }
}

/** The role that the values show when the header's word fits two: progress in words is a status, a status in percent is progress. */
export function roleByValues(role: Role, p: ColumnProfile | undefined): Role {
  if (p === undefined || p.filled - p.errors <= 0) return role;
  const s = shares(p);
  if (role === 'percent' && s.texts >= 0.6) return 'status';
  if (role === 'number' && p.ids >= p.filled * 0.5) return 'id';
  if (role === 'status' && s.percents >= 0.5) return 'percent';
  return role;
}
