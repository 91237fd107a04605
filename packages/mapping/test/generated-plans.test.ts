/** Laws over plans that nobody wrote by hand: what nobody edited is no edit (R6, C1, ID8, V2-V5). */
import { type CellEdit, openWorkbook, type Workbook } from '@sprintforge/xlsx';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findTable } from '../src/detect.ts';
import { importPlan } from '../src/import.ts';
import { readPlan } from '../src/read.ts';
import { writePlan } from '../src/write.ts';
import { handOut, ids, upload } from './copy-fixture.ts';
import { editsOf } from './plan-fixture.ts';
import { type StrangerCell, strangersWorkbook } from './stranger-fixture.ts';

const runs = { seed: 20, numRuns: process.env['SPRINTFORGE_LONG'] ? 400 : 40 };

interface Plan {
  readonly indented: boolean;
  readonly above: number;
  readonly rows: readonly (readonly StrangerCell[])[];
}

const HEADERS = ['Task Name', 'Start Date', 'Finish Date', '% Complete', 'Assigned To', 'Status', 'Notes', 'My colour'];

/** A line of somebody's plan: name with blanks, days, percent, people, status, notes, and a column of their own. */
const line = fc.record({
  word: fc.constantFrom('Dig', 'Pour', 'Walls', 'Roof', 'Paint', 'Überprüfen', '検査', '0042', 'A & B <c>'),
  depth: fc.integer({ min: 0, max: 3 }),
  start: fc.integer({ min: 46_000, max: 46_400 }),
  days: fc.integer({ min: 0, max: 40 }),
  percent: fc.integer({ min: 0, max: 100 }),
  who: fc.constantFrom(null, 'Ann', 'Bob, Cem', 'Zoë'),
  status: fc.constantFrom('Open', 'Done', 'Late', null),
  notes: fc.constantFrom(null, '=not a formula', 'two\nlines', '12345678901234567890', ' blanks '),
  own: fc.constantFrom(null, 'red', 'green', 'blue', 'amber'),
});

const plans: fc.Arbitrary<Plan> = fc
  .record({
    indented: fc.boolean(),
    above: fc.integer({ min: 0, max: 3 }),
    lines: fc.array(line, { minLength: 6, maxLength: 25 }),
  })
  .map(({ indented, above, lines }) => ({
    indented,
    above,
    rows: lines.map(({ word, depth, start, days, percent, who, status, notes, own }, at): StrangerCell[] => [
      `${indented ? '  '.repeat(depth) : ''}${word} ${at + 1}`,
      { serial: start },
      { serial: start + days },
      percent / 100,
      who,
      status,
      notes,
      own,
    ]),
  }));

async function copyOf({ above, rows }: Plan) {
  const titles: StrangerCell[][] = Array.from({ length: above }, (_, at) => (at === 0 ? ['Our plan'] : []));
  const workbook = openWorkbook(strangersWorkbook({ rows: [...titles, HEADERS, ...rows] }));
  const { table, resources } = findTable(workbook);
  const plan = readPlan(workbook, table!, resources);
  const { snapshot, rowIds } = importPlan(plan, ids());
  const written = await writePlan(workbook, plan, rowIds, snapshot, handOut(table!, {}, resources));
  expect(snapshot.tasks.size).toBe(rows.length);
  return { ...written, snapshot };
}
type Copy = Awaited<ReturnType<typeof copyOf>>;

const editsAfter = (copy: Copy, bytes: Uint8Array) => {
  const { theirs, repairs, refused } = upload(bytes, copy.snapshot, copy.shadow);
  return [...editsOf(theirs, copy.snapshot), ...repairs.map(({ code }) => code), ...refused.map(({ code }) => code)];
};

/** The rows of the table in another order, whole rows, as Excel's sort leaves them. */
async function reordered({ bytes, mapping }: Copy, order: readonly number[]): Promise<Uint8Array> {
  const workbook = openWorkbook(bytes);
  const sheet = workbook.sheet(mapping.sheet)!;
  const rows = order.map((at) => sheet.row(mapping.firstRow + at).filter(({ column }) => column < 27));
  const width = Math.max(...rows.flat().map(({ column }) => column));
  const edits = rows.flatMap((cells, at): CellEdit[] => {
    const row = mapping.firstRow + at;
    return Array.from({ length: width }, (_, step) => {
      const cell = cells.find(({ column }) => column === step + 1);
      const value = cell === undefined || typeof cell.value === 'object' ? null : cell.value;
      return { row, column: step + 1, value, ...(cell === undefined ? {} : { style: cell.style }) };
    });
  });
  workbook.setCells(mapping.sheet, edits);
  return workbook.toBytes();
}

