import type { RetentionKind } from '@sprintforge/protocol';
import { expect, test } from 'vitest';
import { choicesFor, inWords } from '../src/pages/policies/periods.ts';
import { en } from '../src/text/en/index.ts';

test.each<[RetentionKind, number, number, number | null, number[]]>([
  ['recovery', 7, 90, null, [7, 14, 30, 60, 90]],
  ['recovery', 7, 90, 45, [7, 14, 30, 45, 60, 90]],
  ['deleted', 3, 20, null, [3, 7, 14, 20]],
  ['history', 1825, 0, null, [1825, 2190, 2555, 2920, 3650, 0]],
  ['audit', 3650, 4000, 0, [3650, 4000, 0]],
])('choices for %s from %i to %i, with %j said', (kind, least, most, said, expected) => {
  expect(choicesFor({ kind, least, most }, said)).toEqual(expected);
});

test.each<[RetentionKind, number, string]>([
  ['recovery', 0, '0 days'],
  ['history', 0, 'for ever'],
  ['copies', 1, '1 day'],
  ['audit', 365, '1 year'],
  ['audit', 730, '2 years'],
  ['audit', 400, '400 days'],
])('%s kept for %i days is kept %s', (kind, days, words) => {
  expect(inWords(en.retention, kind, days)).toBe(words);
});
