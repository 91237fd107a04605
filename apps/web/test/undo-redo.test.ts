import type { DeltaResult, TaskRow } from '@sprintforge/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Batch, type Edit, isNewTask, renamed } from '../src/data/edits/edit.ts';
import { withEdits } from '../src/data/edits/local-plan.ts';
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
  stepped,
} from '../src/data/edits/outbox.ts';
import { type Doing, deleteTasks, insertTasks, setCells, shiftTask } from '../src/pages/plan/sheet-edits.ts';
import { plan } from './small-plan.ts';

type Rows = readonly TaskRow[];

/** What one sees of a plan. */
const seen = (rows: Rows) => rows.map(({ level, ...row }) => `${level} ${String(row['name'] ?? '')}`);
const withNames = (rows: Rows, names: ReadonlyMap<string, string>): Rows =>
  rows.map((row) => {
    const id = names.get(row.id) ?? row.id;
    return { ...row, id, task_id: id, parent: row.parent === null ? null : (names.get(row.parent) ?? row.parent) };
  });

/** A server for one person: each revision is the whole plan; undoing one gives back what was there before it. */
class Server {
  readonly revisions: Rows[] = [plan];
  readonly #answers = new Map<string, DeltaResult>();
  #named = 0;

  get version(): number {
    return this.revisions.length;
  }
  at = (version: number): Rows => this.revisions[version - 1]!;

  /** A batch that was sent before is written once (rule A2). */
  take(batch: Batch): DeltaResult {
    const known = this.#answers.get(batch.key);
    if (known) return known;
    const names = new Map(
      batch.edits.filter(({ op }) => op === 'insert').map((edit) => [edit.task, `SF-${++this.#named}`] as const),
    );
    this.revisions.push(batch.undoes === undefined ? this.#with(batch.edits, names) : this.#before(batch.undoes));
    const rows = [...names].map(([client_row_id, task_id]) => ({ client_row_id, task_id }));
    const changes = batch.undoes === undefined ? [] : [{}];
    const more = { refused: [], conflicts: [], warnings: [], counts: { applied: 1 } };
    const answer = { ...more, rows, changes, version: this.version } as unknown as DeltaResult;
    this.#answers.set(batch.key, answer);
    return answer;
  }

  #with(edits: readonly Edit[], names: ReadonlyMap<string, string>): Rows {
    const own = edits.map((edit) => renamed(edit, names));
    const before = this.at(this.version);
    const known = new Set([...before.map(({ id }) => id), ...names.values()]);
    for (const edit of own)
      if (!known.has(edit.task) || isNewTask(edit.task)) throw new Error(`no task ${edit.task} for ${edit.op}`);
    return withEdits(before, own);
  }

  #before(revision: number | string): Rows {
    if (typeof revision === 'string') throw new Error('no revision');
    // one person, one step after the other: what is undone is what stands there
    expect(seen(this.at(this.version))).toEqual(seen(this.at(revision)));
    return this.at(revision - 1);
  }
}

const changes = ['set', 'insert', 'delete', 'paste', 'indent', 'outdent', 'up', 'down'] as const;
const passing = ['send', 'answer', 'fail', 'retry', 'read'] as const;
type Change = (typeof changes)[number];
/** What a person, the network and the live connection do. */
type Act =
  | { readonly does: Change; readonly row: number }
  | { readonly does: 'undo' | 'redo' }
  | { readonly does: (typeof passing)[number] };

/** The page and the plain model beside it: a list of plans and where one is in it. */
class Desk {
  readonly server = new Server();
  box: Outbox = emptyOutbox;
  #data = 1;
  #onItsWay: Batch | null = null;
  #history: Rows[] = [plan];
  #here = 0;
  #made = 0;

