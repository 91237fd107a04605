/** One more organisation in the house that a configuration names. */
import { openHouse } from './open-house.ts';
import { type Undo, unwind } from './open-services.ts';
import { type MadeOrganisation, makeOrganisation } from './services/organisations.ts';
import type { ServerConfig } from './start-server.ts';

/** The server may be running. */
export async function makeOrganisationIn(config: ServerConfig, name: string, owner: string): Promise<MadeOrganisation> {
  const undo: Undo[] = [];
  try {
    const { house, address } = await openHouse(config, false, undo);
    address.url = config.publicUrl ?? `http://localhost:${config.port}`;
    return await makeOrganisation(house, name, owner);
  } finally {
    await unwind(undo);
  }
}
