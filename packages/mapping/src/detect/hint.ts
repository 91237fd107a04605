import { isCustomField } from '@sprintforge/core';
import { columnNumber } from '@sprintforge/xlsx';
import { NAME_FIELDS } from '../layout/structural.ts';
import { ROLES, type Role } from '../vocabulary/roles.ts';
import type { BoundColumn } from './bind-columns.ts';
import { type Candidate, candidateRows } from './candidates.ts';
import { type HeaderColumn, headerOf } from './header-block.ts';

/** What a person corrected in the guess (rule C4). */
export interface DetectionHint {
  readonly sheet?: string;
  readonly headerRow?: number;
  /** Column letter → field; an empty field unbinds the column. */
  readonly columns?: Readonly<Record<string, string>>;
}

/** The candidate with the person's own bindings in place of the guessed ones; its rows are read anew. */
export function applyHint(candidate: Candidate, hint: DetectionHint): Candidate {
  const wishes = Object.entries(hint.columns ?? {}).map(
    ([letter, field]): Wish => ({ header: headerOf(candidate.block, columnNumber(letter)), field }),
  );
  if (wishes.length === 0) return candidate;
  const fields = new Set(wishes.map(({ field }) => field));
  const wished = new Set(wishes.map(({ header }) => header.column));
  const [name, ...levels] = namesOf(candidate, wishes, wished);
  const kept = candidate.bound.filter(
    ({ header, role }) => role !== 'name' && !wished.has(header.column) && !fields.has(role),
  );
  const chosen = wishes.flatMap(({ header, field }): BoundColumn[] => {
    const role = ROLES.find((known): known is Role => known === field);
    return role === undefined || role === 'name' ? [] : [{ header, role, confidence: 1 }];
  });
  const bound = [...kept, ...chosen, ...(name === undefined ? [] : [name])].sort(byColumn);
  const parents = candidate.parents.filter(
    ({ column }) =>
      !wished.has(column) || wishes.some(({ header, field }) => header.column === column && isCustomField(field)),
  );
  const headers = levels.map(({ header }) => header);
  const known = new Set(candidate.columns.map(({ column }) => column));
  const added = [...chosen, ...levels, ...(name === undefined ? [] : [name])].flatMap(({ header }) =>
    known.has(header.column) ? [] : [header],
  );
  const columns = [...candidate.columns, ...added].sort((a, b) => a.column - b.column);
  const rows = candidateRows(candidate.block, columns, bound, headers, candidate.table);
  return { ...candidate, bound, levels: headers, parents, columns, rows };
}

interface Wish {
  readonly header: HeaderColumn;
  readonly field: string;
}

/** The columns of the names, by level: who names one for the first level says all of them. */
function namesOf({ bound, levels }: Candidate, wishes: readonly Wish[], wished: ReadonlySet<number>): BoundColumn[] {
  const guessed = wishes.some(({ field }) => field === 'name') ? undefined : bound.find(({ role }) => role === 'name');
  const ladder: (BoundColumn | undefined)[] = [];
  if (guessed !== undefined)
    for (const header of [guessed.header, ...levels])
      ladder.push(wished.has(header.column) ? undefined : { ...guessed, header });
  for (const { header, field } of wishes) {
    const level = NAME_FIELDS.indexOf(field);
    if (level >= 0) ladder[level] = { header, role: 'name', confidence: 1 };
  }
  return ladder.filter((name) => name !== undefined);
}

const byColumn = (a: BoundColumn, b: BoundColumn): number => a.header.column - b.header.column;
