/** People as a directory tells of them: made, changed, put out, in again. */
import type { Unit } from '../../ports/database.ts';
import type { Found, ProvisionedUser, Slice } from '../../ports/provisioning.ts';
import { type House, isUuid } from '../house.ts';
import { Refusal } from '../refusal.ts';
import { followRole } from './membership.ts';
import { type PatchOperation, patched, type Resource } from './patch.ts';
import type { Directory } from './settings.ts';

/** What is read of a SCIM user; what is not there was not said. */
interface ToldUser {
  readonly userName?: string;
  readonly externalId?: string;
  readonly active?: boolean;
  readonly name?: string;
  readonly email?: string;
}

export const listUsers = (
  house: House,
  { tenant }: Directory,
  slice: Slice<'userName' | 'externalId' | 'id' | 'email'>,
): Promise<Found<ProvisionedUser>> => house.database.unit(tenant, (unit) => unit.provisioning.users(slice));

export const findUser = (house: House, { tenant }: Directory, id: string): Promise<ProvisionedUser> =>
  house.database.unit(tenant, (unit) => userOf(unit, id));

/** Who is here already by that address is the same person. Throws ALREADY_MEMBER for one that the directory has told of. */
export async function createUser(house: House, directory: Directory, resource: Resource): Promise<ProvisionedUser> {
  const { userName, externalId = null, active = true, name, email: said } = readUser(resource);
  const email = said ?? userName;
  if (userName === undefined || email === undefined || !isAddress(email))
    throw new Refusal('BAD_REQUEST', 'a user needs userName, and an e-mail address there or in emails');
  return house.database.unit(directory.tenant, async (unit) => {
    await unit.accounts.lockOwners();
    const before = await unit.accounts.userByEmail(email);
    const taken = await unit.provisioning.users({ by: { field: 'userName', value: userName }, from: 0, limit: 1 });
    if (taken.total > 0 || (before && (await unit.provisioning.user(before.id))))
      throw new Refusal('ALREADY_MEMBER', 'this user is here already');
    const now = house.system.now();
    const userId = before?.id ?? house.system.uuid();
    // as somebody who was a member: what they are now is said below
    if (!before) await unit.accounts.createPerson({ id: userId, name: (name ?? email).slice(0, 200), email }, now);
    await unit.provisioning.addUser({ userId, userName, externalId, active, createdAt: now, changedAt: now });
    const user = await userOf(unit, userId);
    await followRole(house, unit, directory, user);
    return user;
  });
}

/** PUT: what is not said stays. */
export const replaceUser = (house: House, directory: Directory, id: string, resource: Resource) =>
  change(house, directory, id, () => readUser(resource));

export const patchUser = (house: House, directory: Directory, id: string, operations: readonly PatchOperation[]) =>
  change(house, directory, id, (user) => readChanged(resourceOf(user), patched(resourceOf(user), operations)));

/** The directory forgets them: as not active. What they wrote stays theirs. */
export async function removeUser(house: House, directory: Directory, id: string): Promise<void> {
  await house.database.unit(directory.tenant, async (unit) => {
    const user = await userOf(unit, id);
    await followRole(house, unit, directory, { ...user, active: false });
    await unit.provisioning.removeUser(user.userId);
  });
}

async function change(
  house: House,
  directory: Directory,
  id: string,
  told: (user: ProvisionedUser) => ToldUser,
): Promise<ProvisionedUser> {
  return house.database.unit(directory.tenant, async (unit) => {
    await unit.accounts.lockOwners();
    const user = await userOf(unit, id);
    const { userName = user.userName, externalId = user.externalId, active = user.active, ...person } = told(user);
    await renamed(unit, user, person);
    await checkUserName(unit, user, userName);
    const changedAt = house.system.now();
    await unit.provisioning.changeUser(user.userId, { userName, externalId, active, changedAt });
    const now = await userOf(unit, user.userId);
    await followRole(house, unit, directory, now);
    return now;
  });
}

