/** Everything about one person, for that person: a zip of one JSON document and a table for each part of it. */
import { storedZip } from '@sprintforge/mapping';
import { csvRow } from '../audit-entries.ts';
import type { Caller, House } from '../house.ts';
import { demand } from '../roles.ts';
import { recordSecurity, whoActs } from '../security-audit.ts';
import { personOf } from './person.ts';

type Row = Readonly<Record<string, unknown>>;

/** Owners for everybody; everybody for themselves. Each export stands in the security log. */
export async function exportPerson(house: House, caller: Caller, who: string): Promise<Uint8Array> {
  const { user } = caller;
  const isOwn = [user.id, user.email.toLowerCase()].includes(who.trim().toLowerCase());
  demand(caller, isOwn ? 'organisation.see' : 'organisation.manage', null);
  return house.database.unit(caller.tenant, async (unit) => {
    const person = await personOf(unit, who);
    const member = await unit.accounts.user(person.id);
    const named = await unit.people.naming([person.name, person.email]);
    const parts: Readonly<Record<string, readonly Row[]>> = {
      person: [{ ...person, role: member?.role ?? null }],
      plans: named.map(({ projectId, projectName, kind, id, fields }) => ({
        ...{ project_id: projectId, project: projectName, kind, id },
        ...fields,
      })),
      ...(await unit.people.recordsOf(person.id)),
    };
    const details = { user_id: person.id };
    await recordSecurity(house, unit, whoActs(caller), { event: 'person.exported', details });
    const document = { exported_at: house.system.now(), ...parts };
    const tables = Object.entries(parts).map(([name, rows]) => [`${name}.csv`, tableOf(rows)] as const);
    return storedZip(new Map([['everything.json', `${JSON.stringify(document, null, 2)}\n`], ...tables]));
  });
}

function tableOf(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return [columns, ...rows.map((row) => columns.map((column) => row[column]))].map(csvRow).join('');
}
