/**
 * One person has the whole plan, the other a lens workbook of one person's tasks, edited and saved by LibreOffice: what each
 * does arrives in the other's workbook, and nothing outside the lens is ever in that one (R8). The same offline by `merge`.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openWorkbook } from '@sprintforge/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repositoryRoot } from '../support/corpora.ts';
import { hasLibreOffice, LibreOffice } from '../support/libreoffice.ts';
import { hasOpenpyxl, readWorkbook } from '../support/openpyxl.ts';
import { type RunningServer, startServer } from '../support/server.ts';
import { command, copyOf, type Person, person, sync } from './story.ts';

const plan = path.join(repositoryRoot, 'fixtures/demo-plan.xlsx');
const NAME = 'Priya Nair';
/** Tasks of others, whose names and people the lens workbook must not hold. */
const OTHERS = [
  'Collect what every team needs',
  'Lay network cables',
  'Tom Adeyemi',
  'Jonas Weber',
  'Lena Fischer',
  'for Ines alone',
];

interface Merged {
  readonly applied: number;
  readonly conflicts: readonly unknown[];
  readonly refused: readonly unknown[];
}

const everything = (file: string): string => {
  const workbook = openWorkbook(fs.readFileSync(file));
  return workbook.parts.map((part) => Buffer.from(workbook.part(part)!).toString('utf8')).join('\n');
};
const othersIn = (file: string): readonly string[] => {
  const text = everything(file);
  return OTHERS.filter((other) => text.includes(other));
};
const cell = (file: string, sheet: string, reference: string): unknown =>
  readWorkbook(file).find(({ name }) => name === sheet)?.cells[reference]?.value;
/** Row of the Tasks sheet with this name. */
const rowOf = (file: string, name: string): number => {
  const cells = readWorkbook(file).find((sheet) => sheet.name === 'Tasks')?.cells ?? {};
  const found = Object.entries(cells).find(([reference, { value }]) => reference.startsWith('B') && value === name);
  return Number(found?.[0].slice(1));
};

describe.skipIf(!hasLibreOffice() || !hasOpenpyxl())('a lens workbook beside a whole one', () => {
  let server: RunningServer;
  let office: LibreOffice;
  let whole: Person;
  let part: Person;
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sprintforge-lens-'));
  beforeAll(async () => {
    [server, office] = await Promise.all([startServer(), LibreOffice.start()]);
    [whole, part] = [person(server, 1, path.join(dir, 'whole.xlsx')), person(server, 2, path.join(dir, 'priya.xlsx'))];
    const { project_id: project } = await command<{ project_id: string }>(whole, ['create', 'Lens', plan, '--yes']);
    await command(whole, ['clone', project, whole.file]);
    const filter = ['--assignee', NAME, '--fields', 'status,start,finish,predecessors'];
    await command(part, ['clone', project, part.file, ...filter]);
  });
  afterAll(async () => {
    await Promise.all([server?.stop(), office?.stop()]);
    fs.rmSync(dir, { recursive: true });
  });

  it('R8 both edits arrive in both workbooks, the lens workbook holds nothing of the others', {
    timeout: 180_000,
  }, async () => {
    const base = copyOf(part.file, 'base.xlsx');
    expect(othersIn(part.file)).toEqual([]);
    const [removals, signs, archive] = ['Choose the removal company', 'Mount the signs', 'Pack the archive'].map(
      (name) => rowOf(part.file, name),
    );
    // the removal company goes to Tom, the carpet comes to Priya
    const edits = ['--set', 'Plan!D9=Tom Adeyemi', '--set', 'Plan!D24=Priya Nair', '--set', 'Plan!M6=for Ines alone'];
    await command(whole, ['edit', whole.file, '-o', whole.file, ...edits]);
    await office.resave(part.file, part.file, [
      { sheet: 'Tasks', cell: `E${signs}`, value: 'On hold' },
      { sheet: 'Tasks', cell: `E${removals}`, value: 'Done' },
      { sheet: 'Tasks', cell: `G${archive}`, value: 'yes' },
      { sheet: 'Tasks', cell: 'B10', value: 'Bring cake' },
    ]);
    const edited = copyOf(part.file, 'edited.xlsx');
    expect((await sync(whole)).counts).toMatchObject({ edits: 3, applied: 3 });
    expect((await sync(part)).counts).toMatchObject({ edits: 4, applied: 4 });
    await sync(whole);

    expect(cell(whole.file, 'Plan', 'I9')).toBe('Done');
    const names = Object.values(readWorkbook(whole.file).find(({ name }) => name === 'Plan')!.cells);
    const known = ['Bring cake', 'Pack the archive'].filter((name) => names.some(({ value }) => value === name));
    expect(known).toEqual(['Bring cake']);
    expect(othersIn(part.file)).toEqual([]);
    expect(rowOf(part.file, 'Pack the archive')).toBeNaN();
    const statuses = ['Choose the removal company', 'Lay the carpet', 'Mount the signs'].map((name) =>
      cell(part.file, 'Tasks', `AA${rowOf(part.file, name)}`),
    );
    expect(statuses).toEqual(['Outside the filter', 'New', expect.toBeOneOf(['', null, undefined])]);
    expect((await sync(part)).counts.edits).toBe(0);

    const out = path.join(dir, 'merged.xlsx');
    const offline = await command<Merged>(part, ['merge', base, copyOf(whole.file, 'ours.xlsx'), edited, '-o', out]);
    expect([offline.conflicts, offline.refused]).toEqual([[], []]);
    expect(rowOf(out, 'Choose the removal company')).toBe(2);
    expect(othersIn(out)).toEqual([]);
  });
});
