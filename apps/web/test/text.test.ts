import { PROBLEMS, ProblemError, problem } from '@sprintforge/protocol';
import { describe, expect, test } from 'vitest';
import { brakeText } from '../src/text/brake-text.ts';
import { de } from '../src/text/de/index.ts';
import { en } from '../src/text/en/index.ts';
import { explain } from '../src/text/explain.ts';
import { formatsFor } from '../src/text/formats.ts';
import { he } from '../src/text/he/index.ts';
import { pluralIn } from '../src/text/plural.ts';
import { valueText } from '../src/text/value-text.ts';

/** What the browser finds out by itself, and reasons inside of a refusal. */
const ours = new Set(['UNREACHABLE', 'UNEXPECTED', 'ENCRYPTED_WORKBOOK', 'PASSKEY_CANCELLED']);

describe('the message catalogues', () => {
  test.each([
    ['en', en],
    ['de', de],
    ['he', he],
  ])('%s explains problems that the server has', (_, { problems }) => {
    expect(Object.keys(problems.byCode).filter((code) => !ours.has(code) && !(code in PROBLEMS))).toEqual([]);
  });

  test.each([
    ['de', de],
    ['he', he],
  ])('%s says what English says, of things with names of their own', (_, other) => {
    expect(Object.keys(other.problems.byCode).sort()).toEqual(Object.keys(en.problems.byCode).sort());
    expect(Object.keys(other.audit.kinds)).toEqual(Object.keys(en.audit.kinds));
    expect(Object.keys(other.fields)).toEqual(Object.keys(en.fields));
    expect(Object.keys(other.history.sentence)).toEqual(Object.keys(en.history.sentence));
    expect(Object.keys(other.sync.asks)).toEqual(Object.keys(en.sync.asks));
  });

  test.each([
    ['en', 1, '1 row'],
    ['en', 1200, '1,200 rows'],
    ['de', 1200, '1.200 rows'],
    ['he', 2, 'two'],
  ])('%s counts %i as %s', (locale, count, text) => {
    expect(pluralIn(locale)(count, { one: '# row', two: 'two', other: '# rows' })).toBe(text);
  });
});

describe('a refused workbook is explained by what was found in it', () => {
  test.each<[string, string]>([
    ['ZIP_SIZE_LIE', en.problems.byKind.damaged],
    ['XML_MALFORMED', en.problems.byKind.damaged],
    ['ACTIVE_DDE', en.problems.byKind.active],
    ['EXT_HYPERLINK', en.problems.byKind.outside],
    ['FORMULA_FORBIDDEN', en.problems.byKind.outside],
    ['LIMIT', en.problems.byKind.tooMuch],
    ['ENCRYPTED_WORKBOOK', en.problems.byCode['ENCRYPTED_WORKBOOK']!],
    ['OF_TOMORROW', en.problems.byCode['WORKBOOK_REFUSED']!],
  ])('%s', (reason, text) => {
    expect(explain(en, new ProblemError(problem('WORKBOOK_REFUSED', 'said', { reason }))).text).toBe(text);
  });
});

describe('values for people', () => {
  const say = (value: unknown, type?: string) => valueText(en, formatsFor('en-GB'), value, type);
  test('somebody who was erased is named so in every language', () => {
    expect(valueText(de, formatsFor('de-DE'), '[erased], Ben', 'people')).toBe('[gelöscht], Ben');
  });

  test.each<[unknown, string | undefined, string]>([
    [null, 'text', 'empty'],
    [0.8, 'percent', '80%'],
    [0.155, 'percent', '15.5%'],
    ['2026-03-01', 'date', '1 Mar 2026'],
    ['soon', 'date', 'soon'],
    [12500.5, 'money', '12,500.5'],
    [true, 'boolean', 'yes'],
    [{ id: 'SF-1', fields: { name: 'Design' } }, undefined, 'Design'],
    [{ predecessor: 'SF-1', type: 'FS', lag: 2 }, undefined, 'SF-1 FS +2'],
  ])('%j of a %s is %s', (value, type, text) => {
    expect(say(value, type)).toBe(text);
  });
});

describe('what a brake would do', () => {
  const counted = { effect: '30 of 42 tasks are deleted', token: '', tasks: 30, of: 42 };
  test.each([
    ['is counted in German', de, { code: 'MANY_DELETED', ...counted }, '30 von 42 Aufgaben'],
    [
      'names the column',
      de,
      { code: 'COLUMN_EMPTIED', ...counted, field: 'notes' },
      `${de.fields['notes']}: 30 von 42 Aufgaben`,
    ],
    ['is counted of a plan that is replaced', en, { code: 'PLAN_REPLACED', ...counted }, '42 tasks become 30 others'],
    [
      'is as the server says it where nothing is counted',
      de,
      { code: 'META_MISSING', effect: 'revision 3', token: '' },
      'revision 3',
    ],
  ])('%s', (_, messages, brake, said) => {
    expect(brakeText(messages, brake)).toBe(said);
  });
});
