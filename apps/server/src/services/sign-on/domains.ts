/**
 * Whose domains of e-mail addresses are: where strangers share a server, an identity provider speaks only for domains that its
 * organisation has proved by a record in their DNS, or that the operator's configuration names.
 */
import type { DomainList, DomainProof } from '@sprintforge/protocol';
import type { Unit } from '../../ports/database.ts';
import type { ProviderRecord } from '../../ports/identity-providers.ts';
import type { Caller, House } from '../house.ts';
import { Refusal } from '../refusal.ts';
import { demand } from '../roles.ts';
import { sameSecret } from '../secrets.ts';
import { recordSecurity, whoActs } from '../security-audit.ts';

export async function listDomains(house: House, caller: Caller): Promise<DomainList> {
  demand(caller, 'organisation.manage', null);
  const found = await house.database.unit(caller.tenant, (unit) => unit.provedDomains.list());
  return {
    needed: house.provesDomains,
    domains: found.map(({ domain, provedAt }) => ({ domain, proved_at: provedAt })),
  };
}

/** Looks for the record now; what it has to be is in the answer. What was proved stays so, whatever is found today. */
export async function proveDomain(house: House, caller: Caller, given: string): Promise<DomainProof> {
  demand(caller, 'organisation.manage', null);
  const domain = given.toLowerCase();
  const record = recordOf(house, caller.tenant, domain);
  const found = await house.domainRecords.texts(record.name);
  const proved = found?.some((text) => sameSecret(text.trim(), record.value)) ?? false;
  return house.database.unit(caller.tenant, async (unit) => {
    const now = house.system.now();
    if (proved) {
      await unit.provedDomains.put({ domain, provedAt: now, provedBy: caller.user.id });
      await note(house, unit, caller, { domain, what: 'proved' });
    }
    const kept = (await unit.provedDomains.list()).find((one) => one.domain === domain);
    return { domain, proved_at: kept?.provedAt ?? null, record, found: found && [...found] };
  });
}

/** From now on it is to be proved anew: providers do not speak for it. */
export async function removeDomain(house: House, caller: Caller, given: string): Promise<void> {
  demand(caller, 'organisation.manage', null);
  const domain = given.toLowerCase();
  await house.database.unit(caller.tenant, async (unit) => {
    if (!(await unit.provedDomains.remove(domain))) throw new Refusal('NOT_FOUND', 'no such domain');
    await note(house, unit, caller, { domain, what: 'removed' });
  });
}

/** Throws DOMAIN_UNPROVED with the records that are missing. */
export async function checkDomains(
  house: House,
  unit: Unit,
  tenant: string,
  domains: readonly string[],
): Promise<void> {
  if (!house.provesDomains) return;
  const proved = new Set((await unit.provedDomains.list()).map(({ domain }) => domain));
  const missing = domains.filter((domain) => !proved.has(domain));
  if (missing.length === 0) return;
  const records = missing.map((domain) => recordOf(house, tenant, domain));
  const texts = records.map(({ name, value }) => `${name} TXT "${value}"`).join(', ');
  throw new Refusal('DOMAIN_UNPROVED', `put into the DNS, then prove the domain: ${texts}`, { records });
}

/** Does the provider speak for addresses of this domain? */
export async function speaksFor(house: House, unit: Unit, provider: ProviderRecord, domain: string): Promise<boolean> {
  if (!provider.domains.includes(domain)) return false;
  if (!house.provesDomains || provider.configured) return true;
  return (await unit.provedDomains.list()).some((one) => one.domain === domain);
}

/** The same whenever it is asked for; another organisation's is another one. */
const recordOf = ({ signer }: House, tenant: string, domain: string) => ({
  name: `_sprintforge.${domain}`,
  type: 'TXT' as const,
  value: `sprintforge-domain=${signer.token('domain', [tenant, domain])}`,
});

const note = (house: House, unit: Unit, caller: Caller, details: Readonly<Record<string, string>>) =>
  recordSecurity(house, unit, whoActs(caller), { event: 'organisation.settings', details });
