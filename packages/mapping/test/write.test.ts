import type { Snapshot, Task } from '@sprintforge/core';
import { orderedTasks, ranksBetween } from '@sprintforge/core';
import { openWorkbook, type Workbook } from '@sprintforge/xlsx';
import { describe, expect, test } from 'vitest';
import { corpus, hasCorpus, sample } from '../../../test/support/corpora.ts';
import { expectWhole } from '../../../test/support/whole.ts';
import type { HandOut, WriteResult } from '../src/api.ts';
import { readMetadata, rebind } from '../src/metadata.ts';
import { readPlan } from '../src/read.ts';
import { readChoices } from '../src/sync-sheet.ts';
import { verifyHandOut } from '../src/write/verify.ts';
import { writePlan } from '../src/write.ts';
import { type Copy, firstCopy, handOut, upload } from './copy-fixture.ts';
import { editsOf, LINES, type Line, snapshotOf } from './plan-fixture.ts';
import { templateCopy } from './template-fixture.ts';

const TASKS = LINES.map(([id, ...rest]): Line => [`SF-0000-000${id}`, ...rest]);
const EDGES = [{ predecessor: 'SF-0000-000A', successor: 'SF-0000-000D', type: 'FS', lag: 1 }] as const;
const plan = snapshotOf(TASKS, EDGES);

/** Writes a target into a copy as the next hand-out, and proves that it reads back. */
async function next(
  copy: Pick<Copy, 'bytes'>,
  target: Snapshot,
  over: Partial<HandOut> = {},
  change?: (workbook: Workbook) => void,
) {
  const workbook = openWorkbook(copy.bytes);
  change?.(workbook);
  const state = readMetadata(workbook);
  if (state.state !== 'signed') throw new Error(state.state);
  const { mapping, resources } = rebind(workbook, state.metadata);
  const read = readPlan(workbook, mapping, resources);
  const written = await writePlan(
    workbook,
    read,
    read.rows.map((row) => row.id),
    target,
    handOut(mapping, over, resources),
  );
  expectWhole(copy.bytes, written.bytes);
  verifyHandOut(written.bytes, target, written.shadow, written.mapping);
  expect(editsOf(upload(written.bytes, target, written.shadow).theirs, target)).toEqual([]);
  return { ...written, workbook: openWorkbook(written.bytes) };
}

function changed(base: Snapshot, change: (tasks: Map<string, Task>) => void, edges = base.dependencies): Snapshot {
  const tasks = new Map(base.tasks);
  change(tasks);
  const dependencies = new Map(
    [...edges].filter(([, edge]) => tasks.has(edge.predecessor) && tasks.has(edge.successor)),
  );
  return { ...base, tasks, dependencies };
}

const withField = (id: string, fields: Task['fields']) => (tasks: Map<string, Task>) => {
  const task = tasks.get(id)!;
  tasks.set(id, { ...task, fields: { ...task.fields, ...fields } });
};

const between = (base: Snapshot, at: number, id: string, name: string) => (tasks: Map<string, Task>) => {
  const order = orderedTasks(base);
  const siblings = order.filter((task) => task.parent === (order[at]?.parent ?? null));
  const next = siblings[siblings.indexOf(order[at]!) + 1];
  const rank = ranksBetween(order[at]?.rank ?? null, order.length === 0 ? null : (next?.rank ?? null), 1)[0]!;
  tasks.set(id, { id, parent: order[at]?.parent ?? null, rank, fields: { name } });
};

