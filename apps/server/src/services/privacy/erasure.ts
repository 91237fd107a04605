/**
 * Erasing a person: the account, every way in, and their name in every plan as it stands. What was before (revisions, the audit log,
 * stored workbooks, backups) goes by retention; docs/personal-data.md says so to whoever asks for it.
 */
import type { ErasedPerson } from '@sprintforge/protocol';
import type { PersonRecord } from '../../ports/records.ts';
import { changePlan } from '../change-plan.ts';
import type { Caller, House } from '../house.ts';
import { dismissMember } from '../members.ts';
import { Refusal } from '../refusal.ts';
import { demand } from '../roles.ts';
import { recordSecurity, whoActs } from '../security-audit.ts';
import { erasedAs, personOf } from './person.ts';

/** Asks first (409 NEEDS_CONFIRMATION with the token); broken off in the middle it is done again whole. Throws LAST_OWNER. */
export async function erasePerson(
  house: House,
  caller: Caller,
  who: string,
  confirm: string | undefined,
): Promise<ErasedPerson> {
  demand(caller, 'organisation.manage', null);
  const { person, projects } = await house.database.unit(caller.tenant, async (unit) => {
    const found = await personOf(unit, who);
    const rows = await unit.people.naming([found.name, found.email]);
    return { person: found, projects: [...new Set(rows.map(({ projectId }) => projectId))] };
  });
  check(house, caller, person, projects.length, confirm);
  // the account last: until then the person is found again by whoever has to do it anew
  for (const project of projects) await eraseFromPlan(house, caller, project, person);
  await house.database.unit(caller.tenant, async (unit) => {
    await dismissMember(house, unit, person.id);
    await unit.hybrid.forgetPseudonyms([person.name, person.email]);
    await unit.people.erase(person.id, erasedAs(person.id));
    const details = { user_id: person.id, projects: projects.length };
    await recordSecurity(house, unit, whoActs(caller), { event: 'person.erased', details });
  });
  return { user_id: person.id, projects };
}

function check(house: House, caller: Caller, person: PersonRecord, plans: number, confirm: string | undefined): void {
  const token = house.signer.token('erase', [caller.tenant, person.id, caller.user.id, String(plans)]);
  if (confirm === token) return;
  const effect = `${person.name} is erased: the account with every way in, and the name in ${plans === 1 ? 'one plan' : `${plans} plans`}. This cannot be undone.`;
  throw new Refusal('NEEDS_CONFIRMATION', effect, { confirm: [{ code: 'ERASE_PERSON', effect, token }] });
}

const eraseFromPlan = (house: House, caller: Caller, project: string, { name, email }: PersonRecord) =>
  changePlan(house, caller, project, async (_unit, { head }) => ({
    source: 'erasure',
    message: 'A person was erased',
    about: head,
    change: { kind: 'erase', names: [name, email] },
    beyondRights: true,
  }));
