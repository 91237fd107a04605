/** Limits of organisations, as the operator says them. */
import type { Bounds, OrganisationLimits } from '../services/organisation-limits.ts';
import { jsonMembers } from './json-variable.ts';
import type { Environment } from './substitute.ts';

/** Throws with the name of a variable that is not usable. */
export function organisationLimits(env: Environment): OrganisationLimits {
  const each = bounds(
    env.SPRINTFORGE_ORGANISATION_RATE_LIMIT,
    env.SPRINTFORGE_ORGANISATION_UPLOAD_LIMIT,
    'SPRINTFORGE_ORGANISATION_…_LIMIT',
  );
  return { each, named: named(env.SPRINTFORGE_ORGANISATION_LIMITS || '{}') };
}

const variable = 'SPRINTFORGE_ORGANISATION_LIMITS';

const meaning = `${variable} is JSON such as {"Contoso": {"calls_per_minute": 60000, "uploads_per_minute": 2000}}`;

function named(text: string): Map<string, Bounds> {
  const boundsOf = (given: unknown) => {
    const of = given as { calls_per_minute?: unknown; uploads_per_minute?: unknown } | null;
    return bounds(of?.calls_per_minute, of?.uploads_per_minute, variable);
  };
  return new Map(jsonMembers(text, meaning).map(([name, given]) => [name, boundsOf(given)]));
}

function bounds(calls: unknown, uploads: unknown, of: string): Bounds {
  const whole = (given: unknown): number | undefined => {
    if (given === undefined || given === '') return undefined;
    const number = Number(given);
    if (!Number.isInteger(number) || number < 1) throw new Error(`${of} is a whole number from 1, not "${given}"`);
    return number;
  };
  const [callsPerMinute, uploadsPerMinute] = [whole(calls), whole(uploads)];
  return {
    ...(callsPerMinute === undefined ? {} : { callsPerMinute }),
    ...(uploadsPerMinute === undefined ? {} : { uploadsPerMinute }),
  };
}
