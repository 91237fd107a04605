import { openWorkbook } from '@sprintforge/xlsx';
import { expect, test } from 'vitest';
import { readMetadata, rebind } from '../src/metadata.ts';
import { readPlan } from '../src/read.ts';
import { writePlan } from '../src/write.ts';
import { handOut } from './copy-fixture.ts';
import { LINES, type Line, snapshotOf } from './plan-fixture.ts';
import { templateCopy } from './template-fixture.ts';

test.each([
  ['a row without an ID gets it', null, 'SR-0000-0001'],
  ['what a person put there stays', 'E-17', 'E-17'],
])('M8 %s', async (_, typed, shown) => {
  const base = snapshotOf(LINES.map(([id, ...rest]): Line => [`SF-0000-000${id}`, ...rest]));
  const plan = {
    ...base,
    resources: new Map([['SR-0000-0001', { id: 'SR-0000-0001', fields: { name: 'Ann', email: 'ann@example.com' } }]]),
  };
  const copy = await templateCopy(plan);
  const workbook = openWorkbook(copy.bytes);
  workbook.setCells('Resources', [{ row: 2, column: 1, value: typed }]);
  const state = readMetadata(workbook);
  if (state.state !== 'signed') throw new Error(state.state);
  const { mapping, resources } = rebind(workbook, state.metadata);
  const read = readPlan(workbook, mapping, resources);
  const rowIds = read.rows.map((row) => row.id);
  const written = await writePlan(workbook, read, rowIds, plan, handOut(mapping, {}, resources));
  const sheet = openWorkbook(written.bytes).sheet('Resources')!;
  expect(sheet.cell(2, 1)?.value).toBe(shown);
  expect(sheet.cell(2, 2)?.value).toBe('Ann');
});
