/** What is asked of the audit log, from the words of a person to a filter of the database. */
import type { AuditFilter, ChainFilter } from '../ports/audit-log.ts';
import type { Unit } from '../ports/database.ts';
import type { PersonRecord } from '../ports/records.ts';
import { isUuid } from './house.ts';
import { Refusal } from './refusal.ts';

/** What is not named does not matter. */
export interface AuditQuery {
  /** Id, e-mail address or name. */
  readonly user?: string;
  readonly type?: string;
  /** A day (`YYYY-MM-DD`, the whole of it) or an instant, in UTC. */
  readonly from?: string;
  readonly to?: string;
  /** The revision that an entry left the project at. */
  readonly revision?: number;
}

/** Of the whole chain of the organisation. */
export interface ChainQuery extends Omit<AuditQuery, 'revision'> {
  readonly log?: 'sync' | 'security';
  /** Id of a project, also of one that was put away. */
  readonly project?: string;
}

export interface Asked<F> {
  readonly filter: F;
  readonly names: ReadonlyMap<string, string>;
}

/** Throws BAD_REQUEST for a person or a time that is none. */
export async function askedOf(unit: Unit, query: AuditQuery): Promise<Asked<AuditFilter>> {
  const people = await unit.accounts.everybody();
  const { user, type, from, to, revision } = query;
  const filter = {
    ...(user === undefined ? {} : { userId: personOf(user, people).id }),
    ...(type === undefined ? {} : { type }),
    ...(from === undefined ? {} : { from: instantOf(from, 0) }),
    ...(to === undefined ? {} : { until: instantOf(to, 1) }),
    ...(revision === undefined ? {} : { revision }),
  };
  return { filter, names: new Map(people.map((person) => [person.id, person.name])) };
}

export async function askedOfChain(unit: Unit, query: ChainQuery): Promise<Asked<ChainFilter>> {
  const { log, project, ...rest } = query;
  const { filter, names } = await askedOf(unit, rest);
  if (project !== undefined && !isUuid(project)) throw new Refusal('BAD_REQUEST', 'project is the id of one');
  const ofProject = project === undefined ? {} : { projectId: project.toLowerCase() };
  return { filter: { ...filter, ...ofProject, ...(log === undefined ? {} : { log }) }, names };
}

function personOf(text: string, people: readonly PersonRecord[]): PersonRecord {
  const wanted = text.trim().toLowerCase();
  const found = people.filter(({ id, email, name }) => [id, email, name].some((one) => one.toLowerCase() === wanted));
  if (found.length === 1) return found[0]!;
  const why = found.length === 0 ? 'there is nobody' : 'there are several people';
  throw new Refusal('BAD_REQUEST', `${why} called ${text}; give the e-mail address`);
}

const DAY_MS = 86_400_000;
/** No instant of ours is later; others have no four-digit year. */
const latest = Date.parse('9999-01-01T00:00:00Z');

/** A day stands for its beginning, `days` later; an instant for itself. */
function instantOf(text: string, days: number): string {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const time = Date.parse(isDay ? `${text}T00:00:00Z` : text);
  if (!(Math.abs(time) < latest))
    throw new Refusal('BAD_REQUEST', `${text} is neither a day (YYYY-MM-DD) nor an instant`);
  return new Date(time + (isDay ? days * DAY_MS : 0)).toISOString();
}
