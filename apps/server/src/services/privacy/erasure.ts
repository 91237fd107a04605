/**
 * Erasing a person: the account, every way in, their name in every plan as it stands and as it was, and the keys that what the tables
 * hold about them is sealed under. What is left (backups, the workbooks that people have) docs/personal-data.md says.
 */
import type { ErasedPerson } from '@sprintforge/protocol';
import type { PersonRecord } from '../../ports/records.ts';
import { changePlan } from '../change-plan.ts';
import type { Caller, House } from '../house.ts';
import { demandAnotherOwner, dismissMember } from '../members.ts';
import { Refusal } from '../refusal.ts';
import { demand } from '../roles.ts';
import { recordSecurity, whoActs } from '../security-audit.ts';
import { type ErasedHistory, eraseHistory } from './erased-history.ts';
import { erasedAs, isAbout, personOf } from './person.ts';
import { sealRows } from './seal-rows.ts';

/** Asks first (409 NEEDS_CONFIRMATION with the token); broken off in the middle it is done again whole. Throws LAST_OWNER. */
export async function erasePerson(
  house: House,
  caller: Caller,
  who: string,
  confirm: string | undefined,
): Promise<ErasedPerson> {
  demand(caller, 'organisation.manage', null);
  const person = await house.database.unit(caller.tenant, (unit) => personOf(unit, who));
  // so that nothing of them stands plain in a row that could be sealed
  await sealRows(house, caller.tenant);
  const { heads, projects } = await plansOf(house, caller, person);
  check(house, caller, person, projects.length, confirm);
  await house.database.unit(caller.tenant, (unit) => demandAnotherOwner(unit, person.id));
  // the account last: until then the person is found again by whoever has to do it anew
  for (const project of heads) await eraseFromPlan(house, caller, project, person);
  const histories: ErasedHistory[] = [];
  for (const project of projects) histories.push(await eraseHistory(house, caller, project, person));
  return eraseAccount(house, caller, person, projects, histories);
}

/** Plans in which they stand now, and those together with the ones in which they ever stood. */
const plansOf = ({ database }: House, { tenant }: Caller, person: PersonRecord) =>
  database.unit(tenant, async (unit) => {
    const rows = await unit.people.naming([person.name, person.email]);
    const heads = [...new Set(rows.map(({ projectId }) => projectId))];
    const named = await unit.personal.plansNaming(isAbout(person), [person.name, person.email]);
    return { heads, projects: [...new Set([...heads, ...named])] };
  });

function check(house: House, caller: Caller, person: PersonRecord, plans: number, confirm: string | undefined): void {
  const token = house.signer.token('erase', [caller.tenant, person.id, caller.user.id, String(plans)]);
  if (confirm === token) return;
  const where = plans === 1 ? 'one plan' : `${plans} plans`;
  const effect = `${person.name} is erased: the account with every way in, and the name in ${where}. States and reports of before lose it too; workbooks that were handed out of these plans are merged without their base from now on. This cannot be undone.`;
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

/** One transaction: there is an entry in the log when, and only when, the keys are gone. */
const eraseAccount = (
  house: House,
  caller: Caller,
  person: PersonRecord,
  projects: readonly string[],
  histories: readonly ErasedHistory[],
): Promise<ErasedPerson> =>
  house.database.unit(caller.tenant, async (unit) => {
    const sum = (what: 'copies' | 'uploads') => histories.reduce((all, one) => all + one[what], 0);
    // pseudonyms first: they are found by the keys
    await unit.hybrid.forgetPseudonyms([person.name, person.email]);
    const keys = await unit.personal.destroy(
      isAbout(person),
      histories.flatMap(({ resources }) => resources),
    );
    await dismissMember(house, unit, person.id);
    await unit.people.erase(person.id, erasedAs(person.id));
    const what = { keys, copies: sum('copies'), uploads: sum('uploads') };
    const details = { user_id: person.id, projects: projects.length, ...what };
    await recordSecurity(house, unit, whoActs(caller), { event: 'person.erased', details });
    return { user_id: person.id, projects: [...projects], ...what };
  });
