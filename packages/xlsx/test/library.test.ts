/** The package as somebody else gets it: built, put into a folder outside of this repository, its README's examples run there. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildLibrary } from '../../../scripts/build-library.ts';
import { openWorkbook, readTable } from '../src/index.ts';
import { smallWorkbook } from './small-workbook.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const examples = fs.readdirSync(path.join(root, 'packages/xlsx/examples'));
let folder: string;

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'xlsx-library-'));
  const modules = path.join(folder, 'node_modules');
  const library = buildLibrary('packages/xlsx', path.join(modules, '@sprintforge/xlsx'));
  const { dependencies } = JSON.parse(fs.readFileSync(path.join(library, 'package.json'), 'utf8'));
  for (const name of Object.keys(dependencies)) {
    fs.mkdirSync(path.dirname(path.join(modules, name)), { recursive: true });
    fs.symlinkSync(path.join(root, 'node_modules', name), path.join(modules, name));
  }
  fs.writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}');
  fs.writeFileSync(path.join(folder, 'plan.xlsx'), await plan());
  for (const name of examples) fs.copyFileSync(path.join(library, 'examples', name), path.join(folder, name));
}, 60_000);
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

async function plan(): Promise<Uint8Array> {
  const workbook = openWorkbook(smallWorkbook());
  const rows = [
    ['Item', 'Owner'],
    ['Dig', 'Ann'],
    ['Pour', 'Bob'],
    ['Wait', 'Ann'],
    ['Build', 'Bob'],
  ];
  workbook.putSheet('List', {
    rows: rows.map((line) => line.map((value) => ({ value }))),
    table: { name: 'Work', range: 'A1:B5' },
  });
  workbook.removeSheet('Plan');
  return workbook.toBytes();
}

function run(example: string): string {
  const done = spawnSync(process.execPath, [example, 'plan.xlsx', 'out.xlsx'], { cwd: folder, encoding: 'utf8' });
  expect(done.stderr).toBe('');
  return done.stdout;
}
const items = () => readTable(openWorkbook(fs.readFileSync(path.join(folder, 'out.xlsx'))), 'Work').rows;

describe('@sprintforge/xlsx by itself', () => {
  test('read-table.ts', () => {
    expect(run('read-table.ts').split('\n')).toEqual([
      'Item | Owner',
      'Dig | Ann',
      'Pour | Bob',
      'Wait | Ann',
      'Build | Bob',
      '',
    ]);
  });
  test('change-cells.ts', () => {
    expect(run('change-cells.ts')).toMatch(/^\d+ of \d+ parts are byte for byte as they were\n/);
    expect(items()[0]).toEqual(['Dig', 'Find a good name']);
  });
  test('change-rows.ts', () => {
    run('change-rows.ts');
    expect(items()).toEqual([
      ['Dig', 'Ann'],
      ['Ask the harbour master', null],
      ['=1+1 is text here, not a formula', null],
      ['Wait', 'Ann'],
      ['Build', 'Bob'],
      ['Hand over the keys', null],
    ]);
  });
  test('keep-index.ts', () => {
    expect(run('keep-index.ts')).toMatch(/^\[ 'xl\/worksheets\/sheet\d+\.xml' \]\n$/);
    expect(items().slice(0, 2)).toEqual([
      ['Dig', 'Find a good name'],
      ['Pour', 'Paint it on the bow'],
    ]);
  });
  test('screen-upload.ts', () => expect(run('screen-upload.ts')).toBe('accept\n'));

  test('every example is run here, and the README shows it as it is', () => {
    expect(examples).toEqual([
      'change-cells.ts',
      'change-rows.ts',
      'keep-index.ts',
      'read-table.ts',
      'screen-upload.ts',
    ]);
    const readme = fs.readFileSync(path.join(root, 'packages/xlsx/README.md'), 'utf8');
    const shown = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = '']) => code);
    expect(shown.length).toBe(examples.length);
    for (const name of examples)
      expect(shown).toContain(fs.readFileSync(path.join(root, 'packages/xlsx/examples', name), 'utf8'));
  });

  test('its declarations serve a strict program', () => {
    const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
    const flags = [
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2023',
      '--types',
      'node',
      '--typeRoots',
    ];
    const done = spawnSync(process.execPath, [tsc, ...flags, path.join(root, 'node_modules/@types'), ...examples], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(done.stdout).toBe('');
  });
});
