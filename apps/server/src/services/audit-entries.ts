/** Entries of the audit chain as they are shown, sent to collectors and written into files. */
import type { AuditEntry, ChainEntry } from '@sprintforge/protocol';
import type { AuditEntryRecord, ChainRecord } from '../ports/records.ts';

type Names = ReadonlyMap<string, string>;

export const auditEntry = (entry: AuditEntryRecord, names: Names): AuditEntry => ({
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
  ...(entry.pieces > 0 ? { pieces: entry.pieces } : {}),
});

export function chainEntry(record: ChainRecord, names: Names): ChainEntry {
  const { seq, id, timestamp, projectId, userId, ipAddress, userAgent, hash } = record.entry;
  return {
    ...{ seq, id, log: record.log, ...kindOf(record), timestamp },
    ...{ project_id: projectId, user_id: userId, user_name: (userId && names.get(userId)) ?? null },
    ...{ ip_address: ipAddress, user_agent: userAgent, ...contentOf(record), hash },
    ...(record.log === 'sync' && record.entry.pieces > 0 ? { pieces: record.entry.pieces } : {}),
  };
}

function kindOf(record: ChainRecord): Pick<ChainEntry, 'type' | 'outcome'> {
  if (record.log === 'sync') return { type: record.entry.syncType, outcome: 'done' };
  return { type: record.entry.event, outcome: record.entry.outcome };
}

const contentOf = (record: ChainRecord) =>
  record.log === 'sync'
    ? {
        count: 1,
        excel_version: record.entry.excelVersion,
        server_version: record.entry.serverVersion,
        resolution: record.entry.resolution,
        changes: record.entry.changes,
        conflicts: record.entry.conflicts,
        details: null,
      }
    : {
        count: record.entry.count,
        ...{ excel_version: null, server_version: null, resolution: null, changes: null, conflicts: null },
        details: record.entry.details,
      };

export const auditColumns = [
  ...(['seq', 'id', 'project_id', 'timestamp', 'sync_type', 'user_id', 'user_name', 'excel_version'] as const),
  ...(['server_version', 'resolution', 'ip_address', 'user_agent', 'changes', 'conflicts', 'hash', 'piece'] as const),
] satisfies (keyof AuditEntry | 'piece')[];

export const chainColumns = [
  ...(['seq', 'id', 'log', 'type', 'outcome', 'timestamp', 'project_id', 'user_id', 'user_name', 'count'] as const),
  ...(['excel_version', 'server_version', 'resolution', 'ip_address', 'user_agent'] as const),
  ...(['changes', 'conflicts', 'details', 'hash', 'piece'] as const),
] satisfies (keyof ChainEntry | 'piece')[];

/** What a spreadsheet would take for a formula, also in its full-width forms. */
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/;

/** A row of RFC 4180 with its end of line; a cell that a spreadsheet would take for a formula is led by an apostrophe. */
export function csvRow(values: readonly unknown[]): string {
  const cell = (value: unknown): string => {
    const text =
      value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : `${value}`;
    return `"${text.replace(formulaStart, "'$&").replaceAll('"', '""')}"`;
  };
  return `${values.map(cell).join(',')}\r\n`;
}
