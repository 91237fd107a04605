import fs from 'node:fs';
import path from 'node:path';
import { PROBLEMS, ProblemError, problem } from '@sprintforge/protocol';
import { describe, expect, test } from 'vitest';
import { brakeText } from '../src/text/brake-text.ts';
import { de } from '../src/text/de/index.ts';
import { en } from '../src/text/en/index.ts';
import { explain } from '../src/text/explain.ts';
import { formatsFor } from '../src/text/formats.ts';
import { he } from '../src/text/he/index.ts';
import { pluralIn } from '../src/text/plural.ts';
import { noticeText, repairText } from '../src/text/server-text.ts';
import { valueText } from '../src/text/value-text.ts';

/** How a plan stands with its cloud, and why a workbook is refused. */
const cloud = ['CLOUD_UNREACHABLE', 'CLOUD_NOT_EMPTY', 'CLOUD_DIFFERS'];
const reasons = ['ENCRYPTED_WORKBOOK', 'TOO_MANY_TASKS', 'BAD_MAPPING', 'HANDOUT_FAILED'];
/** What the browser finds out by itself, and what stands beside the problem codes. */
const ours = new Set(['UNREACHABLE', 'UNEXPECTED', 'PASSKEY_CANCELLED', ...reasons, ...cloud]);

describe('the message catalogues', () => {
  test.each([
    ['en', en],
    ['de', de],
    ['he', he],
  ])('%s explains problems that the server has', (_, { problems }) => {
    expect(Object.keys(problems.byCode).filter((code) => !ours.has(code) && !(code in PROBLEMS))).toEqual([]);
    expect(Object.keys(PROBLEMS).filter((code) => !(code in problems.byCode))).toEqual([]);
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
    [
      'names the likeliest origin in German',
      de,
      {
        ...{ code: 'META_MISSING', effect: 'revision 1200', token: '' },
        facts: { revision: 1200, alike: 8, rows: 9 },
      },
      'Am ähnlichsten ist sie Revision 1.200: 8 von 9 Zeilen sind wie dort. Damit würde sie verglichen.',
    ],
  ])('%s', (_, messages, brake, said) => {
    expect(brakeText(messages, formatsFor('de-DE'), brake)).toBe(said);
  });
});

describe('what the server says', () => {
  const format = formatsFor('de-DE');
  const early = {
    code: 'FINISH_BEFORE_START',
    message: 'Finishes …',
    facts: { start: '2026-03-04', finish: '2026-03-01' },
  };
  const shift = { how: 'up', rows: 1200, field: 'c_phone', header: 'Phone' } as const;
  const repair = { id: 'r', code: 'COLUMN_SHIFTED', what: 'in English', way: 'repair', rows: 1200 } as const;
  const label = (field: string) => de.fields[field] ?? field;

  test.each([
    ['in German, with its days', de, early, 'Endet am 01.03.2026, vor ihrem Beginn am 04.03.2026.'],
    ['in its own words to who reads English', en, early, 'Finishes …'],
    ['in its own words where a fact is missing', de, { ...early, facts: { start: '2026-03-04' } }, 'Finishes …'],
    ['in its own words of a code of tomorrow', de, { code: 'OF_TOMORROW', message: 'New' }, 'New'],
    [
      'and what is done about it',
      de,
      { code: 'MACRO_STRIPPED', message: '', facts: { severity: 'strip' } },
      'Makros: wird entfernt',
    ],
    [
      'and what refuses it',
      de,
      { code: 'ACTIVE_XLM', message: '', facts: { severity: 'refuse' } },
      'Blätter mit Excel-4.0-Makros.',
    ],
    [
      'of people, the one or the other',
      de,
      { code: 'OTHERS_EDITING', message: '', facts: { editing: 'Ben', holding: '' } },
      'Gerade bei der Arbeit: Ben',
    ],
  ])('notices: %s', (_, messages, notice, text) => {
    expect(noticeText(messages, format, notice)).toBe(text);
  });

  test.each([
    [
      'by the header',
      de,
      { ...repair, columns: [shift] },
      '„Phone“ ist um eine Zeile nach oben gerückt (1.200 Zeilen). Die Werte in ihre Zeilen zurückrücken.',
    ],
    [
      'rows by their fields',
      de,
      { ...repair, code: 'ROWS_SHIFTED', way: 'keep' as const, columns: [{ field: 'start', rows: 3 }], rows: 3 },
      'In 3 Zeilen passt nicht mehr zum Rest der Zeile: Beginn (wurde nur ein Teil sortiert?). Die Zeilen genau so lassen, wie sie stehen.',
    ],
    [
      'in its own words, as kept from before',
      de,
      { id: 'r', code: 'COLUMN_SHIFTED', what: 'in English' },
      'in English',
    ],
  ])('repairs: %s', (_, messages, offer, text) => {
    expect(repairText(messages, format, offer, label)).toBe(text);
  });
});

