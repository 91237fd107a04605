import { parsePredecessors } from '../dependencies/parse-predecessors.ts';
import { normalCode } from '../values/outline-code.ts';
import { shownTexts } from '../values/shown-texts.ts';
import type { BoundColumn } from './bind-columns.ts';
import type { Candidate } from './candidates.ts';

const SURE = 0.6;
const SAMPLE = 3000;

/** Of several columns that could be the tasks' own number, the one that the predecessors refer to. */
export function betterNumber(candidate: Candidate, bound: readonly BoundColumn[]): readonly BoundColumn[] {
  const current = bound.find(({ role }) => role === 'number');
  const predecessors = bound.find(({ role }) => role === 'predecessors');
  if (current === undefined || predecessors === undefined) return bound;
  const taken = new Set(bound.map(({ header }) => header.column));
  const others = candidate.columns.filter(({ column, match }) => {
    return !taken.has(column) && match.roles.some(({ role, confidence }) => role === 'number' && confidence >= SURE);
  });
  if (others.length === 0) return bound;
  const references = referencesIn(candidate, predecessors.header.column);
  const known = (column: number) => resolved(candidate, column, references);
  const best = others.find(({ column }) => known(column) > known(current.header.column));
  return best === undefined
    ? bound
    : bound.map((column) => (column === current ? { ...column, header: best } : column));
}

/** Of the cells that hold something. */
function textsOf({ block, rows }: Candidate, column: number): string[] {
  return shownTexts(block.sheet, column, rows.slice(0, SAMPLE)).filter((text) => text !== '');
}

function referencesIn(candidate: Candidate, column: number): string[] {
  const texts = textsOf(candidate, column);
  return texts.flatMap((text) => parsePredecessors(text).map(({ reference }) => normalCode(reference)));
}

function resolved(candidate: Candidate, column: number, references: readonly string[]): number {
  const keys = new Set(textsOf(candidate, column).map(normalCode));
  return references.filter((reference) => keys.has(reference)).length;
}
