import type { Role } from '../vocabulary/roles.ts';
import type { ColumnProfile } from './column-profile.ts';
import type { HeaderBlock, HeaderColumn } from './header-block.ts';
import { fitOf, QUALIFIER_FACTOR, roleByValues } from './role-fit.ts';

export interface BoundColumn {
  readonly header: HeaderColumn;
  readonly role: Role;
  /** 0…1 */
  readonly confidence: number;
}

const LEAST = 0.44;
/** Roles whose columns come in planned, actual and baseline. */
const QUALIFIED: ReadonlySet<Role> = new Set(['start', 'finish', 'duration', 'cost']);
/** What formulas compute beside what people enter gives way to it. */
const COMPUTED = 0.93;

/** Gives each field at most one column and each column at most one field, the surest pairs first, then from the left. */
export function bindColumns(
  block: HeaderBlock,
  profiles: ReadonlyMap<number, ColumnProfile>,
  columns: readonly HeaderColumn[] = block.columns,
): BoundColumn[] {
  const pairs = columns.flatMap((header) => candidates(header, profiles.get(header.column)));
  pairs.sort((a, b) => b.confidence - a.confidence || a.header.column - b.header.column);
  const roles = new Set<Role>();
  const taken = new Set<number>();
  const bound: BoundColumn[] = [];
  for (const pair of pairs) {
    if (roles.has(pair.role) || taken.has(pair.header.column)) continue;
    roles.add(pair.role);
    taken.add(pair.header.column);
    bound.push({ ...pair, confidence: Math.min(1, Math.round(pair.confidence * 100) / 100) });
  }
  return bound.sort((a, b) => a.header.column - b.header.column);
}

function candidates(header: HeaderColumn, profile: ColumnProfile | undefined): BoundColumn[] {
  return header.match.roles.flatMap(({ role: word, confidence: said }) => {
    const role = roleByValues(word, profile);
    const factor = QUALIFIER_FACTOR[header.qualifier];
    const qualified = QUALIFIED.has(role) || (role === 'percent' && factor < 0.6) ? factor : 1;
    const computed = profile !== undefined && profile.filled > 0 && profile.formulas >= profile.filled * 0.8;
    const moved = role === word ? 1 : 0.9;
    const confidence = said * fitOf(role, profile) * qualified * moved * (computed ? COMPUTED : 1);
    return confidence >= LEAST ? [{ header, role, confidence }] : [];
  });
}
