import { merge, type Snapshot, subjectKey, withTasks } from '@sprintforge/core';
import { openWorkbook, type Workbook } from '@sprintforge/xlsx';
import { beforeAll, describe, expect, test } from 'vitest';
import { digestOf, readHashSheet } from '../src/hashes/hash-sheet.ts';
import { placesOf, rememberedBase } from '../src/hashes/remembered-base.ts';
import { identify } from '../src/identify.ts';
import { readMetadata, rebind } from '../src/metadata.ts';
import { readPlan } from '../src/read.ts';
import { ids } from './copy-fixture.ts';
import { LINES, type Line, snapshotOf } from './plan-fixture.ts';
import { templateCopy } from './template-fixture.ts';

const id = (letter: string): string => `SF-0000-000${letter}`;
const held = snapshotOf(
  LINES.map(([letter, ...rest]): Line => [id(letter), ...rest]),
  [{ predecessor: id('A'), successor: id('B'), type: 'FS', lag: 0 }],
);
let bytes: Uint8Array;
beforeAll(async () => {
  bytes = (await templateCopy(held)).bytes;
});

function signed(workbook: Workbook) {
  const state = readMetadata(workbook);
  if (state.state !== 'signed') throw new Error(state.state);
  return state.metadata;
}

/** What an upload of the changed copy does to a head, when nobody keeps its base any more. */
async function merged(change: (workbook: Workbook, at: (letter: string, field: string) => Place) => void, head = held) {
  const workbook = openWorkbook(bytes);
  const { mapping } = rebind(workbook, signed(workbook));
  change(workbook, (letter, field) => ({
    row: mapping.firstRow + 'ABCDEF'.indexOf(letter),
    column: field === 'id' ? mapping.idColumn! : mapping.columns.find((one) => one.field === field)!.column,
  }));
  const file = openWorkbook(await workbook.toBytes());
  const metadata = signed(file);
  const bound = rebind(file, metadata);
  const plan = readPlan(file, bound.mapping, bound.resources);
  const hashes = readHashSheet(file, metadata.rowHashes ?? '');
  if (hashes === null) return null;
  const remembered = rememberedBase(plan, hashes, head);
  const { theirs } = identify(plan, remembered.base, remembered.shadow, ids(90_000));
  const settled = placesOf(theirs, remembered);
  const options = { strategy: 'client', unknownBase: settled.unknown } as const;
  const result = merge(remembered.base, head, settled.theirs, options);
  return {
    edits: result.edits.map(({ subject, outcome }) => `${subjectKey(subject)} ${outcome}`),
    reasons: [...new Set(result.conflicts.map(({ reason, standing }) => `${reason} ${standing}`))],
    same: result.merged === head,
  };
}

interface Place {
  readonly row: number;
  readonly column: number;
}
const set = (workbook: Workbook, place: Place, value: string | number | null) =>
  workbook.setCells('Tasks', [{ ...place, value }]);
/** The head after others worked: C was renamed, D deleted, a task added. */
function movedHead(): Snapshot {
  const tasks = new Map(held.tasks);
  tasks.set(id('C'), { ...tasks.get(id('C'))!, fields: { ...tasks.get(id('C'))!.fields, name: 'Raise' } });
  tasks.delete(id('D'));
  tasks.set('SF-9999-9999', { id: 'SF-9999-9999', parent: null, rank: 'b00', fields: { name: 'Paint' } });
  return withTasks({ ...held, tasks: new Map() }, tasks.values());
}

describe('A7 rows of a copy whose base has expired', () => {
  type Change = Parameters<typeof merged>[0];
  const table: [string, Change, Snapshot, string[], string[]][] = [
    ['nothing edited, nothing moved on', () => {}, held, [], []],
    ['nothing edited, the head moved on', () => {}, movedHead(), [], []],
    [
      'a name edited: asked, whatever the strategy',
      (workbook, at) => set(workbook, at('B', 'name'), 'Draw'),
      held,
      [`task/${id('B')}/name conflict`],
      ['base-expired ours'],
    ],
    [
      'only the edited cell differs from the head: only it is asked about',
      (workbook, at) => set(workbook, at('C', 'status'), 'Done'),
      movedHead(),
      [`task/${id('C')}/name conflict`, `task/${id('C')}/status conflict`],
      ['base-expired ours'],
    ],
    [
      'a row of a deleted task edited',
      (workbook, at) => set(workbook, at('D', 'name'), 'Try'),
      movedHead(),
      [`task/${id('D')} conflict`],
      ['edit-delete ours'],
    ],
    [
      'a predecessor taken away',
      (workbook, at) => set(workbook, at('B', 'predecessors'), null),
      held,
      [`dependency/${id('A')}>${id('B')}:FS conflict`],
      ['base-expired ours'],
    ],
    [
      'a row deleted: asked',
      (workbook, at) => workbook.deleteRows('Tasks', [{ at: at('E', 'name').row, count: 1 }]),
      held,
      [`task/${id('E')} conflict`],
      ['base-expired ours'],
    ],
    [
      'a row deleted whose task is deleted already',
      (workbook, at) => workbook.deleteRows('Tasks', [{ at: at('D', 'name').row, count: 1 }]),
      movedHead(),
      [],
      [],
    ],
    [
      'a new row is new',
      (workbook, at) => set(workbook, { ...at('F', 'name'), row: at('F', 'name').row + 1 }, 'Party'),
      held,
      ['task/SF-0009-0001 applied'],
      [],
    ],
    ['a lost ID is found by the hash (ID5)', (workbook, at) => set(workbook, at('E', 'id'), null), movedHead(), [], []],
  ];
  test.each(table)('%s', async (_, change, head, edits, reasons) => {
    const result = await merged(change, head);
    expect(result).toMatchObject({ edits, reasons });
    if (edits.every((edit) => edit.endsWith('conflict'))) expect(result?.same).toBe(true);
  });

  test('B3 hashes that are not the signed ones are none', async () => {
    expect(await merged((workbook) => workbook.setCells('_HASH', [{ row: 2, column: 2, value: 'f00' }]))).toBeNull();
    expect(await merged((workbook) => workbook.removeSheet('_HASH'))).toBeNull();
    const workbook = openWorkbook(bytes);
    const hashes = readHashSheet(workbook, signed(workbook).rowHashes!)!;
    expect([...hashes.tasks.keys()]).toEqual([...held.tasks.keys()]);
    expect(new Set(hashes.tasks.values()).size).toBe(held.tasks.size);
    expect(digestOf(hashes)).toBe(signed(workbook).rowHashes);
  });
});