describe('what others changed', () => {
  test('R1 a changed value is the one cell that changes', async () => {
    const copy = await templateCopy(plan);
    const { cells } = await next(copy, changed(plan, withField('SF-0000-000C', { status: 'Done' })));
    expect([...cells]).toEqual([['SF-0000-000C\u0000status', 'Tasks!F4']]);
  });

  test('R2, V9 rows are inserted after their predecessor and removed; row numbers follow', async () => {
    const copy = await templateCopy(plan);
    const target = changed(changed(plan, between(plan, 0, 'SF-0000-00N1', 'New')), (tasks) =>
      tasks.delete('SF-0000-000C'),
    );
    const { workbook, mapping } = await next(copy, target);
    const sheet = workbook.sheet('Tasks')!;
    expect([2, 3, 4, 5, 6, 7].map((row) => sheet.cell(row, 2)?.value)).toEqual([
      'Survey',
      'New',
      'Design',
      'Test',
      'Train',
      'Launch',
    ]);
    expect(sheet.cell(5, 9)?.value).toBe('2FS+1d');
    expect(mapping.lastRow).toBe(7);
    expect(sheet.tables[0]!.range.lastRow).toBe(7);
    const cost = workbook.definedNames.find(({ name }) => name === 'Cost_Range')!;
    expect(cost.formula).toContain('$K$2:$K$7');
  });

  test('R2 a deleted row with something of the person stays, marked, and is no longer managed', async () => {
    const copy = await templateCopy(plan);
    const target = changed(plan, (tasks) => tasks.delete('SF-0000-000C'));
    const first = await next(copy, target, {}, (workbook) =>
      workbook.setCells('Tasks', [{ row: 4, column: 15, value: 'my remark' }]),
    );
    expect(first.shadow.keptRows).toEqual(['SF-0000-000C']);
    expect(first.workbook.sheet('Tasks')!.cell(4, 27)?.value).toBe('Deleted');
    const { theirs } = upload(first.bytes, target, first.shadow);
    expect(theirs.tasks.has('SF-0000-000C')).toBe(false);
  });

  test('R3, R4 handing out again moves the marks and doubles nothing', async () => {
    const mark = (id: string): Partial<HandOut> => ({
      status: new Map([
        [id, { status: 'changed', changedBy: 'Bob', changedAt: '2026-05-05T09:30:00Z', fields: ['status'] }],
      ]),
    });
    const copy = await templateCopy(plan, mark('SF-0000-000B'));
    const again = await next(copy, plan, mark('SF-0000-000D'));
    const sheet = again.workbook.sheet('Tasks')!;
    expect([2, 3, 5].map((row) => sheet.cell(row, 27)?.value ?? '')).toEqual(['', '', 'Changed']);
    expect(sheet.cell(5, 28)?.value).toBe('Bob');
    expect(sheet.cell(5, 29)?.value).toBe('2026-05-05 09:30');
    const before = openWorkbook(copy.bytes);
    expect(again.workbook.definedNames.map(({ name }) => name).sort()).toEqual(
      before.definedNames.map(({ name }) => name).sort(),
    );
    expect(again.workbook.sheets.map(({ name }) => name)).toEqual(before.sheets.map(({ name }) => name));
    const xml = Buffer.from(again.workbook.part(sheet.part)!).toString();
    expect(xml.match(/_SYNC_STATUS_IDS/g)).toHaveLength(1);
    expect(sheet.lastColumn).toBe(29);
  });

  test('R4 choices of the Sync sheet come back; a blank one decides nothing', async () => {
    const conflict = (id: string) => ({
      id,
      taskId: 'SF-0000-000B',
      taskName: '=Design',
      field: 'status',
      mine: 'Open',
      server: 'Done',
      base: '',
      seen: `s-${id}`,
    });
    const copy = await templateCopy(plan, { conflicts: ['c1', 'c2', 'c3'].map(conflict) });
    const workbook = openWorkbook(copy.bytes);
    expect(workbook.sheet('Sync')!.state).toBe('visible');
    expect(readChoices(workbook)).toEqual([]);
    const sheet = workbook.sheet('Sync')!;
    const rows = [...sheet.rows()].filter((row) => String(sheet.cell(row, 9)?.value ?? '').startsWith('c'));
    workbook.setCells('Sync', [
      { row: rows[0]!, column: 7, value: 'mine' },
      { row: rows[2]!, column: 7, value: 'Custom' },
      { row: rows[2]!, column: 8, value: 'Late' },
    ]);
    expect(readChoices(openWorkbook(await workbook.toBytes()))).toEqual([
      { conflictId: 'c1', choice: 'theirs', seen: 's-c1' },
      { conflictId: 'c3', choice: 'custom', seen: 's-c3', value: 'Late' },
    ]);
    const calm = await next(copy, plan);
    expect(calm.workbook.sheet('Sync')!.state).toBe('hidden');
  });

  test('R7 text that looks like a formula stays text', async () => {
    const copy = await templateCopy(plan);
    const { workbook } = await next(copy, changed(plan, withField('SF-0000-000B', { notes: '=1+1', name: '-dash' })));
    expect(workbook.sheet('Tasks')!.cell(3, 12)).toMatchObject({ value: '=1+1' });
    expect(workbook.sheet('Tasks')!.cell(3, 12)?.formula).toBeUndefined();
  });

  test('an offline merge adds nothing of ours', async () => {
    const file = await templateCopy(plan);
    const workbook = openWorkbook(file.bytes);
    const state = readMetadata(workbook);
    if (state.state !== 'signed') throw new Error(state.state);
    const { mapping } = rebind(workbook, state.metadata);
    const read = readPlan(workbook, mapping);
    const target = changed(plan, withField('SF-0000-000B', { status: 'Late' }));
    const { receipt } = await writePlan(
      workbook,
      read,
      read.rows.map((row) => row.id),
      target,
      null,
    );
    expect(
      receipt.partsChanged
        .map(({ part }) => part)
        .filter((part) => !/sheet1|workbook|calcChain|styles|sharedStrings/.test(part)),
    ).toEqual([]);
  });

  test('a plan without tasks takes its first ones', async () => {
    const empty = snapshotOf([]);
    const copy = await templateCopy(empty);
    const target = changed(empty, (tasks) => {
      between(empty, 0, 'SF-0000-00N1', 'First')(tasks);
    });
    const { workbook } = await next(copy, target);
    expect(workbook.sheet('Tasks')!.cell(2, 2)?.value).toBe('First');
    expect(workbook.sheet('Tasks')!.cell(2, 1)?.value).toBe('SF-0000-00N1');
  });
});

describe.skipIf(!hasCorpus('plans'))('what others changed in a real plan', () => {
  test.each(sample(corpus('plans'), 12))('R2, R6 $file', async ({ path: file }) => {
    const copy = await firstCopy(file);
    if (copy === undefined) return;
    const order = orderedTasks(copy.snapshot);
    const leaf = order.findLast((task) => !order.some((other) => other.parent === task.id))!;
    const target = changed(copy.snapshot, (tasks) => {
      between(copy.snapshot, 0, 'SF-NEW0-0001', 'Inserted by others')(tasks);
      if (order.length > 3) tasks.delete(leaf.id);
      withField(order[0]!.id, { name: `${order[0]!.fields.name ?? ''} (changed)` })(tasks);
    });
    const written: WriteResult = await next(copy, target);
    expect(written.cells.size).toBeGreaterThan(0);
  });
});
