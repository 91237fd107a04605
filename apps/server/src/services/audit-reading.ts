/** The audit log as people ask for it: page by page, and whether it is whole. */
import type { AuditPage, AuditVerdict, ChainPage } from '@sprintforge/protocol';
import { verifyAudit } from './audit-chain.ts';
import { auditEntry, chainEntry } from './audit-entries.ts';
import { type AuditQuery, askedOf, askedOfChain, type ChainQuery } from './audit-query.ts';
import { type Caller, type House, projectOf } from './house.ts';
import { type PageRequest, pageOf } from './page.ts';
import { demand } from './roles.ts';

/** The syncs of one project. */
export async function readAudit(
  house: House,
  caller: Caller,
  id: string,
  query: AuditQuery & PageRequest,
): Promise<AuditPage> {
  return house.database.unit(caller.tenant, async (unit) => {
    const project = await projectOf(unit, id);
    const { filter, names } = await askedOf(unit, query);
    const load = (limit: number, before?: number) => unit.audit.list(project.id, limit, before, filter);
    const { items, next } = await pageOf(query, load, ({ seq }) => seq);
    return { entries: items.map((entry) => auditEntry(entry, names)), next };
  });
}

/** The whole chain of the organisation: syncs of all projects, and what concerns security. */
export async function readChain(house: House, caller: Caller, query: ChainQuery & PageRequest): Promise<ChainPage> {
  demand(caller, 'audit.read', null);
  return house.database.unit(caller.tenant, async (unit) => {
    const { filter, names } = await askedOfChain(unit, query);
    const load = (limit: number, before?: number) => unit.audit.listChain(limit, before, filter);
    const { items, next } = await pageOf(query, load, ({ entry }) => entry.seq);
    return { entries: items.map((record) => chainEntry(record, names)), next };
  });
}

/** Checks the whole chain of the organisation, of which this project's entries are a part. */
export async function checkAudit(house: House, caller: Caller, id: string): Promise<AuditVerdict> {
  return house.database.unit(caller.tenant, async (unit) => {
    await projectOf(unit, id);
    return verifyAudit(unit);
  });
}

export async function checkChain(house: House, caller: Caller): Promise<AuditVerdict> {
  demand(caller, 'audit.read', null);
  return house.database.unit(caller.tenant, verifyAudit);
}