async function renamed(unit: Unit, user: ProvisionedUser, { name, email }: ToldUser): Promise<void> {
  if (name !== undefined && name !== user.name) await unit.accounts.rename(user.userId, name.slice(0, 200));
  if (email === undefined || email.toLowerCase() === user.email.toLowerCase()) return;
  if (!isAddress(email)) throw new Refusal('BAD_REQUEST', 'this is no e-mail address');
  if (await unit.accounts.userByEmail(email)) throw new Refusal('ALREADY_MEMBER', 'another user has this address');
  await unit.accounts.changeAddress(user.userId, email);
}

async function checkUserName(unit: Unit, user: ProvisionedUser, userName: string): Promise<void> {
  const found = await unit.provisioning.users({ by: { field: 'userName', value: userName }, from: 0, limit: 1 });
  if (found.items[0] && found.items[0].userId !== user.userId)
    throw new Refusal('ALREADY_MEMBER', 'another user has this userName');
}

async function userOf(unit: Unit, id: string): Promise<ProvisionedUser> {
  const user = isUuid(id) ? await unit.provisioning.user(id.toLowerCase()) : null;
  if (!user) throw new Refusal('NOT_FOUND', 'no such user');
  return user;
}

/** As SCIM has it. */
export function resourceOf({
  userId,
  userName,
  externalId,
  active,
  name,
  email,
  createdAt,
  changedAt,
}: ProvisionedUser) {
  const words = name.split(' ');
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    id: userId,
    ...(externalId === null ? {} : { externalId }),
    userName,
    displayName: name,
    name: { formatted: name, givenName: words.slice(0, -1).join(' '), familyName: words.at(-1) ?? '' },
    emails: [{ value: email, type: 'work', primary: true }],
    active,
    meta: { resourceType: 'User', created: createdAt, lastModified: changedAt },
  };
}

/** The one name that changed counts, of those in which SCIM says it. */
function readChanged(before: Resource, after: Resource): ToldUser {
  const { name: _name, ...told } = readUser(after);
  const [old, now] = [namesOf(before), namesOf(after)];
  const name = now.find((one, at) => one !== undefined && one !== old[at]);
  return { ...told, ...(name === undefined ? {} : { name }) };
}

function readUser(resource: Resource): ToldUser {
  const name = namesOf(resource).find((one) => one !== undefined);
  const email = emailOf(resource['emails']);
  return {
    ...textOf(resource, 'userName'),
    ...textOf(resource, 'externalId'),
    ...activeOf(resource['active']),
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email }),
  };
}

/** `displayName`, `name.formatted`, and given with family name. */
function namesOf(resource: Resource): (string | undefined)[] {
  const name = (resource['name'] ?? {}) as Resource;
  const full = [name['givenName'], name['familyName']].filter((one) => typeof one === 'string').join(' ');
  return [resource['displayName'], name['formatted'], full].map((one) =>
    typeof one === 'string' && one.trim() !== '' ? one.trim() : undefined,
  );
}

function emailOf(emails: unknown): string | undefined {
  const all = (Array.isArray(emails) ? emails : []).filter((one) => typeof one?.value === 'string');
  const best = all.find(({ primary }) => isTrue(primary)) ?? all.find(({ type }) => type === 'work') ?? all[0];
  return best === undefined ? undefined : String(best.value).trim();
}

function textOf<Name extends string>(resource: Resource, name: Name): { readonly [N in Name]?: string } {
  const text = resource[name];
  return (typeof text === 'string' && text !== '' ? { [name]: text.slice(0, 300) } : {}) as never;
}

/** Also as text, which Entra ID sends. */
function activeOf(active: unknown): { readonly active?: boolean } {
  if (active === undefined || active === null) return {};
  if (typeof active !== 'boolean' && !/^(true|false)$/i.test(String(active)))
    throw new Refusal('BAD_REQUEST', 'active is true or false');
  return { active: isTrue(active) };
}

const isTrue = (value: unknown): boolean => String(value).toLowerCase() === 'true';
const isAddress = (text: string): boolean => /^[^\s@]{1,100}@[^\s@]{1,150}$/.test(text);