/** A blank column in front of this one; values only, as a program that keeps no formulas would write them. */
function pushColumns(workbook: Workbook, name: string, at: number): void {
  const sheet = workbook.sheet(name)!;
  const edits = [...sheet.rows()].flatMap((row) => {
    const cells = sheet.row(row).filter(({ column }) => column >= at && column < 27);
    const blank = cells.map(({ column }): CellEdit => ({ row, column, value: null }));
    const pushed = cells.map(({ column, value, style }): CellEdit => {
      return { row, column: column + 1, value: typeof value === 'object' ? null : value, style };
    });
    const places = new Set(pushed.map(({ column }) => column));
    return [...blank.filter(({ column }) => !places.has(column)), ...pushed];
  });
  workbook.setCells(name, edits);
}

function sortedBy(plan: Plan, column: number, down: boolean): readonly number[] {
  const key = (at: number) => {
    const cell = plan.rows[at]![column]!;
    return typeof cell === 'object' && cell !== null ? cell.serial : cell;
  };
  const compare = (a: number, b: number): number => {
    const [one, two] = [key(a), key(b)];
    if (one === null || two === null) return Number(one === null) - Number(two === null);
    const order = typeof one === 'string' ? one.localeCompare(String(two), 'en') : one - Number(two);
    return down ? -order : order;
  };
  return plan.rows.map((_, at) => at).sort((a, b) => compare(a, b) || a - b);
}

async function changed({ bytes }: Copy, change: (workbook: Workbook) => void): Promise<Uint8Array> {
  const workbook = openWorkbook(bytes);
  change(workbook);
  return workbook.toBytes();
}

describe('a generated plan', () => {
  test('R6 written and read again has no edit', async () => {
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const copy = await copyOf(plan);
        expect(editsAfter(copy, copy.bytes)).toEqual([]);
      }),
      runs,
    );
  });

  test('ID8 sorted by any column, the person’s own too, has no edit', async () => {
    await fc.assert(
      fc.asyncProperty(plans, fc.integer({ min: 0, max: 7 }), fc.boolean(), async (plan, column, down) => {
        const copy = await copyOf({ ...plan, rows: plan.rows });
        const distinct = new Set(plan.rows.map((row) => row[7]).filter((own) => own !== null));
        fc.pre(column !== 7 || distinct.size >= 3);
        fc.pre(!(plan.indented && column === 0));
        expect(editsAfter(copy, await reordered(copy, sortedBy(plan, column, down)))).toEqual([]);
      }),
      runs,
    );
  });

  test('ID8 a sort by the person’s own column that moves one row is told from a row moved by hand', async () => {
    const own = ['a', 'b', 'c', 'z', 'd', 'e', 'f', 'g'];
    const rows = own.map((color, at): StrangerCell[] => {
      const day = 46_100 + ((at * 3) % 8);
      return [`Step ${(at * 5) % 8}`, { serial: day }, { serial: day + (at % 3) }, 0, null, 'Open', null, color];
    });
    const copy = await copyOf({ indented: false, above: 1, rows });
    const plan = { indented: false, above: 1, rows };
    expect(editsAfter(copy, await reordered(copy, sortedBy(plan, 7, false)))).toEqual([]);
    const moved = await reordered(copy, [0, 1, 3, 2, 4, 5, 6, 7]);
    expect(editsAfter(copy, moved).map((edit) => edit.slice(-6))).toEqual(['.@rank']);
  });

  test('C1 a renamed header has no edit', async () => {
    await fc.assert(
      fc.asyncProperty(
        plans,
        fc.integer({ min: 0, max: 6 }),
        fc.string({ maxLength: 12 }),
        async (plan, column, text) => {
          const copy = await copyOf(plan);
          const bytes = await changed(copy, (workbook) => {
            workbook.setCells(copy.mapping.sheet, [
              { row: copy.mapping.headerRow, column: column + 1, value: `x${text}` },
            ]);
          });
          expect(editsAfter(copy, bytes)).toEqual([]);
        },
      ),
      runs,
    );
  });

  test('C1 an inserted column has no edit, in a program that drops the names', async () => {
    await fc.assert(
      fc.asyncProperty(plans, fc.integer({ min: 1, max: 8 }), async (plan, at) => {
        const copy = await copyOf(plan);
        const bytes = await changed(copy, (workbook) => {
          for (const { name } of workbook.definedNames) workbook.setDefinedName(name, null);
          pushColumns(workbook, copy.mapping.sheet, at);
        });
        expect(editsAfter(copy, bytes)).toEqual([]);
      }),
      runs,
    );
  });

  test('one typed cell is one edit', async () => {
    await fc.assert(
      fc.asyncProperty(plans, fc.nat(), async (plan, pick) => {
        const copy = await copyOf(plan);
        const at = pick % plan.rows.length;
        const bytes = await changed(copy, (workbook) => {
          workbook.setCells(copy.mapping.sheet, [
            { row: copy.mapping.firstRow + at, column: 1, value: 'Something else' },
          ]);
        });
        const id = [...copy.snapshot.tasks.values()].find(({ fields }) => fields['name'] === plan.rows[at]![0])!.id;
        expect(editsAfter(copy, bytes)).toEqual([`${id}.name=Something else`]);
      }),
      runs,
    );
  });
});
