/** The commands that need no server, as processes, on the plan that LibreOffice saved. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sprintforge } from '../../../test/support/command-line.ts';
import { repositoryRoot } from '../../../test/support/corpora.ts';
import { differingCells, hasOpenpyxl, readWorkbook } from '../../../test/support/openpyxl.ts';
import { diffPackages } from '../../../test/support/package-diff.ts';

const plan = path.join(repositoryRoot, 'fixtures/demo-plan.xlsx');
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-offline-'));
afterAll(() => fs.rmSync(dir, { recursive: true }));
const place = (name: string) => path.join(dir, name);

async function edited(name: string, ...args: readonly string[]): Promise<string> {
  const ran = await sprintforge(['edit', plan, '-o', place(name), ...args]);
  expect(ran.exit, ran.stderr).toBe(0);
  return place(name);
}

describe('inspect', () => {
  it('finds the task table below a title, and its fields', async () => {
    const ran = await sprintforge(['inspect', plan, '--json']);
    expect(ran.exit).toBe(0);
    const found = ran.json<{ table: { columns: { column: string; field: string | null }[] } }>();
    expect(found).toMatchObject({
      sheets: [{ name: 'Plan', state: 'visible' }, { name: 'Overview' }],
      table: { sheet: 'Plan', headerRow: 4, firstRow: 5, lastRow: 46 },
      tasks: 42,
    });
    const fields = Object.fromEntries(found.table.columns.map((one) => [one.column, one.field]));
    expect(fields).toMatchObject({
      C: 'name',
      D: 'assignee',
      E: 'start',
      F: 'duration',
      G: 'finish',
      H: 'predecessors',
      I: 'status',
      J: 'percent',
      K: 'priority',
      L: 'cost',
      M: 'notes',
    });
    expect(found).not.toHaveProperty('copy');
  });
});

describe('check', () => {
  it('accepts the plan', async () => {
    const ran = await sprintforge(['check', plan, '--json']);
    expect(ran).toMatchObject({ exit: 0 });
    expect(ran.json()).toEqual({ verdict: 'accept', findings: [] });
  });
  it('refuses what is no workbook', async () => {
    fs.writeFileSync(place('text.xlsx'), 'hello');
    const ran = await sprintforge(['check', place('text.xlsx'), '--json']);
    expect(ran.exit).toBe(2);
    expect(ran.json()).toMatchObject({ verdict: 'refuse', findings: [{ code: 'NOT_XLSX', severity: 'refuse' }] });
  });
});

describe.skipIf(!hasOpenpyxl())('edit', () => {
  const before = readWorkbook(plan);

  it.each([
    ['--set', 'Plan!F6=7', 'Plan!F6', 7],
    ['--set', 'Plan!E6=2026-10-01', 'Plan!E6', '2026-10-01T00:00:00'],
    ['--set', "'Plan'!M6=2026-10-01", 'Plan!M6', '2026-10-01'],
    ['--set', 'Plan!J9=35%', 'Plan!J9', 0.35],
    ['--set', 'Plan!M6=TRUE', 'Plan!M6', true],
    ['--set', 'Plan!M6=007', 'Plan!M6', '007'],
    ['--set', 'Plan!M6=Zoë & <Max>', 'Plan!M6', 'Zoë & <Max>'],
    ['--set-text', 'Plan!M6=12', 'Plan!M6', '12'],
    ['--clear', 'Plan!M6', 'Plan!M6', undefined],
  ])('%s %s', async (option, argument, cell, value) => {
    const out = await edited('one.xlsx', option, argument);
    const found = differingCells(before, readWorkbook(out));
    expect(found.map((one) => [one.cell, one.after?.value])).toEqual([[cell, value]]);
    expect(diffPackages(plan, out)).toMatchObject({ added: [], removed: [], changed: ['xl/worksheets/sheet1.xml'] });
  });

  it('applies operations in the order given', async () => {
    const out = await edited(
      'order.xlsx',
      '--set-text',
      'Plan!C6=first',
      '--insert-rows',
      'Plan!6:2',
      '--set-text',
      'Plan!C6=second',
      '--delete-rows',
      'Plan!9:1',
    );
    const cells = readWorkbook(out)[0]!.cells;
    expect([6, 7, 8, 9].map((row) => cells[`C${row}`]?.value)).toEqual([
      'second',
      undefined,
      'first',
      'Agree the budget',
    ]);
    expect(cells.O9?.formula).toBe('=L9-N9');
  });

  it.each([
    [['edit', plan, '--set', 'Plan!F6=7'], 'BAD_ARGUMENT', /-o OUT/],
    [['edit', plan, '-o', place('x.xlsx'), '--set', 'Nope!A1=1'], 'BAD_ARGUMENT', /Plan, Overview/],
    [['edit', plan, '-o', place('x.xlsx'), '--set', 'F6=7'], 'BAD_ARGUMENT', /does not name a sheet/],
    [['edit', place('none.xlsx'), '-o', place('x.xlsx'), '--set', 'Plan!F6=7'], 'FILE_NOT_FOUND', /no file/],
    [['frobnicate'], 'BAD_ARGUMENT', /unknown command/],
    [['inspect'], 'BAD_ARGUMENT', /missing required argument/],
    [['projects'], 'NOT_LOGGED_IN', /sprintforge login/],
  ])('says in JSON what is wrong: %j', async (args, code, message) => {
    const ran = await sprintforge([...args, '--json']);
    expect(ran.exit).toBe(code === 'NOT_LOGGED_IN' ? 3 : 2);
    const { error } = ran.json<{ error: { code: string; message: string; where: object } }>();
    expect(error).toMatchObject({ code, where: expect.any(Object) });
    expect(error.message).toMatch(message);
    expect(fs.existsSync(place('x.xlsx'))).toBe(false);
  });
});

describe('diff', () => {
  it('names task, field and cell; an inserted row is an added task', async () => {
    const newer = await edited(
      'newer.xlsx',
      '--set',
      'Plan!F6=7',
      '--insert-rows',
      'Plan!10:1',
      '--set-text',
      'Plan!C10=Count the chairs',
    );
    const ran = await sprintforge(['diff', plan, newer, '--json']);
    expect(ran.exit).toBe(0);
    expect(ran.json()).toMatchObject({
      added: [{ name: 'Count the chairs', cell: 'C10' }],
      changed: [{ field: 'duration', before: 5, after: 7, cell: 'F6' }],
      removed: [],
    });
  });
  it('finds nothing between a file and itself', async () => {
    const ran = await sprintforge(['diff', plan, plan, '--json']);
    expect(ran.json()).toMatchObject({ added: [], changed: [], removed: [] });
  });
  it('prints one plan as text for git', async () => {
    const ran = await sprintforge(['diff', plan]);
    expect(ran.stdout).toContain('Collect what every team needs\n');
    expect(ran.stdout).toContain('    start: 2026-09-07\n');
  });
});

describe.skipIf(!hasOpenpyxl())('merge', () => {
  it.each([
    ['server', 8, 1],
    ['client', 9, 1],
  ])('M2: under %s the conflict stands at %i', async (strategy, standing, exit) => {
    const ours = await edited('ours.xlsx', '--set', 'Plan!F6=8', '--set-text', 'Plan!D8=Priya Nair');
    const theirs = await edited('theirs.xlsx', '--set', 'Plan!F6=9', '--set', 'Plan!L9=20000');
    const ran = await sprintforge([
      'merge',
      plan,
      ours,
      theirs,
      '-o',
      place('out.xlsx'),
      '--strategy',
      strategy,
      '--json',
    ]);
    expect(ran.exit, ran.stdout).toBe(exit);
    expect(ran.json()).toMatchObject({
      same: 0,
      conflicts: [{ field: 'duration', base: 5, ours: 8, theirs: 9 }],
      refused: [],
    });
    const cells = readWorkbook(place('out.xlsx'))[0]!.cells;
    expect([cells.F6?.value, cells.D8?.value, cells.L9?.value]).toEqual([standing, 'Priya Nair', 20_000]);
    expect(cells.O9?.formula).toBe('=L9-N9');
  });

  it('M2: manual writes nothing while there is a conflict', async () => {
    const ours = await edited('ours.xlsx', '--set', 'Plan!F6=8');
    const theirs = await edited('theirs.xlsx', '--set', 'Plan!F6=9');
    const ran = await sprintforge([
      'merge',
      plan,
      ours,
      theirs,
      '-o',
      place('none.xlsx'),
      '--strategy',
      'manual',
      '--json',
    ]);
    expect(ran.exit).toBe(1);
    expect(fs.existsSync(place('none.xlsx'))).toBe(false);
  });

  it('without conflict ends with 0', async () => {
    const ours = await edited('ours.xlsx', '--set', 'Plan!F6=8');
    const ran = await sprintforge(['merge', plan, ours, plan, '-o', place('clean.xlsx'), '--json']);
    expect(ran).toMatchObject({ exit: 0 });
    expect(readWorkbook(place('clean.xlsx'))[0]!.cells.F6?.value).toBe(8);
  });
});

it('an error names the file among several that cannot be read', async () => {
  fs.writeFileSync(place('broken.xlsx'), 'hello');
  const ran = await sprintforge(['diff', plan, place('broken.xlsx'), '--json']);
  expect(ran.exit).toBe(2);
  expect(ran.json()).toMatchObject({ error: { code: 'NOT_XLSX', where: { file: place('broken.xlsx') } } });
});

describe('git', () => {
  it('gets the same text for the same plan, without IDs that the workbook does not have', async () => {
    const [once, again] = [await sprintforge(['diff', plan]), await sprintforge(['diff', plan])];
    expect(once.exit, once.stderr).toBe(0);
    expect(again.stdout).toBe(once.stdout);
    expect(once.stdout).not.toMatch(/SF-\w{4}-\w{4}/);
    expect(once.stdout).toMatch(/^ {4}predecessor: .+ FS/m);
  });
  it('V9: merges without a finding when a reference that nobody edited never resolved', async () => {
    const base = await edited('unresolved.xlsx', '--set-text', 'Plan!H8=no such task');
    const theirs = place('unresolved-theirs.xlsx');
    await sprintforge(['edit', base, '-o', theirs, '--set-text', 'Plan!C9=Another name']);
    const ran = await sprintforge(['merge', base, base, theirs, '-o', place('unresolved-out.xlsx'), '--json']);
    expect(ran.json()).toMatchObject({ applied: 1, conflicts: [], refused: [] });
    expect(ran.exit).toBe(0);
  });
});
