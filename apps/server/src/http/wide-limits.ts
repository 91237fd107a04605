/** Calls of all together: from one address, whoever they are, and of one organisation, wherever they come from. */
import type { RateCounter } from '../ports/cache.ts';
import { boundOf, noLimits, type OrganisationLimits } from '../services/organisation-limits.ts';
import { Refusal } from '../services/refusal.ts';

export interface CallLimits {
  /** Of one person. */
  readonly callsPerMinute: number;
  readonly organisationLimits?: OrganisationLimits;
}

/** Where the operator says nothing, so many times what one person may call in a minute: an office behind one address, a company at nine o'clock. */
export const wideFactors = { address: 20, organisation: 50 } as const;

/** Calls a minute of all people of an organisation. */
export const callsTogether = (
  organisation: string,
  { callsPerMinute, organisationLimits = noLimits }: CallLimits,
): number => boundOf(organisationLimits, organisation, 'callsPerMinute') ?? callsPerMinute * wideFactors.organisation;

/** Counts a call, of which there may be `most` in a minute; throws RATE_LIMITED. `name`: the address, or the organisation's id. */
export async function countWide(
  rates: RateCounter,
  of: keyof typeof wideFactors,
  name: string,
  most: number,
): Promise<void> {
  const { count, endsInMs } = await rates.hit(counted(of, name), 60_000);
  if (count > most)
    throw new Refusal('RATE_LIMITED', `at most ${most} calls a minute of one ${of}`, {
      retry_after: Math.ceil(endsInMs / 1000),
    });
}

/** Under what name the calls of one are counted. */
export const counted = (of: keyof typeof wideFactors, name: string): string => `calls-of-${of}:${name}`;
