/** What somebody is here by what the directory says of them: active or not, and in which groups. */
import type { RoleName } from '@sprintforge/protocol';
import type { Unit } from '../../ports/database.ts';
import type { ProvisionedUser } from '../../ports/provisioning.ts';
import type { From, House } from '../house.ts';
import { dismiss } from '../members.ts';
import { Refusal } from '../refusal.ts';
import { recordSecurity } from '../security-audit.ts';
import { highestRole } from '../sign-on/admission.ts';

/** Of these people, or of everybody (null). */
export async function followRoles(
  house: House,
  unit: Unit,
  from: From,
  userIds: readonly string[] | null,
): Promise<void> {
  const all = { from: 0, limit: 1_000_000 };
  const ids = userIds ?? (await unit.provisioning.users(all)).items.map(({ userId }) => userId);
  for (const id of ids) {
    const user = await unit.provisioning.user(id);
    if (user) await followRole(house, unit, from, user);
  }
}

/** Sessions and tokens end at once with the membership. Throws LAST_OWNER when nobody would be left to manage the organisation. */
export async function followRole(house: House, unit: Unit, from: From, user: ProvisionedUser): Promise<void> {
  const owners = await unit.accounts.lockOwners();
  const member = await unit.accounts.user(user.userId);
  const role = user.active ? await roleOf(unit, user.userId) : null;
  if (role === (member?.role ?? null)) return;
  if (member?.role === 'owner' && owners <= 1) {
    if (role === null) throw new Refusal('LAST_OWNER');
    return; // the last owner stays one, whatever the groups say
  }
  const details = { user_id: user.userId, before: member?.role ?? null, role, by: 'directory' };
  const event = member === null ? 'member.added' : role === null ? 'member.removed' : 'member.changed';
  if (role === null) await dismiss(house, unit, user.userId);
  else await unit.accounts.setRole(user.userId, role);
  await recordSecurity(house, unit, { userId: null, ip: from.ip, userAgent: from.userAgent }, { event, details });
}

async function roleOf(unit: Unit, userId: string): Promise<RoleName | null> {
  const settings = await unit.provisioning.settings();
  if (!settings) return null;
  return highestRole(settings.roles, await unit.provisioning.groupsOf(userId)) ?? settings.defaultRole;
}
