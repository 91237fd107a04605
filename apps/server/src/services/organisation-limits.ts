import type { OrganisationLimits as Shown } from '@sprintforge/protocol';
import type { Caller, House } from './house.ts';
import { demand } from './roles.ts';

/** What all people of one organisation together may do in a minute, where the operator bounds it. */
export interface Bounds {
  readonly callsPerMinute?: number;
  readonly uploadsPerMinute?: number;
}

export interface OrganisationLimits {
  readonly each: Bounds;
  /** Other ones, by the organisation's name. */
  readonly named: ReadonlyMap<string, Bounds>;
}

export const noLimits: OrganisationLimits = { each: {}, named: new Map() };

/** undefined: the operator says nothing of it. */
export const boundOf = ({ each, named }: OrganisationLimits, organisation: string, what: keyof Bounds) =>
  named.get(organisation)?.[what] ?? each[what];

/** What calls are bounded by; those are counted at the door. */
interface AtTheDoor {
  readonly calls: { readonly person: number; readonly organisation: number };
  /** Name of the organisation's count of them. */
  readonly callsCountedAs: string;
  readonly uploadBytes: number;
}

/** For owners. */
export async function limitsInForce(house: House, caller: Caller, door: AtTheDoor): Promise<Shown> {
  demand(caller, 'organisation.manage', null);
  const { people, projects, stored } = await house.database.unit(caller.tenant, async (unit) => ({
    people: await unit.accounts.users(),
    projects: await unit.projects.list(),
    stored: await unit.blobs.stored(),
  }));
  return {
    per_minute: {
      calls: { ...door.calls, used: await house.rates.count(door.callsCountedAs) },
      uploads: await house.uploadLimiter.standing(caller),
    },
    upload_bytes: door.uploadBytes,
    people: people.length,
    projects: projects.length,
    stored_bytes: stored,
  };
}
