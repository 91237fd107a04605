import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { allCases, type Case, header, line, mergedLine, type State } from './truth-table.ts';

const golden = fs
  .readFileSync(path.join(import.meta.dirname, 'golden', 'truth-table.tsv'), 'utf8')
  .trimEnd()
  .split('\n');

test('M1 M2 M5 ID7 C3 the truth table is complete: 5 states of 3 sides under 4 strategies', () => {
  expect(golden[0]).toBe(header);
  expect(golden.length).toBe(1 + 5 ** 3 * 4);
});

test('M1 M2 M5 ID7 C3 merge, golden file and an oracle written from the rules say the same of every case', () => {
  const cases = allCases();
  expect(cases.map(mergedLine)).toEqual(golden.slice(1));
  expect(cases.map(oracleLine)).toEqual(golden.slice(1));
});

/** The rules, one `if` each; knows nothing of how merge works. */
function oracleLine(one: Case): string {
  const { strategy, base, ours, theirs } = one;
  const [b, o, t] = [seen(base), seen(ours), seen(theirs)];
  const wins = strategy === 'client' ? 'theirs' : 'ours';
  const clash = (what: string, reason: string, before: string[] = []) => {
    const kept = wins === 'theirs' ? t : o;
    return line(one, kept, [...before, `${what} conflict ${reason} ${wins}`]);
  };

  if (t === 'gone') {
    if (b === 'gone') return line(one, o, []); // nobody's edit
    if (o === 'gone') return line(one, 'gone', ['delete task same']); // both deleted
    if (o === b) return line(one, 'gone', ['delete task applied']);
    return clash('delete task', 'delete-edit'); // M5
  }
  const edited = theirs !== 'absent' && t !== b; // C3
  if (b === 'gone') {
    if (o === 'gone') return line(one, t, ['add task applied']);
    const both = ['add task same'];
    if (t === 'null' || t === o) return line(one, o, both);
    if (o === 'null') return line(one, t, [...both, 'set name applied']);
    return clash('set name', 'divergent', both);
  }
  if (o === 'gone') return edited ? clash('set task', 'edit-delete') : line(one, 'gone', []); // M5, ID7
  if (!edited) return line(one, o, []); // M1, in the order of its sentences
  if (o === b) return line(one, t, ['set name applied']);
  if (o === t) return line(one, o, ['set name same']);
  return clash('set name', 'divergent');
}

/** In a plan a missing field is an empty one. */
function seen(state: State): string {
  return state === 'absent' ? 'null' : state;
}
