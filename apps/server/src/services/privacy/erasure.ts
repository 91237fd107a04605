/**
 * Erasing a person: the account, every way in, their name in every plan as it stands and as it was, and the keys that what the tables
 * hold about them is sealed under. What is left (backups, the workbooks that people have) docs/personal-data.md says.
 */
import type { ErasedPerson } from '@sprintforge/protocol';
import type { Unit } from '../../ports/database.ts';
import type { RowPlace } from '../../ports/personal.ts';
import type { PersonRecord } from '../../ports/records.ts';
import { findNaming, type Naming, redactLog } from '../audit-redaction.ts';
import { changePlan } from '../change-plan.ts';
import { demandConfirmation } from '../confirmation.ts';
import { emptyView } from '../dav-links.ts';
import type { Caller, House } from '../house.ts';
import { demandAnotherOwner, dismissMember } from '../members.ts';
import { demand } from '../roles.ts';
import { recordSecurity, whoActs } from '../security-audit.ts';
import { type ErasedHistory, eraseAuthor, eraseHistory } from './erased-history.ts';
import { erasedAs, isAbout, personOf, withoutPerson } from './person.ts';
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
  const { named, worked } = await plansOf(house, caller, person);
  check(house, caller, person, { named: named.length, worked: worked.length }, confirm);
  await house.database.unit(caller.tenant, (unit) => demandAnotherOwner(unit, person.id));
  // the account last: until then the person is found again by whoever has to do it anew
  for (const project of named) await eraseFromPlan(house, caller, project, person);
  const histories: ErasedHistory[] = [];
  for (const project of named) histories.push(await eraseHistory(house, caller, project, person));
  for (const project of worked) histories.push(await eraseAuthor(house, caller, project, person));
  await eraseMentions((work) => house.database.unit(caller.tenant, work), person);
  const inLog = await findNaming(house.database, caller.tenant, [person.name, person.email]);
  return eraseAccount(house, caller, person, { projects: named, histories, inLog });
}

/** Plans in which they stand or ever stood, and others in which they did something. */
const plansOf = ({ database }: House, { tenant }: Caller, person: PersonRecord) =>
  database.unit(tenant, async (unit) => {
    const texts = [person.name, person.email];
    const rows = await unit.people.naming(texts);
    const stood = await unit.personal.plansNaming(isAbout(person), texts);
    const named = [...new Set([...rows.map(({ projectId }) => projectId), ...stood])];
    const worked = (await unit.people.plansOf(person.id)).filter((id) => !named.includes(id));
    return { named, worked };
  });

/** `unit`: where each batch is done. */
async function eraseMentions(
  unit: <T>(work: (unit: Unit) => Promise<T>) => Promise<T>,
  person: PersonRecord,
): Promise<void> {
  const [texts, change] = [[person.name, person.email], withoutPerson(person)];
  let from: RowPlace | null = null;
  do from = await unit(({ personal }) => personal.rewriteMentions(texts, change, from));
  while (from);
}

function check(
  house: House,
  caller: Caller,
  person: PersonRecord,
  { named, worked }: { readonly named: number; readonly worked: number },
  confirm: string | undefined,
): void {
  const about = [caller.tenant, person.id, caller.user.id, String(named), String(worked)];
  const plans = (count: number): string => (count === 1 ? 'one plan' : `${count} plans`);
  const where = plans(named);
  const files =
    worked === 0
      ? ''
      : ` Of ${plans(worked)} in which they only worked, files that were uploaded or handed out go too, and what waits for a decision is discarded.`;
  const effect = `${person.name} is erased: the account with every way in, and the name in ${where}. States and reports of before lose it too; workbooks that were handed out of these plans are merged without their base from now on.${files} This cannot be undone.`;
  const question = { code: 'ERASE_PERSON', effect, purpose: 'erase', about, facts: { plans: named, worked } };
  demandConfirmation(house, question, confirm);
}

const eraseFromPlan = (house: House, caller: Caller, project: string, { name, email }: PersonRecord) =>
  changePlan(house, caller, project, async (_unit, { head }) => ({
    source: 'erasure',
    message: 'A person was erased',
    about: head,
    change: { kind: 'erase', names: [name, email] },
    beyondRights: true,
  }));

/** What was done before the account goes. */
interface Done {
  readonly projects: readonly string[];
  readonly histories: readonly ErasedHistory[];
  readonly inLog: Naming;
}

/** One transaction: there is an entry in the log when, and only when, the keys are gone. */
const eraseAccount = (
  house: House,
  caller: Caller,
  person: PersonRecord,
  { projects, histories, inLog }: Done,
): Promise<ErasedPerson> =>
  house.database.unit(caller.tenant, async (unit) => {
    const sum = (what: 'copies' | 'uploads') => histories.reduce((all, one) => all + one[what], 0);
    // what was told of them meanwhile, and whatever the folders of others have cached
    await eraseMentions((work) => work(unit), person);
    await unit.davLinks.renewFolders(emptyView(house.system.now()));
    // pseudonyms before the keys: they are found by them
    await unit.hybrid.forgetPseudonyms([person.name, person.email]);
    const keys = await unit.personal.destroy(
      isAbout(person),
      histories.flatMap(({ resources }) => resources),
    );
    await dismissMember(house, unit, person.id);
    await unit.people.erase(person.id, erasedAs(person.id));
    const what = { keys, copies: sum('copies'), uploads: sum('uploads') };
    const redacted = await redactLog(unit, [person.name, person.email], withoutPerson(person), inLog);
    const details = { user_id: person.id, projects: projects.length, ...what, ...(redacted ? { redacted } : {}) };
    await recordSecurity(house, unit, whoActs(caller), { event: 'person.erased', details });
    return { user_id: person.id, projects: [...projects], ...what };
  });
