/** How far organisations may go from what the operator says of retention. */
import type { RetentionKind } from '@sprintforge/protocol';
import type { Keep, RetentionBounds } from '../services/house.ts';
import { boundsOf, isWithin, KINDS, standards } from '../services/retention-periods.ts';
import type { Environment } from './substitute.ts';

const variable = 'SPRINTFORGE_RETENTION_BOUNDS';
const example = '{"recovery": {"least": 30, "most": 365}, "audit": {"least": 365}}';

/** Of a configuration's own periods; throws with the name of the variable when it is not usable, or when they are not within. */
export function withBounds(keep: Keep, env: Environment): Keep {
  const text = env[variable];
  if (!text) return keep;
  const bounded = { ...keep, bounds: boundsIn(text) };
  for (const kind of KINDS) checkKind(bounded, kind);
  return bounded;
}

function checkKind(keep: Keep, kind: RetentionKind): void {
  const bounds = boundsOf(keep, kind);
  if (kind === 'audit' && bounds.least > 0 && bounds.least < 30)
    throw new Error(`${variable}: of the audit log 30 days are kept at least`);
  const standard = standards(keep)[kind];
  if (!isWithin(kind, standard, bounds))
    throw new Error(`${variable}: ${kind} is ${standard} days where nobody says anything, which is not within them`);
}

function boundsIn(text: string): RetentionBounds {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    given = null; // said below
  }
  if (!isBounds(given)) throw new Error(`${variable} is JSON such as ${example}: whole days, of ${KINDS.join(', ')}`);
  return given;
}

function isBounds(given: unknown): given is RetentionBounds {
  if (!isRecord(given) || !isOf(given, KINDS)) return false;
  const days = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 36_500;
  return Object.values(given).every(
    (bounds) => isRecord(bounds) && isOf(bounds, ['least', 'most']) && Object.values(bounds).every(days),
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isOf = (value: object, names: readonly string[]): boolean =>
  Object.keys(value).every((name) => names.includes(name));
