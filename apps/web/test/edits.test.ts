import type { DeltaResult, TaskRow } from '@sprintforge/protocol';
import { describe, expect, test } from 'vitest';
import { type Batch, deltaOf, type Edit } from '../src/data/edits/edit.ts';
import { placesOf, withEdits } from '../src/data/edits/local-plan.ts';
import {
  again,
  caughtUp,
  changed,
  discarded,
  edited,
  editsSince,
  emptyOutbox,
  nextBatch,
  type Outbox,
  saved,
  takenUp,
} from '../src/data/edits/outbox.ts';
import type { Range } from '../src/pages/plan/selection.ts';
import type { Sheet } from '../src/pages/plan/sheet.ts';
import { clear, fillDown, paste, rangeOfEdits, removeRows, shiftRows } from '../src/pages/plan/sheet-commands.ts';
import { type Doing, insertTasks, setCells } from '../src/pages/plan/sheet-edits.ts';
import { writingOf } from '../src/pages/plan/writing.ts';
import { typingFor } from '../src/text/typing.ts';
import { plan } from './small-plan.ts';

const told = (rows: readonly TaskRow[]) => rows.map(({ id, level }) => `${id.slice(0, 3)}${level}`).join(' ');

describe('the plan with edits that are on their way', () => {
  test.each<[string, readonly Edit[], string]>([
    ['nothing', [], 'a1 b2 c3 d2 e1'],
    ['a deleted task: what stood below takes its place', [{ op: 'delete', task: 'b' }], 'a1 c2 d2 e1'],
    ['a moved branch', [{ op: 'move', task: 'b', parent: null, after: 'e' }], 'a1 d2 e1 b1 c2'],
    ['a branch moved down', [{ op: 'move', task: 'b', parent: 'e', after: null }], 'a1 d2 e1 b2 c3'],
    [
      'a new one after a branch',
      [{ op: 'insert', task: 'new', parent: 'a', after: 'b', values: {} }],
      'a1 b2 c3 new2 d2 e1',
    ],
    ['a new first one', [{ op: 'insert', task: 'new', parent: null, after: null, values: {} }], 'new1 a1 b2 c3 d2 e1'],
    ['of a task that is gone', [{ op: 'set', task: 'x', field: 'name', value: 'y', base: null }], 'a1 b2 c3 d2 e1'],
  ])('%s', (_, edits, rows) => {
    expect(told(withEdits(plan, edits))).toBe(rows);
  });
  test('parents follow, places are known, the given plan stays as it is', () => {
    const after = withEdits(plan, [
      { op: 'delete', task: 'b' },
      { op: 'set', task: 'c', field: 'name', value: 'C', base: 'c' },
    ]);
    expect(after.find(({ id }) => id === 'c')).toMatchObject({ parent: 'a', name: 'C' });
    expect(placesOf(after).get('e')).toBe(3);
    expect(told(plan)).toBe('a1 b2 c3 d2 e1');
  });
});

const typing = typingFor('en-GB');
const sheet: Sheet = {
  lines: plan,
  plan,
  fields: [
    { key: 'name', label: '', type: 'text' },
    { key: 'percent', label: '', type: 'percent' },
  ],
  numberOf: (id) => plan.findIndex((one) => one.id === id) + 1 || undefined,
  keyOf: (line) => line?.id ?? '',
  appends: true,
  writing: { structure: true, field: () => true, task: () => true },
  typing,
};
const range = (top: number, bottom: number, left = 0, right = 1) => ({ top, bottom, left, right });

