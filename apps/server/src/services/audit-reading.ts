import type { AuditEntry, AuditPage, AuditVerdict } from '@sprintforge/protocol';
import type { AuditEntryRecord } from '../ports/records.ts';
import { verifyAudit } from './audit-chain.ts';
import { type Caller, type House, projectOf } from './house.ts';

export async function readAudit(
  house: House,
  caller: Caller,
  id: string,
  page: { readonly limit: number; readonly before?: number },
): Promise<AuditPage> {
  return house.database.unit(caller.tenant, async (unit) => {
    const project = await projectOf(unit, id);
    const found = await unit.audit.list(project.id, page.limit + 1, page.before);
    const entries = found.slice(0, page.limit).map(shown);
    return { entries, next: found.length > page.limit ? String(entries.at(-1)?.seq) : null };
  });
}

/** Checks the whole chain of the organisation, of which this project's entries are a part. */
export async function checkAudit(house: House, caller: Caller, id: string): Promise<AuditVerdict> {
  return house.database.unit(caller.tenant, async (unit) => {
    await projectOf(unit, id);
    return verifyAudit(unit);
  });
}

const shown = (entry: AuditEntryRecord): AuditEntry => ({
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
