/** The plan as queries in M: text that Microsoft's own parser reads, and that is known again letter by letter. */
import { DefaultSettings, TaskUtils } from '@microsoft/powerquery-parser';
import { emptySnapshot, type FieldDefinition } from '@sprintforge/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOwnSection, queryFile, querySection } from '../src/index.ts';
import { planQueries, queryKinds } from '../src/queries/plan-queries.ts';
import { queryText } from '../src/queries/query-text.ts';

const token = `sff_${'a-Z_9'.repeat(8)}`;
const feed = { server: 'https://plans.example', project: '00000000-0000-4000-8000-000000000001', token };
const odd: readonly FieldDefinition[] = [
  ...emptySnapshot().fields,
  { key: 'cf_1', label: 'Says "so" #(lf) #(0041) #', type: 'text' },
  { key: 'cf_2', label: 'two\nlines\u2028', type: 'choice' },
  { key: 'cf_3', label: 'NAME', type: 'boolean' },
  { key: 'cf_4', label: 'Name', type: 'date' },
  { key: 'cf_5', label: 'LastSync', type: 'percent' },
  { key: 'cf_6', label: ' ', type: 'people' },
];

/** '' when Microsoft's parser reads it. */
async function fault(text: string): Promise<string> {
  const task = await TaskUtils.tryLexParse(DefaultSettings, text);
  return TaskUtils.isError(task) ? task.error.message : '';
}

describe('the parser of Microsoft reads', () => {
  test.each(queryKinds)('the query for %s', async (kind) => {
    const { columns } = planQueries(odd).find((query) => query.kind === kind)!;
    expect(await fault(queryText({ kind, columns }, feed))).toBe('');
    expect(await fault(queryText({ kind, columns }, { ...feed, token: null }))).toBe('');
  });

  test('the section of all of them, and each block of the file for pasting', async () => {
    expect(await fault(querySection(odd, feed).section)).toBe('');
    const blocks = queryFile(odd, feed.server).split(/^\/\/ ---- .* ----$/m);
    expect(blocks).toHaveLength(1 + queryKinds.length);
    for (const block of blocks.slice(1)) expect(await fault(block)).toBe('');
    expect(blocks[1]).toContain('[Name = "ApiToken"]');
    expect(queryFile(odd, feed.server)).not.toContain('sff_');
  });

  test('and not a text that is broken', async () => {
    expect(await fault(queryText(planQueries(odd)[0]!, feed).replace('in\n    Result', 'Result'))).not.toBe('');
  });
});

test('headers differ from each other, without case, and none is empty', () => {
  for (const { columns } of querySection(odd, feed).sheets) {
    expect(new Set(columns.map((header) => header.toLowerCase())).size).toBe(columns.length);
    expect(columns.every((header) => header.trim() !== '')).toBe(true);
    expect(columns.at(-1)).toBe('LastSync');
  }
});

describe('a section is known again', () => {
  const { section } = querySection(odd, feed);
  test.each<[string, string, boolean]>([
    ['as it was made', section, true],
    ['with other line ends', section.replaceAll('\r\n', '\n'), true],
    ['with a byte order mark and blanks around it', `\ufeff${section}\r\n`, true],
    ['with another feed token', section.replaceAll(token, `sff_${'b'.repeat(43)}`), true],
    ['of a project with other fields', querySection(emptySnapshot().fields, feed).section, true],
    ['of another server', querySection(odd, { ...feed, server: 'https://evil.example' }).section, false],
    ['of another project', querySection(odd, { ...feed, project: 'other' }).section, false],
    ['with two tokens', section.replace(token, `sff_${'b'.repeat(43)}`), false],
    ['with a token that is none of ours', section.replaceAll(token, 'x" & Text.From(1) & "'), false],
    ['with one query more', `${section}shared More = 1;\r\n`, false],
    ['without its last query', section.slice(0, section.lastIndexOf('shared ')), false],
    [
      'with another address in one of them',
      section.replace('Web.Contents(Server', 'Web.Contents("https://evil"'),
      false,
    ],
    [
      'with code in the list of columns',
      section.replace('"Task ID", type text', '"Task ID", Web.Contents("x")'),
      false,
    ],
    ['with an escape that says the same', section.replace('"Task ID"', '"Task#(0020)ID"'), false],
    ['with a comment', section.replace('in\r\n    Result', '// x\r\nin\r\n    Result'), false],
  ])('%s: %#', (_, text, own) => {
    expect(isOwnSection(text, feed)).toBe(own);
  });

  test('whatever the fields are called', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 12 }), { maxLength: 4 }), (labels) => {
        const fields = labels.map((label, at) => ({ key: `cf_${at}`, label, type: 'text' as const }));
        expect(isOwnSection(querySection(fields, feed).section, feed)).toBe(true);
      }),
      { seed: 7, numRuns: 200 },
    );
  });
});
