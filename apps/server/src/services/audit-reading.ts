import type { AuditEntry, AuditPage, AuditVerdict } from '@sprintforge/protocol';
import type { AuditFilter } from '../ports/database.ts';
import type { AuditEntryRecord, PersonRecord } from '../ports/records.ts';
import { verifyAudit } from './audit-chain.ts';
import { type Caller, type House, projectOf } from './house.ts';
import { type PageRequest, pageOf } from './page.ts';
import { Refusal } from './refusal.ts';

/** What is asked of the log; what is not named does not matter. */
export interface AuditQuery extends PageRequest {
  /** Id, e-mail address or name. */
  readonly user?: string;
  readonly type?: string;
  /** A day (`YYYY-MM-DD`, the whole of it) or an instant, in UTC. */
  readonly from?: string;
  readonly to?: string;
  /** The revision that an entry left the project at. */
  readonly revision?: number;
}

export async function readAudit(house: House, caller: Caller, id: string, query: AuditQuery): Promise<AuditPage> {
  return house.database.unit(caller.tenant, async (unit) => {
    const project = await projectOf(unit, id);
    const people = await unit.accounts.everybody();
    const filter = filterOf(query, people);
    const load = (limit: number, before?: number) => unit.audit.list(project.id, limit, before, filter);
    const { items, next } = await pageOf(query, load, ({ seq }) => seq);
    const names = new Map(people.map((person) => [person.id, person.name]));
    return { entries: items.map((entry) => shown(entry, names)), next };
  });
}

function filterOf({ user, type, from, to, revision }: AuditQuery, people: readonly PersonRecord[]): AuditFilter {
  return {
    ...(user === undefined ? {} : { userId: personOf(user, people).id }),
    ...(type === undefined ? {} : { type }),
    ...(from === undefined ? {} : { from: instantOf(from, 0) }),
    ...(to === undefined ? {} : { until: instantOf(to, 1) }),
    ...(revision === undefined ? {} : { revision }),
  };
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

/** Checks the whole chain of the organisation, of which this project's entries are a part. */
export async function checkAudit(house: House, caller: Caller, id: string): Promise<AuditVerdict> {
  return house.database.unit(caller.tenant, async (unit) => {
    await projectOf(unit, id);
    return verifyAudit(unit);
  });
}

const shown = (entry: AuditEntryRecord, names: ReadonlyMap<string, string>): AuditEntry => ({
  seq: entry.seq,
  id: entry.id,
  project_id: entry.projectId,
  excel_version: entry.excelVersion,
  server_version: entry.serverVersion,
  sync_type: entry.syncType,
  changes: entry.changes,
  conflicts: entry.conflicts,
  resolution: entry.resolution,
  user_id: entry.userId,
  ...(names.has(entry.userId) ? { user_name: names.get(entry.userId)! } : {}),
  timestamp: entry.timestamp,
  ip_address: entry.ipAddress,
  user_agent: entry.userAgent,
  hash: entry.hash,
});

const columns = [
  'seq',
  'id',
  'timestamp',
  'sync_type',
  'user_id',
  'excel_version',
  'server_version',
  'resolution',
  'ip_address',
  'user_agent',
  'changes',
  'conflicts',
  'hash',
] as const;

/** RFC 4180; a cell that a spreadsheet would take for a formula is led by an apostrophe. */
export function auditCsv(entries: readonly AuditEntry[]): string {
  const cell = (value: unknown): string => {
    const text = value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
    return `"${text.replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`;
  };
  const lines = entries.map((entry) => columns.map((column) => cell(entry[column])).join(','));
  return [columns.join(','), ...lines, ''].join('\r\n');
}
