import { columnNumber } from '@sprintforge/xlsx';
import { matchHeader } from '../vocabulary/match-header.ts';
import { ROLES, type Role } from '../vocabulary/roles.ts';
import type { BoundColumn } from './bind-columns.ts';
import { type Candidate, candidateRows } from './candidates.ts';
import type { HeaderColumn } from './header-block.ts';

/** What a person corrected in the guess (rule C4). */
export interface DetectionHint {
  readonly sheet?: string;
  readonly headerRow?: number;
  /** Column letter → field; an empty field unbinds the column. */
  readonly columns?: Readonly<Record<string, string>>;
}

/** The candidate with the person's own bindings in place of the guessed ones; its rows are read anew. */
export function applyHint(candidate: Candidate, hint: DetectionHint): Candidate {
  const wishes = Object.entries(hint.columns ?? {}).map(([letter, field]) => ({ column: columnNumber(letter), field }));
  if (wishes.length === 0) return candidate;
  const fields = new Set(wishes.map(({ field }) => field));
  const wished = new Set(wishes.map(({ column }) => column));
  const kept = candidate.bound.filter(({ header, role }) => !wished.has(header.column) && !fields.has(role));
  const chosen = wishes.flatMap(({ column, field }): BoundColumn[] => {
    const role = ROLES.find((known): known is Role => known === field);
    return role === undefined ? [] : [{ header: headerAt(candidate, column), role, confidence: 1 }];
  });
  const bound = [...kept, ...chosen].sort((a, b) => a.header.column - b.header.column);
  const known = new Set(candidate.columns.map(({ column }) => column));
  const added = chosen.flatMap(({ header }) => (known.has(header.column) ? [] : [header]));
  const columns = [...candidate.columns, ...added].sort((a, b) => a.column - b.column);
  return { ...candidate, bound, columns, rows: candidateRows(candidate.block, columns, bound, candidate.table) };
}

/** The header of a column, also of one that detection passed over; empty where there is no text. */
function headerAt({ block }: Candidate, column: number): HeaderColumn {
  const known = block.columns.find((header) => header.column === column);
  if (known !== undefined) return known;
  const value = block.sheet.cell(block.lastRow, column)?.value;
  const text = typeof value === 'string' ? value.trim() : '';
  return { column, text, match: matchHeader(text), qualifier: 'plain' };
}
