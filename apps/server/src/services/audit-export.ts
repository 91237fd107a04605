/** The audit log as a file of any length: read page by page while it is being sent, so that none of it is held in memory. */
import type { AuditLog } from '../ports/audit-log.ts';
import type { Unit } from '../ports/database.ts';
import { auditColumns, auditEntry, chainColumns, chainEntry, csvRow } from './audit-entries.ts';
import { type Spread, wholeEntry } from './audit-pieces.ts';
import { type AuditQuery, askedOf, askedOfChain, type ChainQuery } from './audit-query.ts';
import { type Caller, type House, projectOf } from './house.ts';
import { demand } from './roles.ts';
import { recordSecurity, whoActs } from './security-audit.ts';

export type AuditFormat = 'csv' | 'ndjson';

/** How much of it; null: all. */
export interface Extent {
  readonly limit: number | null;
  /** Only what has a lower number. */
  readonly before?: number;
}

const rowsAtOnce = 200;

/** Newest first. Refusals are thrown before the first piece is read; that it was read out is recorded (A4). */
export async function exportAudit(
  house: House,
  caller: Caller,
  id: string,
  query: AuditQuery & Extent,
  format: AuditFormat,
): Promise<AsyncIterable<string>> {
  const { project, filter, names } = await house.database.unit(caller.tenant, async (unit) => {
    const found = await projectOf(unit, id);
    const asked = await askedOf(unit, query);
    await recordExport(house, unit, caller, format, found.id);
    return { project: found, ...asked };
  });
  return written(house, caller, auditColumns, format, query, async (limit, before) => {
    const load = (unit: Unit) => unit.audit.list(project.id, limit, before, filter);
    return (await house.database.unit(caller.tenant, load)).map((entry) => auditEntry(entry, names));
  });
}

/** As `exportAudit`, of the whole organisation. */
export async function exportChain(
  house: House,
  caller: Caller,
  query: ChainQuery & Extent,
  format: AuditFormat,
): Promise<AsyncIterable<string>> {
  demand(caller, 'audit.read', null);
  const { filter, names } = await house.database.unit(caller.tenant, async (unit) => {
    const asked = await askedOfChain(unit, query);
    await recordExport(house, unit, caller, format, null);
    return asked;
  });
  return written(house, caller, chainColumns, format, query, async (limit, before) => {
    const load = (unit: Unit) => unit.audit.listChain(limit, before, filter);
    return (await house.database.unit(caller.tenant, load)).map((record) => chainEntry(record, names));
  });
}

const recordExport = (house: House, unit: Unit, caller: Caller, format: AuditFormat, projectId: string | null) =>
  recordSecurity(house, unit, whoActs(caller), { event: 'audit.exported', projectId, details: { format } });

async function* written<E extends Spread>(
  house: House,
  caller: Caller,
  columns: readonly ((keyof E & string) | 'piece')[],
  format: AuditFormat,
  extent: Extent,
  load: (limit: number, before: number | undefined) => Promise<readonly E[]>,
): AsyncGenerator<string> {
  const loadPiece = (...which: Parameters<AuditLog['piece']>) =>
    house.database.unit(caller.tenant, (unit) => unit.audit.piece(...which));
  if (format === 'csv') yield csvRow(columns);
  let [left, before] = [extent.limit ?? Number.POSITIVE_INFINITY, extent.before];
  while (left > 0) {
    const wanted = Math.min(left, rowsAtOnce);
    const entries = await load(wanted, before);
    for (const entry of entries)
      for await (const part of wholeEntry(entry, loadPiece))
        yield format === 'csv' ? csvRow(columns.map((column) => part[column])) : `${JSON.stringify(part)}\n`;
    if (entries.length < wanted) return;
    left -= wanted;
    before = entries.at(-1)?.seq;
  }
}
