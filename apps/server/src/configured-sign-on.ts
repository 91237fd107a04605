/** The identity provider that the operator's configuration names, for the organisation that it is for. */
import type { Log } from './log.ts';
import type { House } from './services/house.ts';
import { configureProvider } from './services/sign-on/providers.ts';
import type { Enterprise } from './start-server.ts';

/** A provider that cannot be asked now does not keep the server from starting: it stays as it was, and the log says why. */
export async function configureSignOn(house: House, { sso, customer }: Enterprise, log: Log): Promise<void> {
  if (!sso) return;
  const tenant = await organisationOf(house, customer);
  if (tenant === null) {
    log.warn(
      'single sign-on is set up at the next start: there is no organisation yet, or several and none of the name enterprise.customer',
    );
    return;
  }
  try {
    await configureProvider(house, tenant, sso);
  } catch (error) {
    log.error({ err: error }, 'single sign-on stays as it was');
  }
}

/** The only one, or the one of that name. */
async function organisationOf({ database }: House, name: string | undefined): Promise<string | null> {
  const tenants = await database.tenants();
  if (tenants.length === 1) return tenants[0]!;
  for (const tenant of tenants) {
    const found = await database.unit(tenant, ({ accounts }) => accounts.tenant());
    if (found !== null && found.name === name) return tenant;
  }
  return null;
}