/** The reference of all codes, by its headings. */
const page = fs.readFileSync(path.resolve(import.meta.dirname, '../../../docs/errors.md'), 'utf8');
const codesUnder = (heading: string): string[] => {
  const part = page.split(/^## /m).find((one) => one.startsWith(`${heading}\n`)) ?? '';
  return [...part.matchAll(/^\| `([A-Z0-9_]+)` \|/gm)].map(([, code]) => code!);
};

describe.each([
  ['de', de],
  ['he', he],
])('%s says every code of docs/errors.md that a person meets', (_, t) => {
  const said = t.said!;
  const notices = [...Object.keys(said.notices), 'CYCLE', 'TYPE_LOST', 'OTHERS_EDITING'];
  const cells = [...Object.keys(t.sync.expectedOf), ...Object.keys(t.plan.refusedBecause)];
  const asked = [...Object.keys(t.sync.asks), 'ERASE_PERSON', 'ARCHIVE_FIELD', 'SHORTEN_RETENTION'];
  const screened = [...Object.keys(said.content), ...Object.keys(said.faults), 'ENCRYPTED_WORKBOOK'];
  /** Said by the type of the field; only to programs; only on a sheet of the workbook; of a fault of ours; as a problem. */
  const elsewhere = {
    byType: ['BAD_BOOLEAN', 'BAD_DATE', 'BAD_DURATION', 'BAD_NUMBER', 'BAD_PERCENT', 'BAD_VALUE', 'VALUE_ERROR'],
    toPrograms: ['DUPLICATE_ROW', 'BAD_ARGUMENT'],
    onSheets: ['UPLOAD_WAITS', 'ROW_SKIPPED'],
    ofOurs: ['BAD_CANONICAL', 'BAD_RANK', 'PRECONDITION'],
    asProblem: reasons,
  };
  test.each([
    ['What asks for a confirmation', asked],
    ['The security screen', screened],
    ['The file itself', screened],
    ['Cells and rows', [...notices, ...cells, ...Object.keys(said.repairs.ways)]],
    ['A plan and its cloud', Object.keys(t.problems.byCode)],
    ['The plan', notices],
  ])('%s', (heading, known) => {
    const codes = codesUnder(heading);
    expect(codes.length).toBeGreaterThan(2);
    const whole = new Set([...known, ...Object.values(elsewhere).flat()]);
    expect(codes.filter((code) => !whole.has(code))).toEqual([]);
  });

  test('and none that is none', () => {
    const all = new Set([...page.matchAll(/^\| `([A-Z0-9_]+)` \|/gm)].map(([, code]) => code));
    const own = [...Object.keys(said.notices), ...Object.keys(said.content), ...Object.keys(said.faults)];
    expect([...own, ...Object.keys(said.repairs.ways)].filter((code) => !all.has(code))).toEqual([]);
  });
});