describe('what is done to a range', () => {
  /** Done and taken back is the plan as it was. */
  function expectReversible({ edits, inverse }: Doing): void {
    const there = withEdits(plan, edits);
    expect(
      withEdits(there, inverse!).map(({ id, level, parent, ...fields }) => [
        id,
        level,
        parent,
        fields['name'],
        fields['percent'] ?? null,
      ]),
    ).toEqual(
      plan.map(({ id, level, parent, ...fields }) => [id, level, parent, fields['name'], fields['percent'] ?? null]),
    );
  }
  test('pasted cells are read by their types; what does not fit is told, the others are taken', () => {
    const done = paste(sheet, range(1, 1), [
      ['B', '80 %'],
      ['C', 'much'],
    ]);
    expect(done.edits.map((edit) => edit.op === 'set' && [edit.task, edit.field, edit.value, edit.base])).toEqual([
      ['b', 'name', 'B', 'b'],
      ['b', 'percent', 0.8, 0.5],
      ['c', 'name', 'C', 'c'],
    ]);
    expect(done.rejected.map(({ text }) => text)).toEqual(['much']);
    expectReversible(done);
  });
  test('rows beyond the last one become tasks', () => {
    const done = paste(sheet, range(4, 4), [['E'], ['F', '1'], ['G']] as string[][]);
    expect(done.edits.map(({ op }) => op)).toEqual(['set', 'insert', 'insert']);
    expect(withEdits(plan, done.edits).map((row) => row['name'])).toEqual(['a', 'b', 'c', 'd', 'E', 'F', 'G']);
    expectReversible(done);
  });
  test('one value fills the range; what is already so is no edit', () => {
    const done = paste(sheet, range(0, 2, 1, 1), [['50 %']]);
    expect(done.edits.map(({ task: id }) => id)).toEqual(['a', 'c']);
  });
  test('cleared, filled down', () => {
    expect(clear(sheet, range(1, 2, 1, 1)).edits).toMatchObject([{ task: 'b', value: null, base: 0.5 }]);
    expect(fillDown(sheet, range(1, 3, 1, 1)).edits).toMatchObject([
      { task: 'c', value: 0.5, base: null },
      { task: 'd', value: 0.5 },
    ]);
  });
  test.each([
    ['indent', range(3, 3), 'a1 b2 c3 d3 e1'],
    ['indent', range(4, 4), 'a1 b2 c3 d2 e2'],
    ['indent', range(0, 0), 'a1 b2 c3 d2 e1'],
    ['outdent', range(1, 3), 'a1 b1 c2 d1 e1'],
    ['up', range(3, 3), 'a1 d2 b2 c3 e1'],
    ['up', range(1, 1), 'a1 b2 c3 d2 e1'],
    ['down', range(0, 0), 'e1 a1 b2 c3 d2'],
    ['down', range(1, 2), 'a1 d2 b2 c3 e1'],
  ] as const)('%s of %j gives %s (ID8)', (shift, rows, result) => {
    const done = shiftRows(sheet, rows, shift);
    expect(told(withEdits(plan, done.edits))).toBe(result);
    expectReversible(done);
  });
  test.each<[string, readonly Edit[], Range | null]>([
    ['cells', paste(sheet, range(1, 1), [['B', '1'], ['C']] as string[][]).edits, range(1, 2, 0, 1)],
    ['one cell', [{ op: 'set', task: 'd', field: 'percent', value: 1, base: null }], range(3, 3, 1, 1)],
    ['a moved row', [{ op: 'move', task: 'b', after: null, parent: null }], range(1, 1, 1, 1)],
    ['a row that is not shown', [{ op: 'delete', task: 'x' }], null],
    ['a column that is not shown', [{ op: 'set', task: 'b', field: 'cost', value: 1, base: null }], null],
  ])('an undo of %s shows where it was', (_, edits, where) => {
    expect(rangeOfEdits(sheet, edits, 1)).toEqual(where);
  });
  test('deleted rows come back by the server only: their IDs are to be the same', () => {
    const done = removeRows(sheet, range(1, 2));
    expect(told(withEdits(plan, done.edits))).toBe('a1 d2 e1');
    expect(done.inverse).toBeNull();
  });
});

describe('who may write what (docs/roles.md)', () => {
  const me = { user_id: 'u', name: 'Ann', email: 'ann@example.org' };
  const rights = { cost: 'owners', status: 'nobody', notes: 'editors' } as const;
  const grant = (fields: string[] | null, tasks: 'own' | 'all') => [
    { ...me, role: 'contributor' as const, grant: { role: 'contributor' as const, tasks, fields } },
  ];
  const told = (writing: ReturnType<typeof writingOf>) => ({
    structure: writing.structure,
    fields: ['name', 'cost', 'status', 'notes'].filter(writing.field).join(' '),
    tasks: plan.filter(writing.task).length,
  });
  test.each([
    ['owner', [], { structure: true, fields: 'name cost notes', tasks: 5 }],
    ['editor', [], { structure: true, fields: 'name notes', tasks: 5 }],
    ['contributor', [], { structure: false, fields: 'name', tasks: 1 }],
    ['contributor', grant(['percent', 'name'], 'all'), { structure: false, fields: 'name', tasks: 5 }],
    ['viewer', [], { structure: false, fields: '', tasks: 0 }],
  ] as const)('%s with the grant %j', (role, members, may) => {
    expect(told(writingOf(role, me, rights, [...members]))).toEqual(may);
  });
});

