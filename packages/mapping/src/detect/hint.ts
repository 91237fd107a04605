import { columnNumber } from '@sprintforge/xlsx';
import { ROLES, type Role } from '../vocabulary/roles.ts';
import type { Candidate } from './candidates.ts';

/** What a person corrected in the guess (rule C4). */
export interface DetectionHint {
  readonly sheet?: string;
  readonly headerRow?: number;
  /** Column letter → field; an empty field unbinds the column. */
  readonly columns?: Readonly<Record<string, string>>;
}

/** The candidate with the person's own bindings in place of the guessed ones. */
export function applyHint(candidate: Candidate, hint: DetectionHint): Candidate {
  const wishes = Object.entries(hint.columns ?? {}).map(([letter, field]) => ({ column: columnNumber(letter), field }));
  if (wishes.length === 0) return candidate;
  const fields = new Set(wishes.map(({ field }) => field));
  const columns = new Set(wishes.map(({ column }) => column));
  const kept = candidate.bound.filter(({ header, role }) => !columns.has(header.column) && !fields.has(role));
  const chosen = wishes.flatMap(({ column, field }) => {
    const role = ROLES.find((known): known is Role => known === field);
    const header = candidate.block.columns.find((known) => known.column === column);
    return role === undefined || header === undefined ? [] : [{ header, role, confidence: 1 }];
  });
  const bound = [...kept, ...chosen].sort((a, b) => a.header.column - b.header.column);
  return { ...candidate, bound };
}
