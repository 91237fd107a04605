/** Whether a directory keeps the members (SCIM 2.0), with which token, and what its groups are here. */
import type { CreatedDirectoryToken, ProvisioningInfo, ProvisioningRules } from '@sprintforge/protocol';
import type { ProvisioningSettings } from '../../ports/provisioning.ts';
import type { Caller, From, House } from '../house.ts';
import { Refusal } from '../refusal.ts';
import { demand } from '../roles.ts';
import { drawSecret, secretHash } from '../secrets.ts';
import { recordSecurity, whoActs } from '../security-audit.ts';
import { followRoles } from './membership.ts';

const unset: ProvisioningSettings = { tokenHash: null, tokenCreatedAt: null, roles: {}, defaultRole: 'viewer' };

/** The organisation whose directory calls. */
export interface Directory extends From {
  readonly tenant: string;
}

/** Throws UNAUTHENTICATED. */
export async function authenticateDirectory(house: House, token: string, from: From): Promise<Directory> {
  const found = /^sfo_[\w-]{43}$/.test(token) ? await house.database.lookups.directory(secretHash(token)) : null;
  if (!found) throw new Refusal('UNAUTHENTICATED', "this is no directory's token");
  return { tenant: found.tenant, ...from };
}

export async function provisioningInfo(house: House, caller: Caller): Promise<ProvisioningInfo> {
  demand(caller, 'organisation.manage', null);
  const kept = await house.database.unit(caller.tenant, (unit) => unit.provisioning.settings());
  return shown(house, kept ?? unset);
}

/** The roles of everybody whom the directory has told of follow at once. */
export async function setProvisioningRules(
  house: House,
  caller: Caller,
  { roles, default_role: defaultRole }: ProvisioningRules,
): Promise<ProvisioningInfo> {
  demand(caller, 'organisation.manage', null);
  return house.database.unit(caller.tenant, async (unit) => {
    const settings = { ...((await unit.provisioning.settings()) ?? unset), roles, defaultRole };
    await unit.provisioning.setSettings(settings);
    await note(house, unit, caller, 'rules');
    await followRoles(house, unit, caller, null);
    return shown(house, settings);
  });
}

/** A token for the directory, this once; the one before ends. */
export async function renewDirectoryToken(house: House, caller: Caller): Promise<CreatedDirectoryToken> {
  demand(caller, 'organisation.manage', null);
  const token = `sfo_${drawSecret(house)}`;
  await house.database.unit(caller.tenant, async (unit) => {
    const kept = (await unit.provisioning.settings()) ?? unset;
    const made = { tokenHash: secretHash(token), tokenCreatedAt: house.system.now() };
    await unit.provisioning.setSettings({ ...kept, ...made });
    await note(house, unit, caller, 'token made');
  });
  return { token, url: baseUrl(house) };
}

/** No directory is let in any more; members stay as they are. */
export async function endProvisioning(house: House, caller: Caller): Promise<void> {
  demand(caller, 'organisation.manage', null);
  await house.database.unit(caller.tenant, async (unit) => {
    const kept = (await unit.provisioning.settings()) ?? unset;
    await unit.provisioning.setSettings({ ...kept, tokenHash: null, tokenCreatedAt: null });
    await note(house, unit, caller, 'token ended');
  });
}

const baseUrl = ({ publicUrl }: House): string => `${publicUrl}/scim/v2`;

const shown = (house: House, { tokenCreatedAt, roles, defaultRole }: ProvisioningSettings): ProvisioningInfo => ({
  url: baseUrl(house),
  token_created_at: tokenCreatedAt,
  roles: { ...roles },
  default_role: defaultRole,
});

const note = (house: House, unit: Parameters<typeof recordSecurity>[1], caller: Caller, what: string) =>
  recordSecurity(house, unit, whoActs(caller), { event: 'organisation.settings', details: { provisioning: what } });
