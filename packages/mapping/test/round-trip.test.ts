import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { corpus, repositoryRoot, sample } from '../../../test/support/corpora.ts';
import { type Action, hasLibreOffice, LibreOffice } from '../../../test/support/libreoffice.ts';
import { hasOpenpyxl } from '../../../test/support/openpyxl.ts';
import { PYTHON } from '../../../test/support/services.ts';
import { type Copy, firstCopy, upload } from './copy-fixture.ts';
import { editsOf, LINES, type Line, snapshotOf } from './plan-fixture.ts';
import { templateCopy } from './template-fixture.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'round-trip-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const TASKS = LINES.map(([id, ...rest]): Line => [`SF-0000-000${id}`, ...rest]);
const EDGES = [
  { predecessor: TASKS[0]![0], successor: TASKS[1]![0], type: 'FS', lag: 0 },
  { predecessor: TASKS[1]![0], successor: TASKS[3]![0], type: 'SS', lag: 2 },
] as const;
const demo = { file: 'demo-plan.xlsx', path: path.join(repositoryRoot, 'fixtures/demo-plan.xlsx') };
const files = [demo, ...sample(corpus('plans'), 8)];

function editsAfter(copy: Copy, file: string): readonly string[] {
  const { theirs, repairs, refused, notices } = upload(
    fs.readFileSync(file),
    copy.snapshot,
    copy.shadow,
    copy.application,
  );
  const edges =
    theirs.dependencies === null
      ? []
      : [...theirs.dependencies.keys()].filter((key) => !copy.snapshot.dependencies.has(key));
  const codes = [...repairs, ...refused, ...notices].map(({ code }) => code);
  return [...editsOf(theirs, copy.snapshot).filter((edit) => !edit.includes('~')), ...edges, ...codes];
}

const write = (copy: Copy, name: string): string => {
  const file = path.join(folder, name);
  fs.writeFileSync(file, copy.bytes);
  return file;
};

describe.skipIf(!hasLibreOffice())('a copy saved by LibreOffice', () => {
  let office: LibreOffice;
  beforeAll(async () => {
    office = await LibreOffice.start();
  });
  afterAll(() => office.stop());

  const plan = snapshotOf(TASKS, EDGES);
  test.each<[string, readonly Action[], readonly string[]]>([
    ['as it is', [], []],
    ['C1 with a column inserted', [{ op: 'insertColumns', sheet: 'Tasks', at: 3, count: 1 }], []],
    ['C1 with a header renamed', [{ op: 'set', sheet: 'Tasks', cell: 'C1', value: 'Beginn' }], []],
    ['C1 with rows inserted above', [{ op: 'insertRows', sheet: 'Tasks', at: 1, count: 2 }], []],
    ['C3 without a column', [{ op: 'deleteColumns', sheet: 'Tasks', at: 6, count: 1 }], ['COLUMN_MISSING']],
    ['ID8 sorted by name', [{ op: 'sort', sheet: 'Tasks', range: 'A2:L7', column: 1 }], []],
    [
      'V5 with an edited cell',
      [{ op: 'set', sheet: 'Tasks', cell: 'F3', value: 'Late' }],
      ['SF-0000-000B.status=Late'],
    ],
    ['ID7 with a row deleted', [{ op: 'deleteRows', sheet: 'Tasks', at: 4, count: 1 }], ['-SF-0000-000C']],
    [
      'ID2 with a row typed below',
      [{ op: 'set', sheet: 'Tasks', cell: 'B8', value: 'Party' }],
      ['+SF-0005-0001 Party'],
    ],
  ])('template %s', async (name, actions, edits) => {
    const copy = await templateCopy(plan);
    const out = path.join(folder, 'saved.xlsx');
    await office.edit(write(copy, `${name.slice(0, 2)}.xlsx`), out, actions);
    expect(editsAfter(copy, out)).toEqual(edits);
  });

  test.each(files)('no phantom edit in $file', async ({ path: file }) => {
    const copy = await firstCopy(file);
    if (copy === undefined) return;
    const out = path.join(folder, 'saved.xlsx');
    await office.resave(write(copy, 'plan.xlsx'), out);
    expect(editsAfter(copy, out)).toEqual([]);
  });

  test.each([demo, ...sample(corpus('plans'), 3)])(
    'C1 no phantom edit in $file with a column inserted',
    async ({ path: file }) => {
      const copy = await firstCopy(file);
      if (copy === undefined) return;
      const out = path.join(folder, 'saved.xlsx');
      const at = copy.mapping.columns.at(-1)!.column;
      await office.edit(write(copy, 'plan.xlsx'), out, [
        { op: 'insertColumns', sheet: copy.mapping.sheet, at, count: 1 },
      ]);
      expect(editsAfter(copy, out)).toEqual([]);
    },
  );
});

describe.skipIf(!hasOpenpyxl())('a copy saved by openpyxl', () => {
  test.each(files)('no phantom edit in $file', async ({ path: file }) => {
    const copy = await firstCopy(file);
    if (copy === undefined) return;
    const from = write(copy, 'plan.xlsx');
    const out = path.join(folder, 'saved.xlsx');
    const script = 'import sys, openpyxl; openpyxl.load_workbook(sys.argv[1]).save(sys.argv[2])';
    execFileSync(PYTHON, ['-W', 'ignore', '-c', script, from, out]);
    expect(editsAfter(copy, out)).toEqual([]);
  });
});
