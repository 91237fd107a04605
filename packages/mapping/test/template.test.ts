import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openWorkbook } from '@sprintforge/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasLibreOffice, LibreOffice } from '../../../test/support/libreoffice.ts';
import { newWorkbook, type TemplateKind } from '../src/template.ts';
import { LINES, type Line, snapshotOf } from './plan-fixture.ts';
import { templateCopy } from './template-fixture.ts';

const plan = snapshotOf(LINES.map(([id, ...rest]): Line => [`SF-0000-000${id}`, ...rest]));
const cases = (['tasks', 'gantt', 'sprint'] as const).flatMap((kind): [TemplateKind, string, typeof plan][] => [
  [kind, 'with tasks', plan],
  [kind, 'empty', snapshotOf([])],
]);

describe('the workbook of a new project', () => {
  test.each(cases)('%s, %s: sheets, tables, chart, hidden IDs; the same bytes each time', async (kind, _, snapshot) => {
    const bytes = await newWorkbook(snapshot, kind, 'Bridge & Road');
    expect(Buffer.from(await newWorkbook(snapshot, kind, 'Bridge & Road')).equals(Buffer.from(bytes))).toBe(true);
    const workbook = openWorkbook(bytes);
    const names = workbook.sheets.map(({ name }) => name).filter((name) => name !== 'Gantt');
    expect(names).toEqual(['Tasks', 'Resources', 'Dashboard']);
    const tasks = workbook.sheet('Tasks')!;
    expect(tasks.tables.map(({ name, columns }) => `${name} ${columns.length}`)).toEqual(['tblTasks 12']);
    expect(tasks.columnHidden(1)).toBe(true);
    expect(workbook.parts).toContain('xl/charts/chart1.xml');
  });

  test.each(cases)('%s, %s: a copy of it needs no second ID column', async (kind, _, snapshot) => {
    const copy = await templateCopy(snapshot, {}, kind);
    expect(copy.mapping.idColumn).toBe(1);
    expect(openWorkbook(copy.bytes).sheet('Tasks')!.tables[0]!.columns).toHaveLength(12);
  });
});

describe.skipIf(!hasLibreOffice())('calculated by LibreOffice', () => {
  let office: LibreOffice;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'template-'));
  beforeAll(async () => {
    office = await LibreOffice.start();
  });
  afterAll(async () => {
    await office.stop();
    fs.rmSync(folder, { recursive: true });
  });

  test.each(cases)('%s, %s: no formula is in error, the counts are right', async (kind, _, snapshot) => {
    const file = path.join(folder, 'plain.xlsx');
    const out = path.join(folder, 'saved.xlsx');
    fs.writeFileSync(file, await newWorkbook(snapshot, kind, 'Bridge & Road'));
    await office.edit(file, out, [{ op: 'set', sheet: 'Dashboard', cell: 'J1', value: 'x' }]);
    const workbook = openWorkbook(fs.readFileSync(out));
    const errors = workbook.sheets.flatMap((sheet) =>
      [...sheet.rows()].flatMap((row) =>
        sheet
          .row(row)
          .filter(({ value }) => value !== null && typeof value === 'object')
          .map((cell) => `${sheet.name} ${row} ${cell.column}`),
      ),
    );
    expect(errors).toEqual([]);
    const sheet = workbook.sheet('Dashboard')!;
    const total = [...sheet.rows()].find((row) => sheet.cell(row, 1)?.value === 'Tasks')!;
    expect(sheet.cell(total, 2)?.value).toBe(snapshot.tasks.size);
  });
});