  get shown(): Rows {
    return withEdits(this.server.at(this.#data), editsSince(this.box, this.#data));
  }
  get expected(): Rows {
    return this.#history[this.#here]!;
  }

  do(act: Act): void {
    if ('row' in act) this.#edit(act.does, act.row);
    else if (act.does === 'undo' || act.does === 'redo') this.#step(act.does);
    else this[act.does]();
  }

  #step(does: 'undo' | 'redo'): void {
    const to = this.#here + (does === 'undo' ? -1 : 1);
    this.#here = Math.min(Math.max(0, to), this.#history.length - 1);
    this.box = stepped(this.box, `${does}s`, this.#data, `k${++this.#made}`);
  }

  #edit(does: Change, at: number): void {
    // what one edits is what one sees: an undo that only the server can do shows when it has
    if (JSON.stringify(seen(this.shown)) !== JSON.stringify(seen(this.expected))) this.settle();
    const rows = this.shown;
    const row = rows[at % Math.max(1, rows.length)];
    const { edits, inverse } = this.#doing(does, rows, row);
    if (edits.length === 0) return;
    this.box = edited(this.box, { key: `k${++this.#made}`, version: this.#data, edits }, inverse);
    this.#history = [...this.#history.slice(0, this.#here + 1), withEdits(this.expected, edits)];
    this.#here += 1;
  }

  #doing(does: Change, rows: Rows, row: TaskRow | undefined): Doing {
    const text = `n${++this.#made}`;
    const nothing = { edits: [], inverse: [] };
    if (does === 'insert' || !row) return insertTasks(row ?? null, [{ name: text }]);
    if (does === 'set') return setCells([{ task: row, field: 'name', value: text }]);
    if (does === 'delete') return deleteTasks([row]);
    if (does !== 'paste') return shiftTask(rows, rows.indexOf(row), does) ?? nothing;
    const [cells, fresh] = [
      setCells([{ task: row, field: 'name', value: text }]),
      insertTasks(row, [{ name: '+' }, {}]),
    ];
    return { edits: [...cells.edits, ...fresh.edits], inverse: [...fresh.inverse!, ...cells.inverse!] };
  }

  send(): void {
    this.#onItsWay ??= nextBatch(this.box);
    if (this.#onItsWay) this.box = changed(this.box, this.#onItsWay.key, { state: 'sending' });
  }
  answer(): void {
    const batch = this.#onItsWay;
    if (!batch) return;
    this.#onItsWay = null;
    const answer = this.server.take(batch);
    this.box = saved(this.box, batch.key, answer);
    for (const { client_row_id } of answer.rows) expect(isNewTask(client_row_id), 'named once').toBe(true);
    const names = new Map(answer.rows.map(({ client_row_id, task_id }) => [client_row_id, task_id]));
    this.#history = this.#history.map((rows) => withNames(rows, names));
  }
  fail(): void {
    if (this.#onItsWay) this.box = changed(this.box, this.#onItsWay.key, { state: 'failed' });
    this.#onItsWay = null;
  }

  retry(): void {
    this.box = again(this.box);
  }
  read(): void {
    this.#data = this.server.version;
    this.box = caughtUp(this.box, this.#data);
  }

  /** Everything is sent and read: what is shown is what the model says, each task the one that it was. */
  settle(): void {
    this.retry();
    while (this.box.batches.some(({ state }) => state !== 'saved')) {
      this.send();
      this.answer();
    }
    this.read();
    expect(this.shown.map(({ id, level }) => `${id} ${level}`)).toEqual(
      this.expected.map(({ id, level }) => `${id} ${level}`),
    );
    expect(seen(this.shown)).toEqual(seen(this.expected));
  }

  /** To the first plan and on to the last one again. */
  walk(): void {
    for (const does of ['undo', 'redo'] as const)
      for (let left = this.#history.length; left > 0; left -= 1) {
        this.do({ does });
        this.settle();
      }
  }
}

const anAct: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ does: fc.constantFrom(...changes), row: fc.nat(6) }),
  fc.record({ does: fc.constantFrom('undo', 'redo') }),
  fc.record({ does: fc.constantFrom(...passing, 'send', 'answer') }),
);
const runs = process.env['SPRINTFORGE_LONG'] ? 20_000 : 500;

describe('undo and redo', () => {
  test('lead through the plans that were there, whenever what is sent, fails and is read; a task stays itself', {
    timeout: 600_000,
  }, () => {
    fc.assert(
      fc.property(fc.array(anAct, { minLength: 10, maxLength: 50 }), (acts) => {
        const desk = new Desk();
        for (const act of acts) desk.do(act);
        desk.settle();
        desk.walk();
      }),
      { seed: 42, numRuns: runs },
    );
  });

  const set = (id: string, value: string, base: string): Edit => ({ op: 'set', task: id, field: 'name', value, base });
  const gone: Edit = { op: 'delete', task: 'b' };
  const does = (box: Outbox, key: string, edits: readonly Edit[], inverse: readonly Edit[] | null) =>
    edited(box, { key, version: 5, edits }, inverse);
  const answer = (version: number, more: object = {}) =>
    ({
      ...{ version, rows: [], refused: [], conflicts: [], changes: [], warnings: [], counts: { applied: 1 } },
      ...more,
    }) as unknown as DeltaResult;
  const keys = ({ batches, undos, redos }: Outbox) =>
    [batches, undos, redos].map((of) => of.map(({ key }) => key).join());

  test('a deletion that is on its way is undone as soon as it has a revision, however fast one was', () => {
    const first = does(emptyOutbox, '0', [set('a', 'x', 'a')], [set('a', 'a', 'x')]);
    const sending = changed(does(first, '1', [gone], null), '1', { state: 'sending' });
    const twice = stepped(stepped(sending, 'undos', 5, '2'), 'undos', 5, '3');
    expect(keys(twice)).toEqual(['1,2', '', '2,0']);
    expect(twice.batches[1]!.undoes).toBe('1');
    expect(saved(twice, '1', answer(7)).batches[1]!.undoes).toBe(7);
  });
  test('what wrote nothing is not undone: the revision would be another one’s', () => {
    const sending = changed(does(emptyOutbox, '1', [gone], null), '1', { state: 'sending' });
    const nothing = answer(5, { counts: { applied: 0 } });
    expect(keys(saved(stepped(sending, 'undos', 5, '2'), '1', nothing))).toEqual(['1', '', '']);
  });
  test('a deletion that was done again is undone by the revision that did it last', () => {
    const deleted = saved(does(emptyOutbox, '1', [gone], null), '1', answer(6));
    const undone = saved(stepped(deleted, 'undos', 6, '2'), '2', answer(7));
    const redone = saved(stepped(undone, 'redos', 7, '3'), '3', answer(8));
    expect(stepped(redone, 'undos', 8, '4').batches.map(({ edits, undoes }) => undoes ?? edits)).toEqual([
      [gone],
      6,
      [gone],
      8,
    ]);
  });
  test('a task that was taken back comes again as itself', () => {
    const { edits, inverse, tasks } = insertTasks(null, [{ name: 'new' }]);
    const rows = [{ client_row_id: tasks[0], task_id: 'SF-1' }];
    const made = saved(does(emptyOutbox, '1', edits, inverse), '1', answer(6, { rows }));
    const undone = saved(stepped(made, 'undos', 6, '2'), '2', answer(7));
    expect(undone.batches[1]!.edits).toEqual([{ op: 'delete', task: 'SF-1' }]);
    expect(stepped(undone, 'redos', 7, '3').batches[2]).toMatchObject({ edits: [], undoes: 7 });
  });
  test('of an undo, what did not stand is not done again; what was edited since is told', () => {
    const edits = [set('a', 'x', 'a'), set('b', 'y', 'b')];
    const inverse = [set('b', 'b', 'y'), set('a', 'a', 'x')];
    const undoing = stepped(saved(does(emptyOutbox, '1', edits, inverse), '1', answer(6)), 'undos', 6, '2');
    const conflicts = [{ task_id: 'a', field: 'name' }];
    const redone = stepped(saved(undoing, '2', answer(7, { conflicts })), 'redos', 7, '3');
    expect(redone.batches[2]!.edits).toEqual([set('b', 'y', 'b')]);
    const warnings = [{ code: 'EDITED_SINCE', message: '', task_id: 'a', field: 'name' }];
    expect(saved(undoing, '2', answer(7, { warnings })).refused).toEqual([
      { task: 'a', field: 'name', code: 'EDITED_SINCE', found: '', expected: '' },
    ]);
  });
  test('an undo that one is asked about, and does not want, can be asked for again', () => {
    const made = saved(does(emptyOutbox, '1', [gone], null), '1', answer(6));
    const asked = changed(stepped(made, 'undos', 6, '2'), '2', { state: 'asked' });
    const declined = discarded(asked, '2');
    expect(keys(declined)).toEqual(['1', '2', '']);
    expect(stepped(declined, 'undos', 6, '3').batches.at(-1)).toMatchObject({ key: '3', undoes: 6 });
  });
  test('what is given up cannot be undone or redone, nor what was done to the tasks that it would have made', () => {
    const { edits, inverse, tasks } = insertTasks(null, [{ name: 'new' }]);
    const two = does(
      does(emptyOutbox, '1', edits, inverse),
      '2',
      [set(tasks[0]!, 'x', 'new')],
      [set(tasks[0]!, 'new', 'x')],
    );
    const failed = changed(two, '1', { state: 'failed' });
    expect(keys(discarded(failed, '1'))).toEqual(['', '', '']);
    expect(keys(discarded(stepped(failed, 'undos', 5, '3'), '1'))).toEqual(['', '', '']);
  });
});
