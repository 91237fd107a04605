/** What whoever runs the server does in the house that a configuration names; the server may be running. */
import type { CreatedPasswordLink } from '@sprintforge/protocol';
import { openHouse } from './open-house.ts';
import { type Undo, unwind } from './open-services.ts';
import type { House } from './services/house.ts';
import { type MadeOrganisation, makeOrganisation } from './services/organisations.ts';
import { passwordLinkByOperator } from './services/password-links.ts';
import type { ServerConfig } from './start-server.ts';

/** One more organisation. */
export const makeOrganisationIn = (config: ServerConfig, name: string, owner: string): Promise<MadeOrganisation> =>
  inHouse(config, (house) => makeOrganisation(house, name, owner));

/** For somebody whom no owner can help; `organisation` where the address has an account in several. */
export const passwordLinkIn = (
  config: ServerConfig,
  email: string,
  organisation?: string,
): Promise<CreatedPasswordLink> => inHouse(config, (house) => passwordLinkByOperator(house, email, organisation));

async function inHouse<Made>(config: ServerConfig, work: (house: House) => Promise<Made>): Promise<Made> {
  const undo: Undo[] = [];
  try {
    const { house, address } = await openHouse(config, false, undo);
    address.url = config.publicUrl ?? `http://localhost:${config.port}`;
    return await work(house);
  } finally {
    await unwind(undo);
  }
}
