import { describe, expect, it } from 'vitest';
import { typedChoice } from '../src/commands/resolve.ts';
import { parseInterval } from '../src/commands/watch.ts';
import { parseRevision } from '../src/revision.ts';

describe('a value typed for a field', () => {
  it.each([
    ['7', 'duration', 7],
    ['7', 'text', '7'],
    ['007', 'text', '007'],
    ['30%', 'percent', 0.3],
    ['0.3', 'percent', 0.3],
    ['true', 'boolean', true],
    ['2026-03-01', 'date', '2026-03-01'],
    ['soon', 'number', 'soon'],
    ['', 'text', null],
  ] as const)('%j in a %s field', (text, type, value) => {
    expect(typedChoice(text, type)).toBe(value);
  });
});

describe('numbers and intervals on the command line', () => {
  it.each([
    ['3', 3],
    ['r12', 12],
  ])('revision %s', (text, revision) => expect(parseRevision(text)).toBe(revision));
  it.each(['', 'x', '-1', '1.5'])('no revision: %j', (text) =>
    expect(() => parseRevision(text)).toThrow(/not a revision/),
  );
  it.each([
    ['90s', 90_000],
    ['15m', 900_000],
    ['1h', 3_600_000],
  ])('%s', (text, ms) => expect(parseInterval(text)).toBe(ms));
  it.each(['15', '0m', '1d'])('no interval: %j', (text) =>
    expect(() => parseInterval(text)).toThrow(/not an interval/),
  );
});
