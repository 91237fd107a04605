/** How far organisations may go from what the operator says of retention. */
import { RETENTION_KINDS, type RetentionKind } from '@sprintforge/protocol';
import type { Keep, RetentionBounds } from '../services/house.ts';
import { boundsOf, isWithin, standards } from '../services/retention-periods.ts';
import { jsonMembers } from './json-variable.ts';
import type { Environment } from './substitute.ts';

const variable = 'SPRINTFORGE_RETENTION_BOUNDS';
const meaning = `${variable} is JSON such as {"recovery": {"least": 30, "most": 365}, "audit": {"least": 365}}: whole days, of ${RETENTION_KINDS.join(', ')}`;

/** Of a configuration's own periods; throws with the name of the variable when it is not usable, or when they are not within. */
export function withBounds(keep: Keep, env: Environment): Keep {
  const text = env[variable];
  if (!text) return keep;
  const bounds: RetentionBounds = Object.fromEntries(
    jsonMembers(text, meaning).map(([kind, of]) => [kindOf(kind), Object.fromEntries(ends(of))]),
  );
  const bounded = { ...keep, bounds };
  for (const kind of RETENTION_KINDS) checkKind(bounded, kind);
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

function kindOf(name: string): RetentionKind {
  const kind = RETENTION_KINDS.find((one) => one === name);
  if (!kind) throw new Error(meaning);
  return kind;
}

function ends(bounds: unknown): [string, number][] {
  if (typeof bounds !== 'object' || bounds === null) throw new Error(meaning);
  return Object.entries(bounds).map(([name, days]) => {
    const isUsable = ['least', 'most'].includes(name) && Number.isInteger(days) && days >= 0 && days <= 36_500;
    if (!isUsable) throw new Error(meaning);
    return [name, days as number];
  });
}
