import { diff3Merge } from 'node-diff3';
import type { FieldKey, FieldType, Value } from '../types.ts';
import { joinPeople, splitPeople } from '../value.ts';

/** Text longer than this is merged by words; shorter text is one thing. */
const LONG_TEXT = 60;
/** Beyond this many words or lines a comparison would cost too much: it stays a conflict. */
const MOST_PIECES = 3000;

/**
 * What both sides want together (rule M2, strategy `merge`), or undefined when they contradict each other:
 * people as a set, notes and long or many-lined text by diff3 over lines or words when it merges cleanly.
 */
export function combine(
  type: FieldType,
  field: FieldKey,
  base: Value,
  ours: Value,
  theirs: Value,
): string | null | undefined {
  if (type === 'people') return combinePeople(asText(base), asText(ours), asText(theirs));
  if (type !== 'text' || typeof base !== 'string' || typeof ours !== 'string' || typeof theirs !== 'string') {
    return undefined;
  }
  const sides = [base, ours, theirs];
  if (sides.some((text) => text.includes('\n'))) return combineText(base, ours, theirs, linesOf);
  if (field === 'notes' || sides.some((text) => text.length > LONG_TEXT)) {
    return combineText(base, ours, theirs, wordsOf);
  }
  return undefined;
}

function asText(value: Value): string {
  return typeof value === 'string' ? value : '';
}

/** In the order of ours: who is in both, or was added by either; who either removed is gone. */
function combinePeople(base: string, ours: string, theirs: string): string | null {
  const [was, here, there] = [new Set(splitPeople(base)), splitPeople(ours), splitPeople(theirs)];
  const named = new Set(there);
  const kept = here.filter((name) => named.has(name) || !was.has(name));
  const added = there.filter((name) => !was.has(name) && !kept.includes(name));
  return joinPeople([...kept, ...added]);
}

function combineText(
  base: string,
  ours: string,
  theirs: string,
  pieces: (text: string) => string[],
): string | undefined {
  const [was, here, there] = [pieces(base), pieces(ours), pieces(theirs)];
  if (was.length + here.length + there.length > MOST_PIECES) return undefined;
  let text = '';
  for (const region of diff3Merge(here, was, there, { excludeFalseConflicts: true })) {
    if (region.conflict) return undefined;
    text += (region.ok ?? []).join('');
  }
  return text;
}

/** Lines, each with its line break. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Words, each with the white space before it. */
function wordsOf(text: string): string[] {
  return text.match(/\s*\S+|\s+$/g) ?? [];
}
