import { withTasks } from '@sprintforge/core';
import { openWorkbook } from '@sprintforge/xlsx';
import { describe, expect, test } from 'vitest';
import type { HandOut } from '../src/api.ts';
import { acceptedLanguage, allCatalogues, catalogueOf } from '../src/layout/catalogue.ts';
import { readMetadata, rebind } from '../src/metadata.ts';
import { readPlan } from '../src/read.ts';
import { readChoices } from '../src/sync-sheet.ts';
import { writePlan } from '../src/write.ts';
import { handOut } from './copy-fixture.ts';
import { LINES, type Line, snapshotOf } from './plan-fixture.ts';
import { templateCopy } from './template-fixture.ts';

const id = 'SF-0000-000B';
const plan = snapshotOf(LINES.map(([letter, ...rest]): Line => [`SF-0000-000${letter}`, ...rest]));
const sides = { mine: '80%', server: '70%', base: '50%' };
const said: Partial<HandOut> = {
  conflicts: [{ id: 'c-1', taskId: id, taskName: 'Design', field: 'Progress', seen: 's-1', ...sides }],
  warnings: [{ code: 'CYCLE', taskId: id, message: 'It depends on itself.' }],
  status: new Map([[id, { status: 'changed', changedBy: 'Ann', changedAt: '2026-05-04T10:00:00.000Z', fields: [] }]]),
};
const copyIn = (locale: string) => templateCopy(plan, { ...said, locale });
const textsOf = (bytes: Uint8Array, sheet: string) => {
  const read = openWorkbook(bytes).sheet(sheet)!;
  return [...read.rows()].flatMap((row) => read.row(row).map(({ value }) => value));
};

describe('R4 the texts of a copy in its language', () => {
  test.each<[string, string[], string[]]>([
    ['en', ['Sync Status', 'Changed By', 'Changed'], ['Conflicts', 'Custom value', 'Warnings', 'Design']],
    ['de-AT', ['Sync-Status', 'Geändert von', 'Geändert'], ['Konflikte', 'Eigener Wert', 'Hinweise', 'Design']],
    ['xx', ['Sync Status', 'Changed By', 'Changed'], ['Conflicts', 'Custom value', 'Warnings', 'Design']],
  ])('%s', async (locale, tasks, sync) => {
    const { bytes } = await copyIn(locale);
    expect(textsOf(bytes, 'Tasks')).toEqual(expect.arrayContaining(tasks));
    expect(textsOf(bytes, 'Sync')).toEqual(expect.arrayContaining(sync));
  });

  test.each([
    ['en', 'Mine', 'theirs'],
    ['en', 'server', 'ours'],
    ['de', 'Meins', 'theirs'],
    ['de', 'Basis', 'base'],
    ['de', 'Eigener Wert', 'custom'],
    ['de', 'Mine', 'theirs'],
  ])('a choice made in a copy in %s: %s', async (locale, word, choice) => {
    const workbook = openWorkbook((await copyIn(locale)).bytes);
    const sheet = workbook.sheet('Sync')!;
    const header = [...sheet.rows()].find((row) => sheet.cell(row, 9)?.value === catalogueOf(locale).sync.conflict)!;
    workbook.setCells('Sync', [
      { row: header + 1, column: 7, value: word },
      { row: header + 1, column: 8, value: '75%' },
    ]);
    const [read] = readChoices(openWorkbook(await workbook.toBytes()));
    expect(read).toMatchObject({
      conflictId: 'c-1',
      choice,
      seen: 's-1',
      ...(choice === 'custom' ? { value: '75%' } : {}),
    });
  });

  test('another language finds its own columns again', async () => {
    const workbook = openWorkbook((await copyIn('de')).bytes);
    for (const { name } of workbook.definedNames) if (/^_sf_/.test(name)) workbook.setDefinedName(name, null);
    const state = readMetadata(workbook);
    if (state.state !== 'signed') throw new Error(state.state);
    const { mapping, resources } = rebind(workbook, state.metadata);
    const read = readPlan(workbook, mapping, resources);
    const target = withTasks(plan, []);
    const out = handOut(mapping, { ...said, locale: 'en' }, resources);
    const again = await writePlan(
      workbook,
      read,
      read.rows.map((row) => row.id),
      target,
      out,
    );
    const headers = openWorkbook(again.bytes)
      .sheet('Tasks')!
      .row(mapping.headerRow)
      .map(({ value }) => value);
    expect(headers.filter((text) => text === 'Sync Status' || text === 'Sync-Status')).toEqual(['Sync Status']);
  });

  test('no word of a drop-down holds the comma that separates them', () => {
    for (const { choices } of allCatalogues) expect(Object.values(choices).join()).not.toMatch(/,.*,.*,.*,/);
  });
});

test.each([
  ['de', 'de'],
  ['de-AT,de;q=0.9,en;q=0.5', 'de'],
  ['fr, en;q=0.5, de;q=0.8', 'de'],
  ['fr', undefined],
  ['*', undefined],
  ['de;q=0, en', 'en'],
  ['constructor', undefined],
  ['', undefined],
])('the language of Accept-Language: %s', (list, language) => {
  expect(acceptedLanguage(list)).toBe(language);
});