describe('edits on their way', () => {
  const set = (id: string, value: string, base: string): Edit => ({ op: 'set', task: id, field: 'name', value, base });
  const batch = (key: string, edits: readonly Edit[]): Batch => ({ key, version: 5, edits, state: 'waiting' });
  const box = (...batches: readonly Batch[]): Outbox =>
    batches.reduce((all, one) => edited(all, one, one.edits), emptyOutbox);
  const answer = (version: number, more: Partial<DeltaResult> = {}) =>
    ({
      version,
      rows: [],
      refused: [],
      conflicts: [],
      changes: [],
      warnings: [],
      counts: { applied: 1 },
      ...more,
    }) as unknown as DeltaResult;
  const inserted = insertTasks(null, [{ name: 'new' }]);
  const fresh = inserted.tasks[0]!;

  test('go one after the other; one that failed holds up those behind it until it is tried again', () => {
    const two = box(batch('1', [set('a', 'x', 'a')]), batch('2', [set('a', 'y', 'x')]));
    expect(nextBatch(two)?.key).toBe('1');
    expect(nextBatch(changed(two, '1', { state: 'sending' }))).toBeNull();
    const failed = changed(two, '1', { state: 'failed' });
    expect(nextBatch(failed)).toBeNull();
    expect(nextBatch(again(failed))?.key).toBe('1');
    expect(nextBatch(discarded(failed, '1'))?.key).toBe('2');
  });
  test('are shown until the plan holds them', () => {
    const one = saved(box(batch('1', [set('a', 'x', 'a')])), '1', answer(6));
    expect(editsSince(one, 5)).toHaveLength(1);
    expect(editsSince(one, 6)).toHaveLength(0);
    expect(caughtUp(one, 6).batches).toEqual([]);
  });
  test('a new task is spoken of by its Task ID as soon as it has one', () => {
    const two = box(batch('1', inserted.edits), batch('2', [set(fresh, 'better', 'new')]));
    expect(deltaOf(two.batches[0]!.edits[0]!)).toMatchObject({ op: 'insert', client_row_id: fresh });
    const after = saved(two, '1', answer(6, { rows: [{ client_row_id: fresh, task_id: 'SF-1' }] }));
    expect(deltaOf(after.batches[1]!.edits[0]!)).toEqual({
      op: 'set',
      task_id: 'SF-1',
      field: 'name',
      value: 'better',
      base: 'new',
    });
    expect(after.calledHere.get('SF-1')).toBe(fresh);
    // nobody else changed anything in between: that is what the person saw
    expect(after.batches[1]!.version).toBe(6);
  });
  test('what others did meanwhile was not seen', () => {
    const two = box(batch('1', [set('a', 'x', 'a')]), batch('2', [set('b', 'y', 'b')]));
    expect(saved(two, '1', answer(7, { changes: [{}] as never })).batches[1]!.version).toBe(5);
  });
  test.each([
    ['one’s own edit is saved, and the plan has not caught up', 5, [], 6],
    ['somebody else changed something in between', 5, [{}], 5],
    ['the plan has caught up, and further', 8, [], 8],
  ])('what was seen of the plan when %s', (_, shown, changes, seen) => {
    const first = saved(box(batch('1', [set('a', 'x', 'a')])), '1', answer(6, { changes: changes as never }));
    const next = edited(first, { ...batch('2', [{ op: 'delete', task: 'a' }]), version: shown }, null);
    expect(next.batches[1]!.version).toBe(seen);
  });
  test('without a task that was never made, nothing is done to it', () => {
    const two = box(batch('1', inserted.edits), batch('2', [set(fresh, 'better', 'new')]));
    expect(discarded(two, '1')).toMatchObject({ batches: [], undos: [] });
  });
  test('what did not stand cannot be undone; the rest can', () => {
    const edits = [set('a', 'x', 'a'), set('b', 'y', 'b')];
    const made = edited(emptyOutbox, batch('1', edits), [set('b', 'b', 'y'), set('a', 'a', 'x')]);
    const refused = [{ task_id: 'b', field: 'name', code: 'FIELD_READ_ONLY', found: 'y', expected: '' }] as never;
    const after = saved(made, '1', answer(6, { refused }));
    expect(after.undos).toEqual([
      { key: '1', did: { edits: [set('a', 'x', 'a')] }, back: { edits: [set('a', 'a', 'x')] } },
    ]);
    expect(after.refused).toMatchObject([{ task: 'b', code: 'FIELD_READ_ONLY' }]);
    expect(saved(made, '1', answer(5, { counts: { applied: 0 } as never })).undos).toEqual([]);
  });
  test('a page that is loaded again sends what was on its way under the same key (A2)', () => {
    const left = [{ ...batch('1', [set('a', 'x', 'a')]), state: 'sending' as const, error: 'gone' }];
    expect(takenUp(left).batches).toEqual([batch('1', [set('a', 'x', 'a')])]);
  });
  test('a cell set to what it holds is no edit; the edges of a task are merged by what the plan held (M4)', () => {
    expect(setCells([{ task: plan[1]!, field: 'percent', value: 0.5 }]).edits).toEqual([]);
    const [edges] = setCells([{ task: plan[1]!, field: 'predecessors', value: 'a' }]).edits;
    expect(deltaOf(edges!)).toEqual({ op: 'set', task_id: 'b', field: 'predecessors', value: 'a' });
  });
});
